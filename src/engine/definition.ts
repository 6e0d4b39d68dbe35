import { createHash } from 'node:crypto';
import type { Config } from '../config/config.ts';
import { matchesActor } from '../config/glob.ts';
import type { GatherSettings } from '../gather/gather.ts';
import { historyReaderVersion } from '../git/history.ts';
import { type ActorPatterns, contactOf } from '../git/identities.ts';
import type { Rule } from '../model.ts';
import { type DefinitionInputs, definitionText } from '../scoring/definition.ts';
import { extractorVersion } from '../source/extract.ts';
import { ruleHash } from '../source/find.ts';
import { listsVersion } from '../source/lists.ts';

/** Twelve hex digits over all that defines the numbers; `sources` as in MEASURES.md, e.g. `git` or `git+github`. */
export function definitionId(
  measures: DefinitionInputs['measures'],
  config: Config,
  sources: string,
  rules: readonly Rule[] = [],
): string {
  const text = definitionText({
    measures,
    settings: { windows: config.windows },
    lanes: config.lanes,
    actors: config.actors,
    vectors: config.vectors,
    rules: rules.map((rule) => [ruleHash(rule), rule.files, rule.ignores]),
    readers: { extractor: extractorVersion, lists: listsVersion, history: historyReaderVersion },
    sources,
  });
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** What of the configuration decides facts. */
export function gatherSettings(config: Config): GatherSettings {
  return { history: config.windows.history, lanes: config.lanes, actors: actorPatterns(config) };
}

function actorPatterns({ actors }: Config): ActorPatterns {
  const matcher = (globs: readonly string[]) => (author: string) => {
    const { name, address } = contactOf(author);
    return globs.some((glob) => matchesActor(glob, name) || matchesActor(glob, address));
  };
  return {
    humans: matcher(actors.humans),
    bots: matcher(actors.bots),
    aiReviewers: matcher(actors.aiReviewers),
    aiAuthors: matcher(actors.aiAuthors),
  };
}

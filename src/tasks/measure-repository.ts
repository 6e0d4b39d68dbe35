import { createHash } from 'node:crypto';
import type { Config } from '../config/config.ts';
import { matchesActor } from '../config/glob.ts';
import type { FactsCache } from '../gather/cache.ts';
import { gather } from '../gather/gather.ts';
import { historyReaderVersion } from '../git/history.ts';
import { type ActorPatterns, contactOf } from '../git/identities.ts';
import type { GitView } from '../git/view.ts';
import { registry } from '../measures/index.ts';
import type { Gathered, RepositoryFacts, Scorecard, Settings } from '../model.ts';
import { definitionText } from '../scoring/definition.ts';
import { type Configured, configureMeasures, evaluate } from '../scoring/evaluate.ts';
import { extractorVersion } from '../source/extract.ts';
import { listsVersion } from '../source/lists.ts';

/** A measured repository: the document, and what it was made of. */
export interface Measured {
  scorecard: Scorecard;
  facts: Gathered<RepositoryFacts>;
  measures: Configured[];
  settings: Settings;
}

/** Measures the view's revision by a configuration: gather, then evaluate. Writes nothing but the cache. */
export async function measureRepository(
  view: GitView,
  config: Config,
  openCache: () => Promise<FactsCache | null>,
  say: (progress: string) => void,
): Promise<Measured> {
  const settings: Settings = { windows: config.windows };
  const measures = configureMeasures(registry, config.measures);
  const wanted = { history: config.windows.history, lanes: config.lanes, actors: actorPatterns(config) };
  const facts = await gather(view, wanted, openCache, say);
  const about = { repo: view.name, definition: definitionId(measures, settings, config) };
  return { scorecard: evaluate(facts, measures, settings, about), facts, measures, settings };
}

/** Twelve hex digits over all that defines the numbers. */
function definitionId(measures: readonly Configured[], settings: Settings, config: Config): string {
  const text = definitionText({
    measures,
    settings,
    lanes: config.lanes,
    actors: config.actors,
    readers: { extractor: extractorVersion, lists: listsVersion, history: historyReaderVersion },
    sources: 'git',
  });
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
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

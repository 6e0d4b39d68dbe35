import { createHash } from 'node:crypto';
import type { Config } from '../config/config.ts';
import { matchesActor } from '../config/glob.ts';
import type { GatherSettings } from '../gather/gather.ts';
import { historyReaderVersion } from '../git/history.ts';
import { type ActorPatterns, actorsVersion, contactOf } from '../git/identities.ts';
import type { Team } from '../measures/team.ts';
import type { Category, Rule } from '../model.ts';
import type { Report } from '../reports/report.ts';
import { type DefinitionInputs, definitionText } from '../scoring/definition.ts';
import { extractorDefinition } from '../source/extractor-version.ts';
import { ruleHash, withConditions } from '../source/find.ts';
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
    modules: config.modules,
    actors: config.actors,
    bulkCommits: config.bulkCommits,
    vectors: config.vectors,
    rules: withConditions(rules).map((rule) => [ruleHash(rule), rule.files, rule.ignores]),
    readers: {
      extractor: extractorDefinition(),
      lists: listsVersion,
      history: historyReaderVersion,
      actors: actorsVersion,
    },
    sources,
  });
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** The measures that a team has of its own: of the numbers that its configuration or its reports name. */
export function teamOf(
  { measures, vectors }: Config,
  {
    rules = [],
    refused = [],
    reports = [],
  }: Partial<Pick<Team, 'rules' | 'refused'>> & { reports?: readonly Report[] } = {},
): Team {
  const configured = Object.keys(measures).filter((id) => id.startsWith('reported:'));
  const names = configured.map((id) => id.slice('reported:'.length));
  const said = reports.flatMap((report) => (report.kind === 'numbers' ? Object.keys(report.numbers) : []));
  const reported = [...new Set([...names, ...said.sort()])].map((name) => ({ name, ...placeOf(name) }));
  return { vectors, rules, refused, reported };

  function placeOf(name: string): { weight: number; category: Category } {
    const id = `reported:${name}`;
    const setting = Object.hasOwn(measures, id) && measures[id] !== 'off' ? measures[id] : undefined;
    return { weight: setting?.scale ? 1 : 0, category: setting?.category ?? 'reported' };
  }
}

/** What of the configuration decides facts. */
export function gatherSettings(config: Config): GatherSettings {
  const { lanes, modules, windows, bulkCommits } = config;
  const { history } = windows;
  return { history, counted: history, lanes, modules, actors: actorPatterns(config), bulkCommits };
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

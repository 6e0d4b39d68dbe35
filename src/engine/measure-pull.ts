import type { Config } from '../config/config.ts';
import type { FactsCache } from '../gather/cache.ts';
import { gatherListedPull, gatherPull, type UnlanedFile } from '../gather/gather-pull.ts';
import { openKnown } from '../git/view.ts';
import { pullRegistry } from '../measures/index.ts';
import type { Gathered, PullFacts, PullSubject, Scorecard } from '../model.ts';
import { configureMeasures, evaluatePull } from '../scoring/evaluate.ts';
import { definitionId, gatherSettings } from './definition.ts';

/** Which pull is measured, and under which name. */
export interface MeasuredPull {
  repo: string;
  number: number;
  head: string;
}

/** Measures a pull from its merge base to its head, both in the git directory. Writes nothing but the cache. */
export async function measurePull(
  gitDir: string,
  pull: MeasuredPull & { base: string },
  config: Config,
  openCache: () => Promise<FactsCache | null>,
): Promise<{ scorecard: Scorecard<PullSubject>; facts: Gathered<PullFacts> }> {
  await using base = await openKnown(gitDir, pull.base, pull.repo);
  await using head = await openKnown(gitDir, pull.head, pull.repo);
  const facts = await gatherPull(base, head, gatherSettings(config), openCache);
  return { scorecard: scored(facts, pull, config, 'git'), facts };
}

/** Measures a pull by GitHub's list of its files alone; `why` says what keeps the repository from being read. */
export async function measureListedPull(
  files: readonly UnlanedFile[],
  pull: MeasuredPull,
  config: Config,
  why: string,
): Promise<Scorecard<PullSubject>> {
  return scored(await gatherListedPull(files, config.lanes, why), pull, config, 'github');
}

function scored(facts: Gathered<PullFacts>, pull: MeasuredPull, config: Config, sources: string) {
  const measures = configureMeasures(pullRegistry, config.measures);
  const definition = definitionId(measures, config, sources);
  return evaluatePull(facts, measures, { windows: config.windows }, { ...pull, definition });
}

import { type Config, defaultConfig } from '../config/config.ts';
import type { Problem } from '../config/problem.ts';
import type { FactsCache } from '../gather/cache.ts';
import { gatherListedPull, gatherPull, type UnlanedFile } from '../gather/gather-pull.ts';
import { mergeBase, objectsOf } from '../git/ancestry.ts';
import { openKnown } from '../git/view.ts';
import { pullRegistryOf } from '../measures/team.ts';
import type { Gathered, PullFacts, PullSubject, Scorecard } from '../model.ts';
import type { Rules } from '../rules/rule-file.ts';
import { configureMeasures, evaluatePull } from '../scoring/evaluate.ts';
import type { Readers } from '../source/extraction.ts';
import { configInForce, problemsBrought } from './committed-config.ts';
import { definitionId, gatherSettings } from './definition.ts';
import { rulesInForce } from './team-rules.ts';

/** A pull under its name, with its head. */
export interface NamedPull {
  repo: string;
  number: number;
  head: string;
}

/** A pull in a git directory of ours. */
export interface MirroredPull extends NamedPull {
  /** The default branch, whose configuration is in force: a commit, or `refs/heads/main`. */
  defaultRef: string;
  /** Refs or commits that the head is compared with, by their best common ancestor; those that are not there are passed over. */
  against: string[];
}

/** A measured pull, and what is wrong with the configuration. */
export interface MeasuredPull {
  scorecard: Scorecard<PullSubject>;
  facts: Gathered<PullFacts>;
  /** Of the configuration in force; where that is good, of the one that the pull would bring. */
  problems: Problem[];
  /** They are the pull's own. */
  brought: boolean;
}

/**
 * Measures a pull from its merge base to its head by the configuration of the default branch. Writes nothing but the
 * cache. Throws where head and base have no commit in common.
 */
export async function measurePull(
  gitDir: string,
  pull: MirroredPull,
  openCache: () => Promise<FactsCache | null>,
  readers: Readers,
): Promise<MeasuredPull> {
  const { base, tip } = await baseOf(gitDir, pull);
  const { config, problems } = await configInForce(gitDir, tip);
  const own = problems.length > 0 ? [] : await problemsBrought(gitDir, base, pull.head);
  await using baseView = await openKnown(gitDir, base, pull.repo);
  await using headView = await openKnown(gitDir, pull.head, pull.repo);
  // The team's own rules are those of the default branch; packs and vectors are of no revision.
  await using ruling = config.rules.own.length > 0 ? await openKnown(gitDir, tip, pull.repo) : null;
  const rules = await rulesInForce(ruling ?? headView, config, null);
  const wanted = {
    ...gatherSettings(config),
    rules: [...rules.rules, ...rules.ofVectors.rules],
    newImports: config.vectors.length > 0,
  };
  const facts = await gatherPull(baseView, headView, wanted, openCache, readers);
  const scorecard = scored(facts, pull, config, rules, 'git');
  return { scorecard, facts, problems: [...problems, ...own], brought: own.length > 0 };
}

async function baseOf(gitDir: string, { number, head, defaultRef, against }: MirroredPull) {
  const names = [defaultRef, ...against].map((name) => `${name}^{commit}`);
  const [tip, ...others] = await objectsOf(gitDir, names);
  const there = others.filter((commit) => commit !== null);
  const base = there.length > 0 ? await mergeBase(gitDir, head, there) : null;
  if (!base) throw new Error(`pull #${number} and its base have no commit in common`);
  return { base, tip: tip ?? base };
}

/** Measures a pull by GitHub's list of its files alone; `why` says what keeps the repository from being read. */
export async function measureListedPull(
  files: readonly UnlanedFile[],
  pull: NamedPull,
  why: string,
): Promise<Scorecard<PullSubject>> {
  const facts = await gatherListedPull(files, defaultConfig.lanes, why);
  return scored(facts, pull, defaultConfig, { rules: [], problems: [] }, 'github');
}

function scored(
  facts: Gathered<PullFacts>,
  { repo, number, head }: NamedPull,
  config: Config,
  { rules, problems }: Rules,
  sources: string,
): Scorecard<PullSubject> {
  const { vectors } = config;
  const measures = configureMeasures(pullRegistryOf({ vectors, rules, refused: problems }), config.measures);
  const definition = definitionId(measures, config, sources, rules);
  return evaluatePull(facts, measures, { windows: config.windows }, { repo, number, head, definition });
}

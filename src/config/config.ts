import type { Category, Lane, Scale, Vector, Windows } from '../model.ts';
import type { PackName } from './rule-names.ts';

/** What a team may change of one measure; what is absent stays as built in. */
export interface MeasureSettings {
  weight?: number | undefined;
  scale?: Scale | undefined;
  /** Of a reported number. */
  category?: Category | undefined;
}

/** Globs over a commit author's name or e-mail address (`matchesActor`) that add to the built-in recognition. */
export interface ActorGlobs {
  bots: string[];
  aiReviewers: string[];
  aiAuthors: string[];
  /** Takes a wrongly recognised author back. */
  humans: string[];
}

/** Which structural rules hold. */
export interface RuleChoice {
  packs: PackName[];
  /** Globs over the paths of the team's own rule files. */
  own: string[];
}

/** The configuration as the engine uses it: everything there, windows in days. */
export interface Config {
  /** By measure id; what is absent stays as built in. */
  measures: Record<string, 'off' | MeasureSettings>;
  /** Globs over paths that add to the built-in lists. */
  lanes: Record<Lane, string[]>;
  /** Globs over directories, each of which is a module; none: the tree tells. */
  modules: string[];
  windows: Windows;
  actors: ActorGlobs;
  /** Ids of commits that are no work on the files that they touch (reformattings, moves), or their beginnings. */
  bulkCommits: string[];
  vectors: Vector[];
  rules: RuleChoice;
  /** `issue`: the app keeps an issue with the repository's hot spots. */
  hotspots: { issue: boolean };
}

/** What holds without a configuration file. */
export const defaultConfig: Config = {
  measures: {},
  lanes: { source: [], test: [], fixture: [], docs: [], data: [], generated: [], lock: [], vendored: [] },
  modules: [],
  windows: { pulls: 90, history: 365 },
  actors: { bots: [], aiReviewers: [], aiAuthors: [], humans: [] },
  bulkCommits: [],
  vectors: [],
  rules: { packs: [], own: [] },
  hotspots: { issue: false },
};

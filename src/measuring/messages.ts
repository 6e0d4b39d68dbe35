import type { MeasuredPull, MirroredPull } from '../engine/measure-pull.ts';
import type { HotspotReport, Scorecard } from '../model.ts';

/**
 * What the measuring process is asked: a repository at a commit or its hot spots, by the configuration and the rules of the
 * commit `by`, or a pull; in a mirror.
 */
export type Request =
  | { kind: 'repository' | 'hotspots'; gitDir: string; at: string; by: string; repo: string }
  | { kind: 'pull'; gitDir: string; pull: MirroredPull };

/** What it answers, by the kind of the request. `issue`: the configuration asks for an issue with the hot spots. */
export type Answer = {
  repository: { scorecard: Scorecard; issue: boolean };
  hotspots: { report: HotspotReport; issue: boolean };
  pull: Omit<MeasuredPull, 'facts'>;
};

/** The calls of a facts cache that the measuring process makes of the process that has the store. */
export type CacheCall = 'blobs.load' | 'blobs.save' | 'matches.load' | 'matches.save' | 'commits.load' | 'commits.save';

/** To the measuring process. `id` of a request is the asker's, of a cache answer that of the call. */
export type ToMeasuring =
  | { type: 'measure'; id: number; request: Request }
  | { type: 'cached'; call: number; value: unknown }
  | { type: 'uncached'; call: number; reason: string };

/** From the measuring process. `broken`: the git objects cannot be read. */
export type FromMeasuring =
  | { type: 'measured'; id: number; answer: Answer[keyof Answer] }
  | { type: 'failed'; id: number; reason: string; stack: string; broken: boolean }
  | { type: 'cache'; id: number; call: number; name: CacheCall; argument: unknown };

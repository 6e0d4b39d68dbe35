import type { Config } from '../config/config.ts';
import type { MeasuredPull } from '../engine/measure-pull.ts';
import type { PullSubject, Scorecard } from '../model.ts';

/** What the measuring process is asked: one repository at a revision, or one pull. */
export type Request =
  | { kind: 'repository'; gitDir: string; at: string; repo: string; config: Config }
  | { kind: 'pull'; gitDir: string; pull: MeasuredPull & { base: string }; config: Config };

/** The scorecard of a request, by its kind. */
export type Answer = { repository: Scorecard; pull: Scorecard<PullSubject> };

/** The calls of a facts cache that the measuring process makes of the process that has the store. */
export type CacheCall = 'blobs.load' | 'blobs.save' | 'commits.load' | 'commits.save';

/** To the measuring process. `id` of a request is the asker's, of a cache answer that of the call. */
export type ToMeasuring =
  | { type: 'measure'; id: number; request: Request; cache: boolean }
  | { type: 'cached'; call: number; value: unknown }
  | { type: 'uncached'; call: number; reason: string };

/** From the measuring process. `broken`: the git objects cannot be read. */
export type FromMeasuring =
  | { type: 'measured'; id: number; scorecard: unknown }
  | { type: 'failed'; id: number; reason: string; stack: string; broken: boolean }
  | { type: 'cache'; id: number; call: number; name: CacheCall; argument: unknown };

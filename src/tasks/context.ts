import type { GitHub } from '../github/client.ts';
import type { Log } from '../log.ts';
import type { Measuring } from '../measuring/process.ts';
import type { Store } from '../store/database.ts';
import type { Job, Queue } from '../store/queue.ts';

/** What every background task works with. */
export interface TaskContext {
  store: Store;
  queue: Queue;
  github: GitHub;
  measuring: Measuring;
  mirrors: {
    root: string;
    /** Larger repositories are not mirrored; their pulls are read from GitHub's list of files. */
    maxBytes: number;
    /** So many bytes of the disk are left to the database. */
    leastFree: number;
    /** Mirrors that nobody asked for so long are deleted. */
    unusedDays: number;
  };
  /** After its removal, what an installation or a repository left is kept for so long. */
  graceDays: number;
  /** How far back the past of a repository is measured; 0: not at all. */
  trendMonths: number;
  /** A check that is owed for longer is concluded without a result. */
  checkDeadlineSeconds: number;
  /** Where people read the definitions; null where this server has no public address. */
  definitionsUrl: string | null;
  log: Log;
}

/** A task in hand: its data, when to give up, and figures for its line in the log. */
export interface TaskRun<Data> extends Pick<Job, 'signal' | 'attempt' | 'last'> {
  data: Data;
  note(figures: Record<string, unknown>): void;
}

/** The task has to run again later, through no fault of its own: this is no failed attempt. */
export class Later extends Error {
  override name = 'Later';
  readonly at: Date;
  constructor(at: Date, why: string) {
    super(why);
    this.at = at;
  }
}

/** The moment so many seconds from now. */
export function inSeconds(seconds: number): Date {
  return new Date(Date.now() + seconds * 1_000);
}

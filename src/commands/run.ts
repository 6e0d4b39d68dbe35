import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import type { Config } from '../config/config.ts';
import { type Measured, measureRepository } from '../engine/measure-repository.ts';
import { knownTrend } from '../engine/trend.ts';
import type { FactsCache } from '../gather/cache.ts';
import { type GitView, openView } from '../git/view.ts';
import { type Scorecard, UserError } from '../model.ts';
import { oneLine } from '../text.ts';
import { readConfig } from './configuration.ts';
import { dataDirectory } from './data-directory.ts';
import type { Attempt, KeptResults } from './open-store.ts';
import { readOwnRules } from './own-rules.ts';
import { startProgress } from './progress.ts';
import { pathNotes, readReports } from './reports.ts';

/** Options of every command that measures. */
export interface MeasureOptions {
  at?: string;
  config?: string;
  /** False: neither read nor keep earlier results. */
  store: boolean;
  /** Files of reports about the revision. */
  report?: string[];
}

/** How far back a page shows the score. */
const pastMonths = 12;

/** What a command that measures has to show. */
export interface Run {
  measured: Measured;
  /** The scorecard kept by the run before; null for the first, and without a store. */
  previous: Scorecard | null;
  /** What is known of the year before, oldest first; empty unless asked for. */
  past: Scorecard[];
}

/**
 * Opens what lies at `path`, measures it, and keeps the scorecard where `keep` says so. A store that cannot be used is
 * said on standard error, and the repository is measured all the same.
 */
export async function measurePath(
  path: string,
  options: MeasureOptions,
  { keep, past: wantsPast = false }: { keep: boolean; past?: boolean },
): Promise<Run> {
  return await withRepository(path, options, async ({ view, config, openCache, say, note, exchange }) => {
    const reports = await readReports(options.report ?? []);
    const ownRules = options.config === undefined ? null : await readOwnRules(options.config, config.rules.own);
    const measured = await measureRepository(view, config, openCache, say, { reports, ownRules });
    for (const told of [...measured.ruleProblems, ...pathNotes(measured.facts.reports)]) note(told);
    const previous = keep ? await exchange((kept) => kept.exchange(measured.scorecard)) : null;
    const past = wantsPast ? await exchange((kept) => knownTrend(view, kept.points, pastMonths)) : null;
    return { measured, previous, past: past ?? [] };
  });
}

/** A repository that a command works on. */
export interface OpenRepository {
  view: GitView;
  config: Config;
  /** Opens the store, when it is first asked for; null without one. */
  openKept(): Promise<KeptResults | null>;
  /** The same, as the cache of what is gathered. */
  openCache(): Promise<FactsCache | null>;
  /** Progress, on standard error. */
  say(progress: string): void;
  /** A line on standard error. */
  note(text: string): void;
  /** Does something with what is kept; null without a store, and where it fails. */
  exchange<T>(work: (kept: KeptResults) => Promise<T | null>): Promise<T | null>;
}

/** Opens what lies at `path` with its configuration and its store, and closes them after the work. */
export async function withRepository<T>(
  path: string,
  options: Pick<MeasureOptions, 'at' | 'config' | 'store'>,
  work: (repository: OpenRepository) => Promise<T>,
): Promise<T> {
  const progress = startProgress();
  const note = (text: string) => {
    progress.clear();
    process.stderr.write(`touchstone: ${oneLine(text)}\n`);
  };
  await using view = await openView(path, options.at);
  const config = await readConfig(view, options.config, note);
  const attempt = tolerant(note);
  let opening: Promise<KeptResults | null> | null = null;
  const openOnce = async () => {
    if (!options.store) return null;
    // The first start of the embedded database takes seconds without a turn of the event loop.
    if (!existsSync(dataDirectory(view.gitDir))) progress.flush();
    return await attempt(() => openKept(view.gitDir, attempt, note), null);
  };
  const opened = () => {
    opening ??= openOnce();
    return opening;
  };
  try {
    return await work({
      view,
      config,
      openKept: opened,
      openCache: async () => (await opened())?.facts ?? null,
      say: progress.say,
      note,
      async exchange(use) {
        const kept = await opened();
        return kept === null ? null : await attempt(() => use(kept), null);
      },
    });
  } finally {
    progress.end();
    await (await (opening as Promise<KeptResults | null> | null))?.close();
  }
}

/** `DATABASE_URL` chooses PostgreSQL; else the clone's own embedded database, and none when another process holds it. */
async function openKept(gitDir: string, attempt: Attempt, note: (text: string) => void): Promise<KeptResults | null> {
  // Loaded here, so that measuring without a store does not pay for it.
  const { openStore } = await import('./open-store.ts');
  // A process of seconds does not live to use optimised code; compiling it takes 0.2 s and half a gigabyte.
  setFlagsFromString('--no-wasm-tier-up');
  setFlagsFromString('--no-wasm-dynamic-tiering');
  const directory = dataDirectory(gitDir);
  const url = process.env.DATABASE_URL;
  const kept = await openStore(gitDir, url ? { url } : { directory }, attempt);
  if (!kept) note(`another process holds ${directory}; measured without storing`);
  return kept;
}

/** Says the first failure, then leaves the store alone. A `DATABASE_URL` that does not work is the user's to mend. */
function tolerant(note: (text: string) => void): Attempt {
  let broken = false;
  return async (work, otherwise) => {
    if (broken) return otherwise;
    try {
      return await work();
    } catch (error) {
      if (error instanceof UserError && process.env.DATABASE_URL) throw error;
      broken = true;
      const { message } = error as Error;
      note(`${message.slice(0, 300).replace(/\.$/, '')}; measured without storing`);
      return otherwise;
    }
  };
}

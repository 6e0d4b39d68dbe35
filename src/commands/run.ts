import { existsSync } from 'node:fs';
import type { FactsCache } from '../gather/cache.ts';
import { openView } from '../git/view.ts';
import { type Scorecard, UserError } from '../model.ts';
import { openEmbedded, openPostgres, type Store } from '../store/database.ts';
import { repositoryId } from '../store/repositories.ts';
import { latestScorecard, saveScorecard } from '../store/scorecards.ts';
import { type Measured, measureRepository } from '../tasks/measure-repository.ts';
import { type Attempt, storedFacts } from '../tasks/stored-facts.ts';
import { readConfig } from './configuration.ts';
import { dataDirectory } from './data-directory.ts';
import { type Progress, startProgress } from './progress.ts';

/** Options of every command that measures. */
export interface MeasureOptions {
  at?: string;
  config?: string;
  /** False: neither read nor keep earlier results. */
  store: boolean;
}

/** What a command that measures has to show. */
export interface Run {
  measured: Measured;
  /** The scorecard kept by the run before; null for the first, and without a store. */
  previous: Scorecard | null;
}

/**
 * Opens what lies at `path`, measures it, and keeps the scorecard where `keep` says so. A store that cannot be used is
 * said on standard error, and the repository is measured all the same.
 */
export async function measurePath(path: string, options: MeasureOptions, { keep }: { keep: boolean }): Promise<Run> {
  const progress = startProgress();
  const note = (text: string) => {
    progress.end();
    process.stderr.write(`touchstone: ${text}\n`);
  };
  await using view = await openView(path, options.at);
  const config = await readConfig(view, options.config, note);
  const attempt = tolerant(note);
  let kept: Kept | null = null;
  const openCache = async (): Promise<FactsCache | null> => {
    if (options.store) kept = await attempt(() => openStore(view.gitDir, progress, note), null);
    return kept && storedFacts(kept.store, kept.repository, attempt);
  };
  try {
    const measured = await measureRepository(view, config, openCache, progress.say);
    const previous = keep && kept ? await attempt(() => exchange(kept!, measured.scorecard), null) : null;
    return { measured, previous };
  } finally {
    progress.end();
    await (kept as Kept | null)?.store.close();
  }
}

/** An open store and which of its repositories is measured. */
interface Kept {
  store: Store;
  repository: number;
}

/** `DATABASE_URL` chooses PostgreSQL; else the clone's own embedded database, and none when another process holds it. */
async function openStore(gitDir: string, progress: Progress, note: (text: string) => void): Promise<Kept | null> {
  const url = process.env.DATABASE_URL;
  const directory = dataDirectory(gitDir);
  // The first start of the embedded database takes seconds without a turn of the event loop.
  if (!url && !existsSync(directory)) progress.flush();
  const store = url ? await openPostgres(url) : await openEmbedded(directory);
  if (store !== 'held') return { store, repository: await repositoryId(store, gitDir) };
  note(`another process holds ${directory}; measured without storing`);
  return null;
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
      note(`${(error as Error).message}; measured without storing`);
      return otherwise;
    }
  };
}

/** Keeps the scorecard and answers with the one before it. */
async function exchange(kept: Kept, scorecard: Scorecard): Promise<Scorecard | null> {
  const previous = await latestScorecard(kept.store, kept.repository);
  await saveScorecard(kept.store, kept.repository, scorecard, new Date());
  return previous?.scorecard ?? null;
}

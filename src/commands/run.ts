import { existsSync } from 'node:fs';
import type { FactsCache } from '../gather/cache.ts';
import { openView } from '../git/view.ts';
import { type Scorecard, UserError } from '../model.ts';
import { openEmbedded, openPostgres, type Store } from '../store/database.ts';
import { repositoryId } from '../store/repositories.ts';
import { latestScorecard, saveScorecard } from '../store/scorecards.ts';
import { type Measured, measureRepository } from '../tasks/measure-repository.ts';
import { storedFacts } from '../tasks/stored-facts.ts';
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

export interface Run {
  measured: Measured;
  /** The scorecard kept by the run before; null for the first, and without a store. */
  previous: Scorecard | null;
}

/** Opens what lies at `path`, measures it, and keeps the scorecard where `keep` says so. */
export async function measurePath(path: string, options: MeasureOptions, { keep }: { keep: boolean }): Promise<Run> {
  const progress = startProgress();
  const note = (text: string) => {
    progress.end();
    process.stderr.write(`touchstone: ${text}\n`);
  };
  let kept: Kept | null = null;
  try {
    await using view = await openView(path, options.at);
    const config = await readConfig(view, options.config, note);
    const openCache = async (): Promise<FactsCache | null> => {
      kept = options.store ? await openStore(view.gitDir, progress, note) : null;
      return kept && storedFacts(kept.store, kept.repository);
    };
    const measured = await measureRepository(view, config, openCache, progress.say);
    const previous = keep ? await exchange(kept, measured.scorecard) : null;
    return { measured, previous };
  } finally {
    progress.end();
    await (kept as Kept | null)?.store.close();
  }
}

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
  const store = url ? await openPostgres(url) : await openEmbedded(directory).catch(unusable(note));
  if (store === 'held') {
    note(`another process holds ${directory}; measured without storing`);
    return null;
  }
  return store && { store, repository: await repositoryId(store, gitDir) };
}

/** A broken cache is no reason not to measure. */
function unusable(note: (text: string) => void) {
  return (error: unknown): null => {
    if (!(error instanceof UserError)) throw error;
    note(`${error.message}; measured without storing`);
    return null;
  };
}

/** Keeps the scorecard and answers with the one before it. */
async function exchange(kept: Kept | null, scorecard: Scorecard): Promise<Scorecard | null> {
  if (!kept) return null;
  const previous = await latestScorecard(kept.store, kept.repository);
  await saveScorecard(kept.store, kept.repository, scorecard, new Date());
  return previous?.scorecard ?? null;
}

import type { FactsCache } from '../gather/cache.ts';
import { type CommitFacts, historyReaderVersion } from '../git/history.ts';
import type { Scorecard } from '../model.ts';
import { extractorVersion } from '../source/extract.ts';
import { knownBlobFacts, saveBlobFacts } from '../store/blob-facts.ts';
import { knownChanges, saveChanges } from '../store/changes.ts';
import type { Store } from '../store/database.ts';
import { openEmbedded } from '../store/embedded.ts';
import { openPostgres } from '../store/postgres.ts';
import { repositoryId } from '../store/repositories.ts';
import { latestScorecard, saveScorecard } from '../store/scorecards.ts';

/** What is kept of one repository between runs. */
export interface KeptResults {
  facts: FactsCache;
  /** Keeps the scorecard and answers with the one before it. */
  exchange(scorecard: Scorecard): Promise<Scorecard | null>;
  close(): Promise<void>;
}

/** Does something with the store; answers with `otherwise` when the store fails. */
export type Attempt = <T>(work: () => Promise<T>, otherwise: T) => Promise<T>;

/**
 * Opens the store of the repository at `location`: PostgreSQL at `url`, else the embedded database in `directory`; null
 * when another process holds that. What the store cannot do later (a full disk, a lost connection) `attempt` answers: a
 * cache that fails is no reason not to measure.
 */
export async function openStore(
  location: string,
  place: { url: string } | { directory: string },
  attempt: Attempt,
): Promise<KeptResults | null> {
  const store = 'url' in place ? await openPostgres(place.url) : await openEmbedded(place.directory);
  if (store === 'held') return null;
  const repository = await repositoryId(store, location).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  return {
    facts: storedFacts(store, repository, attempt),
    async exchange(scorecard) {
      const previous = await latestScorecard(store, repository);
      await saveScorecard(store, repository, scorecard, new Date());
      return previous?.scorecard ?? null;
    },
    close: () => store.close(),
  };
}

/** The store of one repository as the cache that `gather` reads through. */
function storedFacts(store: Store, repository: number, attempt: Attempt): FactsCache {
  return {
    blobs: {
      load: (blobIds) => attempt(() => knownBlobFacts(store, repository, extractorVersion, blobIds), new Map()),
      save: (rows) => attempt(() => saveBlobFacts(store, repository, extractorVersion, rows), undefined),
    },
    commits: {
      async load(commits) {
        const load = () => knownChanges(store, repository, historyReaderVersion, commits);
        return (await attempt(load, new Map())) as Map<string, CommitFacts>;
      },
      save(commits) {
        const rows = commits.map((facts) => ({ commit: facts.commit, facts }));
        return attempt(() => saveChanges(store, repository, historyReaderVersion, rows), undefined);
      },
    },
  };
}

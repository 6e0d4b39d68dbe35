import type { FactsCache } from '../gather/cache.ts';
import { type CommitFacts, historyReaderVersion } from '../git/history.ts';
import { extractorVersion } from '../source/extract.ts';
import { knownBlobFacts, saveBlobFacts } from '../store/blob-facts.ts';
import { knownChanges, saveChanges } from '../store/changes.ts';
import type { Store } from '../store/database.ts';

/** Does something with the store; answers with `otherwise` when the store fails. */
export type Attempt = <T>(work: () => Promise<T>, otherwise: T) => Promise<T>;

/**
 * The store of one repository as the cache that `gather` reads through. What the store cannot do (a full disk, a lost
 * connection) `attempt` answers: a cache that fails is no reason not to measure.
 */
export function storedFacts(store: Store, repository: number, attempt: Attempt): FactsCache {
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

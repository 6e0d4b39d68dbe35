import type { FactsCache } from '../gather/cache.ts';
import { type CommitFacts, historyReaderVersion } from '../git/history.ts';
import { extractorVersion } from '../source/extract.ts';
import { knownBlobFacts, saveBlobFacts } from '../store/blob-facts.ts';
import { knownChanges, saveChanges } from '../store/changes.ts';
import type { Store } from '../store/database.ts';
import { knownMatches, saveMatches } from '../store/rule-matches.ts';

/** The store of one repository as the cache that `gather` reads through. */
export function storedFacts(store: Store, repository: number): FactsCache {
  return {
    blobs: {
      load: (blobIds) => knownBlobFacts(store, repository, extractorVersion, blobIds),
      save: (rows) => saveBlobFacts(store, repository, extractorVersion, rows),
    },
    matches: {
      load: ({ ruleHashes, blobIds }) => knownMatches(store, repository, ruleHashes, blobIds),
      save: (rows) => saveMatches(store, repository, rows),
    },
    commits: {
      async load(commits) {
        return (await knownChanges(store, repository, historyReaderVersion, commits)) as Map<string, CommitFacts>;
      },
      async save(commits) {
        const rows = commits.map((facts) => ({ commit: facts.commit, facts }));
        await saveChanges(store, repository, historyReaderVersion, rows);
      },
    },
  };
}

import type { FactsCache } from '../gather/cache.ts';
import { type CommitFacts, hasLines, historyReaderVersion } from '../git/history.ts';
import type { BlobFacts } from '../model.ts';
import { extractorVersion, extractorVersions } from '../source/extractor-version.ts';
import { forgetBlobFacts, knownBlobFacts, saveBlobFacts } from '../store/blob-facts.ts';
import { languageOfKey } from '../store/blob-key.ts';
import { forgetChanges, knownChanges, saveChanges } from '../store/changes.ts';
import type { Store } from '../store/database.ts';
import { knownMatches, saveMatches } from '../store/rule-matches.ts';

/** The store of one repository as the cache that `gather` reads through. */
export function storedFacts(store: Store, repository: number): FactsCache {
  return {
    blobs: {
      async load(blobIds) {
        const known = new Map<string, BlobFacts>();
        for (const version of extractorVersions()) {
          const found = await knownBlobFacts(store, repository, version, blobIds);
          for (const [key, facts] of found) if (extractorVersion(languageOfKey(key)) === version) known.set(key, facts);
        }
        return known;
      },
      async save(rows) {
        const byVersion = Map.groupBy(rows, ({ language }) => extractorVersion(language));
        for (const [version, some] of byVersion) await saveBlobFacts(store, repository, version, some);
      },
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
        const rows = commits.map((facts) => ({ commit: facts.commit, facts, partial: !hasLines(facts) }));
        await saveChanges(store, repository, historyReaderVersion, rows);
      },
    },
  };
}

/**
 * Deletes what earlier versions of Touchstone read of all repositories, and nothing asks for any more; answers how many
 * rows. What a later version read stays: it may be at work on the same database.
 */
export async function forgetOutdated(store: Store): Promise<number> {
  const [oldest] = extractorVersions();
  return (await forgetBlobFacts(store, oldest!)) + (await forgetChanges(store, historyReaderVersion));
}

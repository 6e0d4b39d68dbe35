import type { CommitCache } from '../git/history.ts';
import type { BlobFacts } from '../model.ts';
import type { BlobFactsRow } from '../store/blob-facts.ts';
import type { RuleMatchesRow } from '../store/rule-matches.ts';

/** What earlier runs already know of a repository. */
export interface FactsCache {
  commits: CommitCache;
  blobs: {
    /** What is known of these blobs in every language that they were read as, by `blobKey`. */
    load(blobIds: readonly string[]): Promise<Map<string, BlobFacts>>;
    save(rows: readonly BlobFactsRow[]): Promise<void>;
  };
  matches: {
    /** What is known of these rules in these blobs, by `matchesKey`. */
    load(asked: {
      ruleHashes: readonly string[];
      blobIds: readonly string[];
    }): Promise<Map<string, RuleMatchesRow['matches']>>;
    save(rows: readonly RuleMatchesRow[]): Promise<void>;
  };
}

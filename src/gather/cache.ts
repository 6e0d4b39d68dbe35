import type { CommitCache } from '../git/history.ts';
import type { BlobFacts } from '../model.ts';
import type { BlobFactsRow } from '../store/blob-facts.ts';

/** What earlier runs already know of a repository. */
export interface FactsCache {
  commits: CommitCache;
  blobs: {
    /** What is known of these blobs in every language that they were read as, by `blobKey`. */
    load(blobIds: readonly string[]): Promise<Map<string, BlobFacts>>;
    save(rows: readonly BlobFactsRow[]): Promise<void>;
  };
}

import type { BlobFacts } from '../model.ts';
import { blobKey } from './blob-key.ts';
import { chunks, rows, type Store } from './database.ts';
import { sql } from './drizzle.ts';
import { blobFacts, repositories } from './schema.ts';

/** The facts of one blob, read as one language (null: none was given). */
export interface BlobFactsRow {
  blobId: string;
  language: string | null;
  facts: BlobFacts;
}

/** What is known about the blobs asked for, in every language that they were read as, by `blobKey`. */
export async function knownBlobFacts(
  store: Store,
  repositoryId: number,
  extractorVersion: number,
  blobIds: readonly string[],
): Promise<Map<string, BlobFacts>> {
  const known = new Map<string, BlobFacts>();
  for (const chunk of chunks(blobIds, 10_000)) {
    const found = await rows<{ blob_id: string; language: string; facts: string }>(
      store,
      sql`select blob_id, language, facts from ${blobFacts}
          where repository_id = ${repositoryId} and extractor_version = ${extractorVersion}
            and blob_id = any(${sql.param(chunk)}::text[])`,
    );
    for (const row of found) known.set(blobKey(row.blob_id, row.language), JSON.parse(row.facts));
  }
  return known;
}

/** Keeps facts; what is already known stays as it is. */
export async function saveBlobFacts(
  store: Store,
  repositoryId: number,
  extractorVersion: number,
  facts: readonly BlobFactsRow[],
): Promise<void> {
  for (const chunk of chunks(facts, 2_000)) {
    const blobIds = sql.param(chunk.map((row) => row.blobId));
    const languages = sql.param(chunk.map((row) => row.language ?? ''));
    const texts = sql.param(chunk.map((row) => JSON.stringify(row.facts)));
    // In one order, so that two processes that save the same blobs wait for each other instead of deadlocking.
    await rows(
      store,
      sql`insert into ${blobFacts} (repository_id, extractor_version, blob_id, language, facts)
          select ${repositoryId}::bigint, ${extractorVersion}::int, blob_id, language, facts
          from unnest(${blobIds}::text[], ${languages}::text[], ${texts}::text[]) as saved (blob_id, language, facts)
          order by blob_id, language
          on conflict do nothing`,
    );
  }
}

/** Deletes what extractors before this version said, of all repositories; answers how much. */
export async function forgetBlobFacts(store: Store, before: number): Promise<number> {
  const gone = await rows(
    store,
    sql`delete from ${blobFacts} where extractor_version < ${before}
          and repository_id in (select id from ${repositories}) returning 1`,
  );
  return gone.length;
}

import type { Finding } from '../model.ts';
import { matchesKey } from './blob-key.ts';
import { chunks, rows, type Store } from './database.ts';
import { sql } from './drizzle.ts';
import { ruleMatches } from './schema.ts';

/** Where a rule, by its hash, matches in a blob that was read as a language. */
export interface RuleMatchesRow {
  ruleHash: string;
  blobId: string;
  language: string;
  matches: Omit<Finding, 'rule' | 'path'>[];
}

/** What is known of these rules in these blobs, in every language that they were read as, by `matchesKey`. */
export async function knownMatches(
  store: Store,
  repositoryId: number,
  ruleHashes: readonly string[],
  blobIds: readonly string[],
): Promise<Map<string, RuleMatchesRow['matches']>> {
  const known = new Map<string, RuleMatchesRow['matches']>();
  const hashes = sql.param([...ruleHashes]);
  for (const chunk of chunks(blobIds, 10_000)) {
    const found = await rows<{ rule_hash: string; blob_id: string; language: string; matches: string }>(
      store,
      sql`select rule_hash, blob_id, language, matches from ${ruleMatches}
          where repository_id = ${repositoryId} and rule_hash = any(${hashes}::text[])
            and blob_id = any(${sql.param(chunk)}::text[])`,
    );
    for (const row of found) {
      known.set(matchesKey(row.rule_hash, row.blob_id, row.language), JSON.parse(row.matches));
    }
  }
  return known;
}

/** Keeps matches; what is already known stays as it is. */
export async function saveMatches(
  store: Store,
  repositoryId: number,
  matches: readonly RuleMatchesRow[],
): Promise<void> {
  for (const chunk of chunks(matches, 2_000)) {
    const hashes = sql.param(chunk.map((row) => row.ruleHash));
    const blobIds = sql.param(chunk.map((row) => row.blobId));
    const languages = sql.param(chunk.map((row) => row.language));
    const texts = sql.param(chunk.map((row) => JSON.stringify(row.matches)));
    // In one order, so that two processes that save the same rows wait for each other instead of deadlocking.
    await rows(
      store,
      sql`insert into ${ruleMatches} (repository_id, rule_hash, blob_id, language, matches)
          select ${repositoryId}::bigint, rule_hash, blob_id, language, matches
          from unnest(${hashes}::text[], ${blobIds}::text[], ${languages}::text[], ${texts}::text[])
            as saved (rule_hash, blob_id, language, matches)
          order by rule_hash, blob_id, language
          on conflict do nothing`,
    );
  }
}

import { chunks, rows, type Store } from './database.ts';
import { sql } from './drizzle.ts';
import { changes, repositories } from './schema.ts';

/** What the diff of one first-parent commit says. The shape of the facts is the reader's, and changes with its version. */
export interface ChangeRow {
  commit: string;
  facts: unknown;
  /** Not all was read that may be asked for: it takes the place of nothing. */
  partial?: boolean;
}

/** The facts known about the commits asked for, by commit. */
export async function knownChanges(
  store: Store,
  repositoryId: number,
  readerVersion: number,
  commits: readonly string[],
): Promise<Map<string, unknown>> {
  const known = new Map<string, unknown>();
  for (const chunk of chunks(commits, 10_000)) {
    const found = await rows<{ commit: string; facts: string }>(
      store,
      sql`select commit, facts from ${changes}
          where repository_id = ${repositoryId} and reader_version = ${readerVersion}
            and commit = any(${sql.param(chunk)}::text[])`,
    );
    for (const row of found) known.set(row.commit, JSON.parse(row.facts));
  }
  return known;
}

/**
 * Keeps changes, in place of what was known of them: more may be asked of a commit than was read before. What is partial
 * only fills a gap, as another process may have read the whole meanwhile.
 */
export async function saveChanges(
  store: Store,
  repositoryId: number,
  readerVersion: number,
  facts: readonly ChangeRow[],
): Promise<void> {
  const partial = facts.filter((row) => row.partial);
  await insert(store, repositoryId, readerVersion, partial, sql`do nothing`);
  const whole = facts.filter((row) => !row.partial);
  const instead = sql`(repository_id, reader_version, commit) do update set facts = excluded.facts`;
  await insert(store, repositoryId, readerVersion, whole, instead);
}

async function insert(
  store: Store,
  repositoryId: number,
  readerVersion: number,
  facts: readonly ChangeRow[],
  onConflict: ReturnType<typeof sql>,
): Promise<void> {
  for (const chunk of chunks(facts, 2_000)) {
    const commits = sql.param(chunk.map((row) => row.commit));
    const texts = sql.param(chunk.map((row) => JSON.stringify(row.facts)));
    // In one order: see saveBlobFacts.
    await rows(
      store,
      sql`insert into ${changes} (repository_id, reader_version, commit, facts)
          select ${repositoryId}::bigint, ${readerVersion}::int, commit, facts
          from unnest(${commits}::text[], ${texts}::text[]) as saved (commit, facts)
          order by commit
          on conflict ${onConflict}`,
    );
  }
}

/** Deletes what readers before this version said, of all repositories; answers how much. */
export async function forgetChanges(store: Store, before: number): Promise<number> {
  const gone = await rows(
    store,
    sql`delete from ${changes} where reader_version < ${before}
          and repository_id in (select id from ${repositories}) returning 1`,
  );
  return gone.length;
}

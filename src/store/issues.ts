import { plainly, rows, type Store } from './database.ts';
import { and, eq, sql } from './drizzle.ts';
import { issues } from './schema.ts';

/** An issue that the app keeps in a repository, by what it is about. */
export interface KeptIssue {
  githubId: number;
  key: string;
  /** Null: not made yet, or made by an attempt whose answer was lost. */
  number: number | null;
}

/**
 * Seconds for which one process alone may write an issue. Who has not written it some seconds before gives up, and when
 * its process dies others do not wait for long.
 */
export const holdIssueSeconds = 30;

/** The issue of a repository; null where none was ever asked for. */
export async function findIssue(store: Store, githubId: number, key: string): Promise<KeptIssue | null> {
  const found = store.db
    .select({ githubId: issues.githubId, key: issues.key, number: issues.number })
    .from(issues)
    .where(and(eq(issues.githubId, githubId), eq(issues.key, key)));
  const [issue] = await plainly(found);
  return issue ?? null;
}

/** Notes that an issue is asked for, also where it cannot be made now. */
export async function wantIssue(store: Store, githubId: number, key: string): Promise<void> {
  await plainly(store.db.insert(issues).values({ githubId, key }).onConflictDoNothing());
}

/** Takes the right to write an issue, so that no two processes make two. Null while another holds it. */
export async function holdIssue(store: Store, githubId: number, key: string): Promise<KeptIssue | null> {
  const [held] = await rows<{ number: number | null }>(
    store,
    sql`insert into ${issues} (github_id, key, held_until)
        values (${githubId}, ${key}, now() + make_interval(secs => ${holdIssueSeconds}))
        on conflict (github_id, key) do update set held_until = excluded.held_until
          where ${issues.heldUntil} is null or ${issues.heldUntil} < now()
        returning number`,
  );
  return held ? { githubId, key, number: held.number } : null;
}

/** Gives the right back without having written. */
export async function releaseIssue(store: Store, { githubId, key }: KeptIssue): Promise<void> {
  await rows(store, sql`update ${issues} set held_until = null where github_id = ${githubId} and key = ${key}`);
}

/** Notes the number that the issue has and gives the right back. */
export async function settleIssue(store: Store, { githubId, key }: KeptIssue, number: number): Promise<void> {
  await rows(
    store,
    sql`update ${issues} set number = ${number}, held_until = null where github_id = ${githubId} and key = ${key}`,
  );
}

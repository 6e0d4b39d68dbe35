import { plainly, rows, type Store } from './database.ts';
import { and, eq, isNotNull, sql } from './drizzle.ts';
import { checks, installations, installedRepositories } from './schema.ts';

/** A head that is owed a check run, or has one. */
export interface Check {
  githubId: number;
  head: string;
  installationId: number;
  /** Null: the head of a merge group, or of a pull that is still to be found. */
  pull: number | null;
  owedSince: Date | null;
  checkRunId: number | null;
  /** Null while there is no result, also where the run says just that. */
  conclusion: 'success' | 'neutral' | null;
}

/**
 * Seconds for which one process alone may write a head's check run. Who has not written it some seconds before gives up,
 * and when its process dies others do not wait for long.
 */
export const holdSeconds = 15;

/** The check of a head; null where none was ever asked for. */
export async function findCheck(store: Store, githubId: number, head: string): Promise<Check | null> {
  const found = store.db
    .select()
    .from(checks)
    .where(and(eq(checks.githubId, githubId), eq(checks.head, head)));
  const [check] = await plainly(found);
  return check ?? null;
}

/**
 * Takes the right to write a head's check run, so that no two processes make two. Null while another holds it; the
 * answer carries the run that is there already, and since when it is owed.
 */
export async function holdCheck(
  store: Store,
  { githubId, head, installationId, pull }: Pick<Check, 'githubId' | 'head' | 'installationId' | 'pull'>,
): Promise<Pick<Check, 'checkRunId' | 'owedSince'> | null> {
  const [held] = await rows<{ check_run_id: string | null; owed_since: string | null }>(
    store,
    sql`insert into ${checks} (github_id, head, installation_id, pull, held_until)
        values (${githubId}, ${head}, ${installationId}, ${pull}, now() + make_interval(secs => ${holdSeconds}))
        on conflict (github_id, head) do update
          set held_until = excluded.held_until, pull = coalesce(${checks.pull}, excluded.pull)
          where ${checks.heldUntil} is null or ${checks.heldUntil} < now()
        returning check_run_id::text, to_json(owed_since)#>>'{}' as owed_since`,
  );
  if (!held) return null;
  return {
    checkRunId: held.check_run_id === null ? null : Number(held.check_run_id),
    owedSince: held.owed_since === null ? null : new Date(held.owed_since),
  };
}

/** Gives the right back without having written. */
export async function releaseCheck(store: Store, githubId: number, head: string): Promise<void> {
  await rows(store, sql`update ${checks} set held_until = null where github_id = ${githubId} and head = ${head}`);
}

/**
 * Notes the written check run and gives the right back. The head owes nothing more, unless it was asked for again in the
 * last `readMsAgo` milliseconds, since what was written had been read.
 */
export async function settleCheck(
  store: Store,
  { githubId, head }: Pick<Check, 'githubId' | 'head'>,
  written: { checkRunId: number; conclusion: Check['conclusion']; readMsAgo: number },
): Promise<void> {
  await rows(
    store,
    sql`update ${checks} set check_run_id = ${written.checkRunId}, conclusion = ${written.conclusion}, held_until = null,
          owed_since = case when owed_since > now() - make_interval(secs => ${written.readMsAgo / 1_000}) then owed_since end
        where github_id = ${githubId} and head = ${head}`,
  );
}

/** A pull has moved on: heads of it other than `head` are owed nothing any longer. */
export async function dropOwedChecks(store: Store, githubId: number, pull: number, head: string | null): Promise<void> {
  await rows(
    store,
    sql`update ${checks} set owed_since = null
        where github_id = ${githubId} and pull = ${pull} and head is distinct from ${head} and owed_since is not null`,
  );
}

/** The heads of a repository that are owed a check run. */
export async function owedChecks(store: Store, githubId: number): Promise<Check[]> {
  const owed = store.db
    .select()
    .from(checks)
    .where(and(eq(checks.githubId, githubId), isNotNull(checks.owedSince)));
  return await plainly(owed);
}

/**
 * Checks that were owed before a moment and still are, oldest first, that nobody is writing. Without those of
 * installations that GitHub answers nothing now: they would keep others waiting behind them.
 */
export async function overdueChecks(store: Store, seconds: number, limit: number): Promise<Check[]> {
  const overdue = store.db
    .select()
    .from(checks)
    .where(
      sql`${checks.owedSince} < now() - make_interval(secs => ${seconds})
          and (${checks.heldUntil} is null or ${checks.heldUntil} < now())
          and not exists (select from ${installations} where ${installations.limitedUntil} > now() and ${installations.id} =
            coalesce((select ${installedRepositories.installationId} from ${installedRepositories}
              where ${installedRepositories.id} = ${checks.githubId}), ${checks.installationId}))`,
    )
    .orderBy(checks.owedSince)
    .limit(limit);
  return await plainly(overdue);
}

/** A head is owed nothing any longer. */
export async function dropOwedCheck(store: Store, githubId: number, head: string): Promise<void> {
  await rows(
    store,
    sql`update ${checks} set owed_since = null, held_until = null where github_id = ${githubId} and head = ${head}`,
  );
}

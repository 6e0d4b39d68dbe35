import type { PullSubject, Scorecard } from '../model.ts';
import { plainly, rows, type Store } from './database.ts';
import { and, desc, eq, sql } from './drizzle.ts';
import { installedRepositories, pulls } from './schema.ts';

/** A pull as GitHub has it. */
export interface PullState {
  githubId: number;
  number: number;
  installationId: number;
  title: string;
  state: 'open' | 'closed' | 'merged';
  draft: boolean;
  baseRef: string;
  head: string;
  updatedAt: Date;
}

/** A pull as it is kept. */
export type StoredPull = typeof pulls.$inferSelect;

/** Keeps what GitHub says of a pull; what is older than what is known changes nothing. */
export async function savePull(store: Store, pull: PullState): Promise<void> {
  const { githubId, number, ...state } = pull;
  const save = store.db
    .insert(pulls)
    .values(pull)
    .onConflictDoUpdate({
      target: [pulls.githubId, pulls.number],
      set: state,
      setWhere: sql`${pulls.updatedAt} <= excluded.updated_at`,
    });
  await plainly(save);
}

/** A pull, or null. */
export async function findPull(store: Store, githubId: number, number: number): Promise<StoredPull | null> {
  const found = store.db
    .select()
    .from(pulls)
    .where(and(eq(pulls.githubId, githubId), eq(pulls.number, number)));
  return (await plainly(found))[0] ?? null;
}

/** Keeps the scorecard of a pull's head, in place of an earlier one, unless the head has moved meanwhile. */
export async function savePullScorecard(
  store: Store,
  githubId: number,
  scorecard: Scorecard<PullSubject>,
): Promise<void> {
  const { number, head, base } = scorecard.subject;
  const save = store.db
    .update(pulls)
    .set({ scorecard, scoredHead: head, scoredBase: base, scoredAt: sql`now()`, failure: null })
    .where(and(eq(pulls.githubId, githubId), eq(pulls.number, number), eq(pulls.head, head)));
  await plainly(save);
}

/** Keeps why a pull could not be scored. */
export async function failPull(store: Store, githubId: number, number: number, failure: string): Promise<void> {
  const save = store.db
    .update(pulls)
    .set({ failure })
    .where(and(eq(pulls.githubId, githubId), eq(pulls.number, number)));
  await plainly(save);
}

/** Numbers and heads of the pulls that are open as far as is known. */
export async function openPulls(store: Store, githubId: number): Promise<{ number: number; head: string }[]> {
  const open = store.db
    .select({ number: pulls.number, head: pulls.head })
    .from(pulls)
    .where(and(eq(pulls.githubId, githubId), eq(pulls.state, 'open')));
  return await plainly(open);
}

/** A recent pull, for `touchstone status`. */
export interface RecentPull {
  repository: string;
  number: number;
  title: string;
  state: string;
  head: string;
  scoredAt: Date | null;
  failure: string | null;
}

/** The pulls that GitHub says changed last. */
export async function recentPulls(store: Store, limit: number): Promise<RecentPull[]> {
  const recent = store.db
    .select({
      repository: sql<string>`${installedRepositories.owner} || '/' || ${installedRepositories.name}`,
      number: pulls.number,
      title: pulls.title,
      state: pulls.state,
      head: pulls.head,
      scoredAt: pulls.scoredAt,
      failure: pulls.failure,
    })
    .from(pulls)
    .innerJoin(installedRepositories, eq(pulls.githubId, installedRepositories.id))
    .orderBy(desc(pulls.updatedAt), desc(pulls.number))
    .limit(limit);
  return await plainly(recent);
}

/** Pulls whose last attempt failed, with the reason. */
export async function countFailedPulls(store: Store): Promise<number> {
  const [row] = await rows<{ times: number }>(
    store,
    sql`select count(*)::int as times from ${pulls} where failure is not null`,
  );
  return row!.times;
}

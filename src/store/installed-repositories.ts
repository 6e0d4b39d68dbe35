import { plainly, rows, type Store } from './database.ts';
import { and, eq, sql } from './drizzle.ts';
import { repositoryId } from './repositories.ts';
import { checks, installedRepositories, repositories } from './schema.ts';

/** A repository of an installation, as it is kept. */
export type InstalledRepository = typeof installedRepositories.$inferSelect;

/** What GitHub says of a repository. */
export type RepositoryState = Pick<
  InstalledRepository,
  'id' | 'installationId' | 'owner' | 'name' | 'private' | 'defaultBranch'
>;

/** Keeps what GitHub says of a repository that the installation gives access to; one that was removed is back. */
export async function saveInstalledRepository(store: Store, state: RepositoryState, host: string): Promise<void> {
  const { id, ...known } = state;
  const values = { ...state, state: 'active' as const, repositoryId: await repositoryId(store, `${host}/${id}`) };
  const save = store.db
    .insert(installedRepositories)
    .values(values)
    .onConflictDoUpdate({
      target: installedRepositories.id,
      set: { ...known, state: 'active', deleteAfter: null },
    });
  await plainly(save);
}

/** A repository by GitHub's id, or null. */
export async function findInstalledRepository(store: Store, id: number): Promise<InstalledRepository | null> {
  const found = store.db.select().from(installedRepositories).where(eq(installedRepositories.id, id));
  return (await plainly(found))[0] ?? null;
}

/** The repositories of an installation that are there, or of all; by name. */
export async function activeRepositories(store: Store, installationId?: number): Promise<InstalledRepository[]> {
  const active = store.db
    .select()
    .from(installedRepositories)
    .where(
      and(
        eq(installedRepositories.state, 'active'),
        installationId === undefined ? undefined : eq(installedRepositories.installationId, installationId),
      ),
    )
    .orderBy(installedRepositories.owner, installedRepositories.name);
  return await plainly(active);
}

/** Repositories of an installation other than `present` are gone: no more work, deleted after the grace period. */
export async function removeOtherRepositories(
  store: Store,
  installationId: number,
  present: readonly number[],
  graceDays: number,
): Promise<void> {
  await rows(
    store,
    sql`update ${installedRepositories}
        set state = 'removed', delete_after = coalesce(delete_after, now() + make_interval(days => ${graceDays}))
        where installation_id = ${installationId} and not (id = any(${sql.param(present.map(String))}::bigint[]))`,
  );
}

/** The default branch was measured at a commit. */
export async function noteMeasured(store: Store, id: number, commit: string): Promise<void> {
  await update(store, id, { measuredCommit: commit, measuredAt: sql`now()`, failure: null });
}

/** The last pulls were scored from history. */
export async function noteBackfilled(store: Store, id: number): Promise<void> {
  await update(store, id, { backfilledAt: sql`now()` });
}

/** Of the points that its trend is asked for so many are there. */
export async function noteTrend(store: Store, id: number, asked: number, kept: number): Promise<void> {
  await update(store, id, { trendAsked: asked, trendKept: kept });
}

/** The repository could not be measured, and why. */
export async function failRepository(store: Store, id: number, failure: string): Promise<void> {
  await update(store, id, { failure });
}

/** Deletes the repositories whose grace period is over, with all that hangs on them; their ids. */
export async function deleteExpiredRepositories(store: Store): Promise<number[]> {
  return await deleteWhere(store, sql`delete_after < now()`);
}

/** Deletes all repositories of an installation, with all that hangs on them; their ids. */
export async function deleteRepositoriesOf(store: Store, installationId: number): Promise<number[]> {
  return await deleteWhere(store, sql`installation_id = ${installationId}`);
}

/** The facts go with the store's own repository, on which the installed one hangs; checks may be owed before it is known. */
async function deleteWhere(store: Store, condition: ReturnType<typeof sql>): Promise<number[]> {
  const gone = await rows<{ id: string }>(
    store,
    sql`with gone as (select id, repository_id from ${installedRepositories} where ${condition}),
          facts as (delete from ${repositories} where id in (select repository_id from gone)),
          owed as (delete from ${checks} where github_id in (select id from gone))
        select id::text from gone`,
  );
  return gone.map(({ id }) => Number(id));
}

async function update(
  store: Store,
  id: number,
  set: Parameters<ReturnType<typeof store.db.update<typeof installedRepositories>>['set']>[0],
): Promise<void> {
  await plainly(store.db.update(installedRepositories).set(set).where(eq(installedRepositories.id, id)));
}

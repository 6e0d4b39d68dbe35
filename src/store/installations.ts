import { plainly, rows, type Store } from './database.ts';
import { eq, sql } from './drizzle.ts';
import { installations } from './schema.ts';

/** An account's installation of the app, as it is kept. */
export type Installation = typeof installations.$inferSelect;

/** Keeps what GitHub says of an installation that exists; one that was removed is back. */
export async function saveInstallation(
  store: Store,
  installation: Pick<Installation, 'id' | 'account' | 'permissions'> & { suspended: boolean },
): Promise<void> {
  const { id, account, permissions, suspended } = installation;
  const known = { account, permissions, state: suspended ? 'suspended' : 'active', deleteAfter: null } as const;
  const save = store.db
    .insert(installations)
    .values({ id, ...known })
    .onConflictDoUpdate({ target: installations.id, set: known });
  await plainly(save);
}

/** An installation, or null. */
export async function findInstallation(store: Store, id: number): Promise<Installation | null> {
  const found = store.db.select().from(installations).where(eq(installations.id, id));
  return (await plainly(found))[0] ?? null;
}

/** All installations, by account. */
export async function allInstallations(store: Store): Promise<Installation[]> {
  return await plainly(store.db.select().from(installations).orderBy(installations.account));
}

/** The app was uninstalled: work for it stops, and everything of it is deleted after the grace period. */
export async function removeInstallation(store: Store, id: number, graceDays: number): Promise<void> {
  const save = store.db
    .update(installations)
    .set({ state: 'removed', deleteAfter: sql`coalesce(delete_after, now() + make_interval(days => ${graceDays}))` })
    .where(eq(installations.id, id));
  await plainly(save);
}

/** GitHub has suspended it: work pauses. */
export async function suspendInstallation(store: Store, id: number): Promise<void> {
  await plainly(store.db.update(installations).set({ state: 'suspended' }).where(eq(installations.id, id)));
}

/** GitHub answers this installation nothing before `until`. */
export async function limitInstallation(store: Store, id: number, until: Date): Promise<void> {
  const save = store.db
    .update(installations)
    .set({ limitedUntil: sql`greatest(limited_until, ${until.toISOString()}::timestamptz)` })
    .where(eq(installations.id, id));
  await plainly(save);
}

/** Deletes the installations whose grace period is over, with all that hangs on them; their ids. */
export async function deleteExpiredInstallations(store: Store): Promise<number[]> {
  const gone = await rows<{ id: string }>(
    store,
    sql`delete from ${installations} where delete_after < now() returning id::text`,
  );
  return gone.map(({ id }) => Number(id));
}

/** The installations whose grace period is over. */
export async function expiredInstallations(store: Store): Promise<number[]> {
  const expired = await rows<{ id: string }>(
    store,
    sql`select id::text from ${installations} where delete_after < now()`,
  );
  return expired.map(({ id }) => Number(id));
}

import { forgetOutdated } from '../engine/stored-facts.ts';
import { evictMirrors, removeMirror } from '../git/mirror.ts';
import { forgetDeliveries } from '../store/deliveries.ts';
import { vacuum } from '../store/embedded.ts';
import { deleteExpiredInstallations, expiredInstallations } from '../store/installations.ts';
import { deleteExpiredRepositories, deleteRepositoriesOf } from '../store/installed-repositories.ts';
import type { TaskContext, TaskRun } from './context.ts';

/** Longer than any GitHub can redeliver. */
const deliveriesKeptDays = 30;

/**
 * Deletes what nobody needs: what was removed longer ago than the grace period, unused mirrors, old deliveries, what an
 * earlier version read. Frees its room.
 */
export async function tidy(context: TaskContext, run: TaskRun<object>): Promise<void> {
  const { store, mirrors } = context;
  const { root } = mirrors;
  const gone = await deleteExpiredRepositories(store);
  for (const id of await expiredInstallations(store)) gone.push(...(await deleteRepositoriesOf(store, id)));
  const installations = await deleteExpiredInstallations(store);
  for (const id of gone) await removeMirror({ root, id }, run.signal);
  const evicted = await evictMirrors(root, mirrors.unusedDays * 86_400_000, Date.now());
  const deliveries = await forgetDeliveries(store, new Date(Date.now() - deliveriesKeptDays * 86_400_000));
  const outdated = await forgetOutdated(store);
  await vacuum(store);
  run.note({
    outdated,
    repositories: gone.length,
    installations: installations.length,
    mirrors: evicted.length,
    deliveries,
  });
}

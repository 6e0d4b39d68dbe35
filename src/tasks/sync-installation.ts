import { Gone } from '../github/errors.ts';
import { getInstallation, listInstallations, listRepositories } from '../github/installations.ts';
import { moveCursor } from '../store/cursors.ts';
import { allInstallations, findInstallation, removeInstallation, saveInstallation } from '../store/installations.ts';
import {
  activeRepositories,
  findInstalledRepository,
  removeOtherRepositories,
  saveInstalledRepository,
} from '../store/installed-repositories.ts';
import { Later, type TaskContext, type TaskRun } from './context.ts';
import { compareRepositoryTask, type InstallationData, measureRepositoryTask, syncInstallationTask } from './queues.ts';

/**
 * Learns from GitHub what an installation is and which repositories it gives access to. What is new is measured; what is
 * gone is kept for the grace period.
 */
export async function syncInstallation(context: TaskContext, run: TaskRun<InstallationData>): Promise<void> {
  const { store, github, queue, graceDays } = context;
  const { installation: id, compare } = run.data;
  const installation = await getInstallation(github.app, id).catch((error: unknown) => {
    if (error instanceof Gone) return null;
    throw error;
  });
  if (!installation) {
    await removeInstallation(store, id, graceDays);
    return run.note({ removed: true });
  }
  run.note({ account: installation.account });
  await saveInstallation(store, installation);
  github.permitted(id, installation.permissions);
  if (installation.suspended) return run.note({ suspended: true });
  const limitedUntil = (await findInstallation(store, id))?.limitedUntil;
  if (limitedUntil && limitedUntil.getTime() > Date.now()) throw new Later(limitedUntil, 'GitHub’s rate limit');

  const repositories = await listRepositories(github.installation(id));
  const host = new URL(github.settings.webUrl).host;
  const changed = new Set<number>();
  for (const { id: githubId, owner, name, private: hidden, defaultBranch } of repositories) {
    const known = await findInstalledRepository(store, githubId);
    const asBefore = known?.state === 'active' && known.installationId === id && known.defaultBranch === defaultBranch;
    if (known && !asBefore) changed.add(githubId);
    const state = { id: githubId, installationId: id, owner, name, private: hidden, defaultBranch };
    await saveInstalledRepository(store, state, host);
  }
  const present = repositories.map((repository) => repository.id);
  await removeOtherRepositories(store, id, present, graceDays);

  let fresh = 0;
  for (const repository of await activeRepositories(store, id)) {
    const data = { installation: id, repository: repository.id };
    if (repository.measuredAt === null) {
      await queue.send(measureRepositoryTask(data));
      fresh += 1;
    }
    // No event has told what happened while it was away. One that cannot be measured has pulls nevertheless.
    if ((compare || changed.has(repository.id)) && (repository.measuredAt ?? repository.backfilledAt) !== null)
      await queue.send(compareRepositoryTask(data));
  }
  run.note({ repositories: present.length, toMeasure: fresh });
}

/**
 * Compares all that is known with GitHub: whatever was missed, and no event tells, is found here. What GitHub's list lacks is
 * asked for by itself: the list may be older than the installation, whose event came meanwhile.
 */
export async function reconcile(context: TaskContext, run: TaskRun<object>): Promise<void> {
  const { store, github, queue } = context;
  const present = await listInstallations(github.app);
  const known = (await allInstallations(store)).filter(({ state }) => state !== 'removed');
  const ids = new Set([...present, ...known].map(({ id }) => id));
  for (const id of ids) await queue.send(syncInstallationTask({ installation: id, compare: true }));
  await moveCursor(store, 'reconcile', new Date());
  run.note({ installations: present.length });
}

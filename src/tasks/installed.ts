import {
  ensureMirror,
  isObjectError,
  type Mirror,
  type MirrorPlace,
  type Remote,
  RemoteRefused,
  replaceMirror,
} from '../git/mirror.ts';
import { Gone, Moved } from '../github/errors.ts';
import { BrokenObjects } from '../measuring/process.ts';
import { findInstallation, type Installation } from '../store/installations.ts';
import { findInstalledRepository, type InstalledRepository } from '../store/installed-repositories.ts';
import { Later, type TaskContext } from './context.ts';
import { syncInstallationTask } from './queues.ts';

/** A repository that may be worked on now. */
export interface Installed {
  repository: InstalledRepository;
  installation: Installation;
}

/**
 * The repository, if it may be worked on: null where it, or its installation, is removed or suspended (what is missed
 * then, its return makes up for). Where it is not known yet, the installation is looked at first and the task comes
 * again. Throws Later while GitHub answers the installation nothing.
 */
export async function workable(
  context: TaskContext,
  githubId: number,
  installationId: number,
  attempt: number,
): Promise<Installed | null> {
  const repository = await findInstalledRepository(context.store, githubId);
  const installation = await findInstallation(context.store, repository?.installationId ?? installationId);
  if (!repository || !installation) {
    if (installation && installation.state !== 'active') return null;
    if (attempt >= 3) return null;
    await context.queue.send(syncInstallationTask({ installation: installationId, compare: false }));
    throw new Error(`repository ${githubId} is not known yet; its installation is looked at`);
  }
  if (repository.state !== 'active' || installation.state !== 'active') return null;
  if (installation.limitedUntil && installation.limitedUntil.getTime() > Date.now()) {
    throw new Later(installation.limitedUntil, 'GitHub’s rate limit');
  }
  context.github.permitted(installation.id, installation.permissions);
  return { repository, installation };
}

/** What keeps the repository's contents from being read; null where nothing does. */
export function unreadable({ installation }: Installed): string | null {
  const { contents } = installation.permissions;
  return contents === 'read' || contents === 'write'
    ? null
    : 'the app has no permission to read the contents of this repository (Contents: read)';
}

/** Where the repository's mirror is kept. */
export function placeOf(context: TaskContext, { repository }: Installed): MirrorPlace {
  const { root, maxBytes, leastFree } = context.mirrors;
  return { root, id: repository.id, maxBytes, leastFree };
}

/**
 * The mirror with these refs and commits in it; `read` reads it. Where its objects turn out to be damaged, it is cloned
 * anew once, and read again.
 */
export async function withMirror<T>(
  context: TaskContext,
  installed: Installed,
  wanted: { refs: string[]; commits: string[] },
  signal: AbortSignal,
  read: (mirror: Mirror) => Promise<T>,
): Promise<T> {
  const { repository } = installed;
  const { github } = context;
  const place = placeOf(context, installed);
  const remote: Remote = {
    url: `${github.settings.webUrl}/${encodeURIComponent(repository.owner)}/${encodeURIComponent(repository.name)}.git`,
    token: () => github.token(repository.installationId),
  };
  try {
    const mirror = await ensureMirror(place, remote, wanted, signal);
    try {
      return await read(mirror);
    } catch (error) {
      if (!(error instanceof BrokenObjects) && !isObjectError(error)) throw error;
      context.log.warn({ repository: `${repository.owner}/${repository.name}` }, 'mirror damaged: cloned anew');
      await replaceMirror(place, remote, mirror, signal);
      return await read(await ensureMirror(place, remote, wanted, signal));
    }
  } catch (error) {
    throw error instanceof RemoteRefused ? asGitHubError(error) : error;
  }
}

function asGitHubError(error: RemoteRefused): Error {
  if (error.kind === 'moved') return new Moved(error.message);
  if (error.kind === 'gone') return new Gone(error.message);
  return error;
}

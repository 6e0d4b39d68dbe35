import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Lock, takeLock } from '../lock.ts';
import type { Room } from './remote.ts';

/**
 * Where the mirror of a repository is kept: `<root>/<id>/` holds `git/` (the bare clone, there only when whole),
 * `new-*` (one being made), `old-*` (one being deleted), the files `lock.<n>`, and `used`, whose time says when the mirror
 * was last asked for. Processes that share the root share the mirrors.
 */
export interface MirrorPlace extends Room {
  root: string;
  /** The repository's id at GitHub. */
  id: number;
}

/** The directory of a repository, which need not be there. Throws a TypeError for an id that is none. */
export function directoryOf({ root, id }: Pick<MirrorPlace, 'root' | 'id'>): string {
  if (!Number.isSafeInteger(id) || id < 1) throw new TypeError(`not a repository id: ${id}`);
  return join(resolve(root), `${id}`);
}

/** Removes all of a repository's mirror; readers of it get errors. Waits for the lock until `signal` aborts. */
export async function removeMirror(place: Pick<MirrorPlace, 'root' | 'id'>, signal?: AbortSignal): Promise<void> {
  const directory = directoryOf(place);
  if (!(await stat(directory).catch(onlyIf('ENOENT')))) return;
  await removeLocked(place.root, directory, await takeLockOf(directory, signal));
}

/**
 * Removes the mirrors that were not asked for in the last `unusedForMs` milliseconds before `now` (milliseconds since
 * 1970), which has to be longer than any reader needs, and answers with their ids. One being worked on is left.
 */
export async function evictMirrors(root: string, unusedForMs: number, now: number): Promise<number[]> {
  const removed: number[] = [];
  for (const name of (await readdir(root).catch(onlyIf('ENOENT'))) ?? []) {
    if (name.startsWith('gone-')) await remove(join(root, name));
    if (!/^[1-9]\d*$/.test(name)) continue;
    const directory = join(root, name);
    const isUnused = async () => now - (await usedAt(directory)) > unusedForMs;
    if (!(await isUnused())) continue;
    const lock = tryLock(directory);
    if (lock === 'held') continue;
    if (await isUnused()) {
      await removeLocked(root, directory, lock);
      removed.push(Number(name));
    } else lock.release();
  }
  return removed;
}

/**
 * Runs `act` under the lock of a repository's directory, which is made if need be, after clearing it of what dead holders
 * left. Waits for the lock until `signal` aborts, and throws its reason then.
 */
export async function locked<T>(directory: string, signal: AbortSignal | undefined, act: () => Promise<T>): Promise<T> {
  const lock = await takeLockOf(directory, signal);
  try {
    await clear(directory);
    return await act();
  } finally {
    lock.release();
  }
}

async function takeLockOf(directory: string, signal: AbortSignal | undefined): Promise<Lock> {
  for (;;) {
    signal?.throwIfAborted();
    await mkdir(directory, { recursive: true });
    const lock = tryLock(directory);
    if (lock !== 'held') return lock;
    await sleep(50);
  }
}

function tryLock(directory: string): Lock | 'held' {
  try {
    return takeLock(directory);
  } catch (error) {
    // Its holder has just removed the directory.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'held';
    throw error;
  }
}

/** Removes what a dead holder of the lock left: git's children die with their process, so all locks are stale. */
async function clear(directory: string): Promise<void> {
  for (const name of await readdir(directory)) if (/^(?:new|old)-/.test(name)) await remove(join(directory, name));
  const gitDir = join(directory, 'git');
  const entries = await readdir(gitDir, { recursive: true, withFileTypes: true }).catch(onlyIf('ENOENT'));
  for (const { parentPath, name } of entries?.filter((entry) => entry.isFile()) ?? []) {
    // A branch may be called `tmp_x` or `x.keep`, but not `x.lock`.
    const stale = parentPath.startsWith(join(gitDir, 'objects')) ? /^\.?tmp[_-]|\.(?:lock|keep)$/ : /\.lock$/;
    if (stale.test(name)) await rm(join(parentPath, name), { force: true });
  }
}

/** Moves a mirror out of its name `git`, which only a whole one has, and deletes it. */
export async function discard(directory: string): Promise<void> {
  const aside = join(directory, `old-${randomUUID()}`);
  await rename(join(directory, 'git'), aside).catch(onlyIf('ENOENT'));
  await remove(aside);
}

/** The directory goes with its lock, which is held: by a rename, so that a next holder's directory is another one. */
async function removeLocked(root: string, directory: string, lock: Lock): Promise<void> {
  const aside = join(root, `gone-${randomUUID()}`);
  try {
    await rename(directory, aside);
  } catch (error) {
    lock.release();
    throw error;
  }
  await remove(aside);
}

/** Deletes a directory, also while a process that was just killed has files open in it. */
export async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 });
}

/** Says that a mirror was asked for: noted once a minute, which is enough for eviction. */
export async function markUsed(directory: string): Promise<void> {
  const file = join(directory, 'used');
  const used = await stat(file).catch(onlyIf('ENOENT'));
  if (used && Math.abs(Date.now() - used.mtimeMs) < 60_000) return;
  // Evicted just now: whoever reads it will see.
  await writeFile(file, '').catch(onlyIf('ENOENT'));
  await utimes(file, new Date(), new Date()).catch(onlyIf('ENOENT'));
}

async function usedAt(directory: string): Promise<number> {
  const timeOf = async (path: string) => (await stat(path).catch(onlyIf('ENOENT')))?.mtimeMs;
  // Without both, another process has just removed it.
  return (await timeOf(join(directory, 'used'))) ?? (await timeOf(directory)) ?? Number.POSITIVE_INFINITY;
}

/** For `catch`: null for a system error of this code or an error of this class; others are thrown. */
export function onlyIf(kind: string | (new (...args: never[]) => Error)): (error: unknown) => null {
  return (error) => {
    const expected = typeof kind === 'string' ? (error as NodeJS.ErrnoException).code === kind : error instanceof kind;
    if (expected) return null;
    throw error;
  };
}

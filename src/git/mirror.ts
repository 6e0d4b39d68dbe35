import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { directoryOf, discard, locked, type MirrorPlace, markUsed, onlyIf, remove } from './mirror-place.ts';
import { checkRoom, checkWanted, isObjectError, type Remote, runRemote } from './remote.ts';
import { GitError, readGit } from './run.ts';

export { evictMirrors, type MirrorPlace, removeMirror } from './mirror-place.ts';
export { DiskTooFull, isObjectError, MirrorTooLarge, type Remote, RemoteRefused } from './remote.ts';

/** A bare clone that is whole: all branches as of when it was made, and what was wanted since. */
export interface Mirror {
  gitDir: string;
  /** Random; another one when the mirror was made anew. */
  generation: string;
}

/** What a mirror has to have. */
export interface Wanted {
  /** `refs/heads/…` or `refs/pull/…`: where the commits are looked for. One that the remote does not have is no error. */
  refs: readonly string[];
  /** Full commit ids. */
  commits: readonly string[];
}

/** The remote has, or gives, these commits no more: pushed away, or never there. The mirror is otherwise as wanted. */
export class MissingCommits extends Error {
  override name = 'MissingCommits';
  readonly commits: readonly string[];
  constructor(commits: readonly string[]) {
    super(`the remote does not have ${commits.join(', ')}`);
    this.commits = commits;
  }
}

/**
 * Answers with a mirror that has the wanted commits: at once and without network when they are there, else it is
 * fetched into or made. A damaged mirror that shows itself on the way is made anew.
 *
 * One process at a time works on a mirror, others wait until `signal` aborts; what a killed one has left is cleared. Throws
 * MissingCommits, RemoteRefused, MirrorTooLarge, DiskTooFull, a TypeError for names and addresses that are none, what the token's
 * function throws, and the signal's reason (then no git of it runs any more).
 */
export async function ensureMirror(
  place: MirrorPlace,
  remote: Remote,
  wanted: Wanted,
  signal?: AbortSignal,
): Promise<Mirror> {
  checkWanted(wanted.refs, wanted.commits);
  const directory = directoryOf(place);
  const ready = await readMirror(directory);
  // Damage is seen to below.
  const missing = ready && (await missingCommits(ready, wanted.commits, signal).catch(onlyIf(GitError)));
  if (ready && missing?.length === 0) {
    await markUsed(directory);
    return ready;
  }
  return await locked(directory, signal, async () => {
    const work = { directory, place, remote, signal };
    const old = await readMirror(directory);
    let mirror = old ?? (await makeMirror(work));
    try {
      await bring(work, mirror, wanted);
    } catch (error) {
      if (!old || !isObjectError(error)) throw error;
      await discard(directory);
      mirror = await makeMirror(work);
      await bring(work, mirror, wanted);
    }
    await finish(work);
    return mirror;
  });
}

/**
 * Makes a mirror anew after an error in reading it for which `isObjectError` holds. When another has done so since, or it
 * is gone, the answer is the present one. It has all branches; what else is wanted, `ensureMirror` says again. Throws like
 * `ensureMirror`.
 */
export async function replaceMirror(
  place: MirrorPlace,
  remote: Remote,
  broken: Mirror,
  signal?: AbortSignal,
): Promise<Mirror> {
  const directory = directoryOf(place);
  return await locked(directory, signal, async () => {
    const present = await readMirror(directory);
    if (present && present.generation !== broken.generation) return present;
    await discard(directory);
    const work = { directory, place, remote, signal };
    const mirror = await makeMirror(work);
    await finish(work);
    return mirror;
  });
}

/**
 * Rolls up the packs of a mirror when there are more than 20 (each fetch makes one), and its refs. Readers go on: git
 * finds objects again that moved to another pack. Nothing is lost that a mirror once had. Throws a GitError, and the
 * signal's reason.
 */
export async function tidyMirror(place: Pick<MirrorPlace, 'root' | 'id'>, signal?: AbortSignal): Promise<void> {
  const directory = directoryOf(place);
  if (await readMirror(directory)) await locked(directory, signal, () => tidy(directory, signal));
}

/** One piece of work on a mirror whose lock is held. */
interface Work {
  directory: string;
  place: MirrorPlace;
  remote: Remote;
  signal: AbortSignal | undefined;
}

async function makeMirror(work: Work): Promise<Mirror> {
  const { directory, place, remote, signal } = work;
  const fresh = await mkdtemp(join(directory, 'new-'));
  try {
    const args = ['clone', '--quiet', '--bare', '--no-tags', '--template=', '--'];
    // index-pack has hashed every object, and clone has followed every branch: there is nothing left for an fsck.
    await runRemote(remote, { args, operands: [fresh], gitDir: fresh, room: place, signal });
    await checkRoom(fresh, place);
    await writeCommitGraph(fresh, signal);
    await writeFile(join(fresh, generationFile), randomUUID());
    await discard(directory);
    await rename(fresh, join(directory, 'git'));
  } finally {
    await remove(fresh);
  }
  return (await readMirror(directory))!;
}

/** Fetches until the commits are there: by the refs, by all branches, by their ids. */
async function bring(work: Work, mirror: Mirror, wanted: Wanted): Promise<void> {
  const missing = () => missingCommits(mirror, wanted.commits, work.signal);
  const fetch = (options: readonly string[], refspecs: readonly string[]) => fetchInto(work, mirror, options, refspecs);
  if ((await missing()).length === 0) return;
  const asNamed = wanted.refs.map((ref) => `+${ref}:${ref}`);
  if (asNamed.length > 0 && !(await fetch([], asNamed))) {
    // A branch is gone, or stands in another's way (`a` and `a/b`). A pattern may match nothing, and `hea*` only `head`.
    const pulls = wanted.refs.filter((ref) => ref.startsWith('refs/pull/')).map((ref) => `${ref.slice(0, -1)}*`);
    await fetch(
      ['--prune'],
      ['refs/heads/*', ...pulls].map((pattern) => `+${pattern}:${pattern}`),
    );
  }
  // One at a time: the first that the remote does not give ends a fetch. A ref keeps them for the next negotiation.
  const unnamed = await missing();
  for (const commit of unnamed) await fetch([], [`+${commit}:refs/kept/${commit}`]);
  const left = unnamed.length > 0 ? await missing() : [];
  if (left.length > 0) throw new MissingCommits(left);
}

/** False when git could not do it for the refs or commits themselves, some may be fetched. */
async function fetchInto(work: Work, mirror: Mirror, options: readonly string[], refspecs: readonly string[]) {
  const fixed = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-gc', '--no-recurse-submodules'];
  const args = ['fetch', ...fixed, ...options, '--stdin', '--'];
  const input = refspecs.map((refspec) => `${refspec}\n`);
  try {
    await runRemote(work.remote, { args, gitDir: mirror.gitDir, input, room: work.place, signal: work.signal });
    return true;
  } catch (error) {
    const aboutRefs =
      /couldn't find remote ref|not our ref|cannot lock ref|unable to update local ref|File name too long/;
    if (error instanceof GitError && !isObjectError(error) && aboutRefs.test(error.stderr)) return false;
    throw error;
  }
}

async function missingCommits(mirror: Mirror, commits: readonly string[], signal?: AbortSignal): Promise<string[]> {
  if (commits.length === 0) return [];
  const input = commits.map((commit) => `${commit}^{commit}\n`);
  const answer = await local(mirror.gitDir, ['cat-file', '--batch-check'], signal, input);
  const lines = answer.split('\n');
  return commits.filter((_, index) => !/^[0-9a-f]+ commit \d+$/.test(lines[index] ?? ''));
}

/** The mirror is as wanted: that it cannot be tidied is no reason to fail. */
async function finish({ directory, signal }: Work): Promise<void> {
  await markUsed(directory);
  await tidy(directory, signal).catch(() => {});
}

/** With it, walks along the history read one file instead of every commit. */
async function writeCommitGraph(gitDir: string, signal: AbortSignal | undefined): Promise<void> {
  await local(gitDir, ['commit-graph', 'write', '--reachable', '--no-progress'], signal);
}

async function tidy(directory: string, signal: AbortSignal | undefined): Promise<void> {
  const gitDir = join(directory, 'git');
  const names = (await readdir(join(gitDir, 'objects', 'pack')).catch(onlyIf('ENOENT'))) ?? [];
  if (names.filter((name) => name.endsWith('.pack')).length <= 20) return;
  await local(gitDir, ['repack', '-d', '-n', '--quiet', '--geometric=2', '--no-write-bitmap-index'], signal);
  await local(gitDir, ['pack-refs', '--all'], signal);
  await writeCommitGraph(gitDir, signal);
}

function local(gitDir: string, args: readonly string[], signal?: AbortSignal, input: readonly string[] = []) {
  return readGit(args, { env: { GIT_DIR: gitDir }, input, signal: signal ?? new AbortController().signal });
}

/** Its presence is not what makes a mirror whole (the name `git` is), but a mirror without it is not one of ours. */
const generationFile = 'touchstone-generation';

async function readMirror(directory: string): Promise<Mirror | null> {
  const gitDir = join(directory, 'git');
  const generation = await readFile(join(gitDir, generationFile), 'utf8').catch(onlyIf('ENOENT'));
  return generation === null ? null : { gitDir, generation };
}

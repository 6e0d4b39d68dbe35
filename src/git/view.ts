import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../model.ts';
import { GitError, type GitOptions, readGit, streamGit } from './run.ts';

/**
 * A revision of a repository, seen through a git directory of our own in the temporary directory: it has the revision
 * as its HEAD, borrows the objects of the measured repository, and holds nothing else of it. So the repository's
 * configuration (filters, hooks, fsmonitor, textconv, promisor remotes), its replace refs and its local attributes have
 * no say, nothing can be written into it, and the answer depends on the revision alone.
 */
export interface GitView {
  /** Our own git directory. */
  directory: string;
  /** The directory that holds what all its work trees share: the identity of a clone. */
  gitDir: string;
  /** The root of its work tree, null in a bare repository. */
  workTree: string | null;
  /** `owner/name` by the remote `origin`, else the directory's name. */
  name: string;
  /** Commit id in hex; null for a repository without commits. */
  at: string | null;
  /** Committer date of `at`, seconds since 1970. */
  date: number | null;
  shallow: boolean;
  stream(args: readonly string[], options?: GitOptions): AsyncGenerator<Buffer>;
  read(args: readonly string[], options?: GitOptions): Promise<string>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Opens the repository that `path` lies in, at `revision` (default HEAD). Throws a UserError when there is no such path,
 * repository or revision.
 */
export async function openView(path: string, revision?: string): Promise<GitView> {
  const place = await locate(path);
  const [at, name] = await Promise.all([resolveRevision(place, revision), repositoryName(place)]);
  return await viewOf(place, at, name);
}

/**
 * Opens a bare git directory of our own at a commit that is known to be there, under a name that is known: nothing is asked
 * of it. Throws a GitError when the commit is not there after all.
 */
export async function openKnown(gitDir: string, commit: string, name: string): Promise<GitView> {
  const objectFormat = commit.length === 64 ? 'sha256' : 'sha1';
  return await viewOf({ cwd: gitDir, gitDir, workTree: null, objectFormat, shallow: false }, commit, name);
}

/** Another commit, of this committer date, of the repository that a view was opened of: nothing is asked of git. */
export async function openBeside(view: GitView, { commit, date }: { commit: string; date: number }): Promise<GitView> {
  const { gitDir, workTree, shallow, name } = view;
  const objectFormat = commit.length === 64 ? 'sha256' : 'sha1';
  return await viewOf({ cwd: gitDir, gitDir, workTree, objectFormat, shallow }, commit, name, date);
}

async function viewOf(place: Place, at: string | null, name: string, date: number | null = null): Promise<GitView> {
  // A process that is ended by a signal leaves through `process.exit`, which runs no `finally`; no signal comes between.
  const directory = mkdtempSync(join(tmpdir(), 'touchstone-view-'));
  const removeNow = () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', removeNow);
  const env = { GIT_DIR: directory };
  const view: GitView = {
    directory,
    gitDir: place.gitDir,
    workTree: place.workTree,
    name,
    at,
    date,
    shallow: place.shallow,
    stream: (args, options = {}) => streamGit(args, { ...options, env: { ...options.env, ...env } }),
    read: (args, options = {}) => readGit(args, { ...options, env: { ...options.env, ...env } }),
    async [Symbol.asyncDispose]() {
      await rm(directory, { recursive: true, force: true });
      process.off('exit', removeNow);
    },
  };
  try {
    furnish(directory, place, at);
    if (at && date === null) view.date = Number(await view.read(['log', '-1', '--format=%ct', at]));
    return view;
  } catch (error) {
    await view[Symbol.asyncDispose]();
    throw error;
  }
}

interface Place {
  cwd: string;
  gitDir: string;
  workTree: string | null;
  objectFormat: string;
  shallow: boolean;
}

/** Reads of the measured repository itself: `rev-parse` and `config --get`, which run nothing and write nothing. */
function ask(cwd: string, args: readonly string[]): Promise<string> {
  // We read as whoever measures; who owns the clone matters only to a git that would follow its configuration.
  return readGit(['-c', 'safe.directory=*', ...args], { cwd });
}

async function locate(path: string): Promise<Place> {
  const cwd = resolve(path);
  const kind = await stat(cwd).catch(() => null);
  if (!kind) throw new UserError(`${path}: no such directory`);
  if (!kind.isDirectory()) throw new UserError(`${path}: not a directory; name a clone or a bare repository`);
  // The directory last: its name may hold a newline.
  const questions = ['--show-object-format', '--is-shallow-repository', '--is-inside-work-tree', '--git-common-dir'];
  let answer: string;
  try {
    answer = await ask(cwd, ['rev-parse', '--path-format=absolute', ...questions]);
  } catch (error) {
    if (!(error instanceof GitError)) throw missingGit(error);
    throw new UserError(`${path}: not a git repository (${error.message})`);
  }
  const [objectFormat = 'sha1', shallow, inside, ...directory] = answer.replace(/\n$/, '').split('\n');
  const workTree = inside === 'true' ? (await ask(cwd, ['rev-parse', '--show-toplevel'])).replace(/\n$/, '') : null;
  return { cwd, gitDir: directory.join('\n'), workTree, objectFormat, shallow: shallow === 'true' };
}

function missingGit(error: unknown): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return error;
  return new UserError('git was not found on the PATH; install git 2.36 or newer');
}

async function resolveRevision(place: Place, revision: string | undefined): Promise<string | null> {
  const wanted = revision ?? 'HEAD';
  if (!wanted.startsWith('-')) {
    const answer = await ask(place.cwd, ['rev-parse', '--verify', '--quiet', `${wanted}^{commit}`]).catch(() => '');
    if (/^[0-9a-f]{40,64}\n$/.test(answer)) return answer.trim();
  }
  if (revision !== undefined) throw new UserError(`--at ${revision}: no such commit, branch or tag in ${place.cwd}`);
  const anyRef = await ask(place.cwd, ['for-each-ref', '--count=1', '--format=%(refname)']);
  if (!anyRef) return null;
  throw new UserError(`${place.cwd}: HEAD names no commit; say which one to measure, e.g. --at ${anyRef.trim()}`);
}

/** Only host, owner and name: an address may hold a password. */
async function repositoryName(place: Place): Promise<string> {
  const origin = await ask(place.cwd, ['config', '--get', 'remote.origin.url']).catch(() => '');
  const hosted = /^(?:[a-z+]+:\/\/[^/]+\/|[^/@:]+@[^/:]+:|[^/@:]+:(?!\\|\/))(.+?)(?:\.git)?\/?$/i.exec(origin.trim());
  if (hosted && !origin.startsWith('file:')) return hosted[1]!.split('/').slice(-2).join('/');
  const home = place.workTree ?? (basename(place.gitDir) === '.git' ? dirname(place.gitDir) : place.gitDir);
  return basename(home).replace(/\.git$/, '') || 'repository';
}

/** At once: what is still being written when the process ends by a signal would be left behind. */
function furnish(directory: string, place: Place, at: string | null): void {
  const sha1 = place.objectFormat === 'sha1';
  const config = [
    `[core]\n\trepositoryformatversion = ${sha1 ? 0 : 1}\n\tbare = true\n\tattributesFile = /dev/null\n`,
    sha1 ? '' : `[extensions]\n\tobjectformat = ${place.objectFormat}\n`,
  ];
  mkdirSync(join(directory, 'objects', 'info'), { recursive: true });
  mkdirSync(join(directory, 'refs'));
  writeFileSync(join(directory, 'config'), config.join(''));
  writeFileSync(join(directory, 'HEAD'), at ? `${at}\n` : 'ref: refs/heads/none\n');
  writeFileSync(join(directory, 'objects', 'info', 'alternates'), `${alternate(join(place.gitDir, 'objects'))}\n`);
  if (place.shallow) copyFileSync(join(place.gitDir, 'shallow'), join(directory, 'shallow'));
}

/** One line of `objects/info/alternates`: C-quoted where the path would not survive as a line. */
function alternate(path: string): string {
  if (!/[\n"\\#]/.test(path) || process.platform === 'win32') return path;
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

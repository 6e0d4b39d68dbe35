import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { GitError, readGit } from './run.ts';

/** Where a repository is fetched from. */
export interface Remote {
  /** `https:` (or `http:`), without credentials; not a redirect, which is not followed. */
  url: string;
  /** Asked before each git command, so that a long clone does not end with the token of its beginning; null for none. */
  token: () => Promise<string | null>;
}

/**
 * The remote answered, and not with the repository. `unauthorized`: it wants another token (401, 403). `gone`: no such
 * repository for this token (404, 410, 451). `moved`: it has another address (a redirect). `unreachable`: all that may
 * pass by itself (no network, 429, 5xx, a connection that broke or hung). `message` is git's own last line.
 */
export class RemoteRefused extends Error {
  override name = 'RemoteRefused';
  readonly kind: 'unauthorized' | 'gone' | 'moved' | 'unreachable';
  constructor(kind: RemoteRefused['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

/** The packs of a repository are larger than allowed: git was ended, and what it had written is removed. */
export class MirrorTooLarge extends Error {
  override name = 'MirrorTooLarge';
  readonly maxBytes: number;
  constructor(maxBytes: number) {
    super(`the repository is larger than ${maxBytes} bytes`);
    this.maxBytes = maxBytes;
  }
}

/** The disk has too little room left for more: git was ended, and what it had written is removed. It may pass. */
export class DiskTooFull extends Error {
  override name = 'DiskTooFull';
  constructor(free: number, leastFree: number) {
    const megabytes = (bytes: number) => Math.floor(bytes / 1_000_000);
    super(
      `no room for a mirror: ${megabytes(free)} MB are free, and ${megabytes(leastFree)} MB stay free for the database`,
    );
  }
}

/** What a mirror may take. */
export interface Room {
  /** Largest size of all packs of a repository. */
  maxBytes: number;
  /** So many bytes of the disk stay free: a database without room stands still. */
  leastFree: number;
}

/** One git command that talks to the remote. */
export interface RemoteCommand {
  /** Ends with `--`: the remote's address comes next, then `operands`. */
  args: readonly string[];
  operands?: readonly string[];
  /** The git directory that it works in, which may be the one that it makes. */
  gitDir: string;
  input?: readonly string[];
  /** Looked at before and while git runs. */
  room: Room;
  signal: AbortSignal | undefined;
}

/**
 * Runs a git command against the remote and answers when it has worked. Throws RemoteRefused, MirrorTooLarge, DiskTooFull, the
 * signal's reason, and a GitError where the fault is not the remote's: a damaged mirror, a ref, a full disk. Git and all
 * of its children have ended then.
 */
export async function runRemote(remote: Remote, command: RemoteCommand): Promise<void> {
  const { gitDir, room, input } = command;
  const url = checkedUrl(remote.url);
  await checkRoom(gitDir, room);
  const env = { ...environment(url, await remote.token()), GIT_DIR: gitDir };
  const cap = new AbortController();
  const signal = AbortSignal.any(command.signal ? [cap.signal, command.signal] : [cap.signal]);
  const watch = setInterval(() => void checkRoom(gitDir, room).catch((error) => cap.abort(error)), 250);
  try {
    const args = [...command.args, url.href, ...(command.operands ?? [])];
    await readGit(args, { cwd: '/', env, signal, ...(input ? { input } : {}) });
  } catch (error) {
    throw error instanceof GitError ? classified(error) : error;
  } finally {
    clearInterval(watch);
  }
}

/**
 * Throws MirrorTooLarge when the packs of a git directory (also those being written) have more than `maxBytes`, and DiskTooFull
 * when its disk has less than `leastFree`.
 */
export async function checkRoom(gitDir: string, { maxBytes, leastFree }: Room): Promise<void> {
  const packs = join(gitDir, 'objects', 'pack');
  const names = await readdir(packs).catch(() => []);
  const sizes = await Promise.all(names.map((name) => stat(join(packs, name)).catch(() => ({ size: 0 }))));
  if (sizes.reduce((sum, { size }) => sum + size, 0) > maxBytes) throw new MirrorTooLarge(maxBytes);
  const { bavail, bsize } = await statfs(gitDir);
  if (bavail * bsize < leastFree) throw new DiskTooFull(bavail * bsize, leastFree);
}

/**
 * Throws a TypeError unless these are full names of branches or pulls, and full commit ids: they come from payloads, and
 * are written into a refspec.
 */
export function checkWanted(refs: readonly string[], commits: readonly string[]): void {
  for (const ref of refs) {
    // The rules of git-check-ref-format.
    const forbidden = /[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\.|\/\/|\.lock(?:\/|$)|[/.]$/;
    if (!/^refs\/(?:heads|pull)\/./.test(ref) || forbidden.test(ref) || ref.length > 1_000 || !ref.isWellFormed())
      throw new TypeError(`not a ref of a branch or a pull: ${JSON.stringify(ref)}`);
  }
  for (const commit of commits) {
    if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit))
      throw new TypeError(`not a commit id: ${JSON.stringify(commit)}`);
  }
}

function checkedUrl(text: string): URL {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash)
    throw new TypeError('not an http(s) address without credentials');
  return url;
}

/** By environment alone: arguments are seen by every process, and a configuration file stays. */
function environment(url: URL, token: string | null): Record<string, string> {
  const settings: [string, string][] = [
    ['credential.helper', ''],
    ['core.hooksPath', '/dev/null'],
    ['core.fsmonitor', 'false'],
    ['core.symlinks', 'false'],
    ['protocol.ext.allow', 'never'],
    ['http.followRedirects', 'false'],
    // A server that hangs ends the command after a minute.
    ['http.lowSpeedLimit', '1000'],
    ['http.lowSpeedTime', '60'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    ['submodule.recurse', 'false'],
    // Each fetch makes one pack, also a small one: its size can be watched, and tidying rolls them up.
    ['transfer.unpackLimit', '1'],
  ];
  if (token !== null) {
    const credentials = Buffer.from(`x-access-token:${token}`).toString('base64');
    settings.push([`http.${url.origin}/.extraHeader`, `Authorization: Basic ${credentials}`]);
  }
  const env: Record<string, string> = {};
  for (const name of network) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  for (const [n, [key, value]] of settings.entries()) Object.assign(env, setting(n, key, value));
  return { ...env, GIT_CONFIG_COUNT: `${settings.length}`, GIT_ALLOW_PROTOCOL: url.protocol.slice(0, -1) };
}

function setting(n: number, key: string, value: string): Record<string, string> {
  return { [`GIT_CONFIG_KEY_${n}`]: key, [`GIT_CONFIG_VALUE_${n}`]: value };
}

/** What of the environment says how this machine reaches others. */
const network = [
  ...['http_proxy', 'https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY', 'no_proxy', 'NO_PROXY'],
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'GIT_SSL_CAINFO', 'GIT_SSL_CAPATH'],
];

function classified(error: GitError): Error {
  const said = ownWords(error.stderr);
  const refused = (kind: RemoteRefused['kind']) => new RemoteRefused(kind, error.message);
  const status = /The requested URL returned error: (\d{3})/.exec(said)?.[1];
  if (status === '401' || status === '403') return refused('unauthorized');
  if (/Authentication failed for |could not read (?:Username|Password) for /.test(said)) return refused('unauthorized');
  if (status === '404' || status === '410' || status === '451') return refused('gone');
  if (/^fatal: repository '[^']*' not found$/m.test(said)) return refused('gone');
  if (status?.startsWith('3')) return refused('moved');
  return isObjectError(error) || ours.test(said) ? error : refused('unreachable');
}

/** Faults of refs, commits and this machine, in git's words. */
const ours = new RegExp(
  [
    "couldn't find remote ref|not our ref|cannot lock ref|unable to update local ref|refs could not be updated",
    'No space left|Disk quota exceeded|Read-only file system|Permission denied|File name too long|git: not found$',
    'out of memory|Out of memory|Cannot allocate memory|Too many open files|unable to create (?:temporary|thread)',
  ].join('|'),
  'm',
);

/** Without what the server says through git. */
function ownWords(stderr: string): string {
  return stderr
    .split(/[\r\n]/)
    .filter((line) => !line.startsWith('remote: '))
    .join('\n');
}

/**
 * Whether an error of git, or of reading its output, means that a mirror lacks objects or holds damaged ones: it will
 * not get better by itself. Of a mirror alone: a partial clone lacks objects by design.
 */
export function isObjectError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const said = error instanceof GitError ? ownWords(error.stderr) : error.message;
  if (/early EOF|unexpected disconnect|RPC failed/.test(said)) return false;
  return (error instanceof GitError ? damage : lost).test(said);
}

/** As git says it. Found by damaging packs, see test/git/mirror.test.ts. */
const damage = new RegExp(
  [
    'bad (?:object|tree|blob|commit|tag|sha1|ref)|(?:bad|invalid|not a valid) (?:object|sha1 pointer)|hash mismatch',
    'is corrupt|corrupt (?:loose|packed)? ?object|inflate|unresolved deltas?|broken (?:ref|link|commit)|garbage at end',
    'unable to (?:read|parse|unpack|load|get (?:size|type))|(?:could not|cannot) read [0-9a-f]{40}',
    'object \\S+ (?:cannot be|could not be|is) (?:read|missing|empty)|cannot be accessed|could not (?:parse|load|get)',
    'missing (?:blob|tree|commit|object|necessary)|failed to (?:read|traverse|parse|unpack|load)|unknown object type',
    'packfile|pack index|index file|offset (?:beyond|before)|not send all necessary|not a git repository',
    'not a tree object|not a commit|unexpected object|wrong (?:index|pack)|missing or corrupt',
  ].join('|'),
  'i',
);

/** As src/git/blobs.ts and src/git/view.ts say it: the commits that we measure were there when the mirror was ensured. */
const lost = /^git cat-file ended \d+ bytes early|^--at [0-9a-f]{40,64}: no such|: (?:no such|not a git) (?:dir|rep)/;

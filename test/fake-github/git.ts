import { execFile } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Environment of every git of the fake: nothing of the machine's configuration, and a committer. */
export const gitEnvironment: Record<string, string> = {
  PATH: process.env.PATH ?? '',
  LC_ALL: 'C',
  TZ: 'UTC',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: devNull,
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'GitHub',
  GIT_AUTHOR_EMAIL: 'noreply@github.com',
  GIT_COMMITTER_NAME: 'GitHub',
  GIT_COMMITTER_EMAIL: 'noreply@github.com',
};

/** Runs git in a directory and answers with its output, without the last newline. Rejects when git fails. */
export async function git(cwd: string, args: string[], env: Record<string, string> = {}): Promise<string> {
  const options = { cwd, env: { ...gitEnvironment, ...env }, maxBuffer: 512 * 1024 * 1024 };
  const { stdout } = await execute('git', args, options);
  return stdout.replace(/\n$/, '');
}

/** What GitHub's own servers allow a client; and no process of git's own that outlives a test. */
const clientSettings = '[uploadpack]\n\tallowFilter = true\n\tallowAnySHA1InWant = true\n[gc]\n\tauto = 0\n';

/** Makes the bare repository at `to`: a copy of the branches and tags of `from`, or empty. */
export async function makeBare(to: string, from: string | null, defaultBranch: string): Promise<void> {
  if (from) await git('/', ['clone', '--quiet', '--bare', '--', from, to]);
  else for (const directory of ['objects', 'refs/heads']) mkdirSync(join(to, directory), { recursive: true });
  // Written by hand: each call of git would cost some milliseconds, and benchmarks make many repositories.
  appendFileSync(join(to, 'config'), from ? clientSettings : `[core]\n\tbare = true\n${clientSettings}`);
  writeFileSync(join(to, 'HEAD'), `ref: refs/heads/${defaultBranch}\n`);
}

/** Copies a commit, with all before it, from another repository on disk. Answers with its sha. */
export async function fetchCommit(gitDir: string, from: string, commit: string): Promise<string> {
  const sha = await git(from, ['rev-parse', '--verify', '--end-of-options', `${commit}^{commit}`]);
  if (from === gitDir) return sha;
  const server = '--upload-pack=git -c uploadpack.allowAnySHA1InWant=true upload-pack';
  await git(gitDir, ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', server, '--', from, sha]);
  return sha;
}

/** Whether the repository has this commit. `sha` is in full. */
export async function hasCommit(gitDir: string, sha: string): Promise<boolean> {
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(sha)) return false;
  return (await resolve(gitDir, sha)) !== null;
}

/** Sha of the commit that a name stands for, in one of the fake's own repositories; null when there is none. */
export async function resolve(gitDir: string, name: string): Promise<string | null> {
  if (name.startsWith('refs/')) return readRef(gitDir, name);
  const args = ['rev-parse', '--quiet', '--verify', '--end-of-options', `${name}^{commit}`];
  return await git(gitDir, args).catch(() => null);
}

/** Reads a ref as git keeps it: asking git costs a process, and every push and pull asks. */
function readRef(gitDir: string, ref: string): string | null {
  try {
    return readFileSync(join(gitDir, ref), 'utf8').trim();
  } catch {
    const packed = join(gitDir, 'packed-refs');
    if (!existsSync(packed)) return null;
    const line = readFileSync(packed, 'utf8')
      .split('\n')
      .find((candidate) => candidate.endsWith(` ${ref}`));
    return line ? line.split(' ')[0]! : null;
  }
}

/** Points a ref at a commit; null deletes it. */
export async function setRef(gitDir: string, ref: string, sha: string | null): Promise<void> {
  await git(gitDir, sha === null ? ['update-ref', '-d', ref] : ['update-ref', ref, sha]);
}

/** Whether `older` is `newer` or an ancestor of it. */
export async function isAncestor(gitDir: string, older: string, newer: string): Promise<boolean> {
  const answer = git(gitDir, ['merge-base', '--is-ancestor', older, newer]);
  return await answer.then(() => true).catch(() => false);
}

/** What a commit says. Times are in ISO 8601. */
export interface CommitFacts {
  sha: string;
  tree: string;
  parents: string[];
  author: { name: string; email: string; date: string };
  committer: { name: string; email: string; date: string };
  message: string;
}

/** The facts of the commits in a range, newest first, at most `limit`. */
export async function commits(gitDir: string, range: string[], limit: number): Promise<CommitFacts[]> {
  const format = '--format=%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B%x01';
  const output = await git(gitDir, ['log', `-${limit}`, format, ...range, '--']);
  return output
    .split('\x01')
    .map((record) => record.replace(/^\n/, ''))
    .filter((record) => record !== '')
    .map((record) => {
      const [sha, tree, parents, an, ae, ad, cn, ce, cd, message] = record.split('\0') as string[];
      return {
        sha: sha!,
        tree: tree!,
        parents: parents ? parents.split(' ') : [],
        author: { name: an!, email: ae!, date: ad! },
        committer: { name: cn!, email: ce!, date: cd! },
        message: message!.trimEnd(),
      };
    });
}

/** One changed file of a pull. Binary files have no lines. */
export interface ChangedFile {
  filename: string;
  previousFilename: string | null;
  status: 'added' | 'removed' | 'modified' | 'renamed' | 'changed';
  additions: number;
  deletions: number;
  sha: string;
}

/** What a pull changes: from where its branches parted to its head. */
export interface PullDiff {
  commits: number;
  files: ChangedFile[];
}

const diffs = new Map<string, Promise<PullDiff>>();

/** What lies between two commits. Kept: a pull is asked for often and two commits never change. */
export function pullDiff(gitDir: string, base: string, head: string): Promise<PullDiff> {
  return kept(diffs, `${gitDir} ${base} ${head}`, () => readDiff(gitDir, base, head));
}

async function readDiff(gitDir: string, base: string, head: string): Promise<PullDiff> {
  const diff = (...ends: string[]) =>
    git(gitDir, ['diff', '--no-ext-diff', '--no-textconv', '-M', '--no-abbrev', '--raw', '--numstat', '-z', ...ends]);
  const [raw, count] = await Promise.all([
    // Histories without a common commit differ in everything.
    diff(`${base}...${head}`).catch(async () => diff(await git(gitDir, ['hash-object', '-t', 'tree', devNull]), head)),
    git(gitDir, ['rev-list', '--count', `${base}..${head}`]),
  ]);
  return { commits: Number(count), files: parseDiff(raw.split('\0')) };
}

/** Reads `--raw --numstat -z`: first a record `:… status` for each file, then its line counts in the same order. */
function parseDiff(tokens: string[]): ChangedFile[] {
  const files: ChangedFile[] = [];
  let at = 0;
  for (; tokens[at]?.startsWith(':'); ) {
    const [, , , sha, letter] = tokens[at++]!.split(' ') as string[];
    const renamed = letter!.startsWith('R');
    const previousFilename = renamed ? tokens[at++]! : null;
    const status = statuses[letter![0]!] ?? 'changed';
    files.push({ filename: tokens[at++]!, previousFilename, status, additions: 0, deletions: 0, sha: sha! });
  }
  for (const file of files) {
    const [additions, deletions] = tokens[at++]!.split('\t') as string[];
    if (file.previousFilename !== null) at += 2;
    file.additions = Number(additions) || 0;
    file.deletions = Number(deletions) || 0;
  }
  return files.sort((a, b) => (a.filename < b.filename ? -1 : 1));
}

const statuses: Record<string, ChangedFile['status']> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  T: 'changed',
};

const mergeable = new Map<string, Promise<boolean>>();

/** Whether two commits merge without a conflict. */
export function mergeability(gitDir: string, base: string, head: string): Promise<boolean> {
  return kept(mergeable, `${gitDir} ${base} ${head}`, () =>
    mergedTree(gitDir, base, head)
      .then(() => true)
      .catch(() => false),
  );
}

/** Tree of the merge of two commits. Rejects when they conflict. */
export async function mergedTree(gitDir: string, base: string, head: string): Promise<string> {
  return await git(gitDir, ['merge-tree', '--write-tree', '--allow-unrelated-histories', base, head]);
}

/** Forgets what was kept of the repositories below a directory. */
export function forgetDiffs(directory: string): void {
  for (const map of [diffs, mergeable]) for (const key of map.keys()) if (key.startsWith(directory)) map.delete(key);
}

function kept<Value>(map: Map<string, Promise<Value>>, key: string, read: () => Promise<Value>): Promise<Value> {
  const known = map.get(key);
  if (known) return known;
  const value = read();
  map.set(key, value);
  value.catch(() => map.delete(key));
  return value;
}

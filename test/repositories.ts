import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { showPath } from '../src/text.ts';

/** One commit of a fixture repository. */
export interface Commit {
  message: string;
  /** `Name <email>`. */
  author?: string;
  /** Days before `now`; 0 for the newest. */
  daysAgo?: number;
  /** Content by path; null deletes. Bytes that are not UTF-8 are lone surrogates in the path. */
  files?: Record<string, string | Buffer | null>;
  /** Renames, old to new, before `files` are written. */
  renames?: Record<string, string>;
  /** Symbolic links (path → target) and submodules (path → commit). */
  links?: Record<string, string>;
  submodules?: Record<string, string>;
  /** Commits of a branch that begins at the commit before; this one merges it. */
  branch?: Commit[];
}

/** "Now" of every fixture: 1 June 2026, noon UTC. */
export const now = Date.UTC(2026, 5, 1, 12) / 1_000;

/** A new temporary directory that goes with the test. */
export function temporaryDirectory(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'touchstone-test-')));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }));
  return directory;
}

/** Runs git in a fixture, apart from the machine's configuration. */
export function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', env: gitEnv, stdio: ['ignore', 'pipe', 'pipe'] }).trimEnd();
}

const gitEnv = {
  PATH: process.env.PATH,
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

/** Makes a repository with these commits, oldest first, by `git fast-import`. Answers with its path. */
export function repository(commits: readonly Commit[], options: { bare?: boolean; sha256?: boolean } = {}): string {
  const directory = temporaryDirectory();
  const format = options.sha256 ? ['--object-format=sha256'] : [];
  git(directory, 'init', '--quiet', '--initial-branch=main', ...format, ...(options.bare ? ['--bare'] : []), '.');
  addCommits(directory, commits);
  return directory;
}

/** Adds commits on top of `main`, and checks them out where there is a work tree. */
export function addCommits(directory: string, commits: readonly Commit[]): void {
  const hasMain = git(directory, 'for-each-ref', 'refs/heads/main') !== '';
  const stream = streamOf(commits, hasMain);
  execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: directory, input: stream, env: gitEnv });
  const bare = git(directory, 'rev-parse', '--is-bare-repository') === 'true';
  if (!bare && commits.length > 0) git(directory, 'reset', '--quiet', '--hard');
}

function streamOf(commits: readonly Commit[], continued: boolean): Buffer {
  const parts: Buffer[] = [];
  const line = (text: string) => parts.push(Buffer.from(`${text}\n`));
  const data = (content: string | Buffer) => {
    const bytes = Buffer.from(content as string);
    line(`data ${bytes.length}`);
    parts.push(bytes, Buffer.from('\n'));
  };
  const path = (name: string) => (/^[\w./-]+$/.test(name) ? name : quoted(name));
  let mark = 0;
  let newest = continued ? 'refs/heads/main^0' : null;

  const write = (commit: Commit, ref: string, parents: (string | null)[]): string => {
    mark += 1;
    const time = now - Math.round((commit.daysAgo ?? 0) * 86_400);
    line(`commit ${ref}`);
    line(`mark :${mark}`);
    line(`author ${commit.author ?? 'Ada <ada@example.com>'} ${time} +0000`);
    line(`committer Ada <ada@example.com> ${time} +0000`);
    data(commit.message);
    if (parents[0]) line(`from ${parents[0]}`);
    for (const parent of parents.slice(1)) line(`merge ${parent}`);
    for (const [from, to] of Object.entries(commit.renames ?? {})) line(`R ${path(from)} ${path(to)}`);
    for (const [name, content] of Object.entries(commit.files ?? {})) {
      if (content === null) line(`D ${path(name)}`);
      else {
        line(`M 100644 inline ${path(name)}`);
        data(content);
      }
    }
    for (const [name, target] of Object.entries(commit.links ?? {})) {
      line(`M 120000 inline ${path(name)}`);
      data(target);
    }
    for (const [name, id] of Object.entries(commit.submodules ?? {})) line(`M 160000 ${id} ${path(name)}`);
    line('');
    return `:${mark}`;
  };

  for (const commit of commits) {
    if (!commit.branch) {
      newest = write(commit, 'refs/heads/main', [newest]);
      continue;
    }
    let tip = newest;
    const merged: Record<string, string | Buffer | null> = {};
    for (const step of commit.branch) {
      tip = write(step, 'refs/heads/topic', [tip]);
      Object.assign(merged, step.files);
    }
    // fast-import merges history, not trees.
    newest = write({ ...commit, files: { ...merged, ...commit.files } }, 'refs/heads/main', [newest, tip]);
  }
  return Buffer.concat(parts);
}

function quoted(name: string): string {
  const shown = showPath(name);
  return shown.startsWith('"') ? shown : `"${shown}"`;
}

/** `count` pulls, one a day, newest last, each with the files that `files` gives for its index. */
export function pulls(count: number, files: (index: number) => Record<string, string | null>): Commit[] {
  return Array.from({ length: count }, (_, index) => ({
    message: `Change ${index} (#${index + 1})`,
    daysAgo: count - index,
    files: files(index),
  }));
}

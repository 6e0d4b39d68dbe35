import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { readBlobs } from '../../src/git/blobs.ts';
import { readHistory, readWindow } from '../../src/git/history.ts';
import * as mirrors from '../../src/git/mirror.ts';
import { GitError } from '../../src/git/run.ts';
import { readAttributes, readTree } from '../../src/git/tree.ts';
import { openView } from '../../src/git/view.ts';
import { addCommits, git, repository, temporaryDirectory } from '../repositories.ts';
import { startChild } from '../store/processes.ts';
import { type GitServer, gitServer } from './remote-server.ts';

const { ensureMirror, replaceMirror, removeMirror, evictMirrors, tidyMirror, isObjectError } = mirrors;

const template = realpathSync(fs.mkdtempSync(join(tmpdir(), 'touchstone-test-')));
afterAll(() => rmSync(template, { recursive: true, force: true }));
git(template, 'init', '--quiet', '--bare', '--initial-branch=main', '.');
addCommits(
  template,
  [1, 2, 3, 4].map((n) => ({ message: `Change ${n}`, files: files(n) })),
);
git(template, 'repack', '-adq');

/** A repository with a pack of half a megabyte on a server, and a place for its mirror. */
async function hosted() {
  const source = join(temporaryDirectory(), 'source.git');
  fs.cpSync(template, source, { recursive: true });
  const name = source.split('/').at(-1)!;
  const server = await gitServer(join(source, '..'));
  const place = { root: temporaryDirectory(), id: 1, maxBytes: 1e9, leastFree: 0 };
  const remote = { url: server.url(name), token: vi.fn(async (): Promise<string | null> => server.token) };
  const commitOf = (ref: string) => git(source, 'rev-parse', ref);
  const ensure = (refs: string[], commits: string[], signal?: AbortSignal) =>
    ensureMirror(place, remote, { refs, commits }, signal);
  const ensureMain = (signal?: AbortSignal) => ensure(['refs/heads/main'], [commitOf('main')], signal);
  return { source, server, place, remote, directory: join(place.root, '1'), commitOf, ensure, ensureMain };
}

/** Some of them with much that does not compress: git's server sends up to 64 KiB in one piece. */
function files(n: number): Record<string, string | Buffer> {
  const text = () => randomBytes(6_000).toString('base64').replaceAll(/.{70}/g, '$&\n');
  const large = n % 4 === 1 ? { 'large.bin': randomBytes(400_000) } : {};
  return { [`a${n}.ts`]: text(), 'same.ts': `${n}\n${text()}`, '.gitattributes': `# ${n}\n`, ...large };
}

/** A commit on top of another that no branch has; a ref for it if named. */
function commitAside(source: string, parent: string, ref?: string): string {
  const commit = git(source, 'commit-tree', '-m', `Aside ${ref} ${Math.random()}`, '-p', parent, `${parent}^{tree}`);
  if (ref) git(source, 'update-ref', ref, commit);
  return commit;
}

function namesIn(directory: string): string[] {
  return readdirSync(directory).map((name) => name.replace(/^(new|old|gone|lock)([-.]).*/, '$1$2'));
}

/** All that a measurement reads. */
async function readAll(gitDir: string, commit: string): Promise<void> {
  await using view = await openView(gitDir, commit);
  const tree = await readTree(view);
  await readAttributes(
    view,
    tree.map((file) => file.path),
  );
  const blobs = tree.map((file) => file.blob);
  for await (const blob of readBlobs(view, blobs)) if (!blob.content) throw new Lacking(`blob ${blob.blob}`);
  const history = await readHistory(view, await readWindow(view, 36_500), null);
  if (!history.counted) throw new Lacking('line counts');
}

/** What the readers say by a value: of a mirror it is damage too. */
class Lacking extends Error {}

function stalled(server: GitServer): Promise<void> {
  server.mode = 'stall';
  return new Promise((resolve) => {
    server.onStalled = resolve;
  });
}

describe('ensureMirror', () => {
  it('clones all branches and no tags, and answers from then on without the network', async () => {
    const { source, server, remote, commitOf, directory, ensure, ensureMain } = await hosted();
    git(source, 'tag', 'v1', 'main');
    commitAside(source, commitOf('main'), 'refs/heads/side/one');
    const mirror = await ensureMain();
    expect(git(mirror.gitDir, 'for-each-ref', '--format=%(refname)').split('\n')).toEqual([
      'refs/heads/main',
      'refs/heads/side/one',
    ]);
    await readAll(mirror.gitDir, commitOf('main'));
    expect(namesIn(directory).sort()).toEqual(['git', 'lock.', 'used']);
    expect(readdirSync(mirror.gitDir)).not.toContain('hooks');

    const requests = server.requests.length;
    const asked = remote.token.mock.calls.length;
    expect(await ensure([], [commitOf('side/one'), commitOf('main~2')])).toEqual(mirror);
    expect([server.requests.length, remote.token.mock.calls.length]).toEqual([requests, asked]);
  });

  it('fetches a new head, the head of a pull, and a commit that no ref has, each with a token of its own', async () => {
    const { source, remote, commitOf, ensure, ensureMain } = await hosted();
    const mirror = await ensureMain();
    addCommits(source, [{ message: 'New', files: { 'new.ts': '1\n' } }]);
    const pull = commitAside(source, commitOf('main'), 'refs/pull/12/head');
    commitAside(source, commitOf('main'), 'refs/pull/12/merge');
    expect(await ensure(['refs/heads/main', 'refs/pull/12/head'], [commitOf('main'), pull])).toEqual(mirror);
    expect(remote.token).toHaveBeenCalledTimes(2);
    const names = () => git(mirror.gitDir, 'for-each-ref', '--format=%(refname)').split('\n');
    expect(names()).toEqual(['refs/heads/main', 'refs/pull/12/head']);
    await readAll(mirror.gitDir, pull);

    const pushedAway = commitAside(source, commitOf('main'));
    await ensure(['refs/heads/main'], [pushedAway]);
    expect(names()).toContain(`refs/kept/${pushedAway}`);
    await readAll(mirror.gitDir, pushedAway);
  });

  it('sees past wanted refs that are gone, and a branch in the way of another', async () => {
    const { source, commitOf, ensure, ensureMain } = await hosted();
    git(source, 'branch', 'a', 'main~1');
    const mirror = await ensureMain();
    git(source, 'branch', '-D', 'a');
    const nested = commitAside(source, commitOf('main'), 'refs/heads/a/b');
    await ensure(['refs/heads/a/b'], [nested]);
    const pull = commitAside(source, commitOf('main'), 'refs/pull/7/head');
    await ensure(['refs/heads/gone', 'refs/pull/8/head', 'refs/pull/7/head'], [pull]);
    expect(git(mirror.gitDir, 'for-each-ref', '--format=%(refname)').split('\n')).toEqual([
      'refs/heads/a/b',
      'refs/heads/main',
      'refs/pull/7/head',
    ]);
  });

  it('says which commits the remote does not have, and keeps the mirror', async () => {
    const { commitOf, ensure, ensureMain } = await hosted();
    const never = ['1'.repeat(40), '2'.repeat(40)];
    const error = await ensure(['refs/heads/main'], [commitOf('main'), ...never]).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(mirrors.MissingCommits);
    expect(error.commits).toEqual(never);
    await expect(ensureMain()).resolves.toBeDefined();
  });

  it('clones a repository without commits', async () => {
    const source = repository([], { bare: true });
    const server = await gitServer(join(source, '..'));
    const place = { root: temporaryDirectory(), id: 1, maxBytes: 1e9, leastFree: 0 };
    const remote = { url: server.url(source.split('/').at(-1)!), token: async () => server.token };
    const mirror = await ensureMirror(place, remote, { refs: [], commits: [] });
    await using view = await openView(mirror.gitDir);
    expect(view.at).toBeNull();
  });

  it('makes one mirror when processes want it at once', async () => {
    const { server, remote, place, commitOf, ensureMain } = await hosted();
    process.env.MIRROR_TEST_TOKEN = server.token;
    onTestFinished(() => void delete process.env.MIRROR_TEST_TOKEN);
    const args = [place.root, remote.url, 'MIRROR_TEST_TOKEN', 'refs/heads/main', commitOf('main')];
    const children = [1, 2].map(() => startChild('../git/mirror-program.ts', ...args));
    const [mine, same] = await Promise.all([ensureMain(), ensureMain()]);
    const lines = await Promise.all(children.map((child) => child.nextLine()));
    expect(lines).toEqual([`ready ${mine.generation}`, `ready ${mine.generation}`]);
    expect(same).toEqual(mine);
    expect(server.requests.filter((request) => request.startsWith('GET'))).toHaveLength(1);
  });

  it('takes over from a process that was killed within a clone; its git dies with it', async () => {
    const { server, remote, place, directory, commitOf, ensureMain } = await hosted();
    process.env.MIRROR_TEST_TOKEN = server.token;
    onTestFinished(() => void delete process.env.MIRROR_TEST_TOKEN);
    const args = [place.root, remote.url, 'MIRROR_TEST_TOKEN', 'refs/heads/main', commitOf('main')];
    const half = stalled(server);
    const child = startChild('../git/mirror-program.ts', ...args);
    await half;
    expect(namesIn(directory).sort()).toEqual(['lock.', 'new-']);
    expect(server.processes().length).toBeGreaterThan(2);
    await child.kill();
    await vi.waitFor(() => expect(server.processes()).toEqual([]));
    expect(namesIn(directory).sort()).toEqual(['lock.', 'new-']);
    server.mode = 'serve';
    const mirror = await ensureMain();
    await readAll(mirror.gitDir, commitOf('main'));
    expect(namesIn(directory).sort()).toEqual(['git', 'lock.', 'used']);
  });

  it('clears stale lock files and unfinished packs', async () => {
    const { source, commitOf, ensure, ensureMain } = await hosted();
    const { gitDir } = await ensureMain();
    const stale = ['packed-refs.lock', 'config.lock', 'refs/heads/main.lock', 'objects/pack/tmp_pack_x', 'HEAD.lock'];
    for (const name of [...stale, 'objects/pack/pack-1.keep']) writeFileSync(join(gitDir, name), '');
    for (const branch of ['tmp_x', 'x.keep']) git(source, 'branch', branch);
    addCommits(source, [{ message: 'New', files: { 'new.ts': '1\n' } }]);
    const refs = ['refs/heads/main', 'refs/heads/tmp_x', 'refs/heads/x.keep'];
    await ensure(refs, [commitOf('main')]);
    addCommits(source, [{ message: 'Newer', files: { 'new.ts': '2\n' } }]);
    await ensure(refs, [commitOf('main')]);
    for (const name of stale) expect(existsSync(join(gitDir, name)), name).toBe(false);
    expect(git(gitDir, 'for-each-ref', '--format=%(refname)').split('\n')).toEqual(refs);
  });

  it('ends a clone and a fetch that grow too large', async () => {
    const { source, server, place, remote, directory, commitOf, ensureMain } = await hosted();
    const wanted = () => ({ refs: ['refs/heads/main'], commits: [commitOf('main')] });
    const within = (maxBytes: number) => ensureMirror({ ...place, maxBytes }, remote, wanted());
    await expect(within(1_000)).rejects.toThrow(mirrors.MirrorTooLarge);
    expect(namesIn(directory)).toEqual(['lock.']);
    server.mode = 'stall';
    await expect(within(1_000)).rejects.toThrow(mirrors.MirrorTooLarge);
    expect(server.processes()).toEqual([]);
    expect(namesIn(directory)).toEqual(['lock.']);

    server.mode = 'serve';
    const { gitDir } = await ensureMain();
    const packs = readdirSync(join(gitDir, 'objects/pack'));
    const size = packs.reduce((sum, name) => sum + fs.statSync(join(gitDir, 'objects/pack', name)).size, 0);
    addCommits(source, [{ message: 'Large', files: files(9) }]);
    server.mode = 'stall';
    await expect(within(size + 1_000)).rejects.toThrow(mirrors.MirrorTooLarge);
    expect(server.processes()).toEqual([]);
    server.mode = 'serve';
    expect((await ensureMain()).gitDir).toBe(gitDir);
  });

  it('leaves the disk to the database, and no half mirror, where there is little room', async () => {
    const { place, remote, directory, commitOf, ensureMain } = await hosted();
    const wanted = { refs: ['refs/heads/main'], commits: [commitOf('main')] };
    const full = ensureMirror({ ...place, leastFree: 2 ** 60 }, remote, wanted);
    await expect(full).rejects.toThrow(mirrors.DiskTooFull);
    await expect(full).rejects.toThrow(/^no room for a mirror: \d+ MB are free, and 1152921504606 MB stay free/);
    expect(namesIn(directory)).toEqual(['lock.']);
    expect(await ensureMain()).toBeDefined();
  });

  it('leaves no process and no half mirror when aborted, within a clone, a fetch and the wait for the lock', async () => {
    const { source, server, directory, commitOf, ensureMain } = await hosted();
    const reason = new Error('Enough.');
    const first = stalled(server);
    const abort = new AbortController();
    const clone = ensureMain(abort.signal);
    const impatient = new AbortController();
    await first;
    const waiting = ensureMain(impatient.signal);
    impatient.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(server.processes().some((line) => line.includes('index-pack') || line.includes('remote-http'))).toBe(true);
    abort.abort(reason);
    await expect(clone).rejects.toBe(reason);
    expect(server.processes()).toEqual([]);
    expect(namesIn(directory)).toEqual(['lock.']);

    server.mode = 'serve';
    await ensureMain();
    addCommits(source, [{ message: 'Large', files: files(9) }]);
    const second = stalled(server);
    const again = new AbortController();
    const fetch = ensureMain(again.signal);
    await second;
    again.abort(reason);
    await expect(fetch).rejects.toBe(reason);
    expect(server.processes()).toEqual([]);
    server.mode = 'serve';
    await readAll((await ensureMain()).gitDir, commitOf('main'));
    await expect(ensureMain(AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it('says what a remote means that answers otherwise, and keeps a mirror that it has', async () => {
    const { source, server, ensureMain } = await hosted();
    const meanings = [
      [301, 'moved'],
      [307, 'moved'],
      [403, 'unauthorized'],
      [404, 'gone'],
      [410, 'gone'],
      [429, 'unreachable'],
      [500, 'unreachable'],
      [503, 'unreachable'],
      ['cut', 'unreachable'],
    ] as const;
    const expectRefusals = async (expected: readonly (typeof meanings)[number][]) => {
      for (const [mode, kind] of expected) {
        server.mode = mode;
        const error = await ensureMain().catch((thrown) => thrown);
        expect([mode, error.name, error.kind]).toEqual([mode, 'RemoteRefused', kind]);
      }
      server.mode = 'serve';
    };
    await expectRefusals(meanings);
    const mirror = await ensureMain();
    addCommits(source, [{ message: 'Large', files: files(9) }]);
    await expectRefusals(meanings.slice(-2));
    expect(await ensureMain()).toEqual(mirror);
    expect(server.requests.filter((request) => request.includes('elsewhere'))).toEqual([]);
  });

  it('says what it means when the token is not taken, when there is none, no such repository, and no server', async () => {
    const { server, remote, place } = await hosted();
    const wanted = { refs: [], commits: [] };
    const ask = (url: string, token: string | null) => ensureMirror(place, { url, token: async () => token }, wanted);
    await expect(ask(remote.url, 'ghs_old')).rejects.toMatchObject({ kind: 'unauthorized' });
    await expect(ask(remote.url, null)).rejects.toMatchObject({ kind: 'unauthorized' });
    await expect(ask(server.url('nowhere'), server.token)).rejects.toMatchObject({ kind: 'gone' });
    await expect(ask('http://127.0.0.1:1/a/b', null)).rejects.toMatchObject({ kind: 'unreachable' });
    const failing = { url: remote.url, token: () => Promise.reject(new Error('No key.')) };
    await expect(ensureMirror(place, failing, wanted)).rejects.toThrow('No key.');
  });

  it('shows the token to nobody: no file, no command line, no message', async () => {
    const { source, server, place, ensureMain } = await hosted();
    const secrets = [server.token, Buffer.from(`x-access-token:${server.token}`).toString('base64')];
    const showing = (text: string) => secrets.filter((secret) => text.includes(secret));
    const texts: string[] = [];
    const look = async () => {
      const half = stalled(server);
      const abort = new AbortController();
      const work = ensureMain(abort.signal);
      await half;
      texts.push(server.processes().join('\n'), ...contents(place.root));
      abort.abort();
      await work.catch(() => {});
      server.mode = 500;
      texts.push(`${await ensureMain().catch((error) => error.stack)}`);
      server.mode = 'serve';
      await ensureMain();
      texts.push(...contents(place.root));
    };
    await look();
    addCommits(source, [{ message: 'Large', files: files(9) }]);
    await look();
    expect(texts.join('\n')).toContain('remote-http');
    expect(showing(texts.join('\n'))).toEqual([]);
  });

  it('refuses names that are none of branches and pulls', async () => {
    const { server, ensure } = await hosted();
    const names = [
      'main',
      'refs/tags/v1',
      'refs/heads/',
      'refs/heads/a..b',
      'refs/heads/a b',
      'refs/heads/*',
      'refs/heads/a:refs/heads/b',
      'refs/heads/a\n+refs/heads/b',
      'refs/heads/.a',
      'refs/heads/a.lock',
      'refs/heads/a.lock/b',
      'refs/heads/a//b',
      'refs/heads/a/',
      'refs/heads/a@{1}',
      'refs/heads/\ud800',
      '--upload-pack=touch x',
    ];
    for (const name of names) await expect(ensure([name], []), name).rejects.toThrow(TypeError);
    expect(server.requests).toEqual([]);
  });

  it('refuses commits, addresses and ids that are none', async () => {
    const { place, remote, ensure } = await hosted();
    for (const commit of ['', 'main', '1234567', `${'1'.repeat(40)}\n`, 'A'.repeat(40), `-${'1'.repeat(40)}`])
      await expect(ensure([], [commit])).rejects.toThrow(TypeError);
    const none = { refs: [], commits: [] };
    const urls = [
      'file:///etc',
      '/etc',
      'ext::sh -c x',
      'ssh://h/x',
      'http://u:p@h/x',
      'https://u@h/x',
      '-x',
      'git://h/x',
    ];
    for (const url of urls) await expect(ensureMirror(place, { ...remote, url }, none)).rejects.toThrow(TypeError);
    for (const id of [0, -1, 1.5, Number.NaN])
      await expect(ensureMirror({ ...place, id }, remote, none)).rejects.toThrow(TypeError);
  });
});

describe('a damaged mirror', () => {
  const packOf = (gitDir: string, extension: string) => {
    const directory = join(gitDir, 'objects/pack');
    return join(directory, readdirSync(directory).find((name) => name.endsWith(extension))!);
  };
  const overwrite = (path: string, part: number) => {
    fs.chmodSync(path, 0o644);
    const file = fs.openSync(path, 'r+');
    fs.writeSync(file, 'DEADBEEF', Math.floor((fs.statSync(path).size - 8) * part));
    fs.closeSync(file);
  };
  const cutOff = (path: string, part: number) => {
    fs.chmodSync(path, 0o644);
    fs.truncateSync(path, Math.floor(fs.statSync(path).size * part));
  };
  const parts = [0, 0.0005, 0.001, 0.002, 0.1, 0.5, 0.97, 1];
  const damages: [string, (gitDir: string) => void][] = [
    ...parts.map((part): (typeof damages)[number] => [
      `8 bytes of the pack at ${part}`,
      (gitDir) => overwrite(packOf(gitDir, '.pack'), part),
    ]),
    ['8 bytes of the index', (gitDir) => overwrite(packOf(gitDir, '.idx'), 0.6)],
    ['half a pack', (gitDir) => cutOff(packOf(gitDir, '.pack'), 0.5)],
    ['an empty pack', (gitDir) => cutOff(packOf(gitDir, '.pack'), 0)],
    ['half an index', (gitDir) => cutOff(packOf(gitDir, '.idx'), 0.5)],
    ['no index', (gitDir) => rmSync(packOf(gitDir, '.idx'))],
    ['no pack', (gitDir) => rmSync(packOf(gitDir, '.pack'))],
    ['no objects', (gitDir) => rmSync(join(gitDir, 'objects'), { recursive: true })],
    ['no HEAD', (gitDir) => rmSync(join(gitDir, 'HEAD'))],
    ['nothing', (gitDir) => rmSync(gitDir, { recursive: true })],
  ];

  it('shows when it is read', async () => {
    const whole = join(temporaryDirectory(), 'whole');
    fs.cpSync(template, whole, { recursive: true });
    const main = git(whole, 'rev-parse', 'main');
    for (const [name, damage] of damages) {
      const gitDir = join(temporaryDirectory(), 'git');
      fs.cpSync(whole, gitDir, { recursive: true });
      damage(gitDir);
      const error = await readAll(gitDir, main).catch((thrown) => thrown);
      if (!(error instanceof Lacking)) expect([name, error?.message, isObjectError(error)]).toContain(true);
    }
  });

  it.each(damages.filter(([name]) => /at 0.0005|half an index/.test(name)))(
    'is replaced, once for all who saw it (%s), and a fetch that meets it heals it',
    async (_, damage) => {
      const { source, place, remote, directory, commitOf, ensureMain } = await hosted();
      const broken = await ensureMain();
      damage(broken.gitDir);
      const made = await replaceMirror(place, remote, broken);
      expect(made.generation).not.toBe(broken.generation);
      expect(await replaceMirror(place, remote, broken)).toEqual(made);
      await readAll(made.gitDir, commitOf('main'));
      expect(namesIn(directory).sort()).toEqual(['git', 'lock.', 'used']);

      damage(made.gitDir);
      addCommits(source, [{ message: 'Large', files: files(9) }]);
      const fetched = await ensureMain();
      const error = await readAll(fetched.gitDir, commitOf('main')).catch((thrown) => thrown);
      if (!error) return;
      expect([error.message, isObjectError(error) || error instanceof Lacking]).toContain(true);
      await readAll((await replaceMirror(place, remote, fetched)).gitDir, commitOf('main'));
    },
  );

  it('is told from errors that are none of objects', () => {
    const git = (stderr: string) => new GitError(['x'], 128, stderr);
    for (const stderr of [
      "fatal: unable to access 'https://h/x/': The requested URL returned error: 500",
      "fatal: could not read Username for 'https://h': terminal prompts disabled",
      'error: RPC failed; curl 18 transfer closed\nfatal: early EOF\nfatal: fetch-pack: invalid index-pack output',
      'fatal: write error: No space left on device',
      "remote: fatal: bad object\nfatal: unable to access 'https://h/x/': Could not resolve host: h",
      "fatal: unable to access 'https://h/x/': SSL certificate problem: unable to get local issuer certificate",
    ])
      expect([stderr, isObjectError(git(stderr))]).toEqual([stderr, false]);
    expect(isObjectError(new Error('bad object'))).toBe(false);
    expect(isObjectError(new Error('git cat-file ended 12 bytes early'))).toBe(true);
  });
});

describe('tidyMirror', () => {
  it('rolls up packs while they are read, and happens by itself', async () => {
    const { source, place, commitOf, ensureMain } = await hosted();
    const { gitDir } = await ensureMain();
    const packs = () => readdirSync(join(gitDir, 'objects/pack')).filter((name) => name.endsWith('.pack')).length;
    addPacks(gitDir, 24);
    expect(packs()).toBe(25);
    const tip = git(gitDir, 'rev-parse', 'main');
    await using view = await openView(gitDir, tip);
    const blobs = (await readTree(view)).map((file) => file.blob);
    const reading = readBlobs(view, blobs);
    await reading.next();
    await tidyMirror(place);
    expect(packs()).toBeLessThan(10);
    for await (const blob of reading) expect(blob.content).not.toBeNull();
    await readAll(gitDir, tip);

    addPacks(gitDir, 24);
    addCommits(source, [{ message: 'New', files: { 'new.ts': '1\n' } }]);
    await ensureMain();
    expect(packs()).toBeLessThan(10);
    git(gitDir, 'fsck', '--full', '--strict');
    await readAll(gitDir, commitOf('main'));
  });

  /** As many fetches would leave them. */
  function addPacks(gitDir: string, count: number): void {
    const commits = Array.from({ length: count }, (_, n) => {
      const text = `${n} ${Math.random()}\n`;
      const head = n === 0 ? 'from refs/heads/main^0\n' : '';
      const change = `${head}M 100644 inline more${n}.ts\ndata ${text.length}\n${text}\n`;
      return `commit refs/heads/main\ncommitter A <a@b> ${n} +0000\ndata 1\nx\n${change}checkpoint\n`;
    });
    const args = ['-c', 'fastimport.unpackLimit=1', 'fast-import', '--quiet', '--force'];
    execFileSync('git', args, { cwd: gitDir, input: commits.join('') });
  }
});

describe('evictMirrors', () => {
  it('removes what was not used for long, and leaves what is used or worked on', async () => {
    const { server, place, remote, ensureMain, commitOf } = await hosted();
    const wanted = { refs: [], commits: [commitOf('main')] };
    const hour = 3_600_000;
    const age = (id: number) => utimesSync(join(place.root, `${id}`, 'used'), new Date(0), new Date(0));
    await ensureMain();
    for (const id of [2, 3, 4]) fs.cpSync(join(place.root, '1'), join(place.root, `${id}`), { recursive: true });
    for (const id of [2, 3, 4]) age(id);
    // Used again, without the network; and one that is being worked on.
    await ensureMirror({ ...place, id: 3 }, remote, wanted);
    const half = stalled(server);
    const abort = new AbortController();
    const gone = { refs: [], commits: ['1'.repeat(40)] };
    const generation = readFileSync(join(place.root, '4/git/touchstone-generation'), 'utf8');
    const busy = replaceMirror({ ...place, id: 4 }, remote, { gitDir: '', generation }, abort.signal);
    await half;
    mkdirSync(join(place.root, 'gone-left'));
    mkdirSync(join(place.root, 'elsewhere'));
    expect(await evictMirrors(place.root, hour, Date.now())).toEqual([2]);
    expect(readdirSync(place.root).sort()).toEqual(['1', '3', '4', 'elsewhere']);
    abort.abort();
    await expect(busy).rejects.toThrow();
    server.mode = 'serve';
    await expect(ensureMirror({ ...place, id: 4 }, remote, gone)).rejects.toThrow(mirrors.MissingCommits);

    await removeMirror({ root: place.root, id: 1 });
    await removeMirror({ root: place.root, id: 1 });
    expect(readdirSync(place.root).sort()).toEqual(['3', '4', 'elsewhere']);
    await ensureMain();
    expect(await evictMirrors(join(place.root, 'none'), hour, Date.now())).toEqual([]);
  });
});

function contents(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
}

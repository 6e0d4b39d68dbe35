import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBlobs } from '../../src/git/blobs.ts';
import { readAttributes, readTree } from '../../src/git/tree.ts';
import { openView } from '../../src/git/view.ts';
import { git, repository, temporaryDirectory } from '../repositories.ts';

const one = [{ message: 'One', files: { 'a.ts': 'a\n', 'dir/b.ts': 'b\n' } }];

async function pathsAt(path: string, revision?: string) {
  await using view = await openView(path, revision);
  return (await readTree(view)).map((file) => file.path);
}

describe('openView', () => {
  it('opens a work tree, a directory inside it, a bare repository and a linked work tree alike', async () => {
    const path = repository(one);
    const bare = repository(one, { bare: true });
    const linked = join(temporaryDirectory(), 'linked');
    git(path, 'worktree', 'add', '--quiet', linked, '-b', 'side');
    for (const place of [path, join(path, 'dir'), join(path, '.git'), bare, linked]) {
      expect(await pathsAt(place)).toEqual(['a.ts', 'dir/b.ts']);
    }
    await using main = await openView(path);
    await using other = await openView(linked);
    expect(other.gitDir).toBe(main.gitDir);
    expect(other.workTree).toBe(linked);
  });

  it('opens SHA-256 repositories', async () => {
    const path = repository(one, { sha256: true });
    await using view = await openView(path);
    expect(view.at).toHaveLength(64);
    expect(await pathsAt(path)).toEqual(['a.ts', 'dir/b.ts']);
  });

  it('opens a repository without commits', async () => {
    const path = repository([]);
    await using view = await openView(path);
    expect({ at: view.at, date: view.date }).toEqual({ at: null, date: null });
    expect(await readTree(view)).toEqual([]);
  });

  it('opens any revision by name', async () => {
    const path = repository([...one, { message: 'Two', files: { 'c.ts': 'c\n' } }]);
    git(path, 'tag', 'v1', 'HEAD~1');
    expect(await pathsAt(path, 'v1')).toEqual(['a.ts', 'dir/b.ts']);
    expect(await pathsAt(path, 'main')).toEqual(['a.ts', 'c.ts', 'dir/b.ts']);
  });

  it.each([
    [() => '/no/such/place', undefined, /no such directory/],
    [() => temporaryDirectory(), undefined, /not a git repository/],
    [() => repository(one), 'nowhere', /--at nowhere: no such commit/],
    [() => repository(one), '--help', /--at --help: no such commit/],
    [() => repository(one), 'HEAD:a.ts', /no such commit/],
    [() => repository([]), 'HEAD', /no such commit/],
  ])('says what is wrong with a place or a revision (%#)', async (place, revision, message) => {
    await expect(openView(place(), revision)).rejects.toThrow(message);
  });

  it('asks which commit when HEAD names none and there are some', async () => {
    const path = repository(one);
    git(path, 'symbolic-ref', 'HEAD', 'refs/heads/unborn');
    await expect(openView(path)).rejects.toThrow(
      'HEAD names no commit; say which one to measure, e.g. --at refs/heads/main',
    );
  });

  it.each([
    ['https://user:secret@github.com/acme/tools.git', 'acme/tools'],
    ['git@github.com:acme/tools.git', 'acme/tools'],
    ['ssh://git@host:22/acme/tools', 'acme/tools'],
    ['https://gitlab.com/group/sub/tools.git/', 'sub/tools'],
  ])('takes the name from %s, and never a secret', async (address, name) => {
    const path = repository(one);
    git(path, 'remote', 'add', 'origin', address);
    await using view = await openView(path);
    expect(view.name).toBe(name);
  });

  it('takes the name from the directory where there is no hosted remote', async () => {
    const path = repository(one);
    await using view = await openView(path);
    expect(view.name).toBe(path.split('/').at(-1));
  });

  it('opens a repository whose path has spaces, quotes and a newline', async () => {
    const path = join(temporaryDirectory(), 'a "strange"\nplace #1');
    mkdirSync(path);
    git(path, 'clone', '--quiet', repository(one), '.');
    expect(await pathsAt(path)).toEqual(['a.ts', 'dir/b.ts']);
  });

  it('leaves nothing behind and writes nothing into the repository', async () => {
    const path = repository([
      ...one,
      { message: 'Attributes', files: { '.gitattributes': '*.ts linguist-generated\n' } },
    ]);
    const before = listing(path);
    await using view = await openView(path);
    await readAttributes(
      view,
      (await readTree(view)).map((file) => file.path),
    );
    const directory = await view.read(['rev-parse', '--absolute-git-dir']);
    await view[Symbol.asyncDispose]();
    expect(existsSync(directory.trim())).toBe(false);
    expect(listing(path)).toEqual(before);
  });

  it('runs nothing that the repository’s configuration names', async () => {
    const path = repository([
      { message: 'One', files: { 'a.ts': 'a\n', '.gitattributes': '*.ts filter=evil diff=evil merge=evil\n' } },
      { message: 'Two', files: { 'a.ts': 'b\n' } },
    ]);
    const trap = join(temporaryDirectory(), 'ran');
    const script = join(temporaryDirectory(), 'evil.sh');
    writeFileSync(script, `#!/bin/sh\ntouch ${trap}\nexit 1\n`, { mode: 0o755 });
    for (const key of [
      'core.fsmonitor',
      'core.sshCommand',
      'core.pager',
      'core.askPass',
      'core.gitProxy',
      'diff.external',
      'diff.evil.textconv',
      'diff.evil.command',
      'filter.evil.clean',
      'filter.evil.smudge',
      'filter.evil.process',
      'gpg.program',
      'log.showSignature',
      'uploadpack.packObjectsHook',
      'core.alternateRefsCommand',
    ]) {
      git(path, 'config', key, key === 'log.showSignature' ? 'true' : script);
    }
    git(path, 'config', 'core.hooksPath', temporaryDirectory());
    for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction']) {
      writeFileSync(join(path, '.git', 'hooks', hook), `#!/bin/sh\ntouch ${trap}\n`, { mode: 0o755 });
    }
    git(path, 'config', '--unset', 'core.hooksPath');
    await using view = await openView(path);
    const tree = await readTree(view);
    await readAttributes(
      view,
      tree.map((file) => file.path),
    );
    for await (const { content } of readBlobs(
      view,
      tree.map((file) => file.blob),
    ))
      expect(content).not.toBeNull();
    const { readHistory, readWindow } = await import('../../src/git/history.ts');
    expect((await readHistory(view, await readWindow(view, 365), null)).commits).toHaveLength(2);
    expect(existsSync(trap)).toBe(false);
  });

  it('fetches nothing for a partial clone', async () => {
    const origin = repository(one);
    git(origin, 'config', 'uploadpack.allowFilter', 'true');
    const clone = temporaryDirectory();
    git(clone, 'clone', '--quiet', '--no-checkout', '--filter=blob:none', `file://${origin}`, '.');
    const packs = readdirSync(join(clone, '.git/objects/pack'));
    await using view = await openView(clone);
    const tree = await readTree(view);
    expect(tree.map((file) => file.size)).toEqual([null, null]);
    const contents = await Array.fromAsync(
      readBlobs(
        view,
        tree.map((file) => file.blob),
      ),
    );
    expect(contents.map(({ content }) => content)).toEqual([null, null]);
    expect(readdirSync(join(clone, '.git/objects/pack'))).toEqual(packs);
  });
});

describe('readTree', () => {
  it('lists regular files, whatever they are called, and neither links nor submodules', async () => {
    const odd = ['--help', 'tab\there', 'new\nline', 'quote"d', '\udcffbytes', 'é'];
    const files = Object.fromEntries(odd.map((name) => [name, 'x\n']));
    const path = repository([
      { message: 'One', files, links: { link: '--help' }, submodules: { sub: '1'.repeat(40) } },
    ]);
    expect((await pathsAt(path)).sort()).toEqual(odd.sort());
  });
});

describe('readAttributes', () => {
  it('reads set, unset and valued attributes at the revision, in bare repositories too', async () => {
    const attributes =
      'gen/** linguist-generated\ngen/own.ts -linguist-generated\nlib/** linguist-vendored=true\nd.md linguist-documentation=false\n';
    const path = repository([{ message: 'One', files: { '.gitattributes': attributes, 'a.ts': '' } }], { bare: true });
    await using view = await openView(path);
    const found = await readAttributes(view, ['gen/a.ts', 'gen/own.ts', 'lib/x.c', 'd.md', 'a.ts', 'gen/new\nline']);
    expect(Object.fromEntries(found)).toEqual({
      'gen/a.ts': { generated: true },
      'gen/own.ts': { generated: false },
      'lib/x.c': { vendored: true },
      'd.md': { documentation: false },
      'gen/new\nline': { generated: true },
    });
  });

  it('reads the revision’s file and not the clone’s own attributes', async () => {
    const path = repository([{ message: 'One', files: { 'a.ts': '', '.gitattributes': '' } }]);
    writeFileSync(join(path, '.git/info/attributes'), '*.ts linguist-generated\n');
    writeFileSync(join(path, '.gitattributes'), '*.ts linguist-vendored\n');
    await using view = await openView(path);
    expect((await readAttributes(view, ['a.ts'])).size).toBe(0);
  });

  it('survives 10,000 lines', async () => {
    const lines = Array.from({ length: 10_000 }, (_, n) => `dir${n}/**/*.x${n} linguist-generated\n`).join('');
    const path = repository([{ message: 'One', files: { '.gitattributes': lines, 'a.ts': '' } }]);
    await using view = await openView(path);
    expect((await readAttributes(view, ['dir9999/a.x9999', 'a.ts'])).size).toBe(1);
  });
});

describe('readBlobs', () => {
  it('yields contents in order, byte for byte, and null for what is not there', async () => {
    const big = Buffer.alloc(3_000_000, 'x');
    const path = repository([{ message: 'One', files: { a: 'a\n', big, empty: '' } }]);
    await using view = await openView(path);
    const ids = (await readTree(view)).map((file) => file.blob);
    const wanted = [ids[1]!, '0'.repeat(40), ids[0]!, ids[2]!];
    const blobs = await Array.fromAsync(readBlobs(view, wanted));
    expect(blobs.map(({ blob }) => blob)).toEqual(wanted);
    expect(blobs.map(({ content }) => content?.length ?? null)).toEqual([big.length, null, 2, 0]);
  });
});

/** Every path below a directory with its time of change. */
function listing(path: string): string[] {
  return git(path, 'status', '--porcelain')
    .split('\n')
    .concat(
      readdirSync(path, { recursive: true, withFileTypes: true })
        .map((entry) => join(entry.parentPath, entry.name))
        .sort(),
    );
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Import } from '../../src/model.ts';
import { declaredPackages } from '../../src/source/manifests.ts';
import { type ModularFile, modulesOf } from '../../src/source/modules.ts';

const languages: Record<string, string> = { go: 'Go', json: 'JSON', py: 'Python', rs: 'Rust', toml: 'TOML' };

function file(path: string, more: Partial<ModularFile> = {}): ModularFile {
  const language = languages[path.slice(path.lastIndexOf('.') + 1)] ?? 'TypeScript';
  const lane = ['JSON', 'TOML'].includes(language) ? 'data' : 'source';
  return { path, lane, language, imports: [], exports: [], ...more };
}

const imported = (specifier: string, target: string, more: Partial<Import> = {}): Import => ({
  specifier,
  line: 1,
  names: null,
  reexport: false,
  files: [target],
  internal: true,
  library: null,
  ...more,
});

/** The modules of a tree of these files; those with a text are manifests. */
function read(paths: (string | ModularFile)[], texts: Record<string, string> = {}, globs: string[] = []) {
  const files = [...paths, ...Object.keys(texts)].map((each) => (typeof each === 'string' ? file(each) : each));
  const manifests = new Map(Object.entries(texts));
  const packages = declaredPackages(new Set(files.map(({ path }) => path)), manifests);
  return modulesOf(files, { texts: manifests, packages }, globs);
}
const directories = (found: ReturnType<typeof read>) => found.modules.map(({ directory }) => directory);
const entriesOf = (found: ReturnType<typeof read>, at = 0) => found.modules[at]?.entries;

describe('what the modules are', () => {
  it('is what the configuration names, the outermost of what its globs match', () => {
    const found = read(['src/a/a.ts', 'src/a/b/c.ts', 'src/d.ts', 'lib/e.ts'], {}, ['src/*', 'src/a/*', 'docs/*']);
    expect(found.by).toBe('configuration');
    expect(directories(found)).toEqual(['src/a']);
    expect(found.within).toEqual(['src/a/b']);
    expect(read(['src/a/a.ts'], {}, ['src/*'])).not.toHaveProperty('within');
  });

  it('is the workspace packages that hold half of the source files', () => {
    const workspace = { 'package.json': '{"workspaces":["packages/*"]}', 'packages/a/package.json': '{"name":"@x/a"}' };
    const found = read(['packages/a/a.ts', 'packages/a/b.ts', 'tools/c.ts', 'tools/d.ts'], workspace);
    expect(found).toMatchObject({ by: 'workspaces', modules: [{ name: '@x/a', directory: 'packages/a' }] });
    const fewer = read(['packages/a/a.ts', 'tools/b.ts', 'tools/c.ts', 'tools/d.ts'], workspace);
    expect(fewer).toMatchObject({ by: 'directories', modules: [] });
  });

  it('is else the directories below the source root with three source files', () => {
    const of = (directory: string, count: number) => Array.from({ length: count }, (_, n) => `${directory}/${n}.ts`);
    const found = read([...of('src/app/a', 4), ...of('src/app/b', 3), ...of('src/app/c', 2), ...of('tools', 3)]);
    expect(found.by).toBe('directories');
    expect(directories(found)).toEqual(['src/app/a', 'src/app/b']);
    // 9 of 13 files are fewer than 70 %: the root is the source root.
    expect(directories(read([...of('src/app/a', 4), ...of('src/app/b', 5), ...of('tools', 4)]))).toEqual([
      'src',
      'tools',
    ]);
  });

  it('never puts one module into another, nor gives it an entry outside, in whatever order the files come', () => {
    const path = fc
      .array(fc.constantFrom('src', 'a', 'b', 'packages'), { maxLength: 4 })
      .map((parts) => [...parts, 'index.ts'].join('/'));
    const globs = fc.uniqueArray(fc.constantFrom('*', '*/*', 'src/*', 'packages/*/*', 'a'), { maxLength: 3 });
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 25 }), globs, (paths, chosen) => {
        const found = read(paths, {}, chosen);
        for (const { directory, entries } of found.modules) {
          expect(entries.every((entry) => entry.startsWith(`${directory}/`))).toBe(true);
          const others = found.modules.filter((other) => other.directory.startsWith(`${directory}/`));
          expect(others).toEqual([]);
        }
        expect(read(paths.toReversed(), {}, chosen)).toEqual(found);
      }),
    );
  });
});

describe('what others may import of a module', () => {
  it('is the file that speaks for its directory, or for the source root within', () => {
    const found = read(['a/index.ts', 'a/deep/index.ts', 'b/src/index.ts', 'b/src/x.ts', 'b/t/y.ts', 'c/x.ts'], {}, [
      '*',
    ]);
    expect(found.modules.map(({ entries }) => entries)).toEqual([['a/index.ts'], [], []]);
    expect(entriesOf(read(['b/src/index.ts', 'b/src/x.ts', 'b/src/y.ts', 'b/t/z.ts'], {}, ['b']))).toEqual([
      'b/src/index.ts',
    ]);
  });

  it('is what package.json declares, and what its specifiers were resolved to', () => {
    const texts = {
      'package.json': '{"workspaces":["packages/*"]}',
      'packages/a/package.json': '{"name":"@x/a","exports":{".":"./dist/a.js","./sub/*":"./out/gone-*.js"}}',
      'packages/b/package.json': '{"name":"@x/b"}',
    };
    const user = file('packages/b/use.ts', {
      imports: [
        imported('@x/a/sub/one', 'packages/a/src/sub/one.ts'),
        imported('@x/a/src/deep', 'packages/a/src/deep.ts'),
        imported('../a/src/other', 'packages/a/src/other.ts'),
        imported('@x/b', 'packages/b/main.ts'),
      ],
    });
    const inner = ['a', 'sub/one', 'deep', 'other'].map((name) => `packages/a/src/${name}.ts`);
    const found = read([...inner, user, 'packages/b/main.ts'], texts);
    expect(entriesOf(found)).toEqual(['packages/a/src/a.ts', 'packages/a/src/sub/one.ts']);
    expect(entriesOf(found, 1)).toEqual(['packages/b/main.ts']);
  });

  it('is what a package declares also where a test project calls another package by its name', () => {
    const found = read(
      [
        'packages/a/src/public/node.ts',
        file('packages/b/use.ts', { imports: [imported('a/node', 'packages/a/src/public/node.ts')] }),
      ],
      {
        'package.json': '{"workspaces":["packages/*"]}',
        'packages/a/package.json': '{"name":"a","exports":{"./node":"./dist/node.js"}}',
        'packages/b/package.json': '{"name":"b"}',
        'test/fake-a/package.json': '{"name":"a"}',
      },
    );
    expect(entriesOf(found)).toEqual(['packages/a/src/public/node.ts']);
  });

  it('is an __init__.py that gives something', () => {
    const init = (more: Partial<ModularFile>) => entriesOf(read([file('a/__init__.py', more), 'a/b.py'], {}, ['a']));
    expect(init({})).toEqual([]);
    expect(init({ exports: ['__version__'] })).toEqual([]);
    expect(init({ exports: ['run'] })).toEqual(['a/__init__.py']);
    expect(init({ imports: [imported('.b', 'a/b.py', { reexport: true })] })).toEqual(['a/__init__.py']);
  });

  it('is for Go all outside internal/, of a Rust crate all, and of a directory of Rust its mod.rs', () => {
    expect(entriesOf(read(['a/x.go', 'a/b/y.go', 'a/b/internal/z.go', 'a/internal/w.go'], {}, ['a']))).toEqual([
      'a/b/y.go',
      'a/x.go',
    ]);
    const crate = read(['c/src/lib.rs', 'c/src/a.rs'], { 'c/Cargo.toml': '[package]' }, ['c']);
    expect(entriesOf(crate)).toEqual(['c/src/a.rs', 'c/src/lib.rs']);
    expect(entriesOf(read(['src/d/mod.rs', 'src/d/e.rs'], {}, ['src/*']))).toEqual(['src/d/mod.rs']);
  });
});

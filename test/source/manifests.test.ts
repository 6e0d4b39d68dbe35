import { describe, expect, it, test } from 'vitest';
import { declaredPackages, workspaceDirectories } from '../../src/source/manifests.ts';

/** The entries that a package.json in `packages/a` declares, without that directory. */
function entries(manifest: object | string, ...files: string[]): string[] {
  const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest);
  const paths = new Set(files.map((file) => `packages/a/${file}`));
  const found = declaredPackages(paths, new Map([['packages/a/package.json', text]])).get('packages/a')!;
  return found.entries.map((entry) => entry.slice('packages/a/'.length));
}

describe('the entries of a package.json', () => {
  test.each<[object, string[], string[]]>([
    [{ main: 'lib/index.js' }, ['lib/index.js', 'src/index.ts'], ['lib/index.js']],
    [{ main: './dist/index.cjs.prod.js', types: 'dist/index.d.ts' }, ['src/index.ts'], ['src/index.ts']],
    [{ main: 'build/lib/a.js' }, ['src/lib/a.ts', 'src/a.ts'], ['src/lib/a.ts']],
    [{ main: 'build/lib/a.js' }, ['src/a.ts'], ['src/a.ts']],
    [{ module: 'dist/esm/a.mjs' }, ['src/esm/a.ts'], ['src/esm/a.ts']],
    [{ exports: './dist/main.js' }, ['src/main.tsx', 'src/other.ts'], ['src/main.tsx']],
    [{ exports: { import: './a.mjs', require: './a.cjs' } }, ['a.mjs', 'a.cjs'], ['a.mjs', 'a.cjs']],
    [
      { exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' }, './b': ['./dist/b.js'] } },
      ['src/index.ts', 'src/b/index.ts', 'src/c.ts'],
      ['src/index.ts', 'src/b/index.ts'],
    ],
    [
      { exports: { './icons/*': './dist/icons/*.js', './closed/*': null } },
      ['src/icons/a.ts', 'src/icons/b.tsx', 'src/icons/deep/c.ts', 'src/closed/d.ts'],
      ['src/icons/a.ts', 'src/icons/deep/c.ts'],
    ],
    [{ exports: { './x': '../other/x.js', './y': '/etc/y.js', './z': './*/a*b.js' } }, ['x.js', 'y.js'], []],
    [{ exports: { './*': './*' } }, ['src/a.ts'], []],
    [{ exports: { './dist/*': './dist/*' } }, ['src/a.ts'], []],
    [{ exports: { './*': './dist/*.js' } }, ['src/a.ts'], ['src/a.ts']],
    [{ exports: { './lib/*': './lib/*' } }, ['lib/a.js', 'src/a.ts'], ['lib/a.js']],
    [{ main: 42, exports: { '.': { default: null } } }, ['index.ts'], []],
  ])('%j', (manifest, files, expected) => {
    expect(entries(manifest, ...files)).toEqual(expected);
  });

  it('are none where it cannot be read', () => {
    expect(entries('{', 'index.ts')).toEqual([]);
    expect(entries('null', 'index.ts')).toEqual([]);
    expect(entries(`{"exports":${'['.repeat(9_000)}${']'.repeat(9_000)}}`, 'index.ts')).toEqual([]);
  });

  it('go with what others write: the name, and the name with each open subpath', () => {
    const manifest = {
      name: '@a/b',
      exports: { '.': './i.js', './x': './x.js', './y/*': './y/*.js', './z': null, './*': './*' },
    };
    const texts = new Map([['package.json', JSON.stringify(manifest)]]);
    expect(declaredPackages(new Set(), texts).get('')?.specifiers).toEqual(['@a/b', '@a/b/x', '@a/b/y/*']);
    const plain = new Map([['p/package.json', '{"name":"b","main":"i.js"}']]);
    expect(declaredPackages(new Set(), plain).get('p')?.specifiers).toEqual(['b']);
  });
});

describe('workspaces', () => {
  const named = (file: string, text: string, ...manifests: string[]) =>
    workspaceDirectories(new Map([[file, text], ...manifests.map((path) => [path, '{}'] as const)]));

  test.each<[string, string, string[], string[]]>([
    ['package.json', '{"workspaces":["packages/*","!packages/old","tools"]}', ['a', 'old'], ['packages/a']],
    ['package.json', '{"workspaces":{"packages":["./packages/**/"]}}', ['a', 'a/b'], ['packages/a', 'packages/a/b']],
    ['package.json', '{"workspaces":["packages/{a,b}"]}', ['a'], []],
    ['package.json', '{}', ['a'], []],
    [
      'pnpm-workspace.yaml',
      'catalog:\n  - no/*\npackages: # ours\n  # first\n  - "packages/*"\n\n  - \'!**/old\'\n  - tools # c\nother:\n  - x\n',
      ['a', 'old'],
      ['packages/a'],
    ],
  ])('%s %s', (file, text, directories, expected) => {
    const manifests = directories.map((directory) => `packages/${directory}/package.json`);
    expect(named(file, text, ...manifests, 'packages/node_modules/x/package.json')).toEqual(expected);
  });

  it('are Cargo’s members and what go.work uses', () => {
    const cargo =
      '[package]\nname = "x"\n[workspace]\nresolver = "2"\nmembers = [\n  "crates/*", # all\n  \'xtask\',\n]\n[profile]\n';
    const crates = ['crates/a/Cargo.toml', 'xtask/Cargo.toml', 'other/Cargo.toml'];
    expect(named('Cargo.toml', cargo, ...crates)).toEqual(['crates/a', 'xtask']);
    const work = 'go 1.22\n\nuse (\n\t./api // first\n\t./cmd/x\n)\nuse ./tools\n';
    const mods = ['api/go.mod', 'cmd/x/go.mod', 'tools/go.mod', 'other/go.mod'];
    expect(named('go.work', work, ...mods)).toEqual(['api', 'cmd/x', 'tools']);
  });

  it('lie below the file that names them', () => {
    const inner = '{"workspaces":["packages/*"]}';
    expect(named('web/package.json', inner, 'web/packages/a/package.json', 'packages/b/package.json')).toEqual([
      'web/packages/a',
    ]);
  });
});

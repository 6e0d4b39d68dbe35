import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { importsIn, meaning, resolveIn, type Tree } from './trees.ts';

function json(value: unknown): string {
  return JSON.stringify(value);
}

describe('a relative path', () => {
  const tree: Tree = {
    'src/a.ts': '',
    'src/plain.ts': '',
    'src/both.js': '',
    'src/both.ts': '',
    'src/typed.js': '',
    'src/typed.d.ts': '',
    'src/only.d.ts': '',
    'src/view.tsx': '',
    'src/module.mts': '',
    'src/Button.vue': '',
    'src/styles.css': '',
    'src/data.json': '',
    'src/dir/index.ts': '',
    'src/dir.test.ts': '',
    'src/package/package.json': json({ main: './entry.js' }),
    'src/package/entry.js': '',
    'src/package/index.js': '',
    'index.ts': '',
  };
  it.each([
    ['./plain', 'src/plain.ts'],
    ['./plain.js', 'src/plain.ts'],
    ['./plain.ts', 'src/plain.ts'],
    ['./both', 'src/both.ts'],
    ['./both.js', 'src/both.js'],
    ['./typed', 'src/typed.js'],
    ['./only', 'src/only.d.ts'],
    ['./only.js', 'src/only.d.ts'],
    ['./view.js', 'src/view.tsx'],
    ['./view.jsx', 'src/view.tsx'],
    ['./module.mjs', 'src/module.mts'],
    ['./Button.vue', 'src/Button.vue'],
    ['./styles.css', 'src/styles.css'],
    ['./data.json?raw', 'src/data.json'],
    ['!!raw-loader!./styles.css', 'src/styles.css'],
    ['./dir', 'src/dir/index.ts'],
    ['./dir/', 'src/dir/index.ts'],
    ['./dir/index.js', 'src/dir/index.ts'],
    ['./package', 'src/package/entry.js'],
    ['..', 'index.ts'],
    ['../', 'index.ts'],
    ['./../src/./plain', 'src/plain.ts'],
    ['./missing', '?'],
    ['../../elsewhere', '-'],
    ['../node_modules/@scope/pkg/file.js', '@scope/pkg'],
  ])('%s', (specifier, expected) => {
    expect(meaning(resolveIn(tree, 'src/a.ts', specifier))).toBe(expected);
  });
});

test('what is no file and no package', () => {
  for (const [specifier, expected] of [
    ['node:fs/promises', 'node:fs'],
    ['fs', 'fs'],
    ['lodash/get', 'lodash'],
    ['@scope/pkg/deep/file', '@scope/pkg'],
    ['npm:chalk@5', 'chalk'],
    ['jsr:@std/path', '@std/path'],
    ['https://esm.sh/react', '-'],
    ['virtual:pages', '-'],
    ['$app/navigation', '-'],
    ['/main.js', '-'],
    ['@', '?'],
    ['', '-'],
  ] as const) {
    expect(`${specifier} ${meaning(resolveIn({ 'a.ts': '' }, 'a.ts', specifier))}`).toBe(`${specifier} ${expected}`);
  }
});

describe('tsconfig', () => {
  const tree: Tree = {
    'tsconfig.base.json': json({ compilerOptions: { paths: { '@acme/*': ['packages/*/src', 'packages/*'] } } }),
    'packages/core/tsconfig.json': '{ "extends": "../../tsconfig.base.json", /* a comment */ }',
    'packages/core/src/index.ts': '',
    'packages/core/src/a.ts': '',
    'packages/tools/index.ts': '',
    'packages/web/tsconfig.json': json({ files: [], references: [{ path: './tsconfig.app.json' }] }),
    'packages/web/tsconfig.app.json': json({
      compilerOptions: {
        baseUrl: './src',
        paths: { '@/*': ['./*'], exact: ['exact/it.ts'], react: ['../node_modules/react'] },
      },
    }),
    'packages/web/src/exact/it.ts': '',
    'packages/web/src/views/home.ts': '',
    'packages/web/package.json': json({ dependencies: { '@acme/outside': '^1.0.0' } }),
    'tsconfig.json': '{ "extends": "./tsconfig.base.json" }',
  };
  it.each([
    ['packages/core/src/a.ts', '@acme/core', 'packages/core/src/index.ts'],
    ['packages/core/src/a.ts', '@acme/tools', 'packages/tools/index.ts'],
    ['packages/core/src/a.ts', '@acme/missing', '?'],
    ['packages/web/src/main.ts', '@/views/home', 'packages/web/src/views/home.ts'],
    ['packages/web/src/main.ts', '@/missing', '?'],
    ['packages/web/src/main.ts', 'exact', 'packages/web/src/exact/it.ts'],
    ['packages/web/src/main.ts', 'views/home', 'packages/web/src/views/home.ts'],
    ['packages/web/src/main.ts', 'react', 'react'],
    // From the config above, as bundlers are run there; declared with a version it is a library after all.
    ['packages/web/src/main.ts', '@acme/core', 'packages/core/src/index.ts'],
    ['packages/web/src/main.ts', '@acme/outside', '@acme/outside'],
  ])('%s: %s', (from, specifier, expected) => {
    expect(meaning(resolveIn(tree, from, specifier))).toBe(expected);
  });

  it('ends where configs extend each other', () => {
    const round: Tree = {
      'tsconfig.json': '{ "extends": "./tsconfig.b.json", "compilerOptions": { "baseUrl": "./src" } }',
      'tsconfig.b.json': '{ "extends": "./tsconfig.json" }',
      'src/x.ts': '',
    };
    expect(meaning(resolveIn(round, 'src/a.ts', 'x'))).toBe('src/x.ts');
  });
});

describe('packages of the tree', () => {
  const tree: Tree = {
    'packages/server/package.json': json({
      name: '@acme/server',
      exports: {
        '.': { types: './dist/index.d.ts', import: './dist/index.mjs', require: './dist/index.cjs' },
        './adapters/*': { import: './dist/adapters/*.mjs' },
        './features/': './lib/features/',
        './styles.css': './dist/styles.css',
        './client': [null, { default: './build/esm/client/index.js' }],
        './source': { development: './src/deep/source.ts', default: './dist/source.js' },
        './gone': './dist/gone.js',
      },
      imports: {
        '#internal/*': './dist/internal/*.js',
        '#dep': 'lodash',
        '#other': { node: '@acme/plain', default: './no.js' },
      },
    }),
    'packages/server/src/index.ts': '',
    'packages/server/src/adapters/express.ts': '',
    'packages/server/src/adapters/fetch/index.ts': '',
    'packages/server/src/features/one.ts': '',
    'packages/server/src/client/index.ts': '',
    'packages/server/src/deep/source.ts': '',
    'packages/server/src/internal/x.ts': '',
    'packages/server/src/styles.css': '',
    'packages/plain/package.json': json({ name: '@acme/plain', main: 'lib/main.js' }),
    'packages/plain/source/main.ts': '',
    'packages/plain/bin/run.js': '',
    'packages/bundled/package.json': json({ name: 'bundled', module: 'dist/bundled.esm-bundler.js' }),
    'packages/bundled/src/index.ts': '',
    'packages/silent/package.json': json({ name: 'silent' }),
    'packages/silent/index.js': '',
    'test/fixtures/lodash/package.json': { text: json({ name: 'lodash' }), lane: 'fixture' },
    'packages/server/test/a.ts': '',
  };
  it.each([
    ['@acme/server', 'packages/server/src/index.ts'],
    ['@acme/server/adapters/express', 'packages/server/src/adapters/express.ts'],
    ['@acme/server/adapters/fetch', 'packages/server/src/adapters/fetch/index.ts'],
    ['@acme/server/features/one.js', 'packages/server/src/features/one.ts'],
    ['@acme/server/styles.css', 'packages/server/src/styles.css'],
    ['@acme/server/client', 'packages/server/src/client/index.ts'],
    ['@acme/server/source', 'packages/server/src/deep/source.ts'],
    ['@acme/server/gone', '?'],
    ['@acme/server/src/deep/source', 'packages/server/src/deep/source.ts'],
    ['@acme/plain', 'packages/plain/source/main.ts'],
    ['@acme/plain/bin/run', 'packages/plain/bin/run.js'],
    ['bundled', 'packages/bundled/src/index.ts'],
    ['silent', 'packages/silent/index.js'],
    ['#internal/x', 'packages/server/src/internal/x.ts'],
    ['#dep', 'lodash'],
    ['#other', 'packages/plain/source/main.ts'],
    ['#undeclared', '-'],
    ['../dist/adapters/express.mjs', 'packages/server/src/adapters/express.ts'],
    ['@acme/unknown', '@acme/unknown'],
  ])('%s', (specifier, expected) => {
    expect(meaning(resolveIn(tree, 'packages/server/test/a.ts', specifier))).toBe(expected);
  });

  it('are not those that tests are tried on, and nearer the root wins', () => {
    const text = json({ name: 'react' });
    const files: Tree = { 'x/package.json': { text, lane: 'fixture' }, 'x/index.js': '' };
    expect(meaning(resolveIn(files, 'a.ts', 'react'))).toBe('react');
    const own: Tree = {
      ...files,
      'y/z/package.json': text,
      'y/z/index.js': '',
      'y/package.json': text,
      'y/index.js': '',
    };
    expect(meaning(resolveIn(own, 'a.ts', 'react'))).toBe('y/index.js');
  });
});

test('aliases that are understood without configuration', () => {
  const tree: Tree = {
    'apps/web/package.json': '{}',
    'apps/web/src/lib/a.ts': '',
    'apps/web/src/Page.svelte': '',
    'apps/web/src/store/index.ts': '',
  };
  for (const [specifier, expected] of [
    ['$lib/a', 'apps/web/src/lib/a.ts'],
    ['@/store', 'apps/web/src/store/index.ts'],
    ['~/lib/a.js', 'apps/web/src/lib/a.ts'],
    ['~/missing', '?'],
  ] as const) {
    expect(meaning(resolveIn(tree, 'apps/web/src/Page.svelte', specifier))).toBe(expected);
  }
});

test('never throws, and every file that is meant is in the tree', () => {
  const part = fc.constantFrom(
    '.',
    '..',
    '',
    'a',
    'src',
    'dist',
    '@s',
    '*',
    '#x',
    '~',
    '%',
    'index.js',
    'b.d.ts',
    '\0',
    '$lib',
  );
  const path = fc.array(part, { maxLength: 5 }).map((parts) => parts.join('/'));
  const target = fc.oneof(path, fc.json(), fc.dictionary(path, path), fc.constant(null), fc.array(path));
  const manifest = fc.record({
    name: path,
    main: path,
    exports: fc.oneof(target, fc.dictionary(path, target)),
    imports: target,
  });
  const config = fc.record({
    extends: fc.oneof(path, fc.array(path)),
    compilerOptions: fc.record({ baseUrl: path, paths: fc.dictionary(path, fc.oneof(fc.array(path), path)) }),
  });
  fc.assert(
    fc.property(fc.array(path), manifest, config, path, (paths, one, other, specifier) => {
      const named = paths.map((each) => posix.normalize(`/${each}/f.ts`).slice(1));
      const tree: Tree = {
        ...Object.fromEntries(named.map((each) => [each, ''])),
        'package.json': json(one),
        'a/package.json': json({ ...one, name: 'a' }),
        'tsconfig.json': json(other),
        'a/tsconfig.json': json(other),
        'a/b.ts': '',
      };
      for (const each of [specifier, `./${specifier}`, `a/${specifier}`]) {
        const found = resolveIn(tree, 'a/b.ts', each);
        for (const file of found.files) expect(Object.keys(tree)).toContain(file);
        if (found.files.length > 0) expect(found.internal).toBe(true);
        if (found.internal) expect(found.library).toBe(null);
      }
    }),
    { numRuns: 300 },
  );
});

test('many imports over many patterns and packages', () => {
  const many = Array.from({ length: 2_000 }, (_, at) => at);
  const tree: Tree = {
    'tsconfig.json': json({
      compilerOptions: { paths: Object.fromEntries(many.map((at) => [`p${at}/*`, [`src/${at}/*`]])) },
    }),
    'package.json': json({
      name: 'own',
      exports: Object.fromEntries(many.map((at) => [`./e${at}/*`, `./src/${at}/*.js`])),
    }),
    ...Object.fromEntries(many.map((at) => [`src/${at}/x.ts`, ''])),
    'a.ts': {
      imports: many.flatMap((at) =>
        [`p${at}/x`, `own/e${at}/x`, `./src/${at}/x`].map((specifier) => ({
          specifier,
          line: 1,
          names: null,
          reexport: false,
        })),
      ),
    },
  };
  const found = importsIn(tree, 'a.ts')!;
  expect(found.length).toBe(6_000);
  for (const [index, each] of found.entries()) expect(each.files).toEqual([`src/${Math.floor(index / 3)}/x.ts`]);
});

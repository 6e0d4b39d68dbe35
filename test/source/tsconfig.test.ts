import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkedByTsconfig, mayConfigureTypes } from '../../src/source/tsconfig.ts';

/** The expectations were compared with `tsc --listFilesOnly` of TypeScript 7.0.2. */
const tree = [
  'a.js',
  '.hidden.js',
  'build.config.js',
  'dist/o.js',
  'lib/o.js',
  'lib/x.min.js',
  'node_modules/p/i.js',
  'packages/a/y.js',
  'packages/a/src/x.jsx',
  'packages/b/src/x.cjs',
  'src/a.mjs',
  'src/b.js',
  'src/b.ts',
  'src/c.d.ts',
  'src/c.js',
  'src/deep/er/z.js',
  'src/node_modules/q/i.js',
];
const checkJs = { compilerOptions: { checkJs: true } };

function checked(configs: Record<string, unknown>, paths: readonly string[] = tree): string {
  const texts = Object.entries(configs).map(([path, value]): [string, string] => [
    path,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return paths.filter(checkedByTsconfig(paths, new Map(texts))).join(' ');
}

const everything =
  'a.js build.config.js dist/o.js lib/o.js packages/a/y.js packages/a/src/x.jsx packages/b/src/x.cjs src/a.mjs src/c.js src/deep/er/z.js';
const below = 'src/a.mjs src/c.js src/deep/er/z.js';

describe('what a program includes', () => {
  test.each<[string, object, string]>([
    ['everything by default', {}, everything],
    ['a directory', { include: ['src'] }, below],
    ['a directory written otherwise', { include: ['./src/'] }, below],
    ['its own directory', { include: ['.'] }, everything],
    ['its own directory by name', { include: [`\${configDir}/src`] }, below],
    ['files of a directory', { include: ['src/*'] }, 'src/a.mjs src/c.js'],
    ['**', { include: ['src/**/*'] }, below],
    ['** in the middle', { include: ['**/er/*.js'] }, 'src/deep/er/z.js'],
    ['a trailing **, which TypeScript refuses', { include: ['src/**'] }, ''],
    ['? and *', { include: ['?.js', 'packages/*/src'] }, 'a.js packages/a/src/x.jsx packages/b/src/x.cjs'],
    [
      'hidden and installed files only by name',
      { include: ['.hidden.js', 'node_modules/p'] },
      '.hidden.js node_modules/p/i.js',
    ],
    ['minified files only by name', { include: ['lib/*.min.js'] }, 'lib/x.min.js'],
    ['nothing', { include: [] }, ''],
    ['something outside the tree', { include: ['../x', '/src'] }, ''],
    ['a file, although excluded', { files: ['a.js', 'src/b.js'], exclude: ['a.js'] }, 'a.js src/b.js'],
    ['nothing but files', { files: [] }, ''],
    ['less', { exclude: ['dist', 'lib/*', '**/src', 'build.config.js'] }, 'a.js packages/a/y.js'],
    ['less by name, not by prefix', { include: ['lib'], exclude: ['li', 'lib/o'] }, 'lib/o.js'],
    [
      'not its output',
      { compilerOptions: { checkJs: true, outDir: './dist', declarationDir: 'src' } },
      everything.replace(' dist/o.js', '').replace(` ${below}`, ''),
    ],
    [
      'its output where it says what to exclude',
      { compilerOptions: { checkJs: true, outDir: 'dist' }, include: ['dist'], exclude: [] },
      'dist/o.js',
    ],
    ['nothing without checkJs', { compilerOptions: { allowJs: true } }, ''],
    ['nothing without allowJs', { compilerOptions: { checkJs: true, allowJs: false } }, ''],
    [
      'nothing where values are of another type',
      { compilerOptions: { checkJs: 'true' }, include: 'src', files: { 0: 'a.js' } },
      '',
    ],
  ])('%s', (_what, config, expected) => {
    expect(checked({ 'tsconfig.json': { ...checkJs, ...config } })).toBe(expected);
  });

  test('comments, trailing commas and a byte order mark are allowed', () => {
    expect(
      checked({
        'tsconfig.json': '\uFEFF// c\n{ "compilerOptions": { "checkJs": true, }, /* s */ "include": ["src",], }',
      }),
    ).toBe(below);
  });

  test.each(['{', '', '[]', 'null', '{"compilerOptions":{"checkJs":true}', '['.repeat(500_000)])(
    'broken text %#',
    (text) => {
      expect(checked({ 'tsconfig.json': text })).toBe('');
    },
  );
});

describe('extends', () => {
  test.each<[string, Record<string, unknown>, string]>([
    [
      'with .json',
      { 'tsconfig.json': { extends: './t/tsconfig.base.json', include: ['src'] }, 't/tsconfig.base.json': checkJs },
      below,
    ],
    [
      'without',
      { 'tsconfig.json': { extends: './t/tsconfig.base', include: ['src'] }, 't/tsconfig.base.json': checkJs },
      below,
    ],
    [
      'paths belong to the file that says so',
      {
        'packages/a/tsconfig.json': { extends: '../../tsconfig.base.json' },
        'tsconfig.base.json': { ...checkJs, include: ['lib'] },
      },
      'lib/o.js',
    ],
    [
      'defaults belong to the program',
      { 'packages/a/tsconfig.json': { extends: '../../tsconfig.base.json' }, 'tsconfig.base.json': checkJs },
      'packages/a/y.js packages/a/src/x.jsx',
    ],
    [
      `\${configDir} is the program’s`,
      {
        'packages/a/tsconfig.json': { extends: '../../tsconfig.base.json' },
        'tsconfig.base.json': { ...checkJs, include: [`\${configDir}/src`] },
      },
      'packages/a/src/x.jsx',
    ],
    [
      'replaces, does not merge',
      {
        'tsconfig.json': { extends: './tsconfig.base.json', include: ['lib'] },
        'tsconfig.base.json': { ...checkJs, include: ['src'] },
      },
      'lib/o.js',
    ],
    [
      'later wins',
      {
        'tsconfig.json': { extends: ['./tsconfig.a.json', './tsconfig.b.json'] },
        'tsconfig.a.json': { ...checkJs, include: ['src'] },
        'tsconfig.b.json': { include: ['lib'] },
      },
      'lib/o.js',
    ],
    [
      'later wins for options',
      {
        'tsconfig.json': { extends: ['./tsconfig.a.json', './tsconfig.b.json'] },
        'tsconfig.a.json': checkJs,
        'tsconfig.b.json': { compilerOptions: { checkJs: false } },
      },
      '',
    ],
    [
      'a chain',
      {
        'tsconfig.json': { extends: './b.json', include: ['src'] },
        'b.json': { extends: './c.json' },
        'c.json': checkJs,
      },
      below,
    ],
    [
      'a cycle',
      {
        'tsconfig.json': { extends: './b.json', include: ['src'] },
        'b.json': { ...checkJs, extends: './tsconfig.json' },
      },
      below,
    ],
    [
      'what is not there',
      {
        'tsconfig.json': {
          ...checkJs,
          extends: ['./missing.json', '@tsconfig/node24/tsconfig.json', 7, ''],
          include: ['src'],
        },
      },
      below,
    ],
    ['what is broken', { 'tsconfig.json': { extends: './b.json', include: ['src'] }, 'b.json': '{' }, ''],
    [
      'a package of the tree',
      {
        'tsconfig.json': { extends: '@acme/ts/base.json', include: ['src'] },
        'packages/ts/package.json': { name: '@acme/ts' },
        'packages/ts/base.json': checkJs,
      },
      below,
    ],
    [
      'without extension',
      {
        'tsconfig.json': { extends: '@acme/ts/base', include: ['src'] },
        'packages/ts/package.json': { name: '@acme/ts' },
        'packages/ts/base.json': checkJs,
      },
      below,
    ],
    [
      'by its exports',
      {
        'tsconfig.json': { extends: 'ts/strict', include: ['src'] },
        'ts/package.json': { name: 'ts', exports: { './strict': './x/base.json' } },
        'ts/x/base.json': checkJs,
      },
      below,
    ],
    [
      'by its tsconfig field',
      {
        'tsconfig.json': { extends: 'ts', include: ['src'] },
        'ts/package.json': { name: 'ts', tsconfig: 'base.json' },
        'ts/base.json': checkJs,
      },
      below,
    ],
    [
      'its tsconfig.json',
      { 'packages/a/tsconfig.json': { extends: 'ts' }, 'ts/package.json': { name: 'ts' }, 'ts/tsconfig.json': checkJs },
      'packages/a/y.js packages/a/src/x.jsx',
    ],
  ])('%s', (_what, configs, expected) => {
    expect(checked(configs)).toBe(expected);
  });

  test('does not explode', () => {
    const configs: Record<string, unknown> = { 'c200.json': checkJs };
    for (let at = 0; at < 200; at++) configs[`c${at}.json`] = { extends: Array(20).fill(`./c${at + 1}.json`) };
    expect(checked({ ...configs, 'tsconfig.json': { extends: './c150.json', include: ['src'] } })).toBe(below);
  });
});

describe('which configs are programs', () => {
  const src = { ...checkJs, include: ['src'] };
  test.each<[string, Record<string, unknown>, string]>([
    ['jsconfig.json', { 'jsconfig.json': src }, below],
    ['jsconfig.json beside a tsconfig.json is not', { 'jsconfig.json': src, 'tsconfig.json': {} }, ''],
    ['another tsconfig', { 'tsconfig.check.json': src }, below],
    ['a base file is not', { 'tsconfig.base.json': src }, ''],
    [
      'nor one that is extended',
      { 'tsconfig.common.json': src, 'tsconfig.json': { extends: './tsconfig.common.json', include: ['lib'] } },
      'lib/o.js',
    ],
    [
      'but one that is referenced',
      {
        'tsconfig.base.json': src,
        'tsconfig.json': { files: [], references: [{ path: './tsconfig.base.json' }, null, {}] },
      },
      below,
    ],
    [
      'a solution covers nothing itself',
      {
        'tsconfig.json': { ...checkJs, files: [], references: [{ path: './packages/a' }] },
        'packages/a/tsconfig.json': {},
      },
      '',
    ],
    ['any of several is enough', { 'tsconfig.json': { include: ['src'] }, 'tsconfig.check.json': src }, below],
  ])('%s', (_what, configs, expected) => {
    expect(checked(configs)).toBe(expected);
  });
});

test.each([
  ['tsconfig.json', true],
  ['a/tsconfig.build.json', true],
  ['jsconfig.json', true],
  ['a/package.json', true],
  ['packages/tsconfig/base.json', true],
  ['tooling/typescript/node.json', true],
  ['a/data.json', false],
  ['tsconfig.ts', false],
])('mayConfigureTypes(%s) is %s', (path, expected) => {
  expect(mayConfigureTypes(path)).toBe(expected);
});

test('patterns that would explode do not', () => {
  const include = [`${'**/*a*/'.repeat(30)}${'*a'.repeat(60)}.js`, `${'**/a/'.repeat(30)}b.js`];
  const path = `${'a/'.repeat(200)}${'a'.repeat(200)}b.js`;
  expect(checked({ 'tsconfig.json': { ...checkJs, include, exclude: include } }, [path])).toBe('');
});

test('odd paths and patterns do not throw, and only JavaScript is covered', () => {
  const odd = fc.constantFrom(
    '--help',
    '\ud800',
    'a\nb',
    '[x]',
    '(',
    '\\',
    '*',
    '**',
    '?',
    '..',
    '.',
    '',
    `\${configDir}`,
    'a.js',
  );
  const path = fc.array(odd, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));
  const list = fc.option(fc.array(path, { maxLength: 3 }), { nil: undefined });
  fc.assert(
    fc.property(fc.array(path), list, list, list, path, (paths, files, include, exclude, directory) => {
      const covered = checkedByTsconfig(
        paths,
        new Map([
          [`${directory}/tsconfig.json`, JSON.stringify({ ...checkJs, files, include, exclude, extends: files })],
        ]),
      );
      for (const one of paths) if (covered(one)) expect(one).toMatch(/\.js$/);
    }),
  );
});

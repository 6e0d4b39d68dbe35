import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TypeState } from '../../src/model.ts';
import { rubyTree, typeState } from '../../src/source/types.ts';
import { fns } from '../facts.ts';

type File = Parameters<typeof typeState>[0];
type Tree = Parameters<typeof typeState>[1];

const nothing: Tree = { checkedByTsconfig: () => false, rubyTypes: false, hasSignature: () => false };

function state(path: string, language: string | null, file: Partial<File> = {}, tree: Partial<Tree> = {}): TypeState {
  const plain: File = {
    path,
    language,
    lane: 'source',
    functions: null,
    typeMark: null,
    hasScript: true,
    unread: null,
  };
  return typeState({ ...plain, ...file }, { ...nothing, ...tree });
}

function functions(annotated: number, bare: number): File['functions'] {
  return [...fns(annotated, { annotated: true }), ...fns(bare, { annotated: false })];
}

test.each(
  ['TypeScript', 'TSX', 'Go', 'Rust', 'Java', 'Kotlin', 'Scala', 'C', 'C++', 'C#', 'F#', 'Swift', 'Objective-C'].concat(
    ['Dart', 'Haskell', 'OCaml', 'Elm', 'Zig', 'Solidity'],
  ),
)('%s is always typed', (language) => {
  expect(state('src/a.x', language)).toBe('typed');
});

test('@ts-nocheck takes a TypeScript file out', () => {
  expect(state('a.ts', 'TypeScript', { typeMark: 'unchecked' })).toBe('untyped');
});

test.each(['Shell', 'Lua', 'Elixir', 'Perl', 'CSS', 'No Such Language', null])('%s is not typable', (language) => {
  expect(state('a.x', language)).toBe('not-typable');
});

test.each([
  'types/a.d.ts',
  'a.d.mts',
  'a.d.cts',
  'a.pyi',
  'sorbet/rbi/a.rbi',
  'vite.config.ts',
  'web/next.config.mjs',
  '.eslintrc.js',
  '.babelrc.cjs',
  'gulpfile.js',
  'gulpfile.babel.js',
  'Gruntfile.js',
])('%s is not counted', (path) => {
  expect(state(path, path.endsWith('.pyi') ? 'Python' : 'JavaScript', { typeMark: 'checked' })).toBe('not-counted');
});

test.each(['config.ts', 'src/config/a.ts', 'd.ts', 'myconfig.ts', 'src.config/a.ts', 'src/rc.ts'])(
  '%s is counted',
  (path) => {
    expect(state(path, 'TypeScript')).toBe('typed');
  },
);

test('files that were not read, and other lanes, are not counted', () => {
  expect(state('a.ts', 'TypeScript', { unread: 'large' })).toBe('not-counted');
  expect(state('a.test.ts', 'TypeScript', { lane: 'test' })).toBe('not-counted');
});

test.each([
  [null, false, 'untyped'],
  [null, true, 'typed'],
  ['checked', false, 'typed'],
  ['unchecked', true, 'untyped'],
] as const)('JavaScript with mark %s, covered %s: %s', (typeMark, covered, expected) => {
  expect(state('a.js', 'JavaScript', { typeMark }, { checkedByTsconfig: () => covered })).toBe(expected);
});

test.each(['Vue', 'Svelte', 'Astro'])('%s by the language of its script', (language) => {
  expect(state('A.x', language, { typeMark: 'checked' })).toBe('typed');
  expect(state('A.x', language)).toBe('untyped');
  expect(state('A.x', language, { hasScript: false })).toBe('not-counted');
});

describe.each(['Python', 'PHP'])('%s', (language) => {
  test.each<[File['functions'], TypeState]>([
    [null, 'not-counted'],
    [functions(0, 0), 'not-counted'],
    [functions(0, 1), 'untyped'],
    [functions(1, 0), 'typed'],
    [functions(4, 1), 'typed'],
    [functions(79, 21), 'untyped'],
  ])('by its functions %#', (found, expected) => {
    expect(state('a.x', language, { functions: found })).toBe(expected);
  });
});

describe('Ruby', () => {
  test('is typable where the tree has types', () => {
    expect(state('a.rb', 'Ruby', { typeMark: 'checked' })).toBe('not-typable');
    expect(state('a.rb', 'Ruby', {}, { rubyTypes: true })).toBe('untyped');
    expect(state('a.rb', 'Ruby', { typeMark: 'checked' }, { rubyTypes: true })).toBe('typed');
    expect(state('a.rb', 'Ruby', { typeMark: 'unchecked' }, { rubyTypes: true, hasSignature: () => true })).toBe(
      'typed',
    );
  });

  test.each([
    [['sorbet/config'], true],
    [['sig/foo.rbs'], true],
    [['gem/foo.gemspec', 'gem/sig/a/foo.rbs'], true],
    [['gem/Gemfile', 'gem/sorbet/config'], true],
    [['sig/foo.rb', 'sorbet'], false],
    [['lib/cop/sorbet/a.rb', 'test/fixtures/sig/a.rbs', 'mysig/a.rbs'], false],
  ])('%j has types: %s', (paths, expected) => {
    expect(rubyTree(paths).rubyTypes).toBe(expected);
  });

  test.each([
    ['lib/foo/bar.rb', 'sig/foo/bar.rbs'],
    ['lib/foo/bar.rb', 'sig/lib/foo/bar.rbs'],
    ['app/models/x.rb', 'sig/app/models/x.rbs'],
    ['app/models/x.rb', 'sig/models/x.rbs'],
    ['gem/lib/x.rb', 'gem/sig/x.rbs'],
  ])('%s has the signature %s', (path, signature) => {
    const { hasSignature } = rubyTree(['gem/Gemfile', signature]);
    expect([hasSignature(path), hasSignature('lib/other.rb'), hasSignature(signature)]).toEqual([true, false, false]);
  });
});

test('odd paths do not throw', () => {
  const segment = fc.constantFrom(
    '--help',
    '\ud800',
    'a\nb',
    'sig',
    'sorbet',
    'lib',
    '',
    '..',
    'x.rb',
    'x.rbs',
    'Gemfile',
  );
  const path = fc.array(segment, { maxLength: 5 }).map((segments) => segments.join('/'));
  fc.assert(
    fc.property(fc.array(path), path, (paths, one) => {
      const tree = { ...nothing, ...rubyTree(paths) };
      expect(state(one, 'Ruby', {}, tree)).toBe(
        tree.rubyTypes ? (tree.hasSignature(one) ? 'typed' : 'untyped') : 'not-typable',
      );
    }),
  );
});

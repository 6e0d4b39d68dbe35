import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { importsIn, meaning, resolveIn, type Tree } from './trees.ts';

const tree: Tree = {
  'go.mod': [
    'module "example.com/shop" // ours',
    'require github.com/lone/one/v2 v2.0.1',
    'require (',
    '\tgo.uber.org/zap v1.27.0',
    '\tgithub.com/a/b/sub/mod v0.1.0 // indirect',
    ')',
    'replace (',
    '\texample.com/replaced v1.0.0 => ./local/replaced',
    '\texample.com/elsewhere => example.com/fork v1.0.0',
    '\texample.com/outside => ../../outside',
    ')',
  ].join('\r\n'),
  'go.work': 'use (\n\t.\n\t./tools\n)\nreplace example.com/worked => ./worked\n',
  'shop.go': { package: 'shop' },
  'shop_test.go': { package: 'shop_test' },
  'gen.go': { package: 'main' },
  'internal/price/price.go': { package: 'price' },
  'internal/price/round.go': { package: 'price' },
  'internal/price/price_test.go': { package: 'price' },
  'cmd/shop/main.go': { package: 'main' },
  'docs/readme.md': '',
  'tools/go.mod': 'module example.com/shop/tools\n',
  'tools/lint/lint.go': { package: 'lint' },
  'local/replaced/pkg/a.go': { package: 'pkg' },
  'worked/w.go': { package: 'worked' },
  'testdata/mod/go.mod': { text: 'module example.com/tried\n', lane: 'fixture' },
  'testdata/mod/a.go': { lane: 'fixture' },
};

describe('an import of Go', () => {
  it.each([
    ['example.com/shop', 'shop.go'],
    ['example.com/shop/internal/price', 'internal/price/price.go internal/price/round.go'],
    ['example.com/shop/cmd/shop', 'cmd/shop/main.go'],
    ['example.com/shop/tools/lint', 'tools/lint/lint.go'],
    ['example.com/replaced/pkg', 'local/replaced/pkg/a.go'],
    ['example.com/worked', 'worked/w.go'],
    ['example.com/shop/docs', '?'],
    ['example.com/shop/missing', '?'],
    ['example.com/shopping', 'example.com/shopping'],
    ['example.com/elsewhere/x', 'example.com/elsewhere'],
    ['example.com/tried', 'example.com/tried'],
    ['fmt', 'fmt'],
    ['net/http/httptest', 'net/http/httptest'],
    ['C', '-'],
    ['go.uber.org/zap/zapcore', 'go.uber.org/zap'],
    ['github.com/a/b/sub/mod/x', 'github.com/a/b/sub/mod'],
    ['github.com/lone/one/v2/x', 'github.com/lone/one'],
    ['github.com/not/required/x/y', 'github.com/not/required'],
    ['gopkg.in/yaml.v3', 'gopkg.in/yaml.v3'],
  ])('%s', (specifier, expected) => {
    expect(meaning(resolveIn(tree, 'cmd/shop/main.go', specifier))).toBe(expected);
  });

  it('means one and the same list of files, however often', () => {
    const facts = { specifier: 'example.com/shop/internal/price', line: 1, names: null, reexport: false };
    const [one, two] = importsIn({ ...tree, 'shop.go': { imports: [facts, facts] } }, 'shop.go')!;
    expect(one!.files).toHaveLength(2);
    expect(one!.files).toBe(two!.files);
  });

  it('needs no go.mod to be a library', () => {
    expect(meaning(resolveIn({ 'a.go': '' }, 'a.go', 'github.com/a/b/c'))).toBe('github.com/a/b');
  });
});

test('never throws, and every file that is meant is in the tree', () => {
  const word = fc.constantFrom(
    'module',
    'replace',
    'require',
    '=>',
    '(',
    ')',
    '\n',
    'a',
    'a/b',
    './b',
    '..',
    '"',
    '//',
    '',
  );
  const specifiers = fc.array(fc.constantFrom('a', 'b', '..', '', '.', '%'), { maxLength: 5 });
  fc.assert(
    fc.property(fc.array(word), specifiers, (words, parts) => {
      const random: Tree = { 'go.mod': words.join(' '), 'b/a.go': '', 'a.go': '' };
      const found = resolveIn(random, 'a.go', parts.join('/'));
      for (const file of found.files) expect(Object.keys(random)).toContain(file);
      if (!found.internal) expect(found.files).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

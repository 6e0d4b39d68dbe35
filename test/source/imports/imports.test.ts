import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { BlobFacts } from '../../../src/model.ts';
import { readBlob } from '../../../src/source/extract.ts';

async function readFixture(file: string, language: string): Promise<BlobFacts> {
  return readBlob(await readFile(join(import.meta.dirname, 'fixtures', file)), language);
}

async function read(text: string, language: string): Promise<BlobFacts> {
  return readBlob(Buffer.from(text), language);
}

/** `line specifier {names}`, with `types` where it takes these alone and `>` where it is given on. */
function shown({ imports }: BlobFacts): string[] {
  return (imports ?? []).map(
    ({ specifier, line, names, reexport, types }) =>
      `${line} ${specifier} {${names ?? '*'}}${types ? ' types' : ''}${reexport ? ' >' : ''}`,
  );
}

test('TypeScript: every form of import and export', async () => {
  const facts = await readFixture('typescript.ts', 'TypeScript');
  expect(shown(facts)).toEqual([
    '1 ./order {Order} types',
    '2 ../shop.js {default,price} >',
    '3 @acme/ns {Inner,many,Eleven}',
    '4 ./side-effect.css {*}',
    '5 node:fs {*}',
    '7 ./data.json {default}',
    '9 ./given-on {a,b,default} >',
    '10 ./all {*} >',
    '11 ./namespace {*} >',
    '12 ./types-only {T} types >',
    '20 ./in-a-type {*}',
    '30 ./dynamic {first,second}',
    '31 ./plain-template {*}',
    '35 ./inside-a-mock {*}',
  ]);
  expect(facts.exports.join(' ')).toBe(
    'a renamed main all T cost quoted name one three rest four five six Seven Eight Nine Ten Eleven default',
  );
});

test('TypeScript: an export list gives on what was imported', async () => {
  const text = [
    'export { a, type T, Main };',
    "import { a, b } from './some';",
    "import type { T } from './types';",
    "import Main from './main';",
    "import { kept } from './kept';",
    "import { first as second } from './renamed';",
    'const local = kept;',
    'export { local, second as third };',
  ];
  expect(shown(await read(text.join('\n'), 'TypeScript'))).toEqual([
    '2 ./some {a,b} >',
    '3 ./types {T} types >',
    '4 ./main {default} >',
    '5 ./kept {kept}',
    '6 ./renamed {first} >',
  ]);
});

test('TypeScript: types alone', async () => {
  const text = [
    "import type Main from './main';",
    "import type * as ns from './whole';",
    "import { type A, type B } from './each';",
    "import { type A, b, type as c } from './some';",
    "import main, { type D } from './default';",
    "import type, { e } from './called-type';",
    "export type * from './all';",
    "export { type F } from './given';",
    "import {} from './for-its-effect';",
  ];
  expect(shown(await read(text.join('\n'), 'TypeScript'))).toEqual([
    '1 ./main {default} types',
    '2 ./whole {*} types',
    '3 ./each {A,B} types',
    '4 ./some {b,type}',
    '5 ./default {default}',
    '6 ./called-type {default,e}',
    '7 ./all {*} types >',
    '8 ./given {F} types >',
    '9 ./for-its-effect {}',
  ]);
});

describe('of a module that is imported whole, the names that are used', () => {
  async function names(text: string, language: string) {
    return (await read(text, language)).imports!.map((each) => each.names?.join() ?? '*');
  }

  it('in TypeScript', async () => {
    const use = (text: string) => names(`import * as ns from './ns';\n${text}`, 'TypeScript');
    expect(await use('ns.one(ns.two); type T = ns.Three;\nns\n  ?.four; // ns.five, or all of ns')).toEqual([
      'one,two,Three,four',
    ]);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source of a test
    expect(await use('it("takes what ns has of ns.two", () => ns.one(`${ns.three} ns.four`));')).toEqual(['one,three']);
    expect(await use('ns.one(); spyOn(ns, "two");')).toEqual(['*']);
    expect(await use('other.ns.one(); $ns.two();')).toEqual(['*']);
    expect(await use('ns["one"]')).toEqual(['*']);
    expect(await use('({ ...ns, one: ns.one })')).toEqual(['*']);
  });

  it('in Python', async () => {
    const use = (text: string) => names(`import os, shop.a, shop\nimport shop.b as b\n${text}`, 'Python');
    expect(
      await use('b.c()\nshop.a.Order(shop.price)\nos.path.join("shop", "os.x", f"{shop.discount()} shop.y")'),
    ).toEqual(['path', 'Order', 'price,discount', 'c']);
    expect(await use('def test():\n    """Of the shop."""\n    import shop\n    setattr(shop, "price", 1)')).toEqual([
      '*',
      '*',
      '*',
      '*',
      '*',
    ]);
  });

  it('takes no longer for many such imports', async () => {
    const many = Array.from({ length: 5_000 }, (_, at) => `import a${at}\na${at}.b()`).join('\n');
    expect(new Set(await names(many, 'Python'))).toEqual(new Set(['b', '*']));
  });
});

test('JavaScript: CommonJS as far as it is plain', async () => {
  const facts = await readFixture('commonjs.js', 'JavaScript');
  expect(shown(facts).sort()).toEqual(
    [
      '3 fs {*}',
      '4 ./names {a,b,d}',
      '5 ./rest {*}',
      '8 ./lines {f}',
      '9 ./second {g}',
      '10 ./property {*}',
      '11 ./for-its-effect {*}',
      '16 ./lazily {*}',
      '20 ./spread {*}',
      '22 ./given-on {*} >',
    ].sort(),
  );
  expect([...facts.exports].sort().join(' ')).toBe('default five four one seven six three two');
});

test('Vue: each script by its own language, at the lines of the file', async () => {
  const facts = await readFixture('component.vue', 'Vue');
  expect(shown(facts)).toEqual(['2 ./props {Props} types', '6 @/Button.vue {default}']);
  expect(facts.exports).toEqual(['default']);
});

test('Python: wherever it stands', async () => {
  const facts = await readFixture('python.py', 'Python');
  expect(shown(facts)).toEqual([
    '4 os {*}',
    '4 a.b {*}',
    '5 c.d {*}',
    '6 typing {TYPE_CHECKING}',
    '7 .sibling {one,two} >',
    '8 ..up.there {three,four} >',
    '12 . {five} >',
    '13 ... {six} >',
    '14 star {*}',
    '17 seven {Seven}',
    '20 eight {*}',
    '36 nine {*}',
    '44 .ten {Ten} >',
  ]);
  expect(facts.exports.join(' ')).toBe(
    'eight __all__ first second third LIMIT x y left right rest Alias function Class coroutine',
  );
});

test('Go: specs, package and exported names', async () => {
  const facts = await readFixture('go.go', 'Go');
  expect(shown(facts)).toEqual([
    '4 C {*}',
    '6 fmt {*}',
    '7 log/slog {*}',
    '8 example.com/dot {*}',
    '9 example.com/raw {*}',
  ]);
  expect(facts.exports.join(' ')).toBe('Limit First Shared Grouped Order Alias Open Ähnlich');
  expect(facts.package).toBe('shop');
});

describe('what is hostile', () => {
  it('takes no longer than its length for imports on one line, and none of a text as a path', async () => {
    const line = Array.from({ length: 2_000 }, (_, at) => `const{a}=require("./${at}");`).join('');
    expect((await read(line, 'JavaScript')).imports?.length).toBe(2_000);
    const long = await read(`import '${'x'.repeat(100_000)}'; import './a'`, 'TypeScript');
    expect(shown(long)).toEqual(['1 ./a {*}']);
  });

  it('says of half a text what it can', async () => {
    const forms = fc.array(
      fc.constantFrom('import ', '{ a', ' } ', 'from ', "'./x'", ';', 'export ', 'require(', ')', '\n', '(', 'x', '.'),
    );
    await fc.assert(
      fc.asyncProperty(forms, fc.constantFrom('TypeScript', 'JavaScript', 'Python', 'Go'), async (parts, language) => {
        const { imports, unread } = await read(parts.join(''), language);
        expect(unread).toBe(null);
        for (const { specifier, line } of imports ?? []) {
          expect(specifier).not.toBe('');
          expect(line).toBeGreaterThan(0);
        }
      }),
      { numRuns: 200 },
    );
  });
});

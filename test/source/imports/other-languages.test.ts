import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BlobFacts } from '../../../src/model.ts';
import { readBlob } from '../../../src/source/extract.ts';

/** One import in a line: `line specifier (names)`, `*` for all or not told, `+` where it is given on. */
function importsOf({ imports }: BlobFacts): string[] | undefined {
  return imports?.map(
    ({ line, specifier, names, reexport }) => `${line} ${specifier} (${names ?? '*'})${reexport ? '+' : ''}`,
  );
}

async function read(text: string, language: string): Promise<BlobFacts> {
  return await readBlob(Buffer.from(text), language);
}

// ── One file per language, read by hand ───────────────────────────────────────────────────────────

const byHand = [
  {
    file: 'java.java',
    language: 'Java',
    package: 'com.acme.orders',
    imports: [
      '5 com.acme.Money (Money)',
      '6 com.acme.stock.* (*)',
      '7 com.acme.Checks.notNull (notNull)',
      '8 com.acme.Limits.* (*)',
    ],
    exports: 'Orders Store Point Marked State Last'.split(' ').map((name) => `com.acme.orders.${name}`),
    mentions:
      'Generated Orders Base Order String URL Parser Inner Kind A Store Point Marked State OPEN Last Object Outer',
  },
  {
    file: 'kotlin.kt',
    language: 'Kotlin',
    package: 'com.acme.orders',
    imports: [
      '5 com.acme.Money (Money)',
      '6 com.acme.Money.Companion.euro (euro)',
      '7 com.acme.stock.* (*)',
      '8 com.acme.when.later (later)',
    ],
    exports: 'OrdersKt2 Orders Store Registry Names total second shout'
      .split(' ')
      .map((name) => `com.acme.orders.${name}`),
    mentions: 'JvmName Orders Store Inner Finder Registry List String T',
  },
  {
    file: 'csharp.cs',
    language: 'C#',
    package: 'Acme',
    imports: [
      '1 Acme.Common (*)+',
      '2 System.Text (*)',
      '3 Acme.Checks (*)',
      '4 Acme.Stock.Item (Item)',
      '5 Acme.Limits (*)',
      '9 Acme.Inner (*)',
    ],
    exports: [
      ...'Orders OrderExtensions this_Count IStore Point State Pair Handler'
        .split(' ')
        .map((name) => `Acme.Orders.${name.replace('_', ' ')}`),
      'Acme.Top',
    ],
    mentions:
      'Orders Base Order Nested OrderExtensions Count Plain Scoped Number IStore Point X State Open Pair Handler Top',
  },
  {
    file: 'php.php',
    language: 'PHP',
    package: 'Acme\\Orders',
    imports: [
      '5 Acme\\Money (Money)',
      '6 Acme\\Stock\\Item (StockItem)',
      '6 Acme\\Stock\\Shelf (Shelf)',
      '7 Acme\\Checks\\Positive (Positive)',
      '7 Acme\\Checks\\Range (InRange)',
      '7 Acme\\Checks\\isEven (isEven)',
      '8 Acme\\Text\\slug (slug)',
      '9 Exception (Exception)',
      '11 ./legacy.php (*)',
      '12 helpers/a.php (*)',
    ],
    exports: 'Orders Store Loggable State total'.split(' ').map((name) => `Acme\\Orders\\${name}`),
    mentions: 'Entity Base Store Loggable Id \\Acme\\Order Maker Registry Key Other',
  },
  {
    file: 'ruby.rb',
    language: 'Ruby',
    package: null,
    imports: [
      '2 json (*)',
      '3 acme/money (*)',
      '4 ./stock/item (*)',
      '5 ../checks (*)',
      '6 acme/later (*)',
      '15 Base::Record (*)',
      '16 ::Loggable (*)',
      '20 Money (*)',
      '20 Acme::Stock::Item (*)',
    ],
    exports: [
      'Acme::Orders',
      'Acme::Orders::LIMIT',
      'Acme::Orders::Line',
      'Acme::Orders::Order',
      'Acme::Orders::Order::Missing',
      'Acme::Text',
    ],
    mentions: 'Base::Record ::Loggable Money LIMIT Acme::Stock::Item Line Missing',
  },
  {
    file: 'rust.rs',
    language: 'Rust',
    package: null,
    imports: [
      '2 self::store (store)',
      '3 self::money (money)+',
      '4 serde (*)',
      '6 std::collections::HashMap (HashMap)',
      '7 crate::stock (stock)',
      '7 crate::stock::item::Item (Item)',
      '7 crate::stock::item (*)',
      '7 crate::stock::Shelf (Shelf)',
      '8 self::money::Money (Money)+',
      '9 super::checks (checks)',
      '10 ::rand::Rng (Rng)',
      '19 crate::inner::sum (sum)',
      '30 self::nested::deeper (deeper)',
      '31 self::nested::deeper::Deep (Deep)',
      '37 self (*)',
      '38 super::outside (outside)',
    ],
    exports: ['Orders', 'State', 'Store', 'Id', 'LIMIT', 'total', 'order'],
    mentions: '',
  },
  {
    file: 'c.c',
    language: 'C',
    package: null,
    imports: ['2 orders.h (*)', '5 ../stock/item.h (*)'],
    exports: [],
    mentions: '',
  },
];

test.each(byHand)('$language as read by hand', async ({ file, language, ...expected }) => {
  const facts = await readBlob(await readFile(`test/source/fixtures/imports/${file}`), language);
  expect(facts.unread).toBeNull();
  expect({
    package: facts.package,
    imports: importsOf(facts),
    exports: facts.exports,
    mentions: facts.mentions.join(' '),
  }).toEqual(expected);
});

test('C++ is read like C', async () => {
  expect(importsOf(await read('#include "a/b.hpp"\n#include <vector>\n', 'C++'))).toEqual(['1 a/b.hpp (*)']);
});

// ── What real files taught ────────────────────────────────────────────────────────────────────────

describe('found in real files', () => {
  test('a Kotlin import ends before the comment that the grammar takes into it', async () => {
    const facts = await read(`package a\n\nimport okio.source\n\n/** ${'long '.repeat(200)}*/\nclass A\n`, 'Kotlin');
    expect(importsOf(facts)).toEqual(['3 okio.source (source)']);
  });

  test('a function without body in Kotlin, a module without body in Rust are no functions or test modules', async () => {
    const kotlin = await read('interface A {\n  fun a()\n}\nexpect fun b()\n', 'Kotlin');
    expect(kotlin.functions).toEqual([]);
    expect(kotlin.exports).toEqual(['A', 'b']);
    const rust = await read('#[cfg(test)]\nmod tests;\nfn a() {}\n', 'Rust');
    expect(rust.inlineTestLines).toBe(0);
    expect(importsOf(rust)).toEqual(['2 self::tests (tests)']);
  });

  test('C#: what stands behind a dot is a type only where it may be an extension method', async () => {
    const facts = await read('class A { void f() { args.Context.Add<int>(x); new B { Name = 1 }; } }', 'C#');
    expect(facts.mentions).toEqual(['A', 'Add', 'this Add', 'B']);
  });

  test('C#: an extension method that only its own class sees is not given to others', async () => {
    const methods =
      'static int A(this int n) => n; private static int B(this int n) => n; internal static int C(this int n) => n;';
    expect((await read(`static class X { ${methods} }`, 'C#')).exports).toEqual(['X', 'this C']);
  });

  test('PHP: several namespaces in one file', async () => {
    const facts = await read('<?php\nnamespace A { class B {} }\nnamespace C\\D { function e() {} }\n', 'PHP');
    expect(facts.exports).toEqual(['A\\B', 'C\\D\\e']);
    expect(facts.package).toBe('A');
  });

  test('PHP: an import goes by its alias, and a function may be called through a namespace', async () => {
    const facts = await read('<?php\nuse A\\B as C;\nuse A\\{D as E};\nC\\run(F::g());\nh();\n', 'PHP');
    expect(importsOf(facts)).toEqual(['2 A\\B (C)', '3 A\\D (E)']);
    expect(facts.mentions).toEqual(['C\\run', 'F']);
  });

  test('Ruby: a class that holds nothing but others is a name for them', async () => {
    const facts = await read('module A\n  # says nothing\n  class B\n    def c; end\n  end\nend\n', 'Ruby');
    expect(facts.exports).toEqual(['A::B']);
  });

  test('Ruby: a name that begins with a module around it stands beside that module', async () => {
    const text =
      'class A::B::C\n  class A::D\n    def e; end\n  end\n  class B::F < A::D; end\n  class ::G; end\nend\n';
    const facts = await read(text, 'Ruby');
    expect(facts.exports).toEqual(['A::D', 'A::B::F', 'G']);
    expect(importsOf(facts)).toEqual([]);
  });

  test('Ruby: constants of the language are no imports, those of a library in one of its namespaces are', async () => {
    const facts = await read('String.new\nFile::SEPARATOR\nRack::Request.new(File)\n', 'Ruby');
    expect(importsOf(facts)).toEqual(['3 Rack::Request (*)']);
  });
});

// ── Whatever the text ─────────────────────────────────────────────────────────────────────────────

const pieces: Record<string, string[]> = {
  Java: ['package a.b;', 'import static a.B.*;', 'class A {', '}', '"', '/*', 'é', '\n', 'import'],
  Kotlin: ['package a', 'import a.b as c\n', 'fun a() {', '}', '"""', '`', '\n', 'object A'],
  'C#': ['using A;', 'global using static A.B;', 'namespace A {', '}', 'namespace A;', 'class B {', '@"', '\n'],
  PHP: ['<?php ', 'use A\\{B, C as D};', 'namespace A;', 'class A {', '}', 'require "a";', '\\', '\n'],
  Ruby: ['module A\n', 'class B::C < D\n', 'end\n', 'A::', 'require "a"\n', 'X = 1\n', '"#{', '\n'],
  Rust: ['use a::{b, c::*};', 'use {', '}', 'mod a {', 'mod b;', 'pub fn c() {', 'super::', '#[cfg(test)]', '\n'],
  C: ['#include "a.h"\n', '#include <a.h>\n', '#include "', '#if A\n', '#endif\n', '\n'],
};

test.each(Object.keys(pieces))(
  '%s: any mixture of pieces gives imports in the order of its lines',
  async (language) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pieces[language]!), { maxLength: 40 }), async (chosen) => {
        const facts = await read(chosen.join(' '), language);
        const lines = facts.imports!.map(({ line }) => line);
        expect(lines).toEqual(lines.toSorted((a, b) => a - b));
        expect(lines.every((line) => line >= 1 && line <= facts.lines)).toBe(true);
        expect(facts.imports!.filter(({ specifier, names }) => specifier === '' || names?.includes(''))).toEqual([]);
        expect(facts.exports).toEqual([...new Set(facts.exports)]);
      }),
      { numRuns: 40 },
    );
  },
);

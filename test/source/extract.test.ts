import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { BlobFacts } from '../../src/model.ts';
import { readBlob, readOutline } from '../../src/source/extract.ts';
import { grammars } from '../../src/source/grammars.ts';

/** Functions in one string, `+` annotated, `-` not, nothing where annotation is not optional. */
function functionsOf({ functions }: BlobFacts): string | null {
  const marks = { true: '+', false: '-', null: '' };
  return functions?.map((each) => `${each.line}:${each.name}${marks[`${each.annotated}`]}`).join(' ') ?? null;
}

async function read(text: string, language: string | null): Promise<BlobFacts> {
  return readBlob(Buffer.from(text), language);
}

// ── One file per language, counted by hand ────────────────────────────────────────────────────────

const counted = [
  {
    file: 'typescript.ts',
    language: 'TypeScript',
    lines: 49,
    codeLines: 30,
    functions:
      '16:parse 23:format 25:constructor 27:size 33:[Symbol.asyncIterator] 37:find 39:(anonymous) 43:total 44:(anonymous) 47:close 49:(anonymous) 49:on-open 49:on 49:plain',
    typeMark: 'checked',
  },
  { file: 'tsx.tsx', language: 'TSX', lines: 14, codeLines: 12, functions: '4:Price 6:toggle' },
  {
    file: 'javascript.js',
    language: 'JavaScript',
    lines: 23,
    codeLines: 17,
    functions: '6:Server 10:listen 11:(anonymous) 17:create 18:close-all 19:ids',
  },
  {
    file: 'python.py',
    language: 'Python',
    lines: 54,
    codeLines: 29,
    functions: '17:__init__+ 23:size+ 27:load- 31:add- 37:each- 41:inner+ 47:total- 54:total+',
  },
  {
    file: 'go.go',
    language: 'Go',
    lines: 30,
    codeLines: 21,
    functions: '10:hook 15:Total 23:done 24:(anonymous) 28:Find',
  },
  {
    file: 'java.java',
    language: 'Java',
    lines: 40,
    codeLines: 28,
    functions: '7:byPrice 13:Orders 22:find 27:(anonymous) 31:Point 37:limit',
  },
  {
    file: 'kotlin.kt',
    language: 'Kotlin',
    lines: 32,
    codeLines: 23,
    functions: '6:constructor 13:get 16:set 22:find 26:(anonymous) 30:second',
  },
  {
    file: 'ruby.rb',
    language: 'Ruby',
    lines: 40,
    codeLines: 25,
    functions: '12:initialize 16:load 19:empty 24:== 33:size=',
    typeMark: 'checked',
  },
  {
    file: 'rust.rs',
    language: 'Rust',
    lines: 49,
    codeLines: 35,
    inlineTestLines: 9,
    functions: '13:size 19:total 20:price 22:(anonymous) 27:now 46:new',
  },
  {
    file: 'php.php',
    language: 'PHP',
    lines: 41,
    codeLines: 30,
    functions: '11:__construct+ 15:find+ 21:(anonymous) 24:total- 27:$add 33:size- 39:total+',
  },
  {
    file: 'csharp.cs',
    language: 'C#',
    lines: 40,
    codeLines: 29,
    functions: '10:get 10:set 11:Empty 13:Orders 15:twice 16:Changed 19:Orders 26:+ 30:Total 32:Add',
  },
  { file: 'c.c', language: 'C', lines: 18, codeLines: 12, functions: '8:name 13:choose 18:main' },
  {
    file: 'cpp.cpp',
    language: 'C++',
    lines: 28,
    codeLines: 20,
    functions: '6:Orders::Orders 10:Orders::total 11:add 19:operator== 24:size 25:operator bool',
  },
  { file: 'vue.vue', language: 'Vue', lines: 23, codeLines: 15, functions: '9:format', typeMark: 'checked' },
  { file: 'svelte.svelte', language: 'Svelte', lines: 10, codeLines: 8, functions: '7:add' },
  {
    file: 'astro.astro',
    language: 'Astro',
    lines: 10,
    codeLines: 8,
    functions: '3:(anonymous) 8:open',
    typeMark: 'checked',
  },
];

test.each(counted)('$language as counted by hand', async ({ file, functions, ...expected }) => {
  const content = await readFile(new URL(`fixtures/languages/${file}`, import.meta.url));
  const facts = await readBlob(content, expected.language);
  expect(facts).toMatchObject({
    inlineTestLines: 0,
    generatedHeader: false,
    typeMark: null,
    hasScript: true,
    unread: null,
    ...expected,
  });
  expect(functionsOf(facts)).toBe(functions);
  // The same with other line ends, and behind a byte order mark.
  const windows = content.toString().replaceAll('\n', '\r\n');
  expect(await read(windows, expected.language)).toEqual(facts);
  expect(await read(`\ufeff${content}`, expected.language)).toEqual(facts);
});

test('every grammar of the table is in the table of fixtures', () => {
  const tried = counted.map(({ language }) => language);
  expect(tried.toSorted()).toEqual([...Object.keys(grammars), 'Vue', 'Svelte', 'Astro'].toSorted());
});

// ── Edges ─────────────────────────────────────────────────────────────────────────────────────────

test.each([
  ['an empty file', 'TypeScript', '', 0, 0],
  ['no final newline', 'TypeScript', 'a;\nb;', 2, 2],
  ['only comments', 'Go', '// a\n/* b\n c */\n', 3, 0],
  ['only white space', 'Python', '\n  \n', 2, 0],
  ['only a docstring', 'Python', '# a\n"""b\nc"""\n', 3, 0],
  ['a docstring of two strings', 'Python', 'def f():\n    "a" \\\n      "b"\n', 3, 1],
  ['an f-string is no docstring', 'Python', 'f"""a"""\n', 1, 1],
  ['a string behind code is no docstring', 'Python', 'import a\n"""b"""\n', 2, 2],
  ['a template with an expression', 'JavaScript', 'a = `\n// b \u0024{ /* c */ d }\n`;\n', 3, 3],
  ['a division', 'JavaScript', 'a = b / c; /* d\n*/ e = f / g;\n', 2, 2],
  ['characters beyond the first plane', 'TypeScript', 'a = "😀😀"; /* 😀\n😀 */ b;\n// c\n', 3, 2],
  ['broken code', 'TypeScript', 'function ( {{{ /* a */\n// b\n', 2, 1],
  ['nested comments', 'Rust', '/* /* a */\nb */ mod c;\n', 2, 1],
  ['PHP without PHP', 'PHP', '<p>\n// text\n</p>\n', 3, 3],
  ['a #! line', 'Ruby', '#!/usr/bin/env ruby\nputs 1\n', 2, 1],
  ['a #! line without newline', 'JavaScript', '#!/usr/bin/env node', 1, 0],
  ['no grammar', 'Haskell', '-- a\nmain = b {- c\n -}\n', 3, 1],
])('%s (%s)', async (_, language, text, lines, codeLines) => {
  expect(await read(text, language)).toMatchObject({ lines, codeLines, unread: null });
});

test('a language without a grammar has no function facts', async () => {
  expect(await read('main = 1\n', 'Haskell')).toMatchObject({ functions: null, typeMark: null, hasScript: true });
});

test('the shebang decides where no language is given', async () => {
  expect(await read('#!/usr/bin/env python3\ndef f(): pass\n', null)).toMatchObject({
    language: 'Python',
    codeLines: 1,
  });
  expect(await read('a\n\nb\n', null)).toMatchObject({ language: null, lines: 3, codeLines: 2, functions: null });
});

test('a NUL in the first 8,000 bytes makes it binary', async () => {
  const facts = await read('a\0b', 'TypeScript');
  expect(facts).toMatchObject({ unread: 'binary', lines: 0, codeLines: 0, functions: null });
  expect(await read(`${'a'.repeat(8000)}\0`, 'TypeScript')).toMatchObject({ unread: null, lines: 1 });
});

test('invalid UTF-8 is read as far as it can be', async () => {
  const content = Buffer.concat([
    Buffer.from('function f() {} // '),
    Buffer.from([0xff, 0xfe, 0x0a]),
    Buffer.from('a;'),
  ]);
  expect(await readBlob(content, 'JavaScript')).toMatchObject({ lines: 2, codeLines: 2, unread: null });
});

describe('parameters without types', () => {
  test.each([
    ['Python', 'def f(): pass', '1:f-'],
    ['Python', 'def f() -> int: pass', '1:f+'],
    ['Python', 'def __init__(self): pass', '1:__init__+'],
    ['Python', 'def __init__(self, a): pass', '1:__init__-'],
    ['Python', 'def f(a) -> int: pass', '1:f-'],
    ['Python', 'def f(a=1) -> int: pass', '1:f-'],
    ['Python', 'def f( # b, c\n self, a: int = 1) -> int: pass', '1:f+'],
    ['Python', 'def f[T: (int, str)](self, a: T) -> T: pass', '1:f+'],
    ['Python', 'def f(*, a: int) -> int: pass', '1:f+'],
    ['Python', 'def f(*, a) -> int: pass', '1:f-'],
    ['Python', 'def f(**a) -> int: pass', '1:f-'],
    ['Python', 'def f(*a: int, **b: int) -> int: return lambda c: c', '1:f+'],
    ['PHP', '<?php function f(int $a = 1, A|B &...$b): void {}', '1:f+'],
    ['PHP', '<?php function f($a): void {}', '1:f-'],
    ['PHP', '<?php class A { function __destruct() {} function f() {} }', '1:__destruct+ 1:f-'],
    ['PHP', '<?php function f(): int {}\ninterface A { function g($a); }', '1:f+'],
    ['PHP', '<?php class A { public int $a { get => 1; set($v) {} } public int $b { get; } }', '1:get 1:set'],
    ['PHP', '<?php fn (): int => 1;', '1:(anonymous)'],
  ])('%s: %s', async (language, text, functions) => {
    expect(functionsOf(await read(text, language))).toBe(functions);
  });
});

describe('Rust test modules and test functions', () => {
  test.each([
    ['#[cfg(all(test, feature = "a"))]\nmod b { fn c() {} }', '', 2],
    ['#[cfg(any(test, feature = "a"))]\nmod b { fn c() {} }', '2:c', 0],
    ['#[cfg(feature = "test")]\nmod b { fn c() {} }', '2:c', 0],
    ['#[cfg(test)]\nuse a;\nmod b { fn c() {} }', '3:c', 0],
    ['#[cfg(test)]\nmod b;\nfn c() {}', '3:c', 0],
    ['#[cfg(test)]\npub mod b {\n  mod d { fn e() {} }\n\n}\nfn c() {}', '6:c', 4],
    ['#[cfg(test)]\n#[test]\nfn a() {\n  let b = || 1;\n}\nfn c() {}', '6:c', 5],
    ['#[test]\n// why\n#[should_panic]\nfn a() { if x {} }\nfn c() {}', '5:c', 3],
    ['#[tokio::test(flavor = "multi_thread")]\nasync fn a() {}\n#[rstest]\nfn b() {}', '', 4],
    ['mod b {\n  #[test]\n  fn a() {}\n}', '', 2],
    ['#[test]\nfn a() {}\n#[cfg(test)]\nmod b {}', '', 4],
    // What only tests call is no test of the file.
    ['#[cfg(test)]\nfn a() {}', '2:a', 0],
    ['#[cfg_attr(test, allow(x))]\nfn a() {}\n#[test]\nmod b { fn c() {} }', '2:a 4:c', 0],
    ['#[test]\nuse a;\nfn c() {}', '3:c', 0],
  ])('%s', async (text, functions, inlineTestLines) => {
    const facts = await read(text, 'Rust');
    expect(functionsOf(facts)).toBe(functions);
    expect(facts.inlineTestLines).toBe(inlineTestLines);
  });
});

test.each([
  ['TypeScript', '// @ts-nocheck\na;', 'unchecked'],
  ['JavaScript', '// @ts-check\n"use strict";\n// @ts-nocheck\na;', 'unchecked'],
  ['JavaScript', '/**\n * @flow strict\n */\nfunction f(a: ?number) {}', 'checked'],
  ['JavaScript', '// see @ts-check\na;', null],
  ['JavaScript', 'a;\n// @ts-check\n', null],
  ['JavaScript', '/* @noflow */\na;', null],
  ['Ruby', '# typed: false\n', 'unchecked'],
  ['Ruby', '# frozen_string_literal: true\n\n# typed: true\n', 'checked'],
  ['Ruby', 'a\n# typed: true\n', null],
  ['Python', '# typed: true\n', null],
])('type mark (%s) of %j: %s', async (language, text, typeMark) => {
  expect((await read(text, language)).typeMark).toBe(typeMark);
});

test('a marker of generated code in the leading comment', async () => {
  const header = '// Code generated by protoc-gen-go. DO NOT EDIT.\npackage a\n';
  expect((await read(header, 'Go')).generatedHeader).toBe(true);
  expect((await read(`package a\n${header}`, 'Go')).generatedHeader).toBe(false);
  expect((await read('<?php\n/* @generated */\n', 'PHP')).generatedHeader).toBe(true);
});

describe('components', () => {
  test.each([
    ['Vue', '<template><p/></template>', false, null, ''],
    ['Vue', '<!-- <script></script> -->', false, null, ''],
    ['Vue', '<script src="./a.ts" lang="ts" />\n<p>', true, 'checked', ''],
    ['Vue', '<SCRIPT>\nconst a = () => {}', true, null, '2:a'],
    ['Vue', '<script lang=tsx>const a = () => <p/></script>', true, 'checked', '1:a'],
    ['Svelte', '<p>{"a"}</p>', false, null, ''],
    ['Svelte', "<script lang='ts'>\nfunction a(b: string) {}\n</script>", true, 'checked', '2:a'],
    ['Svelte', '<script type="application/json">{}</script>', false, null, ''],
    ['Astro', '<p/>', false, null, ''],
    ['Astro', '---\n---\n<p/>', false, null, ''],
    ['Astro', '---\nfunction a(b: string) {}\n---\n<p/>', true, 'checked', '2:a'],
  ])('%s: %j', async (language, text, hasScript, typeMark, functions) => {
    const facts = await read(text, language);
    expect(facts).toMatchObject({ hasScript, typeMark, unread: null });
    expect(functionsOf(facts)).toBe(functions);
  });
});

// ── Hostile input: what counts is that it ends, soon and in this process ──────────────────────────

const many = 200_000;
const hostile: Record<string, string> = {
  'one line of statements': 'a=1;'.repeat(1 << 18),
  'a huge string': `a = "${'b'.repeat(1 << 20)}";`,
  parentheses: `a = ${'('.repeat(many)}1${')'.repeat(many)}`,
  'brackets without end': `a = ${'['.repeat(many)}`,
  ternaries: `a = ${'b ? c : '.repeat(many)}d`,
  'arrow functions': `a = ${'() => '.repeat(many)}1`,
  functions: 'function f() { '.repeat(many / 4),
  'angle brackets': `a = ${'b<'.repeat(many)}`,
  comments: '/*'.repeat(many),
  calls: `a${'()'.repeat(many)}`,
  punctuation: '@#$%^&*<>?;:'.repeat(many / 4),
  'names in names': `${'a['.repeat(9000)}1${'] = () => 1'.repeat(9000)}`,
};

describe.each([...Object.keys(grammars), 'Vue'])('hostile input for %s', (language) => {
  test.each(Object.entries(hostile))('%s', async (_, text) => {
    const opening = language === 'Vue' ? '<script>' : language === 'PHP' ? '<?php ' : '';
    const facts = await read((opening + text).slice(0, 1 << 20), language);
    expect([null, 'unparsable']).toContain(facts.unread);
  });
});

test('a megabyte of opening tags', async () => {
  expect(await read('<script '.repeat(1 << 17), 'Vue')).toMatchObject({ hasScript: false, unread: null });
});

test.each(['C', 'Go', 'Java', 'C++'])('six hundred shifts in %s are no nested generics', async (language) => {
  const flags = Array.from({ length: 1_200 }, (_, n) => `  FLAG_${n} = 1 << 3,\n`).join('');
  expect((await read(`enum flags {\n${flags}};\n`, language)).unread).toBeNull();
});

describe('readOutline', () => {
  test.each([
    ['a.test.ts', 'TypeScript', '// This file was automatically generated.\nit();\n', 2, true],
    ['behind code', 'TypeScript', 'it();\n// @generated\n', 2, false],
    ['a docstring', 'Python', '#!/usr/bin/env python\n"""Auto-generated by x."""\nimport a', 3, true],
    ['a long head', 'YAML', `# a\n${'b: 1\n'.repeat(9_000)}`, 9_001, false],
    ['empty', 'CSS', '', 0, false],
  ])('%s', (_, language, text, lines, generatedHeader) => {
    const facts = readOutline(Buffer.from(text), language);
    expect(facts).toMatchObject({ lines, generatedHeader, codeLines: 0, functions: null, unread: null });
  });

  test('a NUL makes it binary', () => {
    expect(readOutline(Buffer.of(0x61, 0), 'CSS').unread).toBe('binary');
  });
});

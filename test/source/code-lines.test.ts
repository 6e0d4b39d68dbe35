import { expect, test } from 'vitest';
import { codeLinesOf, commentRanges, leadingComment, linesOf } from '../../src/source/code-lines.ts';

const slashes = { line: ['//'], block: [['/*', '*/']] } as const;
const hash = { line: ['#'], block: [] } as const;
const haskell = { line: ['--'], block: [['{-', '-}']] } as const;
const lua = { line: ['--'], block: [['--[[', ']]']] } as const;
const perl = { line: ['#'], block: [['=pod', '=cut']] } as const;
const basic = { line: ["'", 'REM '], block: [] } as const;

test.each([
  ['', 0],
  ['a', 1],
  ['a\n', 1],
  ['a\nb', 2],
  ['\n\n', 2],
  ['a\r\nb\r\n', 2],
  ['a\rb', 1],
])('lines of %j: %i', (text, lines) => {
  expect(linesOf(text).count).toBe(lines);
});

test.each([
  ['white space alone is no code', slashes, ' \t\f\n\u00a0\ncode\n', 1],
  ['code before and after a comment', slashes, 'a /* b\n c */ d\n/* e */\n', 2],
  ['comment after comment', slashes, '/* a */ /* b */ // c\n/**/\n', 0],
  ['markers in a string', slashes, 'a = "/*"\nb\nc = "*/"\n', 3],
  ['an escaped quote', slashes, 'a = "\\"/*"\nb\n', 2],
  ['an apostrophe', slashes, "don't /*\nb */\n", 1],
  ['two primes', haskell, "f' = g' {- a\n b -}\n", 1],
  ['a tripled string over lines', slashes, 'a = """\n// in it\n/*\n"""\nb\n', 5],
  ['a tripled quote without end', slashes, 'a = """ // b\n// c\n', 1],
  ['an unclosed comment', slashes, 'a /*\nb\nc', 1],
  ['windows line ends', slashes, 'a\r\n\r\n// b\r\nc', 2],
  ['nested block comments', haskell, '{- a {- b -}\n c -}\nd\n', 1],
  ['block comments that do not nest', slashes, '/* a /* b */\nc\n', 1],
  ['the longer marker wins', lua, '--[[ a\nb ]] c\n-- d\n', 1],
  ['marks at the start of a line only', perl, 'a = 1\n=pod\n\ntext\n\n=cut\nb =pod\nc\n', 3],
  ['words as markers', basic, 'REM a\n  REM b\nAREM c\n\' d\ne = "\'"\n', 2],
  ['a hash within a word', hash, 'a=$#\n  # c\n', 1],
])('code lines: %s', (_, markers, text, lines) => {
  expect(codeLinesOf(text, commentRanges(text, markers)).count).toBe(lines);
});

test('a language without comments has none', () => {
  expect(commentRanges('// a "b', { line: [], block: [] })).toEqual([]);
});

test('code lines of a part of a text, and the line of an offset', () => {
  const text = 'a\nb {\n// c\nd }; e\n';
  const { between } = codeLinesOf(text, commentRanges(text, slashes));
  expect([between(2, 14), between(4, 14), between(2, 3), between(15, 16), between(0, 1)]).toEqual([2, 2, 1, 1, 1]);
  expect([0, 1, 2, 6, 11, text.length].map(linesOf(text).at)).toEqual([1, 1, 2, 3, 4, 5]);
});

test.each([
  ['// a\n\n/* b */\ncode // c\n', '// a\n/* b */\n'],
  ['code // a\n// b\n', ''],
  ['/* a */ code\n', ''],
  ['// a', '// a\n'],
  ['<?php\n// a\n', '// a\n'],
  ['<?xml version="1.0"?>\n// a\n', '// a\n'],
  ['"use strict";\n// a\n', '// a\n'],
  [`${'// a\n'.repeat(30)}`, '// a\n'.repeat(20)],
  [`/*\n${' a\n'.repeat(30)}*/`, `/*\n${' a\n'.repeat(19)}`],
  ['', ''],
])('leading comment of %j', (text, leading) => {
  expect(leadingComment(text, commentRanges(text, slashes))).toBe(leading);
});

test('the #! line is no part of the leading comment', () => {
  const text = '#!/bin/sh\n# a\n';
  expect(leadingComment(text, commentRanges(text, hash))).toBe('# a\n');
});

test.each([
  ['quotes', '"'.repeat(1 << 20)],
  ['escaped quotes', '"\\'.repeat(1 << 19)],
  ['apostrophes', "' ".repeat(1 << 19)],
  ['tripled quotes', '"""a'.repeat(1 << 18)],
  ['openings', '/*'.repeat(1 << 19)],
  ['nested openings', '{-'.repeat(1 << 19)],
  ['white space', ' '.repeat(1 << 20)],
])('a megabyte of %s is no trouble', (_, text) => {
  for (const markers of [slashes, haskell, basic]) {
    const ranges = commentRanges(text, markers);
    expect(codeLinesOf(text, ranges).count).toBeLessThanOrEqual(1);
  }
});

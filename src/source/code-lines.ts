/** Lines, code lines and comments of a text, once it is known where the comments are. */

import type { Comments } from './lists.ts';

/** One comment: UTF-16 offsets into the text, the end not part of it. Lists of them are in order and do not overlap. */
export type CommentRange = readonly [start: number, end: number];

/** The lines of a text: those ended by `\n`, and an unended last one. */
export interface Lines {
  count: number;
  /** 1-based line of an offset. */
  at(offset: number): number;
}

/** Finds the lines of a text. */
export function linesOf(text: string): Lines {
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ends.push(at);
  const ended = text === '' || text.endsWith('\n');
  return { count: ends.length + (ended ? 0 : 1), at: (offset) => 1 + countBelow(ends, offset) };
}

/** The lines of a text that have something other than white space and comments. */
export interface CodeLines {
  count: number;
  /** Those from one offset, at which code stands, to before another. */
  between(start: number, end: number): number;
  /** Sum of their indentation in levels: a tab, or four spaces, is one [Hindle et al. 2008]. */
  indentation(): number;
}

/** Finds the code lines of a text. */
export function codeLinesOf(text: string, comments: readonly CommentRange[]): CodeLines {
  const next = codeFinder(text, comments);
  /** Where the code of each code line begins. */
  const firsts: number[] = [];
  for (let at = next(0); at < text.length; ) {
    firsts.push(at);
    const lineEnd = text.indexOf('\n', at);
    if (lineEnd < 0) break;
    at = next(lineEnd + 1);
  }
  return {
    count: firsts.length,
    between: (start, end) => (end <= start ? 0 : countBelow(firsts, end) - countBelow(firsts, start + 1) + 1),
    indentation: () => firsts.reduce((sum, first) => sum + indentationAt(text, first), 0),
  };
}

function indentationAt(text: string, first: number): number {
  let spaces = 0;
  for (let at = text.lastIndexOf('\n', first - 1) + 1; at < first; at++) {
    if (text[at] === '\t') spaces += 4;
    else if (text[at] === ' ') spaces += 1;
    else break;
  }
  return spaces / 4;
}

/** How many of ascending numbers are below a limit. */
function countBelow(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The offset of the first character that is neither white space nor comment; the text's length where all is. */
export function firstCode(text: string, comments: readonly CommentRange[]): number {
  return codeFinder(text, comments)(0);
}

/** What may stand before a file's leading comment. */
const prelude = /<\?php\b|<\?xml\b[^>]{0,200}>|<\?(?!\w)|'use strict';?|"use strict";?/y;
const leadingLines = 20;

/**
 * The comments before the first code line, as they are written, one after another, at most 20 lines. `<?php`,
 * `<?xml …?>` and `"use strict"` may precede them; a `#!` line is not among them.
 */
export function leadingComment(text: string, comments: readonly CommentRange[]): string {
  const next = codeFinder(text, comments);
  let code = next(0);
  for (;;) {
    prelude.lastIndex = code;
    if (!prelude.test(text)) break;
    code = next(prelude.lastIndex);
  }
  const firstCodeLine = code < text.length ? text.lastIndexOf('\n', code) + 1 : text.length;

  let leading = '';
  let lines = 0;
  for (const [start, end] of comments) {
    if (end > firstCodeLine || lines >= leadingLines) break;
    if (start === 0 && text.startsWith('#!')) continue;
    for (const line of text
      .slice(start, end)
      .trimEnd()
      .split('\n', leadingLines - lines)) {
      leading += `${line}\n`;
      lines++;
    }
  }
  return leading;
}

/** A function that gives the offset of the first code at or after an offset, for offsets that only grow. */
function codeFinder(text: string, comments: readonly CommentRange[]): (from: number) => number {
  const code = /\S/g;
  let comment = 0;
  return function next(from) {
    let at = from;
    for (;;) {
      while (comment < comments.length && comments[comment]![1] <= at) comment++;
      const range = comments[comment];
      if (range !== undefined && range[0] <= at) {
        at = range[1];
        continue;
      }
      code.lastIndex = at;
      const found = code.exec(text);
      if (found === null) return text.length;
      if (range === undefined || found.index < range[0]) return found.index;
      at = range[1];
    }
  };
}

// ── Comments of languages without a grammar ───────────────────────────────────────────────────────

/** Block comments that nest in every language that has them. `/*` does in few. */
const nesting = new Set(['{-', '(*', '#|', '/+', '#=', '#[', '(;', '/-']);
/** Line markers that are words or operators elsewhere: they mark a comment only as the first thing of a line. */
const onlyFirst = /^[\w@.*]/;

/**
 * Finds comments by a language's markers alone. What stands in quotes on one line, or in tripled quotes, is no comment.
 * A quote without its partner on the line is taken for an apostrophe: better one string misread than a whole file.
 */
export function commentRanges(text: string, markers: Comments): CommentRange[] {
  const found: CommentRange[] = [];
  const blocks = new Map(markers.block);
  const lines = new Set(markers.line);
  const triples = ['"""', "'''"].filter((quote) => !blocks.has(quote));
  const quotes = ['"', "'"].filter((quote) => !blocks.has(quote) && !lines.has(quote));
  const tokens = [...blocks.keys(), ...lines, ...triples, ...quotes].sort((a, b) => b.length - a.length);
  if (blocks.size + lines.size === 0) return found;

  const token = new RegExp(tokens.map((each) => each.replace(/[^\w\s]/g, '\\$&')).join('|'), 'g');
  const lonely = new Map<string, number>();
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [mark] = match;
    const start = match.index;
    const after = start + mark.length;
    const close = blocks.get(mark);
    if (close !== undefined) {
      if (mark.startsWith('=') && !startsLine(text, start)) continue;
      const end = blockEnd(text, mark, close, after);
      found.push([start, end]);
      token.lastIndex = end;
    } else if (lines.has(mark)) {
      if (onlyFirst.test(mark) && !isFirstOfLine(text, start, mark)) continue;
      const end = lineEnd(text, after);
      found.push([start, end]);
      token.lastIndex = end;
    } else {
      // A quote known to be without a partner up to there is not looked up again: the search stays linear.
      if (start < (lonely.get(mark) ?? 0)) continue;
      if (mark === "'" && start > 0 && /[\w)\]]/.test(text[start - 1]!)) continue;
      const limit = mark.length === 3 ? text.length : lineEnd(text, after);
      const end = stringEnd(text, mark, after, limit);
      if (end < 0) {
        lonely.set(mark, limit);
        if (mark.length === 3) token.lastIndex = start + 2;
      } else token.lastIndex = end;
    }
  }
  return found;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function startsLine(text: string, at: number): boolean {
  return at === 0 || text[at - 1] === '\n';
}

function isFirstOfLine(text: string, start: number, mark: string): boolean {
  // `C ` of old Fortran stands in the first column; elsewhere it is a variable.
  if (/^[A-Za-z] $/.test(mark)) return startsLine(text, start);
  let at = start;
  while (at > 0 && (text[at - 1] === ' ' || text[at - 1] === '\t')) at--;
  return startsLine(text, at);
}

/** Past the close; the end of the text where there is none. */
function blockEnd(text: string, open: string, close: string, from: number): number {
  if (open.startsWith('=')) {
    const end = text.indexOf(`\n${close}`, from - 1);
    return end < 0 ? text.length : lineEnd(text, end + 1);
  }
  let depth = 1;
  let at = from;
  let nextOpen = nesting.has(open) ? text.indexOf(open, at) : -1;
  while (depth > 0) {
    const end = text.indexOf(close, at);
    if (end < 0) return text.length;
    if (nextOpen >= 0 && nextOpen < end) {
      depth++;
      at = nextOpen + open.length;
      nextOpen = text.indexOf(open, at);
    } else {
      depth--;
      at = end + close.length;
      if (nextOpen >= 0 && nextOpen < at) nextOpen = text.indexOf(open, at);
    }
  }
  return at;
}

/** Past the closing quote, or -1 where none stands before the limit. */
function stringEnd(text: string, quote: string, from: number, limit: number): number {
  for (let at = from; at < limit; at++) {
    if (text[at] === '\\') at++;
    else if (text.startsWith(quote, at)) return at + quote.length;
  }
  return -1;
}

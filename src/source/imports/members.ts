/** What a file uses of a module that it imports whole: `import * as a`, Python's `import a`. */

import type { ImportFact } from '../../model.ts';
import type { CommentRange } from '../code-lines.ts';

/** An import of a whole module. */
export interface WholeImport {
  fact: ImportFact;
  /** What the file calls the module: a name, in Python also `a.b`. */
  local: string;
  /** The offsets of its statement. */
  start: number;
  end: number;
}

/** A text with more such imports than a person writes is not searched for the rest. */
const mostNames = 100;
/** What stands around a use is not looked at further than this. */
const around = 200;
const quoted = /(["'`])(?:\\.|(?!\1)[^\\])*\1/g;
/** Of half a text there may be anything. */
const plain = /^[\w$.\x80-\uffff]{1,200}$/;
const letter = '[\\w$\\x80-\\uffff]';

/**
 * Gives each import the names that the text uses of its module (`a.b` → `b`), as if it had taken these alone. Left as it is
 * where none is used, or where the module itself is handed on (`spyOn(a, 'b')`, `{ ...a }`, `a[key]`): then all may be.
 * Comments do not count, nor what stands in quotes.
 */
export function nameMembers(text: string, comments: readonly CommentRange[], wholes: readonly WholeImport[]): void {
  const named = wholes.filter(({ local }) => plain.test(local)).slice(0, mostNames);
  const byLocal = Map.groupBy(named, ({ local }) => local);
  if (byLocal.size === 0) return;
  const locals = [...byLocal.keys()].sort((a, b) => b.length - a.length).map((each) => each.replace(/[.$]/g, '\\$&'));
  const use = new RegExp(
    `(?<!${letter}|(?<!\\.\\.)\\.)(${locals.join('|')})(?!${letter})(?:\\s*\\??\\.\\s*((?!\\d)${letter}+))?`,
    'g',
  );
  const used = new Map<string, Set<string>>();
  const handedOn = new Set<string>();
  const isComment = rangesInOrder(comments);
  const isImport = rangesInOrder(wholes.map(({ start, end }) => [start, end]));
  for (const match of text.matchAll(use)) {
    const [, local = '', member] = match;
    const at = match.index;
    if (isComment(at) || isImport(at) || /\bfrom\s+$/.test(text.slice(Math.max(0, at - 10), at))) continue;
    if (isQuoted(text, at)) continue;
    if (member === undefined) handedOn.add(local);
    else used.set(local, (used.get(local) ?? new Set()).add(member));
  }
  for (const [local, imports] of byLocal) {
    const names = used.get(local);
    if (names === undefined || handedOn.has(local)) continue;
    for (const { fact } of imports) fact.names = [...names];
  }
}

/** Whether an offset is in one of the ranges; asked in the order of the text, in which the ranges are too. */
function rangesInOrder(ranges: readonly (readonly [number, number])[]): (at: number) => boolean {
  let next = 0;
  return (at) => {
    while (next < ranges.length && ranges[next]![1] <= at) next++;
    return next < ranges.length && ranges[next]![0] <= at;
  };
}

/** In quotes on one line, but for what a template or an f-string fills in. */
function isQuoted(text: string, at: number): boolean {
  const start = Math.max(text.lastIndexOf('\n', at) + 1, at - around);
  const end = text.indexOf('\n', at);
  const line = text.slice(start, Math.min(end < 0 ? text.length : end, at + around));
  return Array.from(line.matchAll(quoted)).some(({ index, 0: { length } }) => {
    const before = line.slice(index, at - start);
    return before !== '' && at < start + index + length && before.lastIndexOf('{') <= before.lastIndexOf('}');
  });
}

/** Where a typed file steps out of its types (MEASURES.md 3.1). */

import type { NapiConfig } from '@ast-grep/napi';

/** One escape, by its offset in the text. */
export interface FoundEscape {
  kind: 'any' | 'ignore';
  at: number;
}

/** What of one language's source is an escape. */
export interface EscapeReader {
  /** Nodes that may be one, looked for only where the text holds the word. */
  nodes: readonly { word: string; kind: string; rule: NapiConfig['rule']; find: EscapeFinder }[];
  /** The offset within a comment of a directive that it is; null for prose. */
  directive?(comment: string): number | null;
}

type EscapeFinder = (text: string, start: number, end: number) => FoundEscape[];

const typescript: EscapeReader = {
  nodes: [
    {
      word: 'any',
      kind: 'predefined_type',
      rule: { kind: 'predefined_type', regex: '^any$' },
      find: (_, at) => [{ kind: 'any', at }],
    },
  ],
  // As TypeScript itself reads them: at the start of a line comment, or of a block comment's last line.
  directive(comment) {
    const lastLine = comment.startsWith('/*') ? comment.lastIndexOf('\n') + 1 : 0;
    const directive = comment.startsWith('/*')
      ? /\s*(?:\/|\*)*\s*@ts-(?:expect-error|ignore)/y
      : /\/\/\/?\s*@ts-(?:expect-error|ignore)/y;
    directive.lastIndex = lastLine;
    return directive.test(comment) ? lastLine : null;
  },
};

/** Of a `typing` that this file calls so: `any`, `cast` and `Any` of other libraries are none. */
const typing = String.raw`(?:typing|typing_extensions|t)\s*\.\s*`;
const importsCast = /^[ \t]*from\s+typing(?:_extensions)?\s+import\b(?:[^\n(]*|\s*\([^)]*)\bcast\b(?!\s+as\b)/m;

const python: EscapeReader = {
  nodes: [
    {
      word: 'Any',
      kind: 'type',
      rule: { kind: 'type' },
      find(text, start, end) {
        const any = new RegExp(`(?<![\\w.])(?:${typing})?Any\\b|\\bLiteral\\s*\\[[^\\]]*`, 'g');
        const found = text.slice(start, end).matchAll(any);
        return Array.from(found)
          .filter(([word]) => word.endsWith('Any') && !word.startsWith('Literal'))
          .map(({ index }) => ({ kind: 'any', at: start + index }));
      },
    },
    {
      word: 'cast',
      kind: 'identifier',
      rule: { kind: 'identifier', regex: '^cast$' },
      find(text, start, end) {
        if (!/\s*\(/y.test(text.slice(end, end + 100))) return [];
        const before = text.slice(Math.max(0, start - 100), start);
        const called = before.endsWith('.')
          ? new RegExp(`(?<![\\w.])${typing}$`).test(before)
          : !/\bdef\s+$/.test(before) && importsCast.test(text);
        return called ? [{ kind: 'ignore', at: start }] : [];
      },
    },
  ],
  // As mypy and pyright read them: at the start of the comment or behind another `#`.
  directive: (comment) => /#\s*type:\s*ignore\s*(?:\[|#|$)/.exec(comment)?.index ?? null,
};

const ruby: EscapeReader = {
  nodes: [
    {
      word: 'T.un',
      kind: 'identifier',
      rule: { kind: 'identifier', regex: '^(untyped|unsafe)$' },
      find(text, start, end) {
        if (!/(?<![\w:.])(?:::)?T\.$/.test(text.slice(Math.max(0, start - 5), start))) return [];
        return [{ kind: text.slice(start, end) === 'untyped' ? 'any' : 'ignore', at: start }];
      },
    },
  ],
};

/** By linguist's name of the language; the others' types cannot be escaped, or they have none. */
export const escapeReaders: Readonly<Record<string, EscapeReader>> = {
  TypeScript: typescript,
  TSX: typescript,
  Python: python,
  Ruby: ruby,
};

/** Gathers the escapes of one text from the nodes and comments that a walk meets, in the order of the text. */
export function escapeFinder(reader: EscapeReader, text: string) {
  const escapes: FoundEscape[] = [];
  const asked = new Map(reader.nodes.filter(({ word }) => text.includes(word)).map((node) => [node.kind, node]));
  /** An annotation within an annotation was read with it. */
  let readTo = 0;
  return {
    escapes,
    rules: [...asked.values()].map(({ rule }) => rule),
    asks: (kind: string) => asked.has(kind),
    node(kind: string, start: number, end: number): void {
      if (start < readTo) return;
      readTo = end;
      escapes.push(...asked.get(kind)!.find(text, start, end));
    },
    comment(start: number, end: number): void {
      const at = reader.directive?.(text.slice(start, end)) ?? null;
      if (at !== null) escapes.push({ kind: 'ignore', at: start + at });
    },
  };
}

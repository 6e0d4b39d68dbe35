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
  nodes: readonly { word: string; kind: string; rule: NapiConfig['rule']; find(text: string): EscapeFinder }[];
  /** The offset within a comment of a directive that it is; null for prose. */
  directive?(comment: string): number | null;
}

type EscapeFinder = (start: number, end: number) => FoundEscape[];

const typescript: EscapeReader = {
  nodes: [
    {
      word: 'any',
      kind: 'predefined_type',
      rule: { kind: 'predefined_type', regex: '^any$' },
      find: () => (at) => [{ kind: 'any', at }],
    },
  ],
  // As TypeScript itself reads them: at the start of a line comment, or of a block comment's last line.
  directive(comment) {
    const inBlock = comment.startsWith('/*');
    const lastLine = inBlock ? comment.lastIndexOf('\n') + 1 : 0;
    const directive = inBlock ? /^[/*]*\s*@ts-(?:expect-error|ignore)/ : /^\/\/\/?\s*@ts-(?:expect-error|ignore)/;
    return directive.test(comment.slice(lastLine).trimStart()) ? lastLine : null;
  },
};

/** Of a `typing` that this file calls so: `any`, `cast` and `Any` of other libraries are none. */
const typing = String.raw`(?:typing|typing_extensions|t)\s*\.\s*`;
const typingBefore = new RegExp(`(?<![\\w.])${typing}$`);
const anyType = new RegExp(`(?<![\\w.])(?:${typing})?Any\\b|\\bLiteral\\s*\\[[^\\]]*`, 'g');
const importsCast =
  /^[ \t]*from\s+typing(?:_extensions)?\s+import\b(?:[^\n(]{0,2000}|\s*\([^)]{0,2000})\bcast\b(?!\s+as\b)/m;

const python: EscapeReader = {
  nodes: [
    {
      word: 'Any',
      kind: 'type',
      rule: { kind: 'type' },
      find: (text) => (start, end) =>
        Array.from(text.slice(start, end).matchAll(anyType))
          .filter(([word]) => !word.startsWith('Literal'))
          .map(({ index }) => ({ kind: 'any', at: start + index })),
    },
    {
      word: 'cast',
      kind: 'identifier',
      rule: { kind: 'identifier', regex: '^cast$' },
      find(text) {
        const imported = importsCast.test(text);
        return (start, end) => {
          if (!/^\s*\(/.test(text.slice(end, end + 100))) return [];
          const before = text.slice(Math.max(0, start - 100), start);
          const called = before.endsWith('.') ? typingBefore.test(before) : imported && !/\bdef\s+$/.test(before);
          return called ? [{ kind: 'ignore', at: start }] : [];
        };
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
      find: (text) => (start, end) => {
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
  const asked = reader.nodes.filter(({ word }) => text.includes(word));
  const finders = new Map(asked.map(({ kind, find }) => [kind, find(text)]));
  /** An annotation within an annotation was read with it. */
  let readTo = 0;
  return {
    escapes,
    rules: asked.map(({ rule }) => rule),
    asks: (kind: string) => finders.has(kind),
    node(kind: string, start: number, end: number): void {
      if (start < readTo) return;
      readTo = end;
      escapes.push(...finders.get(kind)!(start, end));
    },
    comment(start: number, end: number): void {
      const at = reader.directive?.(text.slice(start, end)) ?? null;
      if (at !== null) escapes.push({ kind: 'ignore', at: start + at });
    },
  };
}

/** What a component of Vue, Svelte or Astro is made of: scripts, and what else says which lines are code. */

import { type CommentRange, commentRanges, linesOf } from './code-lines.ts';

/** A script of a component, as offsets into its text, and the grammar that its `lang` names. */
export interface Script {
  start: number;
  end: number;
  /** How many lines of the component end before it. */
  linesBefore: number;
  grammar: 'JavaScript' | 'TypeScript' | 'TSX';
}

/** The length of an attribute list is bounded, so that a file of nothing but `<script ` costs no more than others. */
const opening = /<!--|<(script|style)\b((?:"[^"]{0,1000}"|'[^']{0,1000}'|[^>"']){0,500})>/gi;
const frontmatter = /^\s*---[^\S\n]*\n/;
const scriptTypes =
  /\btype\s*=\s*["']?(?!module\b|(?:text|application)\/(?:javascript|ecmascript|typescript|babel)\b|ts\b)/i;
const lessComments = { line: ['//'], block: [['/*', '*/'] as const] };
const cssComments = { line: [], block: lessComments.block };

/** The scripts of a component, and the comments outside of them: its styles' and its markup's, by their markers alone. */
export function partsOf(text: string, language: string): { scripts: Script[]; comments: CommentRange[] } {
  const scripts: Script[] = [];
  const comments: CommentRange[] = [];
  const lines = linesOf(text);
  const add = (start: number, end: number, grammar: Script['grammar']) =>
    scripts.push({ start, end, linesBefore: lines.at(start) - 1, grammar });
  let at = 0;
  const front = language === 'Astro' ? frontmatter.exec(text) : null;
  if (front !== null) {
    const start = front[0].length;
    const close = text.indexOf('\n---', start - 1);
    const end = close < 0 ? text.length : close + 1;
    if (text.slice(start, end).trim() !== '') add(start, end, 'TypeScript');
    at = Math.min(end + 3, text.length);
  }
  for (;;) {
    opening.lastIndex = at;
    const tag = opening.exec(text);
    if (tag === null) return { scripts, comments };
    const start = tag.index + tag[0].length;
    const [, name, attributes = ''] = tag;
    if (name === undefined) {
      const close = text.indexOf('-->', start);
      at = close < 0 ? text.length : close + 3;
      comments.push([tag.index, at]);
      continue;
    }
    const isScript = name.toLowerCase() === 'script';
    const end = attributes.endsWith('/')
      ? start
      : closeOf(isScript ? /<\/script\s*>/gi : /<\/style\s*>/gi, text, start);
    if (isScript && !scriptTypes.test(attributes)) add(start, end, grammarOf(attributes, language));
    if (!isScript) {
      const markers = /\blang\s*=/.test(attributes) ? lessComments : cssComments;
      for (const [from, to] of commentRanges(text.slice(start, end), markers))
        comments.push([start + from, start + to]);
    }
    at = end;
  }
}

function closeOf(close: RegExp, text: string, from: number): number {
  close.lastIndex = from;
  return close.exec(text)?.index ?? text.length;
}

/** Astro reads all its scripts as TypeScript. */
function grammarOf(attributes: string, language: string): Script['grammar'] {
  const lang = /\blang\s*=\s*["']?([a-z]+)/i.exec(attributes)?.[1]?.toLowerCase();
  if (lang === 'tsx') return 'TSX';
  return lang === 'ts' || lang === 'typescript' || language === 'Astro' ? 'TypeScript' : 'JavaScript';
}

/** What the content of a file says, whatever its path: text in, blob facts out. */

import type { BlobFacts, Unread } from '../model.ts';
import { asserts } from './asserts.ts';
import { type CommentRange, codeLinesOf, commentRanges, leadingComment, linesOf } from './code-lines.ts';
import { partsOf } from './components.ts';
import type { FoundEscape } from './escapes.ts';
import { grammars } from './grammars.ts';
import { importFacts, noImports } from './imports.ts';
import { headerSaysGenerated, languageNamed, languageOfShebang } from './lanes.ts';
import { componentLanguages } from './lists.ts';
import { type Findings, type FoundFunction, readSyntax } from './syntax.ts';

/** Like git: a NUL byte in so many first bytes makes it binary. */
const binaryProbe = 8000;

/**
 * Reads one blob as text of a language (linguist's name; null: its shebang decides). Never throws for what is in the
 * blob: content that is binary or too much for the grammar comes back as unread.
 */
export function readBlob(content: Buffer, language: string | null): BlobFacts {
  if (content.subarray(0, binaryProbe).includes(0)) return unreadFacts(language, 'binary');
  const text = decode(content);
  const spoken = language ?? languageOfShebang(text.slice(0, 256).split('\n', 1)[0]!);
  let found: Findings & { script?: Script };
  try {
    found = findingsOf(text, spoken);
  } catch {
    return unreadFacts(spoken, 'unparsable');
  }

  const comments = withShebang(text, found.comments);
  const leading = leadingComment(text, comments);
  const lines = linesOf(text);
  const codeLines = codeLinesOf(text, comments);
  return {
    language: spoken,
    lines: lines.count,
    codeLines: codeLines.count,
    inlineTestLines: found.testModules.reduce((sum, [start, end]) => sum + codeLines.between(start, end), 0),
    functions:
      found.functions?.map(({ name, start, end, complexity, annotated }) => ({
        name,
        line: lines.at(start),
        codeLines: codeLines.between(start, end),
        complexity,
        annotated,
      })) ?? null,
    topLevelComplexity: found.functions === null ? codeLines.indentation() : found.topLevelComplexity,
    ...importFacts(found.imports),
    escapes: found.escapes?.map(({ kind, at }) => ({ kind, line: lines.at(at) })) ?? null,
    asserts: asserts(text, spoken, comments),
    generatedHeader: headerSaysGenerated(leading),
    typeMark: found.script === undefined ? typeMark(spoken, leading) : found.script.typed ? 'checked' : null,
    hasScript: found.script?.present ?? true,
    unread: null,
  };
}

/** The leading comment's 20 lines are within this many characters. */
const headLength = 16_384;
/** At the head of a file a Python docstring is told from other strings by its place alone. */
const docstringQuotes = [['"""', '"""'] as const, ["'''", "'''"] as const];

/**
 * What files outside the source lane are asked: how many lines, and whether their header says that they are generated.
 * No grammar is used; code lines and functions are not counted. `language` as in `readBlob`.
 */
export function readOutline(content: Buffer, language: string): BlobFacts {
  if (content.subarray(0, binaryProbe).includes(0)) return unreadFacts(language, 'binary');
  const head = decode(content.subarray(0, headLength));
  const markers = languageNamed(language)?.comments ?? { line: [], block: [] };
  const block = language === 'Python' ? [...markers.block, ...docstringQuotes] : markers.block;
  const comments = withShebang(head, commentRanges(head, { ...markers, block }));
  return {
    ...unreadFacts(language, null),
    lines: linesOf(content.toString('latin1')).count,
    generatedHeader: headerSaysGenerated(leadingComment(head, comments)),
  };
}

/** The facts of a file that was not read, and why; null: it was not asked for. */
export function unreadFacts(language: string | null, unread: Unread | null): BlobFacts {
  return {
    language,
    lines: 0,
    codeLines: 0,
    inlineTestLines: 0,
    functions: null,
    topLevelComplexity: 0,
    ...importFacts(null),
    escapes: null,
    asserts: false,
    generatedHeader: false,
    typeMark: null,
    hasScript: true,
    unread,
  };
}

/** A blob's text. Invalid UTF-8 becomes U+FFFD; a byte order mark is no part of the text. */
export function decode(content: Buffer): string {
  const marked = content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf;
  return content.toString('utf8', marked ? 3 : 0);
}

/** A `#!` line is for the kernel, not for the program: a comment in every language. `#![…]` is an attribute of Rust. */
function withShebang(text: string, comments: CommentRange[]): CommentRange[] {
  if (!/^#!(?!\[)/.test(text) || comments[0]?.[0] === 0) return comments;
  const end = text.indexOf('\n');
  return [[0, end < 0 ? text.length : end], ...comments];
}

/** What is said of a text that no grammar reads. */
function withoutGrammar(comments: CommentRange[]): Findings {
  return { comments, functions: null, topLevelComplexity: 0, escapes: null, testModules: [], imports: null };
}

function findingsOf(text: string, language: string | null): Findings & { script?: Script } {
  if (language === null) return withoutGrammar([]);
  if (componentLanguages.includes(language)) return readComponent(text, language);
  if (language === 'JavaScript' && isFlow(text)) return { ...readSyntax('TSX', text), escapes: null };
  if (language in grammars) return readSyntax(language, text);
  const markers = languageNamed(language)?.comments ?? { line: [], block: [] };
  return withoutGrammar(commentRanges(text, markers));
}

// ── What a file says about its types ──────────────────────────────────────────────────────────────

/** Flow's annotations are close enough to TypeScript's, and the JavaScript grammar stumbles over them. */
function isFlow(text: string): boolean {
  return flowMark.test(text.slice(0, 1000));
}

const flowMark = /^[ \t]*(?:\/\/|\/?\*+)[ \t]*@flow\b/m;
const checkMark = /^[ \t]*\/\/\/?[ \t]*@ts-(no)?check\b/gm;
const sorbetMark = /^#\s*typed:\s*(true|strict|strong|false|ignore)\b/m;

function typeMark(language: string | null, leading: string): BlobFacts['typeMark'] {
  if (language === 'JavaScript' || language === 'TypeScript' || language === 'TSX') {
    // Of several, TypeScript obeys the last.
    const last = Array.from(leading.matchAll(checkMark)).at(-1);
    if (last !== undefined) return last[1] === undefined ? 'checked' : 'unchecked';
    return flowMark.test(leading) ? 'checked' : null;
  }
  if (language === 'Ruby') {
    const level = sorbetMark.exec(leading)?.[1];
    if (level !== undefined) return level === 'false' || level === 'ignore' ? 'unchecked' : 'checked';
  }
  return null;
}

// ── Vue, Svelte, Astro ────────────────────────────────────────────────────────────────────────────

interface Script {
  present: boolean;
  typed: boolean;
}

/** Code lines are those of the whole component, functions those of its scripts. */
function readComponent(text: string, language: string): Findings & { script: Script } {
  const { scripts, comments } = partsOf(text, language);
  const functions: FoundFunction[] = [];
  const escapes: FoundEscape[] = [];
  const imports = noImports();
  imports.exports.add('default');
  let topLevelComplexity = 1;
  for (const { start, end, linesBefore, grammar } of scripts) {
    const found = readSyntax(grammar, text.slice(start, end));
    topLevelComplexity += found.topLevelComplexity - 1;
    for (const each of found.functions) functions.push({ ...each, start: start + each.start, end: start + each.end });
    for (const each of found.escapes ?? []) escapes.push({ ...each, at: start + each.at });
    for (const each of found.imports?.imports ?? []) imports.imports.push({ ...each, line: each.line + linesBefore });
    for (const [from, to] of found.comments) comments.push([start + from, start + to]);
  }
  const typed = scripts.some(({ grammar }) => grammar !== 'JavaScript');
  return {
    comments: comments.sort(([a], [b]) => a - b),
    functions,
    topLevelComplexity,
    escapes: typed ? escapes : null,
    testModules: [],
    imports,
    script: { present: scripts.length > 0, typed },
  };
}

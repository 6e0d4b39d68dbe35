/** One walk over a syntax tree: its comments, functions and inline test modules. */

import { parseAsync, type SgNode } from '@ast-grep/napi';
import type { FunctionFact } from '../model.ts';
import { type CommentRange, firstCode } from './code-lines.ts';
import type { Grammar } from './grammars.ts';
import { type ImportFindings, type ImportReader, noImports } from './imports.ts';

/** What a grammar, or in its place a lexer, finds in a text. */
export interface Findings {
  comments: CommentRange[];
  /** Null where no grammar reads the language. */
  functions: FunctionFact[] | null;
  /** Rust: from the `#[cfg(test)]` to the end of its module. */
  testModules: CommentRange[];
  /** Null where nothing reads this language's imports. */
  imports: ImportFindings | null;
}

const longestName = 200;
/** Brackets open at once. No program comes near; counted with those in strings, whose imbalance adds up. */
const deepestBrackets = 10_000;
/** `<` in a row, as in `a<a<a<…`, that are not closed before the statement or a bracket ends. */
const mostAngles = 1_000;
/** Characters of a line, where the grammar does not bear minified code. */
const longestLine = 50_000;
/** `/*` that are not closed. */
const mostOpenComments = 1_000;

/**
 * Parses a text in a thread and reads its tree. Throws when it is made to be too much for the grammar. Nothing here may
 * ask a node for its parent: that is a walk from the root, and with it deep or long files take quadratic time.
 */
export async function readSyntax(
  grammar: Grammar,
  text: string,
  importReader: ImportReader | null,
): Promise<Findings & { functions: FunctionFact[] }> {
  if (isTooMuch(text, grammar)) throw new Error('too much for the grammar');
  const root = (await parseAsync(grammar.parser, text)).root();
  const comments: CommentRange[] = [];
  const functions: FunctionFact[] = [];
  const testModules: CommentRange[] = [];
  /** The name for the next function, by the binding that holds it. */
  let bound: string | undefined;
  let signatureEnd = 0;
  let testEnd = 0;
  const docstrings = docstringFinder(text, comments);
  const tests = testModuleFinder(text);
  // Names do not overlap but where computed ones nest; nested deep enough, their copies would fill the memory.
  let namesLeft = 2 * text.length;
  function nameIn(node: SgNode | null): string | undefined {
    const name = node?.text();
    namesLeft -= name?.length ?? 0;
    if (namesLeft < 0) throw new Error('names within names');
    return name;
  }

  const imports = importReader && noImports();
  for (const node of root.findAll({ rule: { kind: selectorOf(grammar, importReader) } })) {
    const kind = String(node.kind());
    if (imports && Object.hasOwn(importReader.kinds, kind)) importReader.visit(node, kind, imports);
    const role = grammar.kinds[kind];
    if (role === undefined) continue;
    if (role.is === 'binding') {
      bound = boundName(nameIn(node.field(role.name)));
      continue;
    }
    const { start, end } = node.range();
    switch (role.is) {
      case 'comment':
        if (start.index >= (comments.at(-1)?.[1] ?? 0)) comments.push([start.index, end.index]);
        tests.passOver(start.index, end.index);
        break;
      case 'function': {
        if (role.body !== undefined && !role.body.test(text.slice(start.index, end.index))) break;
        const given = bound;
        bound = undefined;
        if (start.index < testEnd) break;
        const own = typeof role.name === 'string' ? nameIn(node.field(role.name)) : role.name?.(node);
        const name = given ?? own ?? '';
        docstrings.enter(node);
        functions.push({
          name: name === '' || name.length > longestName ? '(anonymous)' : name,
          line: start.line + 1,
          codeLines: 0,
          complexity: 1,
          annotated: role.typed ? null : annotated(grammar, node, name, text, start.index),
        });
        signatureEnd = role.typed ? 0 : end.index;
        break;
      }
      case 'untyped parameters': {
        // Of a signature without a body there is no function: these parameters may be nobody's.
        const last = functions.at(-1);
        if (last !== undefined && start.index < signatureEnd) last.annotated = false;
        break;
      }
      case 'class':
        docstrings.enter(node);
        break;
      case 'string statement':
        if (docstrings.isDocstring(start.index)) comments.push([start.index, end.index]);
        break;
      case 'attribute':
        tests.attribute(start.index, end.index);
        break;
      case 'module': {
        const from = tests.moduleAt(start.index);
        if (from === null || from < testEnd) break;
        testModules.push([from, end.index]);
        testEnd = end.index;
      }
    }
  }
  return { comments, functions, testModules, imports };
}

/** One selector for both tables, so that a tree is walked once. */
function selectorOf(grammar: Grammar, importReader: ImportReader | null): string {
  const further = Object.entries(importReader?.kinds ?? {}).filter(([kind]) => !(kind in grammar.kinds));
  return [grammar.selector, ...further.map(([kind, where]) => kind + where)].join(', ');
}

/**
 * Whether a text is of the shapes that make tree-sitter take quadratic time and memory. A parse cannot be stopped, so
 * they are told before: open angle brackets (Java, C#, C++: 16,000 of them take 5 s and 3 GB), unclosed comments (Kotlin:
 * 200,000 take minutes), brackets that no parser recovers from in good time, and, but for JavaScript and TypeScript, very
 * long lines (`a()()()…` in Ruby, a line of punctuation in C++, `a ? b : …` in Rust).
 */
function isTooMuch(text: string, grammar: Grammar): boolean {
  let brackets = 0;
  let angles = 0;
  let openComments = 0;
  let line = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x0a: // \n
        if (at - line > longestLine && !grammar.longLines) return true;
        line = at;
        break;
      case 0x28: // (
      case 0x5b: // [
      case 0x7b: // {
        angles = 0;
        if (++brackets > deepestBrackets) return true;
        break;
      case 0x29: // )
      case 0x5d: // ]
      case 0x7d: // }
        angles = 0;
        if (brackets > 0) brackets--;
        break;
      case 0x3b: // ;
        angles = 0;
        break;
      case 0x3c: // <
        // Shifts and comparisons open nothing.
        if (text.charCodeAt(at + 1) === 0x3c || text.charCodeAt(at + 1) === 0x3d) at++;
        else if (++angles > mostAngles && grammar.openAngles) return true;
        break;
      case 0x3e: // >
        if (angles > 0) angles--;
        break;
      case 0x2a: // *
        if (text.charCodeAt(at - 1) === 0x2f && ++openComments > mostOpenComments) return true;
        else if (text.charCodeAt(at + 1) === 0x2f && openComments > 0) openComments--;
    }
  }
  return text.length - line > longestLine && !grammar.longLines;
}

/** The name that a binding's source gives: `a.b.c` → `c`, `'x-y'` → `x-y`; of several names at once none. */
export function boundName(source: string | undefined): string | undefined {
  if (source === undefined || source.length > longestName || source.includes(',')) return undefined;
  return /^(["'])(.*)\1$/s.exec(source)?.[2] ?? /[\p{L}\p{N}_$#]+$/u.exec(source)?.[0] ?? source;
}

/** But for parameters without type, which are told by their own nodes. */
function annotated(grammar: Grammar, node: SgNode, name: string, text: string, start: number): boolean | null {
  if (grammar.returns === undefined) return null;
  if (grammar.firstBareParameter !== undefined) {
    grammar.firstBareParameter.lastIndex = start;
    if (grammar.firstBareParameter.test(text)) return false;
  }
  return !grammar.returns.neededBy(name) || node.field(grammar.returns.field) !== null;
}

/** Python: a string as statement is a docstring where it begins the body of the last function or class, or the file. */
function docstringFinder(text: string, comments: readonly CommentRange[]) {
  let owner: SgNode | null = null;
  let open = true;
  return {
    enter(node: SgNode): void {
      owner = node;
      open = true;
    },
    isDocstring(start: number): boolean {
      const first = open;
      open = false;
      if (!first || !/[rRuU]?["']/y.test(text.slice(start, start + 2))) return false;
      const begin = owner === null ? firstCode(text, comments) : owner.field('body')?.range().start.index;
      return begin === start;
    },
  };
}

/** Rust: a module is a test module where only attributes and comments stand between its `#[cfg(test)]` and itself. */
function testModuleFinder(text: string) {
  let test: { start: number; end: number } | null = null;
  function follows(at: number): boolean {
    return test !== null && text.slice(test.end, at).trim() === '';
  }
  return {
    attribute(start: number, end: number): void {
      if (test !== null && follows(start)) test.end = end;
      else test = isCfgTest(text.slice(start, end)) ? { start, end } : null;
    },
    passOver(start: number, end: number): void {
      if (test === null) return;
      if (follows(start)) test.end = end;
      else test = null;
    },
    /** Where the test module that begins here begins with its attributes; null when it is none. */
    moduleAt(start: number): number | null {
      const from = test !== null && follows(start) ? test.start : null;
      test = null;
      return from;
    },
  };
}

/** `cfg(test)`, and `cfg(all(test, …))`: never compiled but for tests. */
function isCfgTest(attribute: string): boolean {
  const bare = attribute.replace(/"[^"]*"/g, '');
  if (/^#\[\s*cfg\s*\(\s*test\s*\)\s*\]$/.test(bare)) return true;
  return (
    /^#\[\s*cfg\s*\(\s*all\s*\(/.test(bare) && /\btest\b/.test(bare) && !/\b(?:not|any)\s*\([^()]*\btest\b/.test(bare)
  );
}

/** One walk over a syntax tree: its comments, functions with their complexity, type escapes and inline test modules. */

import { parse, type SgNode } from '@ast-grep/napi';
import type { FunctionFact } from '../model.ts';
import { type CommentRange, firstCode } from './code-lines.ts';
import { complexityCounter, pointsOf } from './complexity.ts';
import { escapeFinder, escapeReaders, type FoundEscape } from './escapes.ts';
import type { Grammar } from './grammars.ts';
import { finishImports, type ImportFindings, noImports } from './imports.ts';
import { spanOf } from './span.ts';
import { isTooMuch } from './too-much.ts';
import { roleOf, walks } from './walks.ts';

/** A function by its offsets in the text. */
export interface FoundFunction extends Omit<FunctionFact, 'line' | 'codeLines'> {
  start: number;
  end: number;
}

/** What a grammar, or in its place a lexer, finds in a text. */
export interface Findings {
  comments: CommentRange[];
  /** Null where no grammar reads the language. */
  functions: FoundFunction[] | null;
  /** 0 where no grammar reads the language. */
  topLevelComplexity: number;
  /** Null where the language has no types to escape from. */
  escapes: FoundEscape[] | null;
  /** Rust: from the `#[cfg(test)]` to the end of its module, from the `#[test]` to that of its function. */
  testModules: CommentRange[];
  /** Null where nothing reads this language's imports. */
  imports: ImportFindings | null;
}

const longestName = 200;

/**
 * Parses a text of a language that has a grammar and reads its tree. Throws when it is made to be too much for the
 * grammar. Nothing here may ask a node for its parent: that is a walk from the root, and with it deep or long files take
 * quadratic time. Each call to a node costs as much as many lines of JavaScript: ask only for what is needed.
 */
export function readSyntax(language: string, text: string): Findings & { functions: FoundFunction[] } {
  const walk = walks.get(language)!;
  const { grammar, importReader, importKinds } = walk;
  if (isTooMuch(text, grammar)) throw new Error('too much for the grammar');
  const root = parse(grammar.parser, text).root();
  const comments: CommentRange[] = [];
  const functions: FoundFunction[] = [];
  const testModules: CommentRange[] = [];
  /** The name for the next function, by the binding that holds it. */
  let bound: string | undefined;
  let signatureEnd = 0;
  let testEnd = 0;
  /** Where what the preprocessor decides ends. */
  let outsideEnd = 0;
  const docstrings = docstringFinder(text, comments);
  const tests = testModuleFinder(text);
  const complexity = complexityCounter();
  const escaping = escapeReaders[language] === undefined ? null : escapeFinder(escapeReaders[language], text);
  // Names do not overlap but where computed ones nest; nested deep enough, their copies would fill the memory.
  let namesLeft = 2 * text.length;
  function nameIn(node: SgNode | null): string | undefined {
    const name = node?.text();
    namesLeft -= name?.length ?? 0;
    if (namesLeft < 0) throw new Error('names within names');
    return name;
  }

  const imports = importReader && noImports();
  const rules = walk.rules.filter(({ within }) => within === null || within.test(text));
  const any = [...rules.map(({ rule }) => rule), ...(escaping?.rules ?? [])];
  for (const node of root.findAll({ rule: { any } })) {
    const kind = String(node.kind());
    if (imports && importKinds.has(kind)) importReader!.visit(node, kind, imports);
    const role = roleOf(walk, kind, node);
    if (role?.is === 'binding') {
      bound = boundName(nameIn(node.field(role.name)));
      continue;
    }
    if (role === undefined && !escaping?.asks(kind)) continue;
    const { startPos: start, endPos: end } = spanOf(node);
    switch (role?.is) {
      case undefined:
        escaping?.node(kind, start, end);
        break;
      case 'decision':
        if (start < testEnd || start < outsideEnd) break;
        complexity.add(start, pointsOf(role.points, node, text, start, end));
        break;
      case 'preprocessor': {
        const condition = node.field('condition');
        if (condition !== null) outsideEnd = spanOf(condition).endPos;
        break;
      }
      case 'comment':
        if (start >= (comments.at(-1)?.[1] ?? 0)) {
          comments.push([start, end]);
          escaping?.comment(start, end);
        }
        tests.passOver(start, end);
        break;
      case 'function': {
        if (role.body !== undefined && !role.body.test(text.slice(start, end))) break;
        const given = bound;
        bound = undefined;
        if (start < testEnd) break;
        const from = tests.functionAt(start);
        if (from !== null) {
          testModules.push([from, end]);
          testEnd = end;
          break;
        }
        const own = typeof role.name === 'string' ? nameIn(node.field(role.name)) : role.name?.(node);
        const name = given ?? own ?? '';
        docstrings.enter(node);
        const found = {
          name: name === '' || name.length > longestName ? '(anonymous)' : name,
          start,
          end,
          complexity: 1,
          annotated: role.typed ? null : annotated(grammar, node, name, text, start),
        };
        functions.push(found);
        complexity.enter(found);
        signatureEnd = role.typed ? 0 : end;
        break;
      }
      case 'untyped parameters': {
        // Of a signature without a body there is no function: these parameters may be nobody's.
        const last = functions.at(-1);
        if (last !== undefined && start < signatureEnd) last.annotated = false;
        break;
      }
      case 'class':
        docstrings.enter(node);
        break;
      case 'string statement':
        if (docstrings.isDocstring(start)) comments.push([start, end]);
        break;
      case 'attribute':
        tests.attribute(start, end);
        break;
      case 'module': {
        const from = tests.moduleAt(start);
        if (from === null || from < testEnd) break;
        testModules.push([from, end]);
        testEnd = end;
      }
    }
  }
  if (imports) finishImports(imports, text, comments);
  const topLevelComplexity = complexity.topLevel.complexity;
  return { comments, functions, topLevelComplexity, escapes: escaping?.escapes ?? null, testModules, imports };
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
      const body = owner?.field('body');
      const begin = owner === null ? firstCode(text, comments) : body && spanOf(body).startPos;
      return begin === start;
    },
  };
}

/**
 * Rust: a module is a test module where only attributes and comments stand between its `#[cfg(test)]` and itself, and a
 * function a test behind its `#[test]`. What is there `#[cfg(test)]` alone is a test's helper: it tests nothing.
 */
function testModuleFinder(text: string) {
  let test: { start: number; end: number; compiled: boolean; run: boolean } | null = null;
  function follows(at: number): boolean {
    return test !== null && text.slice(test.end, at).trim() === '';
  }
  /** Where what begins here begins with its attributes. */
  function itemAt(start: number, is: 'compiled' | 'run'): number | null {
    const from = test?.[is] && follows(start) ? test.start : null;
    test = null;
    return from;
  }
  return {
    attribute(start: number, end: number): void {
      const attribute = text.slice(start, end);
      const before = test !== null && follows(start) ? test : null;
      const compiled = before?.compiled || isCfgTest(attribute);
      const run = before?.run || isTest.test(attribute);
      test = compiled || run ? { start: before?.start ?? start, end, compiled, run } : null;
    },
    passOver(start: number, end: number): void {
      if (test === null) return;
      if (follows(start)) test.end = end;
      else test = null;
    },
    moduleAt: (start: number) => itemAt(start, 'compiled'),
    functionAt: (start: number) => itemAt(start, 'run'),
  };
}

/** `#[test]`, `#[tokio::test(…)]`, `#[rstest]`. */
const isTest = /^#\[\s*(?:\w+\s*::\s*)*(?:test|rstest)\s*[(\]]/;

/** `cfg(test)`, and `cfg(all(test, …))`: never compiled but for tests. */
function isCfgTest(attribute: string): boolean {
  const bare = attribute.replace(/"[^"]*"/g, '');
  if (/^#\[\s*cfg\s*\(\s*test\s*\)\s*\]$/.test(bare)) return true;
  return (
    /^#\[\s*cfg\s*\(\s*all\s*\(/.test(bare) && /\btest\b/.test(bare) && !/\b(?:not|any)\s*\([^()]*\btest\b/.test(bare)
  );
}

/** What a file takes from others and gives to them: read in the one walk over its syntax tree. */

import type { SgNode } from '@ast-grep/napi';
import type { BlobFacts, ImportFact } from '../model.ts';
import type { CommentRange } from './code-lines.ts';
import { cImports } from './imports/c.ts';
import { csharpImports } from './imports/csharp.ts';
import { ecmascript } from './imports/ecmascript.ts';
import { go } from './imports/go.ts';
import { javaImports, kotlinImports } from './imports/jvm.ts';
import { nameMembers, type WholeImport } from './imports/members.ts';
import { phpImports } from './imports/php.ts';
import { python } from './imports/python.ts';
import { rubyImports } from './imports/ruby.ts';
import { rustImports } from './imports/rust.ts';

/** What is found of it, filled by an import reader in the order of the text. */
export interface ImportFindings {
  imports: ImportFact[];
  exports: Set<string>;
  package: string | null;
  mentions: Set<string>;
  /** What the last visited node stands in, outermost first; kept by imports/scopes.ts. Name null: nothing within is for others. */
  open: { name: string | null; end: number }[];
  /** Modules that are imported whole; which of their names are used is told when all is read. */
  wholes: WholeImport[];
  /** ECMAScript: the import that gives a name of this file, and the names that export lists give on. */
  imported: Map<string, ImportFact>;
  listed: string[];
}

/** How the imports, exports and names of one language are read. */
export interface ImportReader {
  /** The node kinds that `visit` is given, each with a selector suffix (`''`, `:has(> …)`); those that grammars.ts has too, without it. */
  kinds: Readonly<Record<string, string>>;
  /** Further kinds, looked for only where a look at the text finds reason to. */
  rare?: readonly RareKind[];
  /** Nothing here may ask a node for its parent: that is a walk from the root. */
  visit(node: SgNode, kind: string, found: ImportFindings): void;
}

/** A node kind that few files have: none whose text does not match. */
export interface RareKind {
  kind: string;
  within: RegExp;
  /** What a node must meet besides: a selector suffix, or the text of a field, as a regular expression. */
  where: string | { field: string; regex: string };
}

/** By linguist's name of the language, as in grammars.ts. */
export const importReaders: Readonly<Record<string, ImportReader>> = {
  JavaScript: ecmascript,
  TypeScript: ecmascript,
  TSX: ecmascript,
  Python: python,
  Go: go,
  C: cImports,
  'C++': cImports,
  'C#': csharpImports,
  Java: javaImports,
  Kotlin: kotlinImports,
  PHP: phpImports,
  Ruby: rubyImports,
  Rust: rustImports,
};

/** Nothing found yet. */
export function noImports(): ImportFindings {
  return {
    imports: [],
    exports: new Set(),
    package: null,
    mentions: new Set(),
    open: [],
    wholes: [],
    imported: new Map(),
    listed: [],
  };
}

/** What only the whole text tells of its imports; called after the last node. */
export function finishImports(found: ImportFindings, text: string, comments: readonly CommentRange[]): void {
  nameMembers(text, comments, found.wholes);
  for (const name of found.listed) {
    const fact = found.imported.get(name);
    if (fact) fact.reexport = true;
  }
}

/** As blob facts; null: nothing reads this language's imports. */
export function importFacts(
  found: ImportFindings | null,
): Pick<BlobFacts, 'imports' | 'exports' | 'package' | 'mentions'> {
  if (found === null) return { imports: null, exports: [], package: null, mentions: [] };
  return {
    imports: found.imports,
    exports: [...found.exports],
    package: found.package,
    mentions: [...found.mentions],
  };
}

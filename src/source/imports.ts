/** What a file takes from others and gives to them: read in the one walk over its syntax tree. */

import type { SgNode } from '@ast-grep/napi';
import type { BlobFacts, ImportFact } from '../model.ts';
import { ecmascript } from './imports/ecmascript.ts';
import { go } from './imports/go.ts';
import { python } from './imports/python.ts';

/** What is found of it, filled by an import reader in the order of the text. */
export interface ImportFindings {
  imports: ImportFact[];
  exports: Set<string>;
  package: string | null;
  mentions: Set<string>;
}

/** How the imports, exports and names of one language are read. */
export interface ImportReader {
  /** The node kinds that `visit` is given, each with a selector suffix (`''`, `:has(> …)`) as in grammars.ts. */
  kinds: Readonly<Record<string, string>>;
  /** Nothing here may ask a node for its parent: that is a walk from the root. */
  visit(node: SgNode, kind: string, found: ImportFindings): void;
}

/** By linguist's name of the language, as in grammars.ts. */
export const importReaders: Readonly<Record<string, ImportReader>> = {
  JavaScript: ecmascript,
  TypeScript: ecmascript,
  TSX: ecmascript,
  Python: python,
  Go: go,
};

/** Nothing found yet. */
export function noImports(): ImportFindings {
  return { imports: [], exports: new Set(), package: null, mentions: new Set() };
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

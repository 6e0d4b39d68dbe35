import type { ImportFact, Lane } from '../../../src/model.ts';
import { type ImportingFile, type ImportTree, importResolver } from '../../../src/source/resolve.ts';

const languages: Record<string, string> = {
  c: 'C',
  cc: 'C++',
  cs: 'C#',
  h: 'C',
  java: 'Java',
  kt: 'Kotlin',
  php: 'PHP',
  rb: 'Ruby',
  rs: 'Rust',
};

/** What a file of the tree says, as far as a test tells it. Imports are specifiers that take all, or whole facts. */
export interface Said {
  imports?: (string | Partial<ImportFact>)[];
  exports?: string[];
  package?: string;
  mentions?: string[];
  lane?: Lane;
}

/** A tree of files with what they say; a text stands for a file that guides imports. */
export function treeOf(files: Record<string, Said | string>): ImportTree {
  const texts = new Map<string, string>();
  const known = new Map<string, ImportingFile>();
  for (const [path, said] of Object.entries(files)) {
    if (typeof said === 'string') texts.set(path, said);
    const {
      imports = [],
      exports = [],
      mentions = [],
      lane = 'source',
      ...rest
    } = typeof said === 'string' ? {} : said;
    known.set(path, {
      path,
      language: languages[path.slice(path.lastIndexOf('.') + 1)] ?? null,
      lane,
      package: rest.package ?? null,
      exports,
      mentions,
      imports: imports.map((each) => importFact(each)),
    });
  }
  return { files: known, texts };
}

function importFact(said: string | Partial<ImportFact>): ImportFact {
  const facts = typeof said === 'string' ? { specifier: said } : said;
  return { specifier: '', line: 1, names: null, reexport: false, ...facts };
}

/** What each import of a file means: files of the tree, `nothing` of this repository, or `library` and its name. */
export function meanings(files: Record<string, Said | string>, path: string): Record<string, string> {
  const imports = importResolver(treeOf(files))(path) ?? [];
  return Object.fromEntries(
    imports.map((each) => {
      if (each.internal) return [each.specifier, each.files.join(' ') || 'nothing'];
      return [each.specifier, `library ${each.library}`];
    }),
  );
}

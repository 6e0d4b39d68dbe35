import type { Import, ImportFact } from '../../../src/model.ts';
import { type ImportingFile, importResolver } from '../../../src/source/resolve.ts';

const languages: Record<string, string> = {
  ts: 'TypeScript',
  tsx: 'TSX',
  js: 'JavaScript',
  vue: 'Vue',
  svelte: 'Svelte',
  py: 'Python',
  go: 'Go',
};

/** A tree of these paths: a text for what guides imports, facts for what defines something, `''` for the rest. */
export type Tree = Readonly<Record<string, string | (Partial<ImportingFile> & { text?: string })>>;

/** What one import in a file of a tree means. */
export function resolveIn(tree: Tree, from: string, specifier: string, names: string[] | null = null): Import {
  const fact: ImportFact = { specifier, line: 1, names, reexport: false };
  const own = tree[from];
  const all = { ...tree, [from]: { ...(typeof own === 'object' ? own : {}), imports: [fact] } };
  return importsIn(all, from)![0]!;
}

/** What all imports of a file of a tree mean. */
export function importsIn(tree: Tree, from: string): Import[] | null {
  const files = new Map<string, ImportingFile>();
  const texts = new Map<string, string>();
  for (const [path, what] of Object.entries(tree)) {
    const language = languages[path.slice(path.lastIndexOf('.') + 1)] ?? null;
    const plain = { path, language, lane: 'source' as const, imports: [], exports: [], package: null, mentions: [] };
    files.set(path, typeof what === 'string' ? plain : { ...plain, ...what });
    const text = typeof what === 'string' ? what : (what.text ?? '');
    if (text !== '') texts.set(path, text);
  }
  return importResolver({ files, texts })(from);
}

/** In one line: the files, else `?` for what is of this repository and was not found, else the library, else `-`. */
export function meaning({ files, internal, library }: Pick<Import, 'files' | 'internal' | 'library'>): string {
  if (files.length > 0) return files.join(' ');
  return internal ? '?' : (library ?? '-');
}

/** C and C++: a quoted include, looked for where compilers are told to look. */

import type { ImportTree, Resolver } from '../resolve.ts';
import { below, directoriesAbove, directoryOf, joined } from './paths.ts';

/** Directories that builds name to the compiler, below any directory above the including file. */
const includeDirectories = ['', 'include', 'inc', 'src', 'source', 'lib'];

/**
 * Beside the file; then from each directory above it, nearest first, and from `include/`, `src/`, … below that; else the
 * only file of the tree whose path ends so, and of several the only one in an `include/`. Not found: of this repository if
 * it names a directory of it.
 */
export const resolveC: Resolver = (tree) => {
  const bySuffix = suffixes(tree);
  const directories = new Set<string>();
  for (const path of tree.files.keys()) {
    for (const directory of directoriesAbove(path)) directories.add(directory.slice(directory.lastIndexOf('/') + 1));
  }
  return (from, { specifier }) => {
    const path = specifier.replaceAll('\\', '/');
    const file = nearby(tree, from.path, path) ?? bySuffix(path);
    const relative = /^\.\.?\//.test(path);
    const named = path.indexOf('/') > 0 && directories.has(path.slice(0, path.indexOf('/')));
    return { files: file === null ? [] : [file], internal: file !== null || relative || named, library: null };
  };
};

function nearby(tree: ImportTree, from: string, path: string): string | null {
  const beside = joined(directoryOf(from), path);
  if (beside !== null && tree.files.has(beside)) return beside;
  for (const above of directoriesAbove(from)) {
    for (const directory of includeDirectories) {
      const file = joined(directory === '' ? above : below(above, directory), path);
      if (file !== null && file !== from && tree.files.has(file)) return file;
    }
  }
  return null;
}

/** Asked once for each way in which something is written, however many files write it. */
function suffixes(tree: ImportTree): (path: string) => string | null {
  const byName = Map.groupBy(tree.files.keys(), (path) => path.slice(path.lastIndexOf('/') + 1));
  const known = new Map<string, string | null>();
  return (written) => {
    const path = written.replace(/^(?:\.\.?\/)+/, '');
    const before = known.get(path);
    if (before !== undefined) return before;
    const files = (byName.get(path.slice(path.lastIndexOf('/') + 1)) ?? []).filter((file) =>
      `/${file}`.endsWith(`/${path}`),
    );
    const offered = files.filter((file) => /(?:^|\/)include\//.test(file));
    const found = files.length === 1 ? files[0]! : offered.length === 1 ? offered[0]! : null;
    known.set(path, found);
    return found;
  };
}

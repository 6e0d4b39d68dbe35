/** C# projects: which files a file may see, as the references of its project say. */

import type { ImportTree } from '../resolve.ts';
import { addTo, directoriesAbove, directoryOf, joined } from './paths.ts';

/** The directory of the project that a path belongs to: the nearest above it with a .csproj; null for none. */
export function projectFinder(tree: ImportTree): (path: string) => string | null {
  const projects = new Set<string>();
  for (const path of tree.files.keys()) if (path.endsWith('.csproj')) projects.add(directoryOf(path));
  const known = new Map<string, string | null>();
  return (path) => {
    const directory = directoryOf(path);
    const found = known.has(directory)
      ? known.get(directory)!
      : (directoriesAbove(path).find((above) => projects.has(above)) ?? null);
    known.set(directory, found);
    return found;
  };
}

/** Of the files that declare something, those that another file may mean. */
export type Seen = (files: readonly string[], by: { path: string }) => readonly string[];

/**
 * Those of the file's own project, of those that it references, directly or through others, and of none. All of them where
 * the project file names no other, or one by a variable: what it imports may name them, and is not read.
 */
export function seenByReferences(tree: ImportTree): Seen {
  const projectOf = projectFinder(tree);
  const references = new Map<string, string[]>();
  const untold = new Set<string>();
  for (const [path, text] of tree.texts) {
    if (!path.endsWith('.csproj')) continue;
    const directory = directoryOf(path);
    for (const [, include] of text.matchAll(/<ProjectReference\s[^>]{0,400}?Include="([^"]{1,400})"/g)) {
      const target = joined(directory, include!.replaceAll('\\', '/'));
      if (target !== null && tree.files.has(target)) addTo(references, directory, directoryOf(target));
      else untold.add(directory);
    }
  }
  const known = new Map<string, ReadonlySet<string> | null>();
  function reachableFrom(project: string): ReadonlySet<string> | null {
    const reached = new Set([project]);
    for (const each of reached) {
      if (untold.has(each)) return null;
      for (const next of references.get(each) ?? []) reached.add(next);
    }
    return reached;
  }
  return (files, by) => {
    const own = projectOf(by.path);
    if (own === null || !references.has(own)) return files;
    if (!known.has(own)) known.set(own, reachableFrom(own));
    const reached = known.get(own)!;
    return reached === null ? files : files.filter((path) => reached.has(projectOf(path) ?? own));
  };
}

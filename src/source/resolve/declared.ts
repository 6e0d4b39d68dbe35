/** What the files of a tree declare: full names of types, by package or namespace. */

import type { ImportingFile, ImportTree } from '../resolve.ts';
import type { Seen } from './csharp-projects.ts';
import { addTo } from './paths.ts';

/** The declarations of the files of some languages. */
export interface Declared {
  /** Files by full name. */
  types: ReadonlyMap<string, readonly string[]>;
  /** Simple name → files, by package; a package of nothing but other things (Kotlin's extensions) is there too. */
  packages: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** Every package, and whatever stands above one (`com`, `com.acme`). */
  above: ReadonlySet<string>;
}

/** The declarations of the files of these languages; `separator` stands between the parts of their names. */
export function declaredIn(tree: ImportTree, languages: readonly string[], separator: string): Declared {
  const types = new Map<string, string[]>();
  const packages = new Map<string, Map<string, string[]>>();
  function packageOf(name: string): Map<string, string[]> {
    const there = packages.get(name) ?? new Map<string, string[]>();
    packages.set(name, there);
    return there;
  }
  for (const file of tree.files.values()) {
    if (!languages.includes(file.language ?? '')) continue;
    if (file.package !== null) packageOf(file.package);
    for (const name of file.exports) {
      addTo(types, name, file.path);
      addTo(packageOf(outer(name, separator)), name.slice(name.lastIndexOf(separator) + 1), file.path);
    }
  }
  const above = new Set<string>();
  for (const name of packages.keys()) {
    for (let part = name; part !== '' && !above.has(part); part = outer(part, separator)) above.add(part);
  }
  return { types, packages, above };
}

/** Without the last part; '' where there is one part. */
export function outer(name: string, separator: string): string {
  return name.slice(0, Math.max(name.lastIndexOf(separator), 0));
}

/** The files of a package that a file mentions: those that declare something by a name that occurs in it, itself left out. */
export type Mentioned = (name: string, by: ImportingFile) => readonly string[];

/**
 * Asks in the time of the shorter list, and once for each file and package: a file may import one thing many times. `seen`
 * tells which of the files that declare a name may be meant.
 */
export function mentionedIn(declared: Declared, seen: Seen = (files) => files): Mentioned {
  const factsOf = fileByFile((file) => ({ mentions: new Set(file.mentions), known: new Map<string, string[]>() }));
  return (name, by) => {
    const { mentions, known } = factsOf(by);
    const before = known.get(name);
    if (before) return before;
    const there = declared.packages.get(name) ?? new Map<string, string[]>();
    const common = mentions.size < there.size ? mentions : there.keys().filter((each) => mentions.has(each));
    const files = new Set([...common].flatMap((each) => seen(there.get(each) ?? [], by)));
    files.delete(by.path);
    known.set(name, [...files]);
    return known.get(name)!;
  };
}

/** All files of a package. */
export function allOf(declared: Declared): (name: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (name) => {
    const files = known.get(name) ?? [...new Set([...(declared.packages.get(name)?.values() ?? [])].flat())];
    known.set(name, files);
    return files;
  };
}

/** Files come one after another: what is made for one is kept until the next comes. */
export function fileByFile<T>(make: (file: ImportingFile) => T): (file: ImportingFile) => T {
  let last: { file: ImportingFile; made: T } | null = null;
  return (file) => {
    if (last?.file !== file) last = { file, made: make(file) };
    return last.made;
  };
}

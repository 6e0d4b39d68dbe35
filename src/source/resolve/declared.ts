/** What the files of a tree declare: full names of types, by package or namespace. */

import type { ImportingFile, ImportTree } from '../resolve.ts';
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

/** The files of a package that declare something that this file mentions, itself left out. */
export function mentioned(declared: Declared, name: string, by: ImportingFile): string[] {
  const there = declared.packages.get(name);
  if (!there) return [];
  const files = new Set(by.mentions.flatMap((mention) => there.get(mention) ?? []));
  files.delete(by.path);
  return [...files];
}

/** All files of a package. */
export function filesOf(declared: Declared, name: string): string[] {
  return [...new Set([...(declared.packages.get(name)?.values() ?? [])].flat())];
}

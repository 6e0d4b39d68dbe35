/** C#: by the namespaces and types that the files of the tree declare. */

import type { ImportingFile, Resolver } from '../resolve.ts';
import { seenByReferences } from './csharp-projects.ts';
import { allOf, declaredIn, mentionedIn, outer } from './declared.ts';

/**
 * `A.B` is those files of the namespace that declare what this file mentions: types, and extension methods by their names, in the
 * projects that its own references.
 * Where it mentions nothing of them it is all of them, unless the name is Microsoft's: there others declare things too.
 * An alias and a `using static` are the type's files.
 */
export const resolveCSharp: Resolver = (tree) => {
  const declared = declaredIn(tree, ['C#'], '.');
  const seen = seenByReferences(tree);
  const mentioned = mentionedIn(declared, seen);
  const filesOf = allOf(declared);

  /** Null: no namespace or type of the tree. */
  function resolve(name: string, from: ImportingFile): readonly string[] | null {
    if (declared.packages.has(name)) {
      const files = mentioned(name, from);
      return files.length > 0 ? files : shared.test(name) ? null : seen(filesOf(name), from);
    }
    for (let part = name; part !== '' && !declared.packages.has(part); part = outer(part, '.')) {
      const files = declared.types.get(part);
      if (files) return files;
    }
    return null;
  }

  return (from, { specifier, names }) => {
    const files = resolve(specifier, from) ?? (from.package && resolve(`${from.package}.${specifier}`, from));
    if (files) return { files, internal: true, library: null };
    if (declared.above.has(specifier) && !shared.test(specifier)) return { files: [], internal: true, library: null };
    return { files: [], internal: false, library: libraryOf(names === null ? specifier : outer(specifier, '.')) };
  };
};

/** Namespaces into which everybody puts extensions. */
const shared = /^(?:System|Microsoft)(?:\.|$)/;

/** The first two segments; `System` itself is the language's. */
function libraryOf(name: string): string | null {
  return name === '' || name === 'System' ? null : name.split('.').slice(0, 2).join('.');
}

/** C#: by the namespaces and types that the files of the tree declare. */

import type { Resolver } from '../resolve.ts';
import { declaredIn, filesOf, mentioned, outer } from './declared.ts';

/**
 * `A.B` is those files of the namespace that declare what this file mentions: types, and extension methods by their names.
 * Where it mentions nothing of them it is all of them, unless the name is Microsoft's: there others declare things too.
 * An alias and a `using static` are the type's files.
 */
export const resolveCSharp: Resolver = (tree) => {
  const declared = declaredIn(tree, ['C#'], '.');
  return (from, { specifier }) => {
    const inner = from.package ? [`${from.package}.${specifier}`] : [];
    for (const name of [specifier, ...inner]) {
      for (let part = name; part.includes('.') || part === name; part = outer(part, '.')) {
        const files = declared.types.get(part);
        if (files) return { files, internal: true, library: null };
        if (part === '' || declared.packages.has(part)) break;
      }
      if (!declared.packages.has(name)) continue;
      const files = mentioned(declared, name, from);
      if (files.length > 0) return { files, internal: true, library: null };
      if (!shared.test(name)) return { files: filesOf(declared, name), internal: true, library: null };
    }
    if (declared.above.has(specifier) && !shared.test(specifier)) return { files: [], internal: true, library: null };
    return { files: [], internal: false, library: libraryOf(specifier) };
  };
};

/** Namespaces into which everybody puts extensions. */
const shared = /^(?:System|Microsoft)(?:\.|$)/;

/** The first two segments; `System` itself is the language's. */
function libraryOf(name: string): string | null {
  return name === 'System' ? null : name.split('.').slice(0, 2).join('.');
}

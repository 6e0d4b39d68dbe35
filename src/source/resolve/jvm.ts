/** Java and Kotlin: by the full names that the files of the tree declare, wherever they lie. */

import type { Resolution, Resolver } from '../resolve.ts';
import { allOf, declaredIn, mentionedIn, outer } from './declared.ts';
import { addTo } from './paths.ts';

/** They import each other. */
export const jvmLanguages = ['Java', 'Kotlin'];

/**
 * `a.b.C`, what lies in it (nested types, static members) by the type around it; Kotlin's functions by name. `a.b.*` is
 * those of the package's files that declare what this file mentions; where it mentions nothing of them, all of them.
 */
export const resolveJvm: Resolver = (tree) => {
  const declared = declaredIn(tree, jvmLanguages, '.');
  const mentioned = mentionedIn(declared);
  const filesOf = allOf(declared);
  const facades = new Map<string, string[]>();
  for (const { path, language, package: name } of tree.files.values()) {
    const stem = /([^/]+)\.kt$/.exec(path)?.[1];
    if (language === 'Kotlin' && stem) addTo(facades, `${name ? `${name}.` : ''}${stem}Kt`, path);
  }
  return (from, { specifier }) => {
    const name = specifier.replace(/\.\*$/, '');
    if (name !== specifier && declared.packages.has(name)) {
      const files = mentioned(name, from);
      return internal(files.length > 0 ? files : filesOf(name));
    }
    for (let part = name; part !== ''; part = outer(part, '.')) {
      const files = declared.types.get(part) ?? facades.get(part);
      if (files) return internal(files);
      if (declared.packages.has(part) && says(part)) return internal([]);
    }
    return { files: [], internal: false, library: libraryOf(specifier) };
  };
};

function internal(files: readonly string[]): Resolution {
  return { files, internal: true, library: null };
}

/** First segments below which owners stand. */
const domain = /^(?:com|org|net|io|dev|edu|gov|app|me|[a-z]{2})$/;

/** Whether what lies below this package is of whoever declares it: of `com` nobody is the owner. */
function says(name: string): boolean {
  return name.includes('.') || !domain.test(name);
}

/** `com.google.common`, `org.junit.jupiter`, `kotlinx.coroutines`, `okio`: the package's first segments. */
function libraryOf(specifier: string): string | null {
  const segments = specifier.split('.').slice(0, -1);
  const type = segments.findIndex((segment) => /^\p{Lu}/u.test(segment));
  const packages = type < 0 ? segments : segments.slice(0, type);
  const [first] = packages;
  if (first === undefined || first === 'java' || first === 'kotlin') return null;
  return packages.slice(0, domain.test(first) ? 3 : 2).join('.');
}

import type { FileFacts, Import } from '../model.ts';

/** Fewer than this share of a language's internal imports found in the tree, and what is built on them says nothing. */
export const enoughResolved = 0.7;

/** The imports of these files that mean something of this repository, and those of them that were found. */
export function internalImports(files: readonly FileFacts[]): { internal: Import[]; found: Import[] } {
  const internal = files.flatMap(({ imports }) => imports?.filter((each) => each.internal) ?? []);
  return { internal, found: internal.filter(({ files: targets }) => targets.length > 0) };
}

/** Languages of these files whose imports are not read, or of whose internal imports fewer than 70 % were found. */
export function unresolvedLanguages(files: readonly FileFacts[]): Set<string | null> {
  const unresolved = new Set<string | null>();
  for (const [language, ofLanguage] of Map.groupBy(files, (file) => file.language)) {
    const { internal, found } = internalImports(ofLanguage);
    const unread = ofLanguage.every(({ imports }) => imports === null);
    if (unread || found.length < enoughResolved * internal.length) unresolved.add(language);
  }
  return unresolved;
}

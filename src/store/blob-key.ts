/** The key of a blob read as a language (null: none was given) in the answer of `knownBlobFacts`. */
export function blobKey(blobId: string, language: string | null): string {
  return `${blobId}\0${language ?? ''}`;
}

/** The language in a key. */
export function languageOfKey(key: string): string | null {
  return key.slice(key.indexOf('\0') + 1) || null;
}

/** The key of a rule's matches in a blob, in the answer of `knownMatches`. */
export function matchesKey(ruleHash: string, blobId: string, language: string): string {
  return `${ruleHash}\0${blobKey(blobId, language)}`;
}

/** The key of a blob read as a language (null: none was given) in the answer of `knownBlobFacts`. */
export function blobKey(blobId: string, language: string | null): string {
  return `${blobId}\0${language ?? ''}`;
}

/** The language in a key. */
export function languageOfKey(key: string): string | null {
  return key.slice(key.indexOf('\0') + 1) || null;
}

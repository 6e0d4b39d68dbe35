/**
 * Part of the key under which blob facts are kept. Raised when the same content would give other facts: for all files, or
 * for one language when only its grammar's row, import reader or mark changed. Then that is read anew, and nothing else.
 */

import { componentLanguages } from './lists.ts';

const common = 5;
/** Beside `common`, by language; absent is 0. */
const own: Readonly<Record<string, number>> = {
  'C#': 1,
  JavaScript: 1,
  PHP: 2,
  Python: 1,
  Ruby: 1,
  Rust: 1,
  TSX: 1,
  TypeScript: 1,
};

/** The version for a blob that is read as this language; null: its shebang decides, so any language's change counts. */
export function extractorVersion(language: string | null): number {
  const parts = language === null ? Object.keys(own) : [language, ...(scriptsOf(language) ?? [])];
  return 1_000 * common + parts.reduce((sum, part) => sum + (own[part] ?? 0), 0);
}

/** Every version in use. */
export function extractorVersions(): number[] {
  const named = [...Object.keys(own), ...componentLanguages, 'any other'];
  return [...new Set([null, ...named].map(extractorVersion))].sort((a, b) => a - b);
}

/** All that a definition rests on. */
export function extractorDefinition(): Readonly<Record<string, number>> {
  return { common, ...own };
}

/** A component is read by the grammars of its scripts. */
function scriptsOf(language: string): string[] | null {
  return componentLanguages.includes(language) ? ['JavaScript', 'TypeScript', 'TSX'] : null;
}

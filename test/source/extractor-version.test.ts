import { expect, test } from 'vitest';
import { extractorDefinition, extractorVersion, extractorVersions } from '../../src/source/extractor-version.ts';

test('every version that a blob may have is among those in use', () => {
  const used = extractorVersions();
  for (const language of [
    null,
    'TypeScript',
    'Vue',
    'outline of Python',
    '(text)',
    ...Object.keys(extractorDefinition()),
  ]) {
    expect(used).toContain(extractorVersion(language));
  }
});

test('where only a shebang tells the language, no language is ahead', () => {
  for (const language of Object.keys(extractorDefinition()))
    expect(extractorVersion(null)).toBeGreaterThanOrEqual(extractorVersion(language));
});

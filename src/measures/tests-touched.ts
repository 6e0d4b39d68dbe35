import type { ChangedFile, CountedFile } from '../model.ts';

/**
 * Whether a changed file is a test or serves one. A directory called test may hold the product: what it holds of the
 * source lane is no test.
 */
export function servesTests(file: ChangedFile): boolean {
  return file.lane === 'test' || file.lane === 'fixture' || (file.lane !== 'source' && file.belowTestDirectory);
}

/** Whether tests were touched that stand in the source file which they test. */
export function touchesInlineTests(file: CountedFile): boolean {
  return file.lane === 'source' && file.inlineTests === true;
}

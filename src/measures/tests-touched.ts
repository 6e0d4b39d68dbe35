import type { ChangedFile } from '../model.ts';

/**
 * Whether a changed file is a test or serves one. A directory called test may hold the product: what it holds of the
 * source lane is no test.
 */
export function servesTests(file: ChangedFile): boolean {
  return file.lane === 'test' || file.lane === 'fixture' || (file.lane !== 'source' && file.belowTestDirectory);
}

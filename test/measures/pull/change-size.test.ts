import { describe, expect, it } from 'vitest';
import { changeSize } from '../../../src/measures/pull/change-size.ts';
import { proposed, pullFacts, settings } from '../../facts.ts';

const sizeOf = (...files: ReturnType<typeof proposed>[]) =>
  changeSize.compute(pullFacts({ proposed: files }), settings);

describe('change-size', () => {
  it('is the lines added and deleted in the source lane, with each lane beside it', () => {
    const reading = sizeOf(
      proposed('src/a.ts', 30, 5),
      proposed('src/deep/b.ts', 20, 10),
      proposed('test/a.test.ts', 40, 1),
      proposed('docs/a.md', 3),
    );
    expect(reading).toEqual({
      value: 65,
      sample: 4,
      summary: '65 source lines (S) in 4 files of 4 directories',
      evidence: [
        { value: 65, text: 'source: 50 added, 15 deleted in 2 files' },
        { value: 41, text: 'test: 40 added, 1 deleted in 1 file' },
        { value: 3, text: 'docs: 3 added, 0 deleted in 1 file' },
      ],
      leftOut: [],
    });
  });

  it.each([
    [0, 'XS'],
    [10, 'XS'],
    [11, 'S'],
    [100, 'S'],
    [101, 'M'],
    [400, 'M'],
    [401, 'L'],
    [1_000, 'L'],
    [1_001, 'XL'],
  ])('%i source lines are %s', (lines, size) => {
    const reading = sizeOf(proposed('src/a.ts', lines));
    expect('summary' in reading && reading.summary).toContain(`(${size})`);
  });

  it('says how many files only moved or went, and counts only the lines that changed in them', () => {
    const moved = proposed('src/new.ts', 2, 1, { renamedFrom: 'src/old.ts' });
    const gone = proposed('src/gone.ts', 0, 90, { status: 'removed' });
    expect(sizeOf(moved, gone)).toMatchObject({
      value: 93,
      evidence: [{ text: 'source: 2 added, 91 deleted in 2 files (1 file moved, 1 file deleted)' }],
    });
  });

  it('leaves out what nobody reviews line by line, and counts it', () => {
    const reading = sizeOf(
      proposed('src/a.ts', 1),
      ...[1, 2, 3, 4].map((n) => proposed(`gen/${n}\n.ts`, 500, 0, { lane: 'generated' })),
      proposed('package-lock.json', 9_000, 0, { lane: 'lock' }),
      proposed('third/party.js', 700, 0, { lane: 'vendored' }),
    );
    expect(reading).toMatchObject({ value: 1, sample: 1, summary: '1 source line (XS) in 1 file of 1 directory' });
    expect(reading.leftOut).toEqual([
      { what: 'generated files', count: 4, examples: [1, 2, 3].map((n) => `"gen/${n}\\n.ts"`) },
      { what: 'lock files', count: 1, examples: ['package-lock.json'] },
      { what: 'vendored files', count: 1, examples: ['third/party.js'] },
    ]);
  });

  it('does not apply where no file changes', () => {
    expect(sizeOf()).toEqual({ notApplicable: 'it changes no file' });
  });
});

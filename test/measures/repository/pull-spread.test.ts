import { describe, expect, it } from 'vitest';
import { pullSpread } from '../../../src/measures/repository/pull-spread.ts';
import { changed, facts, history, pull, settings } from '../../facts.ts';

describe('pull-spread', () => {
  it('is the median number of files in source, test, fixture, docs and data', () => {
    const wide = [
      changed('src/a.ts'),
      changed('test/a.ts'),
      changed('docs/a.md'),
      changed('a.json', 1, 0, { lane: 'data' }),
      changed('a.snap', 1, 0, { lane: 'fixture' }),
      changed('package-lock.json', 900, 900, { lane: 'lock' }),
      changed('dist/a.js', 900, 900, { lane: 'generated' }),
      changed('vendor/a.c', 900, 900, { lane: 'vendored' }),
    ];
    const pulls = [...Array.from({ length: 9 }, (_, n) => pull(n + 1, 3, [changed('src/a.ts')])), pull(10, 2, wide)];
    expect(pullSpread.compute(facts({ countedChanges: history(...pulls) }), settings)).toMatchObject({
      value: 1,
      sample: 10,
      summary: 'half of the pulls touch at most 1 file; covers 10 of 10 human changes of 90 days',
      evidence: expect.arrayContaining([expect.objectContaining({ pull: 10, value: 5, text: '5 files: #10 Pull 10' })]),
    });
  });

  it('has the sample of pull-size: pulls of documentation alone are not in it', () => {
    const pulls = Array.from({ length: 12 }, (_, n) => pull(n + 1, 3, [changed(n < 9 ? 'src/a.ts' : 'docs/a.md')]));
    expect(pullSpread.compute(facts({ countedChanges: history(...pulls) }), settings)).toMatchObject({ sample: 9 });
  });
});

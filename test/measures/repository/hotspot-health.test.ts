import { describe, expect, it } from 'vitest';
import { hotspotHealth } from '../../../src/measures/repository/hotspot-health.ts';
import { changed, facts, file, fn, history, pull, settings } from '../../facts.ts';

const test = { path: 'test/a.test.ts', rule: 'import' as const };

/** So many hot files, the first ones lacking nothing, the others tests and types. */
function hot(whole: number, lacking: number) {
  const files = Array.from({ length: whole + lacking }, (_, n) =>
    file(`src/${n}.ts`, n < whole ? { test } : { types: 'untyped', functions: [fn('run', { complexity: 9 })] }),
  );
  const changes = files.flatMap(({ path }, n) => [1, 2, 3].map((day) => pull(10 * n + day, day, [changed(path)])));
  return facts({ files, changes: history(...changes) });
}

describe('hotspot-health', () => {
  it('is the mean share of what holds', () => {
    expect(hotspotHealth.compute(hot(2, 3), settings)).toMatchObject({
      value: (2 + 3 * 0.5) / 5,
      sample: 5,
      summary:
        'the 5 hottest of 5 changed source files keep 70 % of what makes them safe to change; 2 of them lack nothing',
      evidence: [
        { path: 'src/2.ts', value: 0.5, text: 'rank 1: 3 changes, complexity 10; missing: tests, types' },
        { path: 'src/3.ts' },
        { path: 'src/4.ts' },
        { path: 'src/0.ts', value: 1, text: 'rank 4: 3 changes, complexity 2' },
        { path: 'src/1.ts' },
      ],
    });
  });

  it('needs five hot spots', () => {
    expect(hotspotHealth.compute(hot(2, 2), settings)).toMatchObject({
      noData: '4 hot spots in 365 days (files with at least 3 changes); at least 5 are needed',
      sample: 4,
    });
  });

  it('says nothing of a past that a shallow clone does not know', () => {
    const known = hot(2, 3);
    const shallow = { ...known, revision: { ...known.revision, historyFrom: known.revision.date! - 86_400 } };
    expect(hotspotHealth.compute(shallow, settings)).toMatchObject({ noData: expect.stringContaining('shallow') });
  });

  it('knows what a mended file would be worth', () => {
    const known = hot(2, 3);
    const mended = { ...known, ...hotspotHealth.mended!(known, 'src/3.ts') };
    expect(hotspotHealth.compute(mended, settings)).toMatchObject({ value: (3 + 2 * 0.5) / 5 });
  });
});

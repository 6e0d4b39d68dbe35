import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Hotspot, type HotspotReport, lacks } from '../../src/model.ts';
import { againstWindowBefore, compareHotspots } from '../../src/scoring/compare-hotspots.ts';
import { hotspotOf, hotspotReportOf } from '../hotspot-report.ts';

const of = (...hotspots: Hotspot[]) => hotspotReportOf({ hotspots });
const pathsOf = (hotspots: readonly { path: string }[]) => hotspots.map(({ path }) => path);
const moved = (before: Hotspot, after: Hotspot) => {
  const { better, worse } = compareHotspots(of(before), of(after));
  return { better: better.length, worse: worse.length };
};

describe('compareHotspots', () => {
  it('says what entered, the untested first, and what left', () => {
    const before = of(hotspotOf(1, 'stays.ts'), hotspotOf(2, 'left.ts'));
    const untested = { tested: false, missing: ['tests' as const] };
    const after = of(
      hotspotOf(1, 'new.ts'),
      hotspotOf(2, 'stays.ts'),
      hotspotOf(3, 'second.ts', untested),
      hotspotOf(4, 'third.ts', { ...untested, missing: ['types', 'tests'] }),
    );
    const { entered, left, better, worse } = compareHotspots(before, after);
    expect(pathsOf(entered)).toEqual(['second.ts', 'third.ts', 'new.ts']);
    expect(left).toEqual([before.hotspots[1]]);
    expect([better, worse], 'one place is nothing').toEqual([[], []]);
  });

  it.each([
    ['a lack is gone', { missing: ['tests', 'types'] }, { missing: ['types'] }, 'better'],
    ['a new lack', { missing: [] }, { missing: ['types'] }, 'worse'],
    ['one lack for another', { missing: ['tests'] }, { missing: ['types'] }, 'worse'],
    ['five places hotter with more changes', { rank: 8, changes: 8 }, { rank: 3, changes: 9 }, 'worse'],
    ['five places hotter, more complex', { rank: 8, complexity: 60 }, { rank: 3, complexity: 61 }, 'worse'],
    ['five places hotter as it was: others have cooled down', { rank: 8 }, { rank: 3 }, 'the same'],
    ['four places hotter', { rank: 8, changes: 8 }, { rank: 4, changes: 9 }, 'the same'],
    ['five places cooler with fewer changes', { rank: 3, changes: 9 }, { rank: 8, changes: 8 }, 'better'],
    [
      'five places cooler with as many: others are hotter',
      { rank: 3, changes: 9 },
      { rank: 8, changes: 9 },
      'the same',
    ],
    ['four places cooler', { rank: 3, changes: 9 }, { rank: 7, changes: 8 }, 'the same'],
    [
      'hotter, though a lack is gone',
      { rank: 9, changes: 8, missing: ['tests'] },
      { rank: 1, changes: 9, missing: [] },
      'worse',
    ],
  ] as [string, Partial<Hotspot>, Partial<Hotspot>, string][])('%s', (_, before, after, verdict) => {
    expect(moved(hotspotOf(1, 'a.ts', before), hotspotOf(1, 'a.ts', after))).toEqual({
      better: verdict === 'better' ? 1 : 0,
      worse: verdict === 'worse' ? 1 : 0,
    });
  });

  it('names what is gone and what is new', () => {
    const before = of(hotspotOf(1, 'a.ts', { missing: ['tests', 'types'] }));
    const after = of(hotspotOf(1, 'a.ts', { missing: ['types', 'shorter file'] }));
    expect(compareHotspots(before, after).worse).toMatchObject([{ gone: ['tests'], fresh: ['shorter file'] }]);
  });

  it.each([
    ['the definition changed', { definition: 'ba9876543210' }, {}],
    ['the window has another length', { window: { from: null, to: null, days: 90 } }, {}],
    ['no hot spots to know of then: a shallow clone', { noData: 'a shallow clone', hotspots: [] }, {}],
    ['no hot spots to know of now: a shallow clone', {}, { noData: 'a shallow clone', hotspots: [] }],
  ] as [string, Partial<HotspotReport>, Partial<HotspotReport>][])('compares nothing: %s', (why, before, after) => {
    const comparison = compareHotspots(hotspotReportOf(before), hotspotReportOf(after));
    expect(comparison.incomparable).toContain(why);
    expect(comparison).toMatchObject({ entered: [], left: [], better: [], worse: [] });
  });

  it('puts each file into one list at most, and leaves none that is hot in one report only', () => {
    const hotspots = fc
      .uniqueArray(fc.record({ path: fc.constantFrom(...'abcdefghijkl'), missing: fc.subarray([...lacks]) }), {
        selector: ({ path }) => path,
      })
      .map((rows) => rows.map(({ path, missing }, index) => hotspotOf(index + 1, path, { missing })));
    fc.assert(
      fc.property(hotspots, hotspots, (before, after) => {
        const { entered, left, better, worse } = compareHotspots(of(...before), of(...after));
        const both = [...better, ...worse].map((move) => move.after);
        const named = pathsOf([...entered, ...left, ...both]);
        expect(new Set(named).size).toBe(named.length);
        const inOne = new Set(pathsOf(before)).symmetricDifference(new Set(pathsOf(after)));
        expect(new Set(pathsOf([...entered, ...left]))).toEqual(inOne);
        expect(compareHotspots(of(...after), of(...before)).entered.length).toBe(left.length);
        expect(compareHotspots(of(...after), of(...after))).toMatchObject({
          entered: [],
          left: [],
          better: [],
          worse: [],
        });
      }),
    );
  });
});

it.each([
  [{ changes: 5, previousChanges: 0 }, 'fresh'],
  [{ changes: 6, previousChanges: 3 }, 'hotter'],
  [{ changes: 5, previousChanges: 3 }, null],
  [{ changes: 3, previousChanges: 5 }, null],
  [{ changes: 3, previousChanges: 6 }, 'cooler'],
  [{ changes: 3, previousChanges: null }, 'unknown'],
])('%j is, against the window before, %s', (facts, group) => {
  const found = againstWindowBefore(of(hotspotOf(1, 'a.ts', facts)));
  const groups = Object.entries(found).filter(([, rows]) => rows.length > 0);
  expect(groups.map(([name]) => name)).toEqual(group === null ? [] : [group]);
});

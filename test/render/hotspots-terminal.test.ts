import { describe, expect, it } from 'vitest';
import type { Hotspot } from '../../src/model.ts';
import { renderHotspots } from '../../src/render/hotspots-terminal.ts';
import { hotspotOf, hotspotReportOf } from '../hotspot-report.ts';

const verdictOf = (tested: Hotspot['tested'][]) => {
  const hotspots = tested.map((each, index) =>
    hotspotOf(index + 1, `src/${index}.ts`, { tested: each, missing: each === false ? ['tests'] : [] }),
  );
  return renderHotspots(hotspotReportOf({ hotspots }), null, { colour: false, width: 120 }).split('\n')[1];
};

describe('renderHotspots', () => {
  it('says that none is without a test only where each was asked for one', () => {
    expect(verdictOf([true, true])).toContain(': none without a test, 2 with nothing missing.');
    expect(verdictOf([true, false])).toContain(': 1 without a test, 1 with nothing missing.');
    expect(verdictOf([true, false, null, null])).toContain(': 1 without a test, 2 not asked for one, ');
    expect(verdictOf([true, null, null])).toContain(': 2 not asked for a test, ');
  });
});

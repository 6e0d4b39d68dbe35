import { describe, expect, it } from 'vitest';
import { knowledgeConcentration } from '../../../src/measures/repository/knowledge-concentration.ts';
import { changed, facts, file, history, pull, settings } from '../../facts.ts';

/** So many hot files with five changes each, of which the first `single` have one maker. */
function known(all: number, single: number) {
  const files = Array.from({ length: all }, (_, n) => file(`src/${n}.ts`));
  const changes = files.flatMap(({ path }, index) =>
    Array.from({ length: 5 }, (_, n) =>
      pull(10 * index + n + 1, n + 1, [changed(path)], {
        people: [index < single || n < 3 ? 'Ada <a@x>' : 'Bea <b@x>'],
      }),
    ),
  );
  return facts({ files, changes: history(...changes) });
}

describe('knowledge-concentration', () => {
  it('is the share of hot spots that one person made nearly alone, and names nobody', () => {
    const reading = knowledgeConcentration.compute(known(10, 3), settings);
    expect(reading).toMatchObject({
      value: 0.3,
      sample: 10,
      summary: 'one person alone made at least 80 % of the changes of 3 of 10 hot spots (30 %)',
      evidence: [
        { path: 'src/0.ts', text: 'rank 1: one person alone made at least 80 % of 5 changes' },
        { path: 'src/1.ts' },
        { path: 'src/2.ts' },
      ],
    });
    expect(JSON.stringify(reading)).not.toMatch(/Ada|Bea|@/);
  });

  it('is not asked of who works alone', () => {
    expect(knowledgeConcentration.compute(known(10, 10), settings)).toMatchObject({
      notApplicable: 'one person works here',
    });
  });

  it('needs ten hot spots with five changes', () => {
    expect(knowledgeConcentration.compute(known(9, 3), settings)).toMatchObject({
      noData: '9 hot spots with at least 5 changes in 365 days; at least 10 are needed',
    });
  });
});

import { describe, expect, it } from 'vitest';
import { pullSize } from '../../../src/measures/repository/pull-size.ts';
import { changed, facts, history, pull, settings } from '../../facts.ts';

const sized = (number: number, daysAgo: number, lines: number) => pull(number, daysAgo, [changed('src/a.ts', lines)]);
const sizes = (daysAgo: number, ...lines: number[]) => lines.map((size, index) => sized(index + 1, daysAgo, size));

describe('pull-size', () => {
  it('is the median of lines added and deleted in source and test, the mean of the middle two', () => {
    const countedChanges = history(...sizes(5, 1, 2, 3, 4, 10, 20, 30, 40, 500, 600));
    expect(pullSize.compute(facts({ countedChanges }), settings)).toMatchObject({
      value: 15,
      sample: 10,
      summary:
        'half of the pulls change at most 15 lines (75th percentile 40, 20 % over 400); covers 10 of 10 human changes of 90 days',
    });
  });

  it('counts deleted lines and tests, and no other lane', () => {
    const files = [changed('src/a.ts', 3, 4), changed('test/a.ts', 5, 0), changed('docs/a.md', 90, 90)];
    const countedChanges = history(...Array.from({ length: 10 }, (_, n) => pull(n + 1, 1, files)));
    expect(pullSize.compute(facts({ countedChanges }), settings)).toMatchObject({ value: 12 });
  });

  it('lists the largest first, and what it leaves out', () => {
    const bot = pull(90, 2, [changed('src/a.ts', 9_000)], { actor: 'dependency-bot', author: 'renovate[bot] <r@x>' });
    const direct = { ...sized(91, 2, 8_000), pull: null };
    const docs = pull(92, 2, [changed('docs/a.md', 70)]);
    const countedChanges = history(...sizes(5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), bot, direct, docs);
    const reading = pullSize.compute(facts({ countedChanges }), settings);
    expect(reading).toMatchObject({
      value: 5.5,
      leftOut: [
        { what: 'changes by bots', count: 1, examples: ['renovate[bot] (1)'] },
        { what: 'direct changes', count: 1 },
        { what: 'pulls without a source or test line', count: 1, examples: ['#92 Pull 92'] },
      ],
    });
    expect('evidence' in reading && reading.evidence?.slice(0, 2)).toEqual([
      {
        commit: countedChanges.find((change) => change.pull === 10)!.commit,
        pull: 10,
        value: 10,
        text: '10 lines: #10 Pull 10',
      },
      {
        commit: countedChanges.find((change) => change.pull === 9)!.commit,
        pull: 9,
        value: 9,
        text: '9 lines: #9 Pull 9',
      },
    ]);
  });

  it('takes the long window when the short one has fewer than ten, and says so', () => {
    const countedChanges = history(...sizes(200, 1, 1, 1, 1, 1, 1), ...sizes(10, 9, 9, 9, 9, 9));
    expect(pullSize.compute(facts({ countedChanges }), settings)).toMatchObject({
      value: 1,
      sample: 11,
      summary: expect.stringContaining('of 365 days'),
    });
  });

  it('is no-data below ten pulls, never 0', () => {
    expect(pullSize.compute(facts({ countedChanges: history(...sizes(10, 5, 5)) }), settings)).toMatchObject({
      noData: '2 pulls with source or test lines in 365 days; at least 10 are needed',
      sample: 2,
    });
  });

  it('is no-data where fewer than a fifth of the human changes are recognisable as pulls', () => {
    const direct = Array.from({ length: 41 }, (_, n) => ({ ...sized(100 + n, 3, 5), pull: null }));
    const ten = sizes(5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    expect(pullSize.compute(facts({ countedChanges: history(...ten, ...direct) }), settings)).toMatchObject({
      noData: 'merge style unknown without GitHub: only 10 of 51 human changes of 90 days are recognisable as pulls',
    });
    expect(pullSize.compute(facts({ countedChanges: history(...ten, ...direct.slice(1)) }), settings)).toMatchObject({
      value: 5.5,
    });
  });

  it('does not answer from a part of the window that a shallow clone knows', () => {
    const known = facts({ countedChanges: history(...sizes(10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)) });
    known.revision.historyFrom = known.revision.date! - 60 * 86_400;
    expect(pullSize.compute(known, settings)).toMatchObject({ noData: expect.stringContaining('90 days are needed') });
  });

  it('does not answer from half a year when a shallow clone has no more', () => {
    const known = facts({ countedChanges: history(...sizes(10, 5, 5)) });
    known.revision.historyFrom = known.revision.date! - 120 * 86_400;
    expect(pullSize.compute(known, settings)).toMatchObject({
      noData: expect.stringContaining('this clone is shallow'),
    });
  });
});

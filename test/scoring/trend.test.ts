import { describe, expect, it } from 'vitest';
import type { Scorecard } from '../../src/model.ts';
import { trendOf, trendReport } from '../../src/scoring/trend.ts';
import { trendSchema } from '../../src/scoring/trend-schema.ts';
import { cardAt, resultOf } from '../scorecards.ts';

const today = '0123456789ab';
const scored = (monthDay: string, score: number | null, known: Partial<Scorecard> = {}) =>
  cardAt(monthDay, [resultOf('a', score)], known);
const report = (...cards: Scorecard[]) => trendReport(cards.at(-1)!.subject, cards, today);
const spans = (cards: Scorecard[]) =>
  report(...cards).movements.map(({ before, after }) =>
    [before, after].map(({ subject }) => subject.date!.slice(5, 10)),
  );

describe('a trend', () => {
  const earlier = { definition: 'ffffffffffff' };

  it('has the last point of each month, and what moved it in the last and over all', () => {
    const cards = [
      scored('03-04', 50),
      scored('03-30', 55),
      scored('04-20', 60),
      scored('05-11', 58),
      scored('05-18', 40),
    ];
    expect(report(...cards).months.map(({ score }) => score)).toEqual([55, 60, 40]);
    expect(spans(cards)).toEqual([
      ['04-20', '05-18'],
      ['03-30', '05-18'],
    ]);
  });

  it('compares nothing across a break, and counts what an earlier definition made', () => {
    const cards = [scored('02-02', 50, earlier), scored('03-02', 60), scored('04-02', 70), scored('05-02', 75)];
    expect(report(...cards).otherwise).toBe(1);
    expect(spans(cards)).toEqual([
      ['04-02', '05-02'],
      ['03-02', '05-02'],
    ]);
    expect(spans([scored('04-02', 50, earlier), scored('05-02', 75)])).toEqual([]);
  });

  it('passes over what has no score', () => {
    const cards = [scored('02-02', null), scored('03-02', 60), scored('04-02', null), scored('05-02', 75)];
    expect(spans(cards)).toEqual([['03-02', '05-02']]);
    expect(spans([scored('04-02', null), scored('05-02', null)])).toEqual([]);
  });

  it('of one point moved nowhere, and so is one of none', () => {
    expect(spans([scored('05-02', 75)])).toEqual([]);
    const empty = cardAt('05-02', [], { subject: { kind: 'repository', repo: 'a', at: null, date: null } });
    expect(report(empty)).toMatchObject({ weeks: [], months: [], movements: [] });
  });

  it('is published as its schema says', () => {
    const trend = trendOf(report(scored('04-02', 70, earlier), scored('05-02', null)));
    expect(trendSchema.parse(trend)).toEqual(trend);
    expect(trend.points).toMatchObject([
      { date: '2026-04-02T12:00:00.000Z', score: 70, definition: 'ffffffffffff', results: { a: 0.7 } },
      { date: '2026-05-02T12:00:00.000Z', score: null, definition: today, results: { a: null } },
    ]);
  });
});

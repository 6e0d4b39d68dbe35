import { describe, expect, test } from 'vitest';
import { repositoryId } from '../../src/store/repositories.ts';
import { trendPoints } from '../../src/store/schema.ts';
import { forgetOtherPoints, knownTrendPoints, saveTrendPoint } from '../../src/store/trend-points.ts';
import { cardAt, resultOf } from '../scorecards.ts';
import { databases, useStore } from './databases.ts';

const card = (monthDay: string, definition = 'd1', score = 50) =>
  cardAt(monthDay, [resultOf('a\0\uD800', score)], { definition });
const commitOf = (monthDay: string) => card(monthDay).subject.at!;

describe.each(databases)('points of a trend on %s', (kind) => {
  const store = useStore(kind);

  test('are known by commit, of this repository, each under its definition', async () => {
    const [a, b] = [await repositoryId(store(), '/a'), await repositoryId(store(), '/b')];
    for (const each of [card('05-01'), card('05-08', 'd2')]) await saveTrendPoint(store(), a, each);
    await saveTrendPoint(store(), b, card('05-15'));
    const asked = ['05-01', '05-08', '05-15'].map(commitOf);
    expect(await knownTrendPoints(store(), a, asked)).toEqual(
      new Map([
        [asked[0], card('05-01')],
        [asked[1], card('05-08', 'd2')],
      ]),
    );
    expect(await knownTrendPoints(store(), a, [])).toEqual(new Map());
  });

  test('are replaced by another definition, so that one commit has one', async () => {
    const repository = await repositoryId(store(), '/a');
    await saveTrendPoint(store(), repository, card('05-01', 'd1', 10));
    await saveTrendPoint(store(), repository, card('05-01', 'd2', 20));
    const known = await knownTrendPoints(store(), repository, [commitOf('05-01')]);
    expect([...known.values()]).toEqual([card('05-01', 'd2', 20)]);
    expect(await store().db.$count(trendPoints)).toBe(1);
  });

  test('of a repository without commits are none', async () => {
    const empty = { subject: { kind: 'repository' as const, repo: 'a', at: null, date: null } };
    await saveTrendPoint(store(), await repositoryId(store(), '/a'), cardAt('05-01', [], empty));
    expect(await store().db.$count(trendPoints)).toBe(0);
  });

  test('that a later commit of the same week took the place of are forgotten, and no others', async () => {
    const [a, b] = [await repositoryId(store(), '/a'), await repositoryId(store(), '/b')];
    // 4 May 2026 is a Monday.
    for (const day of ['05-03', '05-04', '05-06', '05-10', '05-11']) await saveTrendPoint(store(), a, card(day));
    await saveTrendPoint(store(), b, card('05-04'));
    await forgetOtherPoints(store(), a, [commitOf('05-10')]);
    const days = ['05-03', '05-04', '05-06', '05-10', '05-11'];
    const left = await knownTrendPoints(store(), a, days.map(commitOf));
    expect([...left.keys()].sort()).toEqual(['05-03', '05-10', '05-11'].map(commitOf));
    expect(await knownTrendPoints(store(), b, [commitOf('05-04')])).toHaveProperty('size', 1);
  });
});

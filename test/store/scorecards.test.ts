import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Scorecard } from '../../src/model.ts';
import { repositoryId } from '../../src/store/repositories.ts';
import { scorecards } from '../../src/store/schema.ts';
import { keptScorecards, latestScorecard, saveScorecard } from '../../src/store/scorecards.ts';
import { databases, useStore } from './databases.ts';

function scorecardOf(at: string | null, definition: string, score: number | null): Scorecard {
  const date = at && '2026-01-02T03:04:05+02:00';
  const subject = { kind: 'repository' as const, repo: 'a\0\uD800', at, date };
  return { version: 1, subject, definition, score, measuredShare: 1, categories: [], results: [] };
}

function minute(n: number): Date {
  return new Date(Date.UTC(2026, 0, 1, 0, n));
}

describe.each(databases)('scorecards on %s', (kind) => {
  const store = useStore(kind);

  test('there is none at first', async () => {
    expect(await latestScorecard(store(), await repositoryId(store(), '/a'))).toBeNull();
  });

  test('the latest is the one measured last, of this repository', async () => {
    const [a, b] = [await repositoryId(store(), '/a'), await repositoryId(store(), '/b')];
    await saveScorecard(store(), a, scorecardOf('c2', 'd', 20), minute(2));
    await saveScorecard(store(), a, scorecardOf('c1', 'd', 10), minute(1));
    await saveScorecard(store(), b, scorecardOf('c3', 'd', 30), minute(3));
    expect(await latestScorecard(store(), a)).toEqual({ scorecard: scorecardOf('c2', 'd', 20), measuredAt: minute(2) });
  });

  test.each(['c1', null])('at commit %s, the same definition again replaces, another piles up', async (at) => {
    const repository = await repositoryId(store(), '/a');
    await saveScorecard(store(), repository, scorecardOf(at, 'd1', 10), minute(1));
    await saveScorecard(store(), repository, scorecardOf(at, 'd2', 20), minute(2));
    await saveScorecard(store(), repository, scorecardOf(at, 'd1', null), minute(3));
    expect((await latestScorecard(store(), repository))?.scorecard).toEqual(scorecardOf(at, 'd1', null));
    expect(await store().db.$count(scorecards)).toBe(2);
  });

  test('the last ones of each repository are kept: a server that measures every push must not fill up', async () => {
    const [one, other] = [await repositoryId(store(), '/one'), await repositoryId(store(), '/other')];
    await saveScorecard(store(), other, scorecardOf('z', 'd', 1), minute(0));
    await store().db.execute(sql`insert into scorecards (repository_id, commit, definition, scorecard, measured_at)
      select ${one}, 'old ' || n, 'd', '{}', ${minute(1).toISOString()}::timestamptz + make_interval(secs => n)
      from generate_series(1, ${keptScorecards + 4}::int) n`);
    await saveScorecard(store(), one, scorecardOf('n', 'd', 2), minute(9));
    expect(await store().db.$count(scorecards), 'those of another repository too').toBe(keptScorecards + 1);
    expect((await latestScorecard(store(), one))?.scorecard.subject.at).toBe('n');
  });

  test('a failure is the database’s own word, not the whole statement', async () => {
    const saved = saveScorecard(store(), 999_999, scorecardOf('c1', 'marked', 10));
    await expect(saved).rejects.toThrow(/foreign key/);
    await expect(saved).rejects.not.toThrow(/marked/);
  });

  test("the commit's date is kept as an instant", async () => {
    const repository = await repositoryId(store(), '/a');
    await saveScorecard(store(), repository, scorecardOf('c1', 'd', 10), minute(1));
    const [row] = await store().db.select({ date: scorecards.date }).from(scorecards);
    expect(row?.date).toEqual(new Date('2026-01-02T01:04:05Z'));
  });
});

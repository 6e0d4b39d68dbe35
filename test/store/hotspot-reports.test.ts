import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { HotspotReport } from '../../src/model.ts';
import { rows } from '../../src/store/database.ts';
import {
  keptEditions,
  lastReportedAt,
  latestHotspotReport,
  saveHotspotReport,
} from '../../src/store/hotspot-reports.ts';
import { findIssue, holdIssue, releaseIssue, settleIssue } from '../../src/store/issues.ts';
import { repositoryId } from '../../src/store/repositories.ts';
import { hotspotOf, hotspotReportOf } from '../hotspot-report.ts';
import { ids, installed, useAppStore } from './app-rows.ts';
import { databases } from './databases.ts';

const minute = (n: number) => new Date(Date.UTC(2026, 5, 1, 12, n));

const key = 'hot-spots';
const issue = { githubId: ids.repository, key, number: null };

/** A report of one commit; paths may hold what a database does not like. */
function edition(commit: string, facts: Partial<HotspotReport> = {}): HotspotReport {
  const { subject } = hotspotReportOf();
  return hotspotReportOf({
    subject: { ...subject, at: commit.repeat(40) },
    hotspots: [hotspotOf(1, 'a\0\uD800')],
    ...facts,
  });
}

// In one file: a database takes longer to open than all of it.
describe.each(databases)('hot-spot reports and their issue on %s', (kind) => {
  const store = useAppStore(kind);
  const editions = async () => {
    const statement = sql`select substr(commit, 1, 1) as at from hotspot_reports order by made_at`;
    return (await rows<{ at: string }>(store(), statement)).map(({ at }) => at);
  };

  test('the edition made last is the latest, of its own repository', async () => {
    const [one, other] = [await repositoryId(store(), 'one'), await repositoryId(store(), 'other')];
    expect(await latestHotspotReport(store(), one)).toBeNull();
    expect(await lastReportedAt(store(), one)).toBeNull();
    await saveHotspotReport(store(), one, edition('b'), minute(2));
    await saveHotspotReport(store(), one, edition('a'), minute(1));
    await saveHotspotReport(store(), other, edition('c'), minute(3));
    expect(await latestHotspotReport(store(), one)).toEqual(edition('b'));
    expect(await lastReportedAt(store(), one)).toEqual(minute(2));
  });

  test('one of the same commit and definition takes the place of the earlier one', async () => {
    const one = await repositoryId(store(), 'one');
    await saveHotspotReport(store(), one, edition('a'), minute(1));
    await saveHotspotReport(store(), one, edition('b'), minute(2));
    await saveHotspotReport(store(), one, edition('a', { pulls: 7 }), minute(3));
    expect(await editions()).toEqual(['b', 'a']);
    expect(await latestHotspotReport(store(), one)).toMatchObject({ pulls: 7 });
    await saveHotspotReport(store(), one, edition('a', { definition: 'other' }), minute(4));
    expect(await editions()).toEqual(['b', 'a', 'a']);
  });

  test('a year of weeks is kept', async () => {
    const [one, other] = [await repositoryId(store(), 'one'), await repositoryId(store(), 'other')];
    await saveHotspotReport(store(), other, edition('z'), minute(0));
    await store().db.execute(sql`insert into hotspot_reports (repository_id, commit, definition, report, made_at)
      select ${one}, 'old ' || n, 'd', '{}', ${minute(1).toISOString()}::timestamptz + make_interval(secs => n)
      from generate_series(1, ${keptEditions + 4}::int) n`);
    await saveHotspotReport(store(), one, edition('n'), minute(9));
    const kept = await editions();
    expect(kept).toHaveLength(keptEditions + 1);
    expect([kept[0], kept.at(-1)], 'those of another repository too').toEqual(['z', 'n']);
  });

  const hold = () => holdIssue(store(), ids.repository, key);
  const find = () => findIssue(store(), ids.repository, key);

  test('one of many takes the right to write, and gives it back', async () => {
    await installed(store());
    expect(await find()).toBeNull();
    const held = await Promise.all(Array.from({ length: 10 }, hold));
    expect(held.filter((each) => each !== null)).toEqual([issue]);
    expect(await holdIssue(store(), ids.repository, 'another'), 'of another').not.toBeNull();
    await releaseIssue(store(), issue);
    expect(await hold()).toEqual(issue);
    expect(await hold()).toBeNull();
  });

  test('the right of a process that died ends by itself', async () => {
    await installed(store());
    await hold();
    await store().db.execute(sql`update issues set held_until = now() - interval '1 second'`);
    expect(await hold()).not.toBeNull();
  });

  test('what was written is known from then on, also after a failure', async () => {
    await installed(store());
    await hold();
    await settleIssue(store(), issue, 12);
    expect(await find()).toEqual({ ...issue, number: 12 });
    expect(await hold()).toEqual({ ...issue, number: 12 });
    await releaseIssue(store(), issue);
    expect(await find()).toEqual({ ...issue, number: 12 });
  });
});

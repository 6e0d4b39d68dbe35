import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import {
  dropOwedCheck,
  dropOwedChecks,
  findCheck,
  holdCheck,
  overdueChecks,
  releaseCheck,
  settleCheck,
} from '../../src/store/checks.ts';
import { limitInstallation } from '../../src/store/installations.ts';
import { head, ids, installed, otherHead, useAppStore } from './app-rows.ts';
import { databases } from './databases.ts';

const at = { githubId: ids.repository, head, installationId: ids.installation, pull: 3 };
const id = 56_000_000_001;
const written = { checkRunId: id, conclusion: 'success' as const, readMsAgo: 1_000 };

describe.each(databases)('checks on %s', (kind) => {
  const store = useAppStore(kind);
  const find = () => findCheck(store(), ids.repository, head);
  /** A head is owed a check since so many seconds ago. */
  const owe = (seconds: number, of = head, pull = 3) =>
    store().db.execute(sql`insert into checks (github_id, head, installation_id, pull, owed_since)
      values (${ids.repository}, ${of}, ${ids.installation}, ${pull}, now() - make_interval(secs => ${seconds}))
      on conflict (github_id, head) do update set owed_since = excluded.owed_since`);

  test('one of many takes the right to write, and gives it back', async () => {
    expect(await find()).toBeNull();
    const held = await Promise.all(Array.from({ length: 10 }, () => holdCheck(store(), at)));
    expect(held.filter((each) => each !== null)).toEqual([{ checkRunId: null, owedSince: null }]);
    await releaseCheck(store(), ids.repository, head);
    expect(await holdCheck(store(), at)).not.toBeNull();
    expect(await holdCheck(store(), at)).toBeNull();
    expect(await holdCheck(store(), { ...at, head: otherHead }), 'of another head').not.toBeNull();
  });

  test('the right of a process that died ends by itself', async () => {
    await holdCheck(store(), at);
    await store().db.execute(sql`update checks set held_until = now() - interval '1 second'`);
    expect(await holdCheck(store(), at)).not.toBeNull();
  });

  test('a re-run that named no pull, as those of forks do, learns it from who writes', async () => {
    await store().db.execute(sql`insert into checks (github_id, head, installation_id, owed_since)
      values (${ids.repository}, ${head}, ${ids.installation}, now())`);
    await holdCheck(store(), at);
    await settleCheck(store(), at, written);
    expect(await find(), 'a run without a pull is that of a merge group').toMatchObject({ pull: 3, checkRunId: id });
    await holdCheck(store(), { ...at, pull: 4 });
    expect(await find(), 'the first of two pulls of one head').toMatchObject({ pull: 3 });
  });

  test('what was written is noted, and nothing is owed any more', async () => {
    await owe(5);
    expect(await holdCheck(store(), at)).toEqual({ checkRunId: null, owedSince: expect.any(Date) });
    await settleCheck(store(), at, written);
    expect(await find()).toMatchObject({ ...at, checkRunId: id, conclusion: 'success', owedSince: null });
    expect(await holdCheck(store(), at), 'the right was given back, and the run is known').toEqual({
      checkRunId: id,
      owedSince: null,
    });
  });

  test('what was asked for since it was read is still owed', async () => {
    await holdCheck(store(), at);
    await owe(0.2);
    await settleCheck(store(), at, written);
    expect(await find()).toMatchObject({ checkRunId: id, owedSince: expect.any(Date) });
  });

  test('a failure to write leaves it owed', async () => {
    await owe(5);
    await holdCheck(store(), at);
    await releaseCheck(store(), ids.repository, head);
    expect(await find()).toMatchObject({ checkRunId: null, owedSince: expect.any(Date) });
  });

  test('when a pull moves on, its other heads are owed nothing', async () => {
    await owe(5);
    await owe(5, otherHead);
    await owe(5, 'c'.repeat(40), 4);
    await dropOwedChecks(store(), ids.repository, 3, otherHead);
    const owed = await overdueChecks(store(), 1, 10);
    expect(owed.map((check) => check.head).sort()).toEqual([otherHead, 'c'.repeat(40)]);
    await dropOwedChecks(store(), ids.repository, 3, null);
    await dropOwedCheck(store(), ids.repository, 'c'.repeat(40));
    expect(await overdueChecks(store(), 1, 10)).toEqual([]);
  });

  test('those are overdue that are owed for long and that nobody writes, the oldest first', async () => {
    const heads = ['1', '2', '3', '4'].map((digit) => digit.repeat(40));
    for (const [n, of] of heads.entries()) await owe(600 + n, of, n);
    await owe(100);
    await holdCheck(store(), { ...at, head: heads[2]! });
    expect((await overdueChecks(store(), 480, 2)).map((check) => check.head)).toEqual([heads[3], heads[1]]);
    expect((await overdueChecks(store(), 480, 10)).map((check) => check.head)).toEqual([heads[3], heads[1], heads[0]]);
  });

  test('those of an installation that GitHub answers nothing keep nobody else waiting', async () => {
    await installed(store());
    await owe(700);
    await owe(600, otherHead, 4);
    // Transferred since it was owed.
    const other = ids.installation + 1;
    await installed(store(), other, [ids.repository + 1]);
    await store().db.execute(sql`update checks set github_id = ${ids.repository + 1} where head = ${otherHead}`);
    await limitInstallation(store(), ids.installation, new Date(Date.now() + 60_000));
    expect((await overdueChecks(store(), 480, 1)).map((check) => check.head)).toEqual([otherHead]);
    await limitInstallation(store(), other, new Date(Date.now() + 60_000));
    expect(await overdueChecks(store(), 480, 1)).toEqual([]);
  });
});

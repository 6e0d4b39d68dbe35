import { beforeEach, describe, expect, test } from 'vitest';
import {
  countFailedPulls,
  failPull,
  findPull,
  openPulls,
  recentPulls,
  savePull,
  savePullScorecard,
} from '../../src/store/pulls.ts';
import { head, ids, installed, otherHead, pullAt, scorecardOf, useAppStore } from './app-rows.ts';
import { databases } from './databases.ts';

describe.each(databases)('pulls on %s', (kind) => {
  const store = useAppStore(kind);
  const { repository } = ids;
  beforeEach(() => installed(store()));

  test('what GitHub says is kept, and replaced by what is newer', async () => {
    await savePull(store(), pullAt(1));
    await savePull(store(), pullAt(2, { state: 'merged', head: otherHead, draft: true, baseRef: 'next' }));
    expect(await findPull(store(), repository, 3)).toMatchObject({
      ...pullAt(2, { state: 'merged', head: otherHead, draft: true, baseRef: 'next' }),
      scorecard: null,
      scoredHead: null,
      failure: null,
    });
    expect(await findPull(store(), repository, 4)).toBeNull();
  });

  test('what is older changes nothing, what is of the same second does', async () => {
    await savePull(store(), pullAt(2, { state: 'merged' }));
    await savePull(store(), pullAt(1));
    expect(await findPull(store(), repository, 3)).toMatchObject({ state: 'merged', title: 'Title of minute 2' });
    await savePull(store(), pullAt(2, { title: 'Another' }));
    expect(await findPull(store(), repository, 3)).toMatchObject({ state: 'open', title: 'Another' });
  });

  test('whatever the order, the newest is what stays', async () => {
    const states = [5, 1, 4, 2, 3].map((minute) => pullAt(minute));
    await Promise.all(states.map((state) => savePull(store(), state)));
    expect((await findPull(store(), repository, 3))?.title).toBe('Title of minute 5');
  });

  test('the scorecard of the head is kept and takes a failure back', async () => {
    await savePull(store(), pullAt(1));
    await failPull(store(), repository, 3, 'git fetch: early EOF');
    expect(await countFailedPulls(store())).toBe(1);
    await savePullScorecard(store(), repository, scorecardOf(3, head));
    const kept = await findPull(store(), repository, 3);
    expect(kept).toMatchObject({ scoredHead: head, scoredBase: otherHead, failure: null, scoredAt: expect.any(Date) });
    expect(kept?.scorecard).toEqual(scorecardOf(3, head));
    expect(await countFailedPulls(store())).toBe(0);
  });

  test('the scorecard of a head that has moved is not', async () => {
    await savePull(store(), pullAt(1, { head: otherHead }));
    await savePullScorecard(store(), repository, scorecardOf(3, head));
    expect(await findPull(store(), repository, 3)).toMatchObject({ scoredHead: null, scorecard: null });
  });

  test('a failure leaves the scorecard before it', async () => {
    await savePull(store(), pullAt(1));
    await savePullScorecard(store(), repository, scorecardOf(3, head));
    await failPull(store(), repository, 3, 'it took too long');
    expect(await findPull(store(), repository, 3)).toMatchObject({ scoredHead: head, failure: 'it took too long' });
  });

  test('the open ones are told apart, and the recent ones come newest first', async () => {
    const states = ['open', 'closed', 'merged', 'open'] as const;
    for (const [n, state] of states.entries()) await savePull(store(), pullAt(n % 3, { number: n + 1, state }));
    expect((await openPulls(store(), repository)).map(({ number }) => number).sort()).toEqual([1, 4]);
    const recent = await recentPulls(store(), 3);
    expect(recent.map(({ number }) => number)).toEqual([3, 2, 4]);
    expect(recent[0]).toEqual({
      repository: `acme/r${repository}`,
      number: 3,
      title: 'Title of minute 2',
      state: 'merged',
      head,
      scoredAt: null,
      failure: null,
    });
  });
});

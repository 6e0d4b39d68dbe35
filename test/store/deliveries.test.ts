import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { findCheck, settleCheck } from '../../src/store/checks.ts';
import {
  acceptDelivery,
  type Delivery,
  deliveryCounts,
  forgetDeliveries,
  knownDeliveries,
  settleDeliveries,
} from '../../src/store/deliveries.ts';
import type { Queue, Task } from '../../src/store/queue.ts';
import { openQueue } from '../../src/store/queue.ts';
import { head, ids, useAppStore } from './app-rows.ts';
import { databases } from './databases.ts';

const settings = { name: 'deliveries-test', concurrency: 1, perInstallation: 1, expireInSeconds: 60 };
const task: Task = { queue: settings.name, key: '9#3', installationId: ids.installation, data: { number: 3 } };
const owes = { githubId: ids.repository, head, pull: 3, again: false };
const delivery: Delivery = {
  guid: 'guid-1',
  event: 'pull_request.opened',
  installationId: ids.installation,
  task,
  owes,
};

describe.each(databases)('deliveries on %s', (kind) => {
  const store = useAppStore(kind);
  const opened: { queue?: Queue } = {};
  beforeAll(async () => {
    opened.queue = await openQueue(store(), [settings], () => {});
    // It is closed before the store is: what the suite does last is done first.
    return () => opened.queue?.stop(1_000);
  });
  const accept = (more: Partial<Delivery> = {}) => acceptDelivery(store(), opened.queue!, { ...delivery, ...more });
  const jobs = async () => {
    const found: unknown = await store().db.execute(
      sql`select count(*)::int as n from pgboss.job where name = ${settings.name} and state = 'created'`,
    );
    return (Array.isArray(found) ? found[0] : (found as { rows: { n: number }[] }).rows[0]).n as number;
  };
  const forgetJobs = () => store().db.execute(sql`delete from pgboss.job where name = ${settings.name}`);

  test('one is stored with its task and the check that it makes us owe', async () => {
    await forgetJobs();
    expect(await accept()).toBe('accepted');
    expect(await deliveryCounts(store())).toEqual({ received: 1 });
    expect(await findCheck(store(), ids.repository, head)).toMatchObject({ pull: 3, owedSince: expect.any(Date) });
    expect(await jobs()).toBe(1);
  });

  test('the same guid again, also many at once, changes nothing', async () => {
    await forgetJobs();
    const answers = await Promise.all(Array.from({ length: 20 }, () => accept()));
    expect(answers.filter((answer) => answer === 'accepted')).toHaveLength(1);
    await settleDeliveries(store(), task, 'done', 0);
    expect(await accept()).toBe('duplicate');
    expect(await deliveryCounts(store())).toEqual({ done: 1 });
    expect(await jobs()).toBe(1);
  });

  test('one that failed for good runs again when GitHub delivers it again', async () => {
    await accept();
    await settleDeliveries(store(), task, 'failed', 0);
    expect(await deliveryCounts(store())).toEqual({ failed: 1 });
    expect(await accept()).toBe('accepted');
    expect(await deliveryCounts(store())).toEqual({ received: 1 });
  });

  test('one that asks for nothing is kept, and no more', async () => {
    await forgetJobs();
    expect(await accept({ task: null, owes: null, installationId: null })).toBe('accepted');
    expect(await accept({ task: null, owes: null, installationId: null })).toBe('duplicate');
    expect(await deliveryCounts(store())).toEqual({ ignored: 1 });
    expect(await jobs()).toBe(0);
  });

  test('nothing of one is there when its task cannot be', async () => {
    const broken: Queue = { ...opened.queue!, send: () => Promise.reject(new Error('the queue is broken')) };
    await expect(acceptDelivery(store(), broken, delivery)).rejects.toThrow('the queue is broken');
    expect(await deliveryCounts(store())).toEqual({});
    expect(await findCheck(store(), ids.repository, head)).toBeNull();
    expect(await accept()).toBe('accepted');
  });

  test('a head that has its check is owed another only where it is asked for', async () => {
    await accept();
    await settleCheck(store(), owes, { checkRunId: 5, conclusion: 'success', readMsAgo: 0 });
    await accept({ guid: 'guid-2' });
    expect(await findCheck(store(), ids.repository, head)).toMatchObject({ owedSince: null });
    await accept({ guid: 'guid-3', owes: { ...owes, again: true } });
    expect(await findCheck(store(), ids.repository, head)).toMatchObject({
      owedSince: expect.any(Date),
      checkRunId: 5,
    });
  });

  test('a task settles what had come when it was taken up, and not what came since or asks for another', async () => {
    await accept();
    await accept({ guid: 'of another task', task: { ...task, key: '9#4' } });
    await store().db.execute(sql`update deliveries set received_at = now() - interval '10 seconds'`);
    await accept({ guid: 'come since' });
    await settleDeliveries(store(), task, 'done', 5_000);
    expect(await deliveryCounts(store())).toEqual({ done: 1, received: 2 });
  });

  test('old ones are forgotten, known ones are told apart', async () => {
    await accept();
    await accept({ guid: 'guid-2' });
    expect(await knownDeliveries(store(), ['guid-2', "o'; drop table", 'guid-1'])).toEqual(
      new Set(['guid-1', 'guid-2']),
    );
    expect(await knownDeliveries(store(), [])).toEqual(new Set());
    await store().db.execute(sql`update deliveries set received_at = now() - interval '40 days' where guid = 'guid-1'`);
    expect(await forgetDeliveries(store(), new Date(Date.now() - 30 * 86_400_000))).toBe(1);
    expect(await knownDeliveries(store(), ['guid-1', 'guid-2'])).toEqual(new Set(['guid-2']));
  });
});

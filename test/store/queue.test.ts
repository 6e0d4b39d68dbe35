import { beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/database.ts';
import {
  type Job,
  openQueue,
  type Queue,
  type QueueSettings,
  readQueueStates,
  type Task,
} from '../../src/store/queue.ts';
import { databases, useStore } from './databases.ts';

const named = (name: string, more: Partial<QueueSettings> = {}): QueueSettings => {
  return { name, concurrency: 3, perInstallation: 3, expireInSeconds: 60, ...more };
};
const queues = {
  coalescing: named('coalescing'),
  separate: named('separate'),
  transactional: named('transactional'),
  groups: named('groups', { perInstallation: 1 }),
  retried: named('retried'),
  later: named('later'),
  stopped: named('stopped'),
};
const task = (queue: QueueSettings, key: string, installationId = 5): Task => {
  return { queue: queue.name, key, installationId, data: { of: key } };
};

/** A worker that holds each job until it is let go. */
function holding() {
  const begun: Job[] = [];
  const watchers = new Set<() => void>();
  const held: (() => void)[] = [];
  return {
    begun,
    handler: (job: Job) =>
      new Promise<void>((resolve) => {
        held.push(resolve);
        begun.push(job);
        for (const watcher of watchers) watcher();
      }),
    /** Waits until so many jobs have begun, from the start. */
    async begin(count: number): Promise<void> {
      if (begun.length >= count) return;
      await new Promise<void>((resolve) => watchers.add(() => begun.length >= count && resolve()));
    },
    /** Lets the oldest held job end. */
    end: () => held.shift()?.(),
  };
}

describe.each(databases)('the queue on %s', (kind) => {
  const store = useStore(kind);
  const opened: { queue?: Queue } = {};
  beforeAll(async () => {
    opened.queue = await openQueue(store(), Object.values(queues), () => {});
    return () => opened.queue?.stop(1_000);
  });
  const queue = () => opened.queue!;

  test('of one key one waits and one runs; who asks while one waits is served by it', async () => {
    const worker = holding();
    await queue().send(task(queues.coalescing, 'a'));
    await queue().send(task(queues.coalescing, 'a'));
    await queue().work(queues.coalescing, worker.handler);
    await worker.begin(1);
    // One runs now: who asks from here on is not served by it.
    for (let n = 0; n < 5; n++) await queue().send(task(queues.coalescing, 'a'));
    await queue().send(task(queues.coalescing, 'b'));
    await worker.begin(2);
    expect(worker.begun.map((job) => job.task.key)).toEqual(['a', 'b']);
    worker.end();
    await worker.begin(3);
    expect(worker.begun.map((job) => job.task.key)).toEqual(['a', 'b', 'a']);
    worker.end();
    worker.end();
    // Whatever else had waited of `a` would come before this.
    await queue().send(task(queues.coalescing, 'c'));
    await worker.begin(4);
    expect(worker.begun.map((job) => job.task.key)).toEqual(['a', 'b', 'a', 'c']);
    worker.end();
  });

  test('a job has what was sent', async () => {
    const worker = holding();
    await queue().work(queues.separate, worker.handler);
    await queue().send(task(queues.separate, 'a', 7));
    await worker.begin(1);
    expect(worker.begun[0]).toMatchObject({ task: task(queues.separate, 'a', 7), attempt: 0, last: false });
    expect(worker.begun[0]?.signal.aborted).toBe(false);
    worker.end();
  });

  test('a task is there exactly if its transaction is', async () => {
    const worker = holding();
    const send = (key: string, fails: boolean) =>
      store().db.transaction(async (transaction) => {
        await queue().send(task(queues.transactional, key), { transaction: transaction as unknown as Store['db'] });
        if (fails) throw new Error('rolled back');
      });
    await expect(send('lost', true)).rejects.toThrow('rolled back');
    await send('kept', false);
    await queue().work(queues.transactional, worker.handler);
    await worker.begin(1);
    expect(worker.begun.map((job) => job.task.key)).toEqual(['kept']);
    worker.end();
  });

  test('an installation with many tasks leaves room for the others', async () => {
    const worker = holding();
    for (const key of ['a', 'b', 'c']) await queue().send(task(queues.groups, key, 1));
    await queue().send(task(queues.groups, 'd', 2));
    await queue().work(queues.groups, worker.handler);
    await worker.begin(2);
    const installations = () => worker.begun.map((job) => job.task.installationId).sort();
    expect(installations(), 'one of each, though three wait').toEqual([1, 2]);
    worker.end();
    worker.end();
    await worker.begin(3);
    expect(installations()).toEqual([1, 1, 2]);
    worker.end();
    await worker.begin(4);
    expect(installations()).toEqual([1, 1, 1, 2]);
    worker.end();
  });

  test('what fails is tried again, and knows the how-manieth time it is', async () => {
    const attempts: Job[] = [];
    const succeeded = Promise.withResolvers<void>();
    await queue().work(queues.retried, async (job) => {
      attempts.push(job);
      if (job.attempt === 0) throw new Error('once');
      succeeded.resolve();
    });
    await queue().send(task(queues.retried, 'a'));
    await succeeded.promise;
    expect(attempts.map(({ attempt, last }) => ({ attempt, last }))).toEqual([
      { attempt: 0, last: false },
      { attempt: 1, last: false },
    ]);
  });

  test('what is to begin later does not keep what is asked for now', async () => {
    const worker = holding();
    await queue().send(task(queues.later, 'a'), { startAfter: new Date(Date.now() + 3_600_000) });
    await queue().send(task(queues.later, 'b'));
    await queue().work(queues.later, worker.handler);
    await worker.begin(1);
    expect(worker.begun.map((job) => job.task.key)).toEqual(['b']);
    worker.end();
  });

  test('tells of each queue how much there is to do', async () => {
    await queue().send(task(queues.later, 'tomorrow'), { startAfter: new Date(Date.now() + 86_400_000) });
    const states = await readQueueStates(store(), Object.values(queues));
    expect(states.map((state) => state.queue).sort()).toEqual(Object.keys(queues).sort());
    const later = states.find((state) => state.queue === queues.later.name)!;
    expect(later.waiting).toBeGreaterThan(0);
    expect(later).toMatchObject({ active: 0, failed: 0 });
  });
});

import type { DrizzleTransactionLike, JobWithMetadata } from 'pg-boss';
import { rows, type Store } from './database.ts';
import { sql } from './drizzle.ts';

/** One kind of background task. */
export interface QueueSettings {
  name: string;
  /** How many of them one process works on at once. */
  concurrency: number;
  /** How many of those may belong to one installation, so that none starves the others. */
  perInstallation: number;
  /** Seconds after which a task that still runs is taken for lost and given to another worker. */
  expireInSeconds: number;
  /** Five-field cron expression (UTC): the task is sent to itself at these times, once for all processes. */
  cron?: string;
}

/** Something to do in the background. Of one key one waits and one runs at most: what asks again while one waits is served by it. */
export interface Task {
  queue: string;
  key: string;
  /** 0 for what belongs to no installation. */
  installationId: number;
  data: object;
}

/** A task in the hands of a worker. */
export interface Job {
  task: Task;
  /** 0 for the first attempt. */
  attempt: number;
  /** No further attempt follows when this one fails. */
  last: boolean;
  /** Aborted when the time is over or the process stops. */
  signal: AbortSignal;
}

/** How many tasks wait, run and have failed for good, and how long the oldest that could run has waited. */
export interface QueueState {
  queue: string;
  waiting: number;
  active: number;
  failed: number;
  oldestSeconds: number | null;
}

/** The queue of background tasks, in the same database as everything else. */
export interface Queue {
  /** Inside `transaction` (of `Store.db`) where given: then the task is there exactly if the transaction commits. */
  send(task: Task, options?: { startAfter?: Date; transaction?: Store['db'] }): Promise<void>;
  work(settings: QueueSettings, handler: (job: Job) => Promise<void>): Promise<void>;
  /** Takes no more tasks, waits for the running ones up to `graceMs`, then gives the rest back. */
  stop(graceMs: number): Promise<void>;
}

/** Seconds between signs of life of a running task; without one for this long another worker takes it. */
const heartbeatSeconds = 10;

/**
 * Tries again after 2, 4, 8 … at most 300 seconds, for about an hour and a half: longer than most outages. What is then
 * lost the daily comparison with GitHub finds.
 */
const retries = { retryLimit: 24, retryDelay: 2, retryBackoff: true, retryDelayMax: 300 };

/**
 * The states of the queues of a store that a process of the app has opened; nothing of it is changed. None where no app
 * has run yet.
 */
export async function readQueueStates(store: Store, queues: readonly QueueSettings[]): Promise<QueueState[]> {
  const known = await rows<{ name: string; state: string; times: number; oldest: number | null }>(
    store,
    sql`select name, state::text as state, count(*)::int as times,
          extract(epoch from now() - min(start_after) filter (where start_after <= now()))::int as oldest
        from pgboss.job where state in ('created', 'retry', 'active', 'failed') group by 1, 2`,
  ).catch(() => []);
  return queues.map(({ name }) => {
    const of = (...states: string[]) => known.filter((row) => row.name === name && states.includes(row.state));
    const sum = (found: typeof known) => found.reduce((total, { times }) => total + times, 0);
    const ready = of('created', 'retry').flatMap(({ oldest }) => (oldest === null ? [] : [oldest]));
    const oldestSeconds = ready.length > 0 ? Math.max(...ready) : null;
    const waiting = sum(of('created', 'retry'));
    return { queue: name, waiting, active: sum(of('active')), failed: sum(of('failed')), oldestSeconds };
  });
}

/**
 * Opens the queue of a store and makes its queues; `onError` hears what goes wrong in the background (a lost
 * connection), which mends itself.
 */
export async function openQueue(
  store: Store,
  queues: readonly QueueSettings[],
  onError: (error: Error) => void,
): Promise<Queue> {
  const { PgBoss, fromDrizzle, fromPglite } = await import('pg-boss');
  const { engine } = store;
  const boss = new PgBoss({
    ...('pglite' in engine
      ? { db: fromPglite(engine.pglite), backend: 'pglite' as const }
      : { connectionString: engine.url, application_name: 'touchstone queue', max: 6 }),
    useListenNotify: true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    maintenanceIntervalSeconds: 600,
    registerInstance: false,
    reindex: false,
    monitorVacuum: false,
    openTelemetry: { enabled: false },
  });
  boss.on('error', onError);
  await boss.start();
  for (const { name, expireInSeconds, cron } of queues) {
    const settings = {
      ...retries,
      expireInSeconds,
      heartbeatSeconds,
      notify: true,
      retentionSeconds: 30 * 86_400,
      deleteAfterSeconds: 3_600,
    };
    await boss.createQueue(name, { ...settings, policy: 'stately' });
    await boss.updateQueue(name, settings);
    // pg-boss remembers each queue from here on. To learn of one inside a transaction would wait for itself on PGlite.
    await boss.findJobs(name, { limit: 1 });
    if (cron) await boss.schedule(name, cron, { key: name, installationId: 0 }, { singletonKey: name });
  }
  return {
    async send({ queue, key, installationId, data }, { startAfter, transaction } = {}) {
      await boss.send(
        queue,
        { ...data, key, installationId },
        {
          singletonKey: key,
          group: { id: String(installationId) },
          ...(startAfter ? { startAfter } : {}),
          ...(transaction ? { db: fromDrizzle(transaction as unknown as DrizzleTransactionLike, sql) } : {}),
        },
      );
    },
    async work({ name, concurrency, perInstallation }, handler) {
      const options = {
        localConcurrency: concurrency,
        localGroupConcurrency: perInstallation,
        pollingIntervalSeconds: 1,
        notifyPollingIntervalSeconds: 2,
        heartbeatRefreshSeconds: 3,
        includeMetadata: true as const,
      };
      await boss.work(name, options, async ([job]: JobWithMetadata<{ key: string; installationId: number }>[]) => {
        if (!job) return;
        const { key, installationId, ...data } = job.data;
        await handler({
          task: { queue: name, key, installationId, data },
          attempt: job.retryCount,
          last: job.retryCount >= job.retryLimit,
          signal: job.signal,
        });
      });
    },
    stop: (graceMs) => boss.stop({ graceful: true, timeout: graceMs }),
  };
}

import { Forbidden, Gone, Moved, RateLimited, Suspended } from '../github/errors.ts';
import { settleDeliveries } from '../store/deliveries.ts';
import { limitInstallation, suspendInstallation } from '../store/installations.ts';
import type { Job, QueueSettings } from '../store/queue.ts';
import { checkMergeGroup, rerunCheck } from './checks-on-request.ts';
import { compareRepository } from './compare-repository.ts';
import { inSeconds, Later, type TaskContext, type TaskRun } from './context.ts';
import { measureDefaultBranch } from './measure-default-branch.ts';
import { queues, syncInstallationTask } from './queues.ts';
import { redeliverMissed } from './redeliver.ts';
import { reportAllHotspots, reportHotspots } from './report-hotspots.ts';
import { scoreHistory } from './score-history.ts';
import { scorePull } from './score-pull.ts';
import { reconcile, syncInstallation } from './sync-installation.ts';
import { tidy } from './tidy.ts';
import { trendHistory } from './trend-history.ts';

/** Attempts after which what GitHub says is not there is believed to be not there. */
const attemptsAtGone = 2;

/** Begins to work on the queue: which task does what. */
export async function startWork(context: TaskContext): Promise<void> {
  const work = <Data>(queue: QueueSettings, run: (context: TaskContext, run: TaskRun<Data>) => Promise<void>) =>
    context.queue.work(queue, (job) => runTask(context, job, run));
  await work(queues.scorePull, scorePull);
  await work(queues.checkMergeGroup, checkMergeGroup);
  await work(queues.rerunCheck, rerunCheck);
  await work(queues.measureRepository, measureDefaultBranch);
  await work(queues.scoreHistory, scoreHistory);
  await work(queues.reportHotspots, reportHotspots);
  await work(queues.reportAllHotspots, reportAllHotspots);
  await work(queues.trendHistory, trendHistory);
  await work(queues.syncInstallation, syncInstallation);
  await work(queues.compareRepository, compareRepository);
  await work(queues.redeliver, redeliverMissed);
  await work(queues.reconcile, reconcile);
  await work(queues.tidy, tidy);
}

/** Runs a task once, writes its line in the log, and decides what its failure means. */
async function runTask<Data>(
  context: TaskContext,
  job: Job,
  run: (context: TaskContext, run: TaskRun<Data>) => Promise<void>,
): Promise<void> {
  const { store, queue, log } = context;
  const { task, attempt, last, signal } = job;
  const start = performance.now();
  const figures: Record<string, unknown> = { task: task.queue, key: task.key };
  const line = () => ({ ...figures, ms: Math.round(performance.now() - start), ...(attempt > 0 ? { attempt } : {}) });
  const note = (more: Record<string, unknown>) => void Object.assign(figures, more);
  const again = async (at: Date, why: string) => {
    await queue.send(task, { startAfter: at });
    log.info({ ...line(), why, again: at }, 'later');
  };
  try {
    await run(context, { data: task.data as Data, signal, attempt, last, note });
    await settleDeliveries(store, task, 'done', performance.now() - start);
    log.info(line(), 'done');
  } catch (error) {
    if (error instanceof Later) return await again(error.at, error.message);
    if (error instanceof RateLimited) {
      if (task.installationId > 0) await limitInstallation(store, task.installationId, error.resetAt);
      return await again(error.resetAt, error.message);
    }
    if (error instanceof Suspended) {
      await suspendInstallation(store, task.installationId);
      // GitHub has the last word: the suspension may be over. What is left undone, its end makes up for.
      await queue.send(syncInstallationTask({ installation: task.installationId, compare: true }));
      await settleDeliveries(store, task, 'done', performance.now() - start);
      return log.info({ ...line(), why: error.message }, 'paused');
    }
    if (error instanceof Forbidden) {
      // A permission that was not granted, which no other attempt gives.
      await settleDeliveries(store, task, 'done', performance.now() - start);
      return log.warn({ ...line(), why: error.message }, 'not permitted');
    }
    if (error instanceof Moved || error instanceof Gone) {
      // What is known of the installation is stale. A name changes once; what is gone for good is given up.
      await queue.send(syncInstallationTask({ installation: task.installationId, compare: false }));
      if (error instanceof Moved) return await again(inSeconds(2), error.message);
      if (attempt >= attemptsAtGone) {
        await settleDeliveries(store, task, 'done', performance.now() - start);
        return log.info({ ...line(), why: error.message }, 'gone');
      }
    }
    if (last) await settleDeliveries(store, task, 'failed', performance.now() - start);
    log[last ? 'error' : 'warn']({ ...line(), err: error }, last ? 'failed for good' : 'failed, will try again');
    throw error;
  }
}

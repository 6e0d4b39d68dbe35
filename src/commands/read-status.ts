import type { Store } from '../store/database.ts';
import { deliveryCounts } from '../store/deliveries.ts';
import { lastReportedAt } from '../store/hotspot-reports.ts';
import { allInstallations } from '../store/installations.ts';
import { activeRepositories, type InstalledRepository } from '../store/installed-repositories.ts';
import { type RecentPull, recentPulls } from '../store/pulls.ts';
import { type QueueState, readQueueStates } from '../store/queue.ts';
import { latestScorecard } from '../store/scorecards.ts';
import { queues } from '../tasks/queues.ts';

/** What `touchstone status` shows; its JSON, with ISO dates. */
export interface Status {
  version: 1;
  installations: { account: string; state: string; limitedUntil: string | null }[];
  repositories: {
    name: string;
    /** Of its installation: nothing is done while that is suspended or removed. */
    state: 'active' | 'suspended' | 'removed';
    score: number | null;
    measuredAt: string | null;
    commit: string | null;
    failure: string | null;
    /** Of its trend: how many of how many points are there; null where none was made yet. */
    trend: { points: number; of: number } | null;
    /** When the last edition of its hot-spot report was made. */
    reportedAt: string | null;
  }[];
  queue: QueueState[];
  /** Deliveries by state. */
  deliveries: Record<string, number>;
  pulls: (Omit<RecentPull, 'scoredAt'> & { scoredAt: string | null })[];
}

const recent = 20;

/** Reads the status of an app from its store. */
export async function readStatus(store: Store): Promise<Status> {
  const repositories: Status['repositories'] = [];
  const installations = await allInstallations(store);
  const stateOf = new Map(installations.map(({ id, state }) => [id, state]));
  for (const repository of await activeRepositories(store)) {
    const latest = await latestScorecard(store, repository.repositoryId);
    repositories.push({
      name: `${repository.owner}/${repository.name}`,
      state: stateOf.get(repository.installationId) ?? 'removed',
      score: latest?.scorecard.score ?? null,
      measuredAt: repository.measuredAt?.toISOString() ?? null,
      commit: repository.measuredCommit,
      failure: repository.failure,
      trend: trendOf(repository),
      reportedAt: (await lastReportedAt(store, repository.repositoryId))?.toISOString() ?? null,
    });
  }
  const pulls = await recentPulls(store, recent);
  return {
    version: 1,
    installations: installations.map(({ account, state, limitedUntil }) => ({
      account,
      state,
      limitedUntil: limitedUntil && limitedUntil.getTime() > Date.now() ? limitedUntil.toISOString() : null,
    })),
    repositories,
    queue: await readQueueStates(store, Object.values(queues)),
    deliveries: await deliveryCounts(store),
    pulls: pulls.map((pull) => ({ ...pull, scoredAt: pull.scoredAt?.toISOString() ?? null })),
  };
}

function trendOf({ trendKept, trendAsked }: InstalledRepository): Status['repositories'][number]['trend'] {
  return trendKept === null || trendAsked === null ? null : { points: trendKept, of: trendAsked };
}

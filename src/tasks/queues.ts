import type { QueueSettings, Task } from '../store/queue.ts';

const hour = 3_600;

/** The kinds of background tasks. Slow ones have a queue of their own, so that no pull waits behind a clone of another repository. */
export const queues = {
  scorePull: { name: 'score-pull', concurrency: 3, perInstallation: 2, expireInSeconds: hour },
  checkMergeGroup: { name: 'check-merge-group', concurrency: 1, perInstallation: 1, expireInSeconds: 300 },
  rerunCheck: { name: 'rerun-check', concurrency: 1, perInstallation: 1, expireInSeconds: hour },
  measureRepository: { name: 'measure-repository', concurrency: 2, perInstallation: 1, expireInSeconds: 2 * hour },
  scoreHistory: { name: 'score-history', concurrency: 2, perInstallation: 1, expireInSeconds: 2 * hour },
  reportHotspots: { name: 'report-hotspots', concurrency: 1, perInstallation: 1, expireInSeconds: 2 * hour },
  trendHistory: { name: 'trend-history', concurrency: 1, perInstallation: 1, expireInSeconds: 2 * hour },
  syncInstallation: { name: 'sync-installation', concurrency: 1, perInstallation: 1, expireInSeconds: hour },
  compareRepository: { name: 'compare-repository', concurrency: 1, perInstallation: 1, expireInSeconds: 600 },
  redeliver: { name: 'redeliver', concurrency: 1, perInstallation: 1, expireInSeconds: 540, cron: '*/10 * * * *' },
  reconcile: { name: 'reconcile', concurrency: 1, perInstallation: 1, expireInSeconds: hour, cron: '17 3 * * *' },
  // Early on Monday, before the week is planned.
  reportAllHotspots: {
    name: 'report-all-hotspots',
    concurrency: 1,
    perInstallation: 1,
    expireInSeconds: hour,
    cron: '23 6 * * 1',
  },
  tidy: { name: 'tidy', concurrency: 1, perInstallation: 1, expireInSeconds: hour, cron: '43 * * * *' },
} satisfies Record<string, QueueSettings>;

/** A repository of an installation, by GitHub's ids. */
export interface RepositoryData {
  installation: number;
  repository: number;
}

/** One pull of a repository. */
export interface PullData extends RepositoryData {
  number: number;
}

/** One commit of a repository that a check run is asked for. */
export interface HeadData extends RepositoryData {
  head: string;
}

/** `compare`: each of its repositories is compared with GitHub as well. */
export interface InstallationData {
  installation: number;
  compare: boolean;
}

/** Scores a pull as it is at GitHub when the task runs, and publishes its check run. */
export function scorePullTask(data: PullData): Task {
  return taskOf(queues.scorePull, `${data.repository}#${data.number}`, data);
}

/** Reports on the head of a merge group. */
export function checkMergeGroupTask(data: HeadData): Task {
  return taskOf(queues.checkMergeGroup, `${data.repository}@${data.head}`, data);
}

/** Someone pressed *Re-run* at a commit. */
export function rerunCheckTask(data: HeadData): Task {
  return taskOf(queues.rerunCheck, `${data.repository}@${data.head}`, data);
}

/** Measures the default branch as it is when the task runs. */
export function measureRepositoryTask({ installation, repository }: RepositoryData): Task {
  return taskOf(queues.measureRepository, String(repository), { installation, repository });
}

/** Scores the last pulls of a repository from its history. */
export function scoreHistoryTask({ installation, repository }: RepositoryData): Task {
  return taskOf(queues.scoreHistory, String(repository), { installation, repository });
}

/** Makes a new edition of a repository's hot-spot report. */
export function reportHotspotsTask({ installation, repository }: RepositoryData): Task {
  return taskOf(queues.reportHotspots, String(repository), { installation, repository });
}

/** Measures the revisions of the past that a trend lacks. */
export function trendHistoryTask({ installation, repository }: RepositoryData): Task {
  return taskOf(queues.trendHistory, String(repository), { installation, repository });
}

/** Compares a repository's open pulls and default branch with GitHub. */
export function compareRepositoryTask({ installation, repository }: RepositoryData): Task {
  return taskOf(queues.compareRepository, String(repository), { installation, repository });
}

/** Learns from GitHub what an installation is and which repositories it gives access to. */
export function syncInstallationTask(data: InstallationData): Task {
  return taskOf(queues.syncInstallation, `${data.installation}${data.compare ? ' compare' : ''}`, data);
}

function taskOf<Data extends { installation: number }>({ name }: QueueSettings, key: string, data: Data): Task {
  return { queue: name, key, installationId: data.installation, data };
}

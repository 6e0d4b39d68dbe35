import { GitHubError } from '../github/errors.ts';
import { listRecentPulls } from '../github/pulls.ts';
import { noteBackfilled } from '../store/installed-repositories.ts';
import { findPull } from '../store/pulls.ts';
import { Later, type TaskContext, type TaskRun } from './context.ts';
import { workable } from './installed.ts';
import { type RepositoryData, scorePullTask } from './queues.ts';
import { keepPull, scoreHead } from './score-pull.ts';

/** So many pulls of the past are scored when a repository is new here. */
const recent = 20;

/** Scores the last pulls of a repository that is new here, so that nobody has to wait for the next one. */
export async function scoreHistory(context: TaskContext, run: TaskRun<RepositoryData>): Promise<void> {
  const { store, github } = context;
  const { installation, repository: id } = run.data;
  const installed = await workable(context, id, installation, run.attempt);
  if (!installed) return run.note({ skipped: 'not installed' });
  const { repository } = installed;
  run.note({ repository: `${repository.owner}/${repository.name}` });

  const pulls = await listRecentPulls(github.installation(repository.installationId), repository, recent);
  let scored = 0;
  let failed = 0;
  for (const pull of pulls) {
    await keepPull(context, installed, pull);
    const known = await findPull(store, id, pull.number);
    if (known?.scoredHead === pull.head) continue;
    // An open one gets its check run as if it had been opened now.
    if (pull.state === 'open') {
      await context.queue.send(scorePullTask({ installation, repository: id, number: pull.number }));
      continue;
    }
    try {
      await scoreHead(context, installed, pull, run.signal);
      scored += 1;
    } catch (error) {
      // One whose commits are gone is no reason to miss the others; its reason is kept.
      if (error instanceof GitHubError || error instanceof Later || run.signal.aborted) throw error;
      failed += 1;
    }
  }
  await noteBackfilled(store, id);
  run.note({ pulls: pulls.length, scored, failed });
}

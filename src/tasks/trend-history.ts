import { storedFacts } from '../engine/stored-facts.ts';
import { trendCommits } from '../engine/trend.ts';
import { MirrorTooLarge } from '../git/mirror.ts';
import { noteTrend } from '../store/installed-repositories.ts';
import { forgetOtherPoints, knownTrendPoints, saveTrendPoint } from '../store/trend-points.ts';
import type { TaskContext, TaskRun } from './context.ts';
import { type Installed, unreadable, withMirror, workable } from './installed.ts';
import { type RepositoryData, trendHistoryTask } from './queues.ts';

/** After so long, other repositories' trends have their turn, and a process that is to stop stops. */
const turnMs = 5_000;

/**
 * Measures what the trend of a repository lacks, by the configuration of its default branch: the months first, then the
 * weeks between. Each point is kept when it is there, and what is left after a turn, or a restart, is done in the next.
 */
export async function trendHistory(context: TaskContext, run: TaskRun<RepositoryData>): Promise<void> {
  const installed = await workable(context, run.data.repository, run.data.installation, run.attempt);
  if (!installed) return run.note({ skipped: 'not installed' });
  const { owner, name, measuredCommit } = installed.repository;
  run.note({ repository: `${owner}/${name}` });
  const why = unreadable(installed) ?? (measuredCommit === null ? 'not measured yet' : null);
  if (why !== null || measuredCommit === null) return run.note({ skipped: why });
  try {
    await measurePast(context, run, installed, measuredCommit);
  } catch (error) {
    if (!(error instanceof MirrorTooLarge)) throw error;
    run.note({ skipped: error.message });
  }
}

async function measurePast(
  context: TaskContext,
  { signal, note, data }: TaskRun<RepositoryData>,
  installed: Installed,
  head: string,
): Promise<void> {
  const { store, queue, measuring, trendMonths } = context;
  const turnEnds = performance.now() + turnMs;
  const { repositoryId, owner, name, defaultBranch } = installed.repository;
  const cache = storedFacts(store, repositoryId);
  const wanted = { refs: [`refs/heads/${defaultBranch}`], commits: [head] };
  await withMirror(context, installed, wanted, signal, async ({ gitDir }) => {
    const commits = await trendCommits(gitDir, head, trendMonths);
    const known = await knownTrendPoints(store, repositoryId, commits);
    const lacking = commits.filter((commit) => !known.has(commit));
    let measured = 0;
    for (const at of lacking) {
      if (performance.now() > turnEnds) break;
      // One at a time, and only when no pull is being measured.
      await measuring.idle();
      signal.throwIfAborted();
      const request = { kind: 'repository' as const, gitDir, at, by: head, repo: `${owner}/${name}` };
      const { scorecard } = await measuring.measure(request, cache, signal);
      await saveTrendPoint(store, repositoryId, scorecard);
      measured += 1;
    }
    const left = lacking.length - measured;
    await noteTrend(store, data.repository, commits.length, commits.length - left);
    if (left > 0) await queue.send(trendHistoryTask(data));
    else await forgetOtherPoints(store, repositoryId, commits);
    note({ points: commits.length, measured, left });
  });
}

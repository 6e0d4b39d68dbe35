import { storedFacts } from '../engine/stored-facts.ts';
import { MirrorTooLarge } from '../git/mirror.ts';
import { findBranchHead } from '../github/installations.ts';
import { failRepository, noteMeasured } from '../store/installed-repositories.ts';
import { saveScorecard } from '../store/scorecards.ts';
import { saveTrendPoint } from '../store/trend-points.ts';
import type { TaskContext, TaskRun } from './context.ts';
import { type Installed, unreadable, withMirror, workable } from './installed.ts';
import { type RepositoryData, reportHotspotsTask, scoreHistoryTask, trendHistoryTask } from './queues.ts';
import { owesFirstIssue } from './report-hotspots.ts';

/** Measures the default branch of a repository as GitHub has it now, and keeps the scorecard. */
export async function measureDefaultBranch(context: TaskContext, run: TaskRun<RepositoryData>): Promise<void> {
  const { store, github } = context;
  const installed = await workable(context, run.data.repository, run.data.installation, run.attempt);
  if (!installed) return run.note({ skipped: 'not installed' });
  const { repository } = installed;
  run.note({ repository: `${repository.owner}/${repository.name}` });
  const why = unreadable(installed);
  if (why !== null) return await giveUp(context, run, installed, why);

  const octokit = github.installation(repository.installationId);
  const head = await findBranchHead(octokit, repository, repository.defaultBranch);
  if (head === null)
    return await giveUp(context, run, installed, `the branch ${repository.defaultBranch} has no commit`);
  if (head !== repository.measuredCommit) {
    let issue = false;
    try {
      const measured = await measure(context, installed, head, run.signal);
      run.note({ commit: head.slice(0, 9), score: measured.scorecard.score });
      issue = measured.issue;
    } catch (error) {
      if (error instanceof MirrorTooLarge) return await giveUp(context, run, installed, error.message);
      await failRepository(store, repository.id, (error as Error).message.slice(0, 500)).catch(() => {});
      throw error;
    }
    await noteMeasured(store, repository.id, head);
    if (issue && (await owesFirstIssue(context, installed, issue)))
      await context.queue.send(reportHotspotsTask(run.data));
    if (context.trendMonths > 0) await context.queue.send(trendHistoryTask(run.data));
  }
  if (repository.backfilledAt === null) await context.queue.send(scoreHistoryTask(run.data));
}

/** Nothing that another attempt would mend. Its pulls are scored all the same, by GitHub's list of their files. */
async function giveUp(
  context: TaskContext,
  run: TaskRun<RepositoryData>,
  { repository }: Installed,
  why: string,
): Promise<void> {
  await failRepository(context.store, repository.id, why);
  run.note({ skipped: why });
  if (repository.backfilledAt === null) await context.queue.send(scoreHistoryTask(run.data));
}

async function measure(context: TaskContext, installed: Installed, head: string, signal: AbortSignal) {
  const { repository } = installed;
  const wanted = { refs: [`refs/heads/${repository.defaultBranch}`], commits: [head] };
  const repo = `${repository.owner}/${repository.name}`;
  const measured = await withMirror(context, installed, wanted, signal, async ({ gitDir }) => {
    const request = { kind: 'repository' as const, gitDir, at: head, by: head, repo };
    return await context.measuring.measure(request, storedFacts(context.store, repository.repositoryId), signal);
  });
  await saveScorecard(context.store, repository.repositoryId, measured.scorecard);
  await saveTrendPoint(context.store, repository.repositoryId, measured.scorecard);
  return measured;
}

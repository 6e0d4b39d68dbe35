import { type GitHubPull, getPull } from '../github/pulls.ts';
import { renderCheckRun } from '../render/check-run.ts';
import { dropOwedCheck, dropOwedChecks, findCheck } from '../store/checks.ts';
import { failPull, findPull, savePull, savePullScorecard } from '../store/pulls.ts';
import type { TaskContext, TaskRun } from './context.ts';
import { type Installed, workable } from './installed.ts';
import { measureHead } from './measure-head.ts';
import { publishCheck } from './publish-check.ts';
import { type PullData, scorePullTask } from './queues.ts';

/**
 * Scores a pull as GitHub has it now and publishes the check run of its head, if it is open or owed one. Events only say
 * that something happened: their order does not matter.
 */
export async function scorePull(context: TaskContext, run: TaskRun<PullData>): Promise<void> {
  const { store, github } = context;
  const { installation, repository, number } = run.data;
  const installed = await workable(context, repository, installation, run.attempt);
  if (!installed) return run.note({ skipped: 'not installed' });

  const octokit = github.installation(installed.installation.id);
  const readAt = performance.now();
  const pull = await getPull(octokit, installed.repository, number);
  run.note({ repository: `${installed.repository.owner}/${installed.repository.name}`, pull: number });
  await keepPull(context, installed, pull);
  await dropOwedChecks(store, repository, number, pull.head);
  const known = await findPull(store, repository, number);
  const owing = await findCheck(store, repository, pull.head);
  const wanted = owing?.owedSince != null || (pull.state === 'open' && !owing?.conclusion);
  if (known?.scoredHead === pull.head && !wanted) return run.note({ skipped: 'scored already' });

  const check = await scoreHead(context, installed, pull, run.signal);
  run.note({ title: check.title });
  if (!wanted) return;
  if (installed.installation.permissions.checks !== 'write') {
    await dropOwedCheck(store, repository, pull.head);
    return run.note({ unpublished: 'the app has no permission to write check runs (Checks: write)' });
  }

  const latest = await getPull(octokit, installed.repository, number);
  if (latest.head !== pull.head) {
    // What was measured is history: the new head is scored instead, whether or not its event arrives.
    await context.queue.send(scorePullTask(run.data));
    return run.note({ stale: true });
  }
  await publishCheck(context, installed, { head: pull.head, pull: number, run: check }, readAt);
  run.note({ published: pull.head.slice(0, 9) });
}

/** Keeps what GitHub says of a pull. */
export async function keepPull(context: TaskContext, { repository }: Installed, pull: GitHubPull): Promise<void> {
  const { number, title, state, draft, baseRef, head, updatedAt } = pull;
  const { id: githubId, installationId } = repository;
  await savePull(context.store, { githubId, installationId, number, title, state, draft, baseRef, head, updatedAt });
}

/** Measures the head of a pull and keeps its scorecard; or keeps why that failed, and throws it. */
export async function scoreHead(context: TaskContext, installed: Installed, pull: GitHubPull, signal: AbortSignal) {
  const { store, definitionsUrl } = context;
  const githubId = installed.repository.id;
  try {
    const { card, broken } = await measureHead(context, installed, pull, signal);
    await savePullScorecard(store, githubId, card);
    return renderCheckRun(card, { broken, definitions: definitionsUrl });
  } catch (error) {
    await failPull(store, githubId, pull.number, (error as Error).message.slice(0, 500)).catch(() => {});
    throw error;
  }
}

import { findBranchHead } from '../github/installations.ts';
import { listOpenPulls } from '../github/pulls.ts';
import { findCheck, owedChecks } from '../store/checks.ts';
import { findPull, openPulls } from '../store/pulls.ts';
import type { TaskContext, TaskRun } from './context.ts';
import { unreadable, workable } from './installed.ts';
import { checkMergeGroupTask, measureRepositoryTask, type RepositoryData, scorePullTask } from './queues.ts';

/** Compares a repository's default branch and open pulls with GitHub, and asks for what is missing here. */
export async function compareRepository(context: TaskContext, run: TaskRun<RepositoryData>): Promise<void> {
  const { store, github, queue } = context;
  const { installation, repository: id } = run.data;
  const installed = await workable(context, id, installation, run.attempt);
  if (!installed) return run.note({ skipped: 'not installed' });
  const { repository } = installed;
  const octokit = github.installation(repository.installationId);
  // Without the contents there is no branch to ask for, and still its pulls get their check runs.
  const head =
    unreadable(installed) === null ? await findBranchHead(octokit, repository, repository.defaultBranch) : null;
  const moved = head !== null && head !== repository.measuredCommit;
  if (moved || repository.backfilledAt === null) await queue.send(measureRepositoryTask(run.data));

  const open = await listOpenPulls(octokit, repository);
  const stale = new Set<number>();
  for (const pull of open) {
    const known = await findPull(store, id, pull.number);
    const check = await findCheck(store, id, pull.head);
    if (known?.scoredHead !== pull.head || !check?.conclusion) stale.add(pull.number);
  }
  // Known as open, and not open any more: their state is read once more.
  const present = new Set(open.map(({ number }) => number));
  for (const { number } of await openPulls(store, id)) if (!present.has(number)) stale.add(number);
  // Asked for while the installation was suspended, or by a task that is lost.
  for (const { pull, head } of await owedChecks(store, id)) {
    const number = pull ?? open.find((each) => each.head === head)?.number;
    if (number !== undefined) stale.add(number);
    else await queue.send(checkMergeGroupTask({ installation, repository: id, head }));
  }
  for (const number of stale) await queue.send(scorePullTask({ installation, repository: id, number }));
  run.note({ repository: `${repository.owner}/${repository.name}`, moved, pulls: open.length, missed: stale.size });
}

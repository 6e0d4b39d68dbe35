import { listOpenPulls } from '../github/pulls.ts';
import { renderMergeGroup } from '../render/check-run.ts';
import { dropOwedCheck, findCheck } from '../store/checks.ts';
import type { TaskContext, TaskRun } from './context.ts';
import { workable } from './installed.ts';
import { publishCheck } from './publish-check.ts';
import type { HeadData } from './queues.ts';
import { scorePull } from './score-pull.ts';

/** A merge queue waits for a required check on its own commit: it is told at once. */
export async function checkMergeGroup(context: TaskContext, run: TaskRun<HeadData>): Promise<void> {
  const { installation, repository, head } = run.data;
  const installed = await workable(context, repository, installation, run.attempt);
  if (!installed) return run.note({ skipped: 'not installed' });
  run.note({ repository: `${installed.repository.owner}/${installed.repository.name}`, head: head.slice(0, 9) });
  await publishCheck(context, installed, { head, pull: null, run: renderMergeGroup() }, performance.now());
}

/** *Re-run*: the pull of that head is scored again; a merge group is told again. */
export async function rerunCheck(context: TaskContext, run: TaskRun<HeadData>): Promise<void> {
  const { store, github } = context;
  const { installation, repository, head } = run.data;
  const installed = await workable(context, repository, installation, run.attempt);
  if (!installed) return run.note({ skipped: 'not installed' });
  const check = await findCheck(store, repository, head);
  let number = check?.pull ?? null;
  if (number === null) {
    const open = await listOpenPulls(github.installation(installed.installation.id), installed.repository);
    number = open.find((pull) => pull.head === head)?.number ?? null;
  }
  if (number !== null) return await scorePull(context, { ...run, data: { installation, repository, number } });
  // What has a run, and is the head of no pull, is a merge group.
  if (check?.checkRunId != null) return await checkMergeGroup(context, run);
  // The head of no open pull: nobody waits for it.
  await dropOwedCheck(store, repository, head);
  run.note({ skipped: 'head of no open pull', head: head.slice(0, 9) });
}

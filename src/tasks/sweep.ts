import { Forbidden, Gone } from '../github/errors.ts';
import { renderUnmeasured } from '../render/check-run.ts';
import { type Check, dropOwedCheck, overdueChecks } from '../store/checks.ts';
import { findInstallation } from '../store/installations.ts';
import { findInstalledRepository } from '../store/installed-repositories.ts';
import type { TaskContext } from './context.ts';
import { publishCheck } from './publish-check.ts';

const atOnce = 50;
/** A repository that is still not known after so long is not ours. */
const patienceMs = 3_600_000;

/**
 * Concludes the checks that are overdue, so that nobody's merge waits for us. It needs neither the queue nor the task
 * that is stuck: it runs on a timer of its own, in every process. The task, should it still come to an end, replaces what
 * this says.
 */
export async function sweepOverdue(context: TaskContext): Promise<void> {
  for (const check of await overdueChecks(context.store, context.checkDeadlineSeconds, atOnce)) {
    const at = { repositoryId: check.githubId, head: check.head, pull: check.pull };
    try {
      if (await conclude(context, check)) context.log.warn(at, 'check concluded without a result: overdue');
    } catch (error) {
      context.log.warn({ ...at, err: error }, 'an overdue check could not be concluded; next time');
    }
  }
}

async function conclude(context: TaskContext, check: Check): Promise<boolean> {
  const { store } = context;
  const repository = await findInstalledRepository(store, check.githubId);
  const installation = await findInstallation(store, repository?.installationId ?? check.installationId);
  if (!repository || !installation || repository.state !== 'active' || installation.state !== 'active') {
    // Known and gone: nobody waits there. Not known yet: it stays owed for a while.
    const old = check.owedSince !== null && Date.now() - check.owedSince.getTime() > patienceMs;
    if ((repository && installation) || old) await dropOwedCheck(store, check.githubId, check.head);
    return false;
  }
  try {
    const { head, pull } = check;
    const publication = { head, pull, run: renderUnmeasured(), standIn: true };
    return await publishCheck(context, { repository, installation }, publication, performance.now());
  } catch (error) {
    if (!(error instanceof Gone) && !(error instanceof Forbidden)) throw error;
    await dropOwedCheck(store, check.githubId, check.head);
    return false;
  }
}

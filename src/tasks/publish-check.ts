import { ensureCheckRun } from '../github/check-runs.ts';
import type { CheckRun } from '../model.ts';
import { holdCheck, releaseCheck, settleCheck } from '../store/checks.ts';
import { inSeconds, Later, type TaskContext } from './context.ts';
import type { Installed } from './installed.ts';

/**
 * Makes a head's one check run say this. `readAt` (of `performance.now()`) is when what it says was read: what was asked
 * for since is still owed. Throws Later while another process writes it.
 */
export async function publishCheck(
  context: TaskContext,
  { repository, installation }: Pick<Installed, 'repository' | 'installation'>,
  at: { head: string; pull: number | null },
  run: CheckRun,
  readAt: number,
): Promise<void> {
  const { store, github } = context;
  const check = { githubId: repository.id, installationId: installation.id, ...at };
  const held = await holdCheck(store, check);
  if (!held) throw new Later(inSeconds(3), 'another process writes this check run');
  try {
    const octokit = github.installation(installation.id);
    const checkRunId = await ensureCheckRun(octokit, repository, at.head, run, {
      checkRunId: held.checkRunId,
      appId: github.settings.appId,
      detailsUrl: context.definitionsUrl,
    });
    await settleCheck(store, check, {
      checkRunId,
      conclusion: run.conclusion,
      readMsAgo: performance.now() - readAt,
    });
  } catch (error) {
    // If the database is what failed, the hold ends by itself.
    await releaseCheck(store, repository.id, at.head).catch(() => {});
    throw error;
  }
}

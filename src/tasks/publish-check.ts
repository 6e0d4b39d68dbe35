import { ensureCheckRun } from '../github/check-runs.ts';
import type { CheckRun } from '../model.ts';
import { holdCheck, holdSeconds, releaseCheck, settleCheck } from '../store/checks.ts';
import { inSeconds, Later, type TaskContext } from './context.ts';
import type { Installed } from './installed.ts';

/** What GitHub was not asked for by then is not asked for: another process may write from the end of the hold on. */
const writeMs = (holdSeconds - 4) * 1_000;

/** What a head's check run is to say. */
export interface Publication {
  head: string;
  /** Null: the head of a merge group. */
  pull: number | null;
  run: CheckRun;
  /** It stands in for a result that is not there: the head still waits for one, and gets it when there is. */
  standIn?: boolean;
}

/**
 * Makes a head's one check run say this. `readAt` (of `performance.now()`) is when what it says was read: what was asked
 * for since is still owed. False where a stand-in is no longer wanted. Throws Later while another process writes it.
 */
export async function publishCheck(
  context: TaskContext,
  { repository, installation }: Pick<Installed, 'repository' | 'installation'>,
  { head, pull, run, standIn = false }: Publication,
  readAt: number,
): Promise<boolean> {
  const { store, github } = context;
  const check = { githubId: repository.id, installationId: installation.id, head, pull };
  const held = await holdCheck(store, check);
  if (!held) throw new Later(inSeconds(3), 'another process writes this check run');
  if (standIn && held.owedSince === null) {
    // A result has come since the head was found waiting.
    await releaseCheck(store, repository.id, head);
    return false;
  }
  try {
    const octokit = github.installation(installation.id);
    const checkRunId = await ensureCheckRun(octokit, repository, head, run, {
      checkRunId: held.checkRunId,
      appId: github.settings.appId,
      detailsUrl: context.definitionsUrl,
      signal: AbortSignal.timeout(writeMs),
    });
    await settleCheck(store, check, {
      checkRunId,
      conclusion: standIn ? null : run.conclusion,
      readMsAgo: performance.now() - readAt,
    });
    return true;
  } catch (error) {
    // If the database is what failed, the hold ends by itself.
    await releaseCheck(store, repository.id, head).catch(() => {});
    throw error;
  }
}

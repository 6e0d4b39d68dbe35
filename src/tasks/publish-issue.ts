import { Forbidden } from '../github/errors.ts';
import { getAppSlug } from '../github/installations.ts';
import { ensureIssue, loginOf, type WantedIssue } from '../github/issues.ts';
import { holdIssue, holdIssueSeconds, releaseIssue, settleIssue, wantIssue } from '../store/issues.ts';
import { inSeconds, Later, type TaskContext } from './context.ts';
import type { Installed } from './installed.ts';

/** What GitHub was not asked for by then is not asked for: another process may write from the end of the hold on. */
const writeMs = (holdIssueSeconds - 4) * 1_000;

/** Whether the app may write issues there. */
export function mayWriteIssues({ installation }: Pick<Installed, 'installation'>): boolean {
  return installation.permissions.issues === 'write';
}

/**
 * Makes a repository's one issue of this key say this, and answers with what became of it, in words for the log. What no
 * other attempt would mend (no permission, an archived repository, no issues there) is such an answer, and no error.
 * Throws Later while another process writes it.
 */
export async function publishIssue(context: TaskContext, installed: Installed, wanted: WantedIssue): Promise<string> {
  const { store, github } = context;
  const { repository, installation } = installed;
  await wantIssue(store, repository.id, wanted.key);
  if (!mayWriteIssues(installed)) return 'no permission (Issues: write)';
  const held = await holdIssue(store, repository.id, wanted.key);
  if (!held) throw new Later(inSeconds(5), 'another process writes this issue');
  try {
    const ensured = await ensureIssue(github.installation(installation.id), repository, wanted, {
      number: held.number,
      login: async () => loginOf(await getAppSlug(github.app)),
      signal: AbortSignal.timeout(writeMs),
    });
    if ('number' in ensured) await settleIssue(store, held, ensured.number);
    else await releaseIssue(store, held);
    return ensured.did;
  } catch (error) {
    // If the database is what failed, the hold ends by itself.
    await releaseIssue(store, held).catch(() => {});
    if (error instanceof Forbidden) return `not permitted: ${error.message}`;
    throw error;
  }
}

import { formatProblem, type Problem } from '../config/problem.ts';
import { configPath } from '../engine/committed-config.ts';
import { measureListedPull } from '../engine/measure-pull.ts';
import { storedFacts } from '../engine/stored-facts.ts';
import { MirrorTooLarge, MissingCommits } from '../git/mirror.ts';
import { findBranchHead } from '../github/installations.ts';
import { type GitHubPull, listPullFiles } from '../github/pulls.ts';
import type { Annotation, PullSubject, Scorecard } from '../model.ts';
import type { CheckContext } from '../render/check-run.ts';
import type { TaskContext } from './context.ts';
import { type Installed, unreadable, withMirror } from './installed.ts';

/** A measured head, and what is wrong with the configuration. */
export interface MeasuredHead {
  card: Scorecard<PullSubject>;
  broken: CheckContext['broken'];
}

/**
 * Measures a pull from its merge base to its head: in the mirror or, where the contents may not or cannot be read, by
 * GitHub's list of its files.
 */
export async function measureHead(
  context: TaskContext,
  installed: Installed,
  pull: GitHubPull,
  signal: AbortSignal,
): Promise<MeasuredHead> {
  const why = unreadable(installed);
  if (why !== null) return await measureListed(context, installed, pull, why);
  try {
    return await measureMirrored(context, installed, pull, signal, [pull.head, pull.baseSha]);
  } catch (error) {
    if (error instanceof MirrorTooLarge) return await measureListed(context, installed, pull, error.message);
    // The base branch was rewritten since: what it was then is not there any more.
    const baseAlone = error instanceof MissingCommits && !error.commits.includes(pull.head);
    if (!baseAlone) throw error;
    return await measureMirrored(context, installed, pull, signal, [pull.head]);
  }
}

async function measureMirrored(
  context: TaskContext,
  installed: Installed,
  pull: GitHubPull,
  signal: AbortSignal,
  commits: string[],
): Promise<MeasuredHead> {
  const { repository, installation } = installed;
  const { head, number } = pull;
  const defaultRef = `refs/heads/${repository.defaultBranch}`;
  const baseRef = `refs/heads/${pull.baseRef}`;
  const refs = [...new Set([defaultRef, baseRef, `refs/pull/${number}/head`])];
  // The configuration is that of the default branch now, also where all else is in the mirror already.
  const tip = await findBranchHead(context.github.installation(installation.id), repository, repository.defaultBranch);
  const further = [tip, pull.mergeCommit].filter((commit) => commit !== null);
  const wanted = { refs, commits: [...commits, ...further] };
  // A merged pull is compared with what the merge found, an open one with its base as it is and as it was last seen.
  const against = pull.mergeCommit ? [`${pull.mergeCommit}^1`] : [baseRef, pull.baseSha];
  const repo = `${repository.owner}/${repository.name}`;
  return await withMirror(context, installed, wanted, signal, async ({ gitDir }) => {
    const request = {
      kind: 'pull' as const,
      gitDir,
      pull: { repo, number, head, defaultRef: tip ?? defaultRef, against },
    };
    const cache = storedFacts(context.store, repository.repositoryId);
    const { scorecard, problems, brought } = await context.measuring.measure(request, cache, signal);
    const broken = problems.length > 0 ? { annotations: annotationsOf(problems), byThisPull: brought } : null;
    return { card: scorecard, broken };
  });
}

function annotationsOf(problems: readonly Problem[]): Annotation[] {
  return problems.map((problem) => ({
    path: configPath,
    line: problem.line,
    message: formatProblem(configPath, problem).replace(/^[^ ]* /, ''),
  }));
}

async function measureListed(
  context: TaskContext,
  { repository, installation }: Installed,
  pull: GitHubPull,
  why: string,
): Promise<MeasuredHead> {
  const files = await listPullFiles(context.github.installation(installation.id), repository, pull.number);
  const repo = `${repository.owner}/${repository.name}`;
  const { number, head } = pull;
  return { card: await measureListedPull(files, { repo, number, head }, why), broken: null };
}

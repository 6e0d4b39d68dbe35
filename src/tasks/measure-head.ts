import { defaultConfig } from '../config/config.ts';
import { formatProblem, type Problem } from '../config/problem.ts';
import { configInForce, configPath, problemsBrought } from '../engine/committed-config.ts';
import { measureListedPull } from '../engine/measure-pull.ts';
import { storedFacts } from '../engine/stored-facts.ts';
import { mergeBase, objectsOf } from '../git/ancestry.ts';
import { MirrorTooLarge, MissingCommits } from '../git/mirror.ts';
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
  const { repository } = installed;
  const { head, number } = pull;
  const defaultRef = `refs/heads/${repository.defaultBranch}`;
  const baseRef = `refs/heads/${pull.baseRef}`;
  const refs = [...new Set([defaultRef, baseRef, `refs/pull/${number}/head`])];
  const wanted = { refs, commits: pull.mergeCommit ? [...commits, pull.mergeCommit] : commits };
  return await withMirror(context, installed, wanted, signal, async ({ gitDir }) => {
    const { base, tip } = await baseOf(gitDir, pull, [baseRef, defaultRef]);
    const { config, problems } = await configInForce(gitDir, tip);
    const brought = problems.length > 0 ? [] : await problemsBrought(gitDir, base, head);
    const repo = `${repository.owner}/${repository.name}`;
    const request = { kind: 'pull' as const, gitDir, pull: { repo, number, base, head }, config };
    const card = await context.measuring.measure(request, storedFacts(context.store, repository.repositoryId), signal);
    const broken = [...problems, ...brought];
    return {
      card,
      broken: broken.length > 0 ? { annotations: annotationsOf(broken), byThisPull: brought.length > 0 } : null,
    };
  });
}

/**
 * The merge base, and the tip of the default branch. Of a merged pull it is the base with the base branch just before the
 * merge; else that with the base branch, both as it is and as it was when the pull changed last.
 */
async function baseOf(gitDir: string, pull: GitHubPull, [baseRef, defaultRef]: [string, string]) {
  const named = pull.mergeCommit ? [`${pull.mergeCommit}^1`] : [baseRef, pull.baseSha];
  const [tip, ...others] = await objectsOf(
    gitDir,
    [defaultRef, ...named].map((name) => `${name}^{commit}`),
  );
  const there = others.filter((commit) => commit !== null);
  const base = there.length > 0 ? await mergeBase(gitDir, pull.head, there) : null;
  if (!base) throw new Error(`pull #${pull.number} and its base ${pull.baseRef} have no commit in common`);
  return { base, tip: tip ?? base };
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
  return { card: await measureListedPull(files, { repo, number, head }, defaultConfig, why), broken: null };
}

import { commits, git, mergedTree } from './git.ts';
import { fullName, type Pull } from './state.ts';

/** How a pull is merged. */
export type MergeMethod = 'merge' | 'squash' | 'rebase';

/**
 * Makes the commits of a merge on top of `onto` as GitHub does, and answers with the newest; no ref is moved. Rejects
 * when there is a conflict. `date` (ISO 8601) is the time of the commits.
 */
export async function mergeCommits(pull: Pull, onto: string, method: MergeMethod, date?: string): Promise<string> {
  const { gitDir } = pull.repository;
  const time: Record<string, string> = date ? { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date } : {};
  if (method === 'rebase') return await rebase(pull, onto, date);
  const tree = await mergedTree(gitDir, onto, pull.head.sha);
  if (method === 'merge') {
    const from = `${fullName(pull.head.repository).split('/')[0]}/${pull.head.branch}`;
    const message = `Merge pull request #${pull.number} from ${from}\n\n${pull.title}`;
    return await git(gitDir, ['commit-tree', tree, '-p', onto, '-p', pull.head.sha, '-m', message], time);
  }
  // GitHub names the pull's author; the head's is the nearest that a fixture has.
  const [newest] = await commits(gitDir, [pull.head.sha], 1);
  const author = { GIT_AUTHOR_NAME: newest!.author.name, GIT_AUTHOR_EMAIL: newest!.author.email };
  const message = `${pull.title} (#${pull.number})`;
  return await git(gitDir, ['commit-tree', tree, '-p', onto, '-m', message], { ...author, ...time });
}

async function rebase(pull: Pull, onto: string, date: string | undefined): Promise<string> {
  const { gitDir } = pull.repository;
  const picked = await commits(
    gitDir,
    ['--no-merges', '--reverse', '--topo-order', `${onto}..${pull.head.sha}`],
    10_000,
  );
  let tip = onto;
  for (const commit of picked) {
    const parent = commit.parents[0];
    if (!parent) throw new Error('a root commit can not be rebased');
    // A commit that undoes the parent up to our tip has the parent as the common ancestor: a cherry-pick, by merge-tree.
    const ours = await git(gitDir, ['commit-tree', `${tip}^{tree}`, '-p', parent, '-m', 'ours']);
    const tree = await mergedTree(gitDir, ours, commit.sha);
    tip = await git(gitDir, ['commit-tree', tree, '-p', tip, '-m', commit.message], {
      GIT_AUTHOR_NAME: commit.author.name,
      GIT_AUTHOR_EMAIL: commit.author.email,
      GIT_AUTHOR_DATE: commit.author.date,
      ...(date ? { GIT_COMMITTER_DATE: date } : {}),
    });
  }
  return tip;
}

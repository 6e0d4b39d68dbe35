import { sendRepositoryEvent } from '../events.ts';
import type { Fake } from '../fake.ts';
import { commits, resolve } from '../git.ts';
import { type MergeMethod, mergeCommits } from '../merge.ts';
import { account, type MergeGroup } from '../state.ts';
import { updateBranch } from './branches.ts';
import { pullByNumber, repositoryByName } from './find.ts';
import { finishMerge } from './pulls.ts';

/**
 * Puts pulls of one base into the merge queue as a group: a branch `gh-readonly-queue/<base>/pr-<number>-<sha>` with
 * all of them merged (`push`), and `merge_group.checks_requested`. Throws when they conflict.
 */
export async function mergeGroup(
  fake: Fake,
  options: { repo: string; numbers: number[]; method?: MergeMethod },
): Promise<{ branch: string; headSha: string; baseSha: string }> {
  const pulls = options.numbers.map((number) => pullByNumber(fake, options.repo, number));
  const last = pulls.at(-1);
  if (!last) throw new Error('a merge group needs a pull');
  const { repository } = last;
  const baseBranch = last.base.branch;
  const baseSha = (await resolve(repository.gitDir, `refs/heads/${baseBranch}`))!;
  let headSha = baseSha;
  for (const pull of pulls) headSha = await mergeCommits(pull, headSha, options.method ?? 'merge');
  const branch = `gh-readonly-queue/${baseBranch}/pr-${last.number}-${baseSha}`;
  const group: MergeGroup = { repository, pulls, branch, headSha, baseBranch, baseSha };
  await updateBranch(fake, repository, branch, headSha, queue(fake));
  fake.state.mergeGroups.push(group);
  await announce(fake, group, 'checks_requested', {});
  return { branch, headSha, baseSha };
}

/**
 * Ends a merge group: `merge_group.destroyed`, and its branch goes. With `merged` the base is moved to the group's head
 * and its pulls are closed as merged.
 */
export async function destroyMergeGroup(
  fake: Fake,
  options: { repo: string; branch: string; reason: 'merged' | 'invalidated' | 'dequeued' },
): Promise<void> {
  const repository = repositoryByName(fake, options.repo);
  const group = fake.state.mergeGroups.find(
    (candidate) => candidate.repository === repository && candidate.branch === options.branch,
  );
  if (!group) throw new Error(`there is no merge group ${options.branch}`);
  fake.state.mergeGroups = fake.state.mergeGroups.filter((other) => other !== group);
  if (options.reason === 'merged') await finishMerge(fake, group.pulls, group.headSha, queue(fake));
  await announce(fake, group, 'destroyed', { reason: options.reason });
  await updateBranch(fake, repository, group.branch, null, queue(fake));
}

async function announce(fake: Fake, group: MergeGroup, action: string, extra: Record<string, unknown>): Promise<void> {
  const { repository } = group;
  const [head] = await commits(repository.gitDir, [group.headSha], 1);
  const content = {
    ...extra,
    merge_group: {
      head_sha: group.headSha,
      head_ref: `refs/heads/${group.branch}`,
      base_sha: group.baseSha,
      base_ref: `refs/heads/${group.baseBranch}`,
      head_commit: {
        id: group.headSha,
        tree_id: head!.tree,
        message: head!.message,
        timestamp: head!.committer.date,
        author: { name: head!.author.name, email: head!.author.email },
        committer: { name: head!.committer.name, email: head!.committer.email },
      },
    },
  };
  sendRepositoryEvent(fake, { event: `merge_group.${action}`, repository, sender: queue(fake), content });
}

/** The bot that works the queue on GitHub. */
function queue(fake: Fake) {
  return account(fake.state, 'github-merge-queue[bot]', 'Bot');
}

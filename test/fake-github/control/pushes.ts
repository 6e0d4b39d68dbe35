import { pullBody } from '../bodies/pull.ts';
import { sendRepositoryEvent } from '../events.ts';
import type { Fake } from '../fake.ts';
import { fetchCommit, resolve, setRef } from '../git.ts';
import { type Account, account, type Pull, timestamp } from '../state.ts';
import { updateBranch } from './branches.ts';
import { repositoryByName } from './find.ts';
import { closePullOf } from './pulls.ts';

/**
 * Points a branch at a commit of a repository on disk, or at one that is here already, by a forced push: `push`, and
 * `pull_request.synchronize` of each open pull from the branch. The commit must exist at `from`.
 */
export async function pushBranch(
  fake: Fake,
  options: {
    repo: string;
    branch: string;
    /** `gitDir` is an absolute path, the repository itself when left out; `ref` a branch, sha or other name of a commit. */
    from: { gitDir?: string; ref: string };
    sender?: string;
  },
): Promise<{ before: string | null; after: string }> {
  const repository = repositoryByName(fake, options.repo);
  const { gitDir = repository.gitDir, ref } = options.from;
  const after = await fetchCommit(repository.gitDir, gitDir, ref);
  const by = account(fake.state, options.sender ?? 'octocat');
  const before = await updateBranch(fake, repository, options.branch, after, by);
  for (const base of fake.state.repositories.values()) {
    for (const pull of base.pulls) {
      if (pull.state === 'open' && pull.head.repository === repository && pull.head.branch === options.branch)
        await synchronize(fake, pull, after, by);
    }
  }
  return { before, after };
}

/** Deletes a branch: `push`, and `pull_request.closed` of each open pull from it. */
export async function deleteBranch(
  fake: Fake,
  options: { repo: string; branch: string; sender?: string },
): Promise<void> {
  const repository = repositoryByName(fake, options.repo);
  const by = account(fake.state, options.sender ?? 'octocat');
  await updateBranch(fake, repository, options.branch, null, by);
  for (const base of fake.state.repositories.values()) {
    for (const pull of base.pulls) {
      if (pull.state === 'open' && pull.head.repository === repository && pull.head.branch === options.branch)
        await closePullOf(fake, pull, by);
    }
  }
}

async function synchronize(fake: Fake, pull: Pull, after: string, by: Account): Promise<void> {
  const before = pull.head.sha;
  if (before === after) return;
  const { repository } = pull;
  if (pull.head.repository !== repository) await fetchCommit(repository.gitDir, pull.head.repository.gitDir, after);
  await setRef(repository.gitDir, `refs/pull/${pull.number}/head`, after);
  pull.head.sha = after;
  pull.base.sha = (await resolve(repository.gitDir, `refs/heads/${pull.base.branch}`)) ?? pull.base.sha;
  pull.updatedAt = timestamp();
  const content = { number: pull.number, before, after, pull_request: pullBody(fake, pull) };
  sendRepositoryEvent(fake, { event: 'pull_request.synchronize', repository, sender: by, content });
}

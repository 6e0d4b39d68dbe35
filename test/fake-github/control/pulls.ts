import { fullPullBody } from '../bodies/pull.ts';
import { hears, sendRepositoryEvent } from '../events.ts';
import type { Fake } from '../fake.ts';
import { fetchCommit, resolve, setRef } from '../git.ts';
import { type MergeMethod, mergeCommits } from '../merge.ts';
import { type Account, account, nextId, type Pull, timestamp } from '../state.ts';
import { updateBranch } from './branches.ts';
import { pullByNumber, repositoryByName } from './find.ts';

/** A pull, by the repository that it goes to. */
export interface PullName {
  repo: string;
  number: number;
  /** Who does it; `octocat` by default. */
  sender?: string;
}

/** Opens a pull: `pull_request.opened`. The head is at `refs/pull/<number>/head` of the repository from now on. */
export async function openPull(
  fake: Fake,
  options: {
    repo: string;
    /** A branch of the repository, or of a fork. */
    head: string | { fork: string; branch: string };
    /** The default branch by default. */
    base?: string;
    title?: string;
    body?: string | null;
    draft?: boolean;
    /** The author's login; null is what GitHub says of some deleted users. `octocat` by default. */
    user?: string | null;
    sender?: string;
  },
): Promise<{ number: number; headSha: string; baseSha: string }> {
  const repository = repositoryByName(fake, options.repo);
  const { head } = options;
  const branch = typeof head === 'string' ? head : head.branch;
  const source = typeof head === 'string' ? repository : repositoryByName(fake, head.fork);
  const base = options.base ?? repository.defaultBranch;
  const sha = await resolve(source.gitDir, `refs/heads/${branch}`);
  const baseSha = await resolve(repository.gitDir, `refs/heads/${base}`);
  if (!sha || !baseSha) throw new Error(`there is no branch ${sha ? base : branch}`);
  if (source !== repository) await fetchCommit(repository.gitDir, source.gitDir, sha);
  repository.lastNumber += 1;
  const time = timestamp();
  const user = options.user === null ? null : account(fake.state, options.user ?? 'octocat');
  const pull: Pull = {
    id: nextId(fake.state, 'pull'),
    number: repository.lastNumber,
    repository,
    head: { repository: source, branch, sha },
    base: { branch: base, sha: baseSha },
    title: options.title ?? `Change of ${branch}`,
    body: options.body ?? null,
    user,
    draft: options.draft ?? false,
    state: 'open',
    merged: null,
    mergeCommitSha: null,
    createdAt: time,
    updatedAt: time,
    closedAt: null,
  };
  await setRef(repository.gitDir, `refs/pull/${pull.number}/head`, sha);
  repository.pulls.push(pull);
  await announce(fake, pull, 'opened', user && !options.sender ? user : by(fake, options.sender));
  return { number: pull.number, headSha: sha, baseSha };
}

/** Lets a pull go to another branch: `pull_request.edited` with `changes.base`. */
export async function editPullBase(fake: Fake, options: PullName & { base: string }): Promise<void> {
  const pull = pullByNumber(fake, options.repo, options.number);
  const { branch, sha } = pull.base;
  const tip = await resolve(pull.repository.gitDir, `refs/heads/${options.base}`);
  if (tip === null) throw new Error(`there is no branch ${options.base}`);
  pull.base = { branch: options.base, sha: tip };
  const changes = { base: { ref: { from: branch }, sha: { from: sha } } };
  await announce(fake, pull, 'edited', by(fake, options.sender), { changes });
}

/** Gives a pull another title: `pull_request.edited` with `changes.title`. */
export async function retitle(fake: Fake, options: PullName & { title: string }): Promise<void> {
  const pull = pullByNumber(fake, options.repo, options.number);
  const changes = { title: { from: pull.title } };
  pull.title = options.title;
  await announce(fake, pull, 'edited', by(fake, options.sender), { changes });
}

/** Closes a pull without a merge: `pull_request.closed`. */
export async function closePull(fake: Fake, options: PullName): Promise<void> {
  await closePullOf(fake, pullByNumber(fake, options.repo, options.number), by(fake, options.sender));
}

/** As `closePull`, for a pull at hand. */
export async function closePullOf(fake: Fake, pull: Pull, sender: Account): Promise<void> {
  pull.state = 'closed';
  pull.closedAt = timestamp();
  await announce(fake, pull, 'closed', sender);
}

/** Opens a closed pull again: `pull_request.reopened`. Throws when it was merged. */
export async function reopenPull(fake: Fake, options: PullName): Promise<void> {
  const pull = pullByNumber(fake, options.repo, options.number);
  if (pull.merged) throw new Error('a merged pull can not be reopened');
  pull.state = 'open';
  pull.closedAt = null;
  await announce(fake, pull, 'reopened', by(fake, options.sender));
}

/** Marks a draft as ready: `pull_request.ready_for_review`. */
export async function readyForReview(fake: Fake, options: PullName): Promise<void> {
  const pull = pullByNumber(fake, options.repo, options.number);
  pull.draft = false;
  await announce(fake, pull, 'ready_for_review', by(fake, options.sender));
}

/** Makes a pull a draft: `pull_request.converted_to_draft`. */
export async function convertToDraft(fake: Fake, options: PullName): Promise<void> {
  const pull = pullByNumber(fake, options.repo, options.number);
  pull.draft = true;
  await announce(fake, pull, 'converted_to_draft', by(fake, options.sender));
}

/**
 * Merges a pull for real: `pull_request.closed`, then `push` of the base. Throws when it conflicts or is not open.
 * `date` (ISO 8601) is the time of the commits.
 */
export async function mergePull(
  fake: Fake,
  options: PullName & { method?: MergeMethod; date?: string },
): Promise<{ sha: string }> {
  const pull = pullByNumber(fake, options.repo, options.number);
  if (pull.state !== 'open') throw new Error('the pull is not open');
  const onto = await resolve(pull.repository.gitDir, `refs/heads/${pull.base.branch}`);
  const sha = await mergeCommits(pull, onto!, options.method ?? 'merge', options.date);
  await finishMerge(fake, [pull], sha, by(fake, options.sender));
  return { sha };
}

/** Marks pulls as merged by a commit, tells of it, and moves the base there. */
export async function finishMerge(fake: Fake, pulls: Pull[], sha: string, sender: Account): Promise<void> {
  for (const pull of pulls) {
    const at = timestamp();
    Object.assign(pull, { state: 'closed', merged: { at, by: sender }, mergeCommitSha: sha, closedAt: at });
    await announce(fake, pull, 'closed', sender);
  }
  const { repository, base } = pulls[0]!;
  await updateBranch(fake, repository, base.branch, sha, sender);
}

async function announce(
  fake: Fake,
  pull: Pull,
  action: string,
  sender: Account,
  extra: Record<string, unknown> = {},
): Promise<void> {
  pull.updatedAt = timestamp();
  const { repository, number } = pull;
  if (!hears(fake, repository, 'pull_request')) return;
  const content = { number, pull_request: await fullPullBody(fake, pull), ...extra };
  sendRepositoryEvent(fake, { event: `pull_request.${action}`, repository, sender, content });
}

function by(fake: Fake, login = 'octocat'): Account {
  return account(fake.state, login);
}

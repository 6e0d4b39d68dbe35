import type { Octokit } from '@octokit/rest';
import type { RepositoryName } from './check-runs.ts';

/** A pull as GitHub has it now. */
export interface GitHubPull {
  number: number;
  title: string;
  state: 'open' | 'closed' | 'merged';
  draft: boolean;
  baseRef: string;
  /** Tip of the base branch when the pull was last changed. */
  baseSha: string;
  head: string;
  /** Of a merged pull: the commit that brought it onto the base branch. */
  mergeCommit: string | null;
  updatedAt: Date;
}

/** A file of a pull, as GitHub lists it. */
export interface ListedFile {
  path: string;
  renamedFrom: string | null;
  status: 'added' | 'modified' | 'removed';
  added: number;
  deleted: number;
}

/** One pull. */
export async function getPull(octokit: Octokit, at: RepositoryName, number: number): Promise<GitHubPull> {
  const { data } = await octokit.rest.pulls.get({ owner: at.owner, repo: at.name, pull_number: number });
  return pullOf(data);
}

/** The pulls that changed last, newest first, at most 100. */
export async function listRecentPulls(octokit: Octokit, at: RepositoryName, most: number): Promise<GitHubPull[]> {
  const { data } = await octokit.rest.pulls.list({
    owner: at.owner,
    repo: at.name,
    state: 'all',
    sort: 'updated',
    direction: 'desc',
    per_page: most,
  });
  return data.map(pullOf);
}

/** Every open pull. */
export async function listOpenPulls(octokit: Octokit, at: RepositoryName): Promise<GitHubPull[]> {
  const open = await octokit.paginate(octokit.rest.pulls.list, {
    owner: at.owner,
    repo: at.name,
    state: 'open',
    per_page: 100,
  });
  return open.map(pullOf);
}

/** The files of a pull; GitHub lists at most 3,000 and says nothing of the rest. */
export async function listPullFiles(octokit: Octokit, at: RepositoryName, number: number): Promise<ListedFile[]> {
  const files = await octokit.paginate(octokit.rest.pulls.listFiles, {
    owner: at.owner,
    repo: at.name,
    pull_number: number,
    per_page: 100,
  });
  return files.map((file) => ({
    path: file.filename,
    renamedFrom: file.status === 'renamed' ? (file.previous_filename ?? null) : null,
    status:
      file.status === 'removed'
        ? 'removed'
        : file.status === 'added' || file.status === 'copied'
          ? 'added'
          : 'modified',
    added: file.additions,
    deleted: file.deletions,
  }));
}

/** What a list and a single answer have in common. */
interface PullPayload {
  number: number;
  title: string;
  state: string;
  draft?: boolean | undefined;
  merged_at: string | null;
  merge_commit_sha: string | null;
  updated_at: string;
  base: { ref: string; sha: string };
  head: { sha: string };
}

function pullOf(data: PullPayload): GitHubPull {
  const merged = data.merged_at !== null;
  return {
    number: data.number,
    title: data.title,
    state: merged ? 'merged' : data.state === 'open' ? 'open' : 'closed',
    draft: data.draft ?? false,
    baseRef: data.base.ref,
    baseSha: data.base.sha,
    head: data.head.sha,
    mergeCommit: merged ? data.merge_commit_sha : null,
    updatedAt: new Date(data.updated_at),
  };
}

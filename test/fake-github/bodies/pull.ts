import { type Fake, nodeId } from '../fake.ts';
import { mergeability, pullDiff } from '../git.ts';
import { fullName, type Pull } from '../state.ts';
import { accountBody } from './account.ts';
import { repositoryBody, repositoryUrl } from './repository.ts';

/** A pull as in lists (`pull-request-simple`). */
export function pullBody(fake: Fake, pull: Pull): Record<string, unknown> {
  const { repository, head, base, number } = pull;
  const url = `${repositoryUrl(fake, repository)}/pulls/${number}`;
  const issue = `${repositoryUrl(fake, repository)}/issues/${number}`;
  const page = `${fake.url}/${fullName(repository)}/pull/${number}`;
  const statuses = `${repositoryUrl(fake, repository)}/statuses/${head.sha}`;
  const comment = `${repositoryUrl(fake, repository)}/pulls/comments{/number}`;
  return {
    url,
    id: pull.id,
    node_id: nodeId('PR', pull.id),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: pull.user && accountBody(fake, pull.user),
    body: pull.body,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.merged?.at ?? null,
    merge_commit_sha: pull.mergeCommitSha,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: [],
    milestone: null,
    draft: pull.draft,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: comment,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    head: {
      label: `${head.repository.owner.login}:${head.branch}`,
      ref: head.branch,
      sha: head.sha,
      user: accountBody(fake, head.repository.owner),
      repo: head.repository.deleted ? null : repositoryBody(fake, head.repository),
    },
    base: {
      label: `${repository.owner.login}:${base.branch}`,
      ref: base.branch,
      sha: base.sha,
      user: accountBody(fake, repository.owner),
      repo: repositoryBody(fake, repository),
    },
    _links: {
      self: { href: url },
      html: { href: page },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: comment },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
    author_association: 'CONTRIBUTOR',
    auto_merge: null,
    active_lock_reason: null,
  };
}

/** A pull by itself (`pull-request`), with what git says of its size. */
export async function fullPullBody(fake: Fake, pull: Pull): Promise<Record<string, unknown>> {
  const between = [pull.repository.gitDir, pull.base.sha, pull.head.sha] as const;
  const [diff, mergeable] = await Promise.all([
    pullDiff(...between),
    pull.state === 'open' ? mergeability(...between) : null,
  ]);
  return {
    ...pullBody(fake, pull),
    merged: pull.merged !== null,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: mergeable === null ? 'unknown' : mergeable ? (pull.draft ? 'draft' : 'clean') : 'dirty',
    merged_by: pull.merged ? accountBody(fake, pull.merged.by) : null,
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: pull.head.repository !== pull.repository,
    commits: diff.commits,
    additions: diff.files.reduce((sum, file) => sum + file.additions, 0),
    deletions: diff.files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: diff.files.length,
  };
}

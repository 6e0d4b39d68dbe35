import { apiUrl, type Fake, nodeId } from '../fake.ts';
import { fullName, type Repository } from '../state.ts';
import { accountBody } from './account.ts';

/** Addresses that a repository lists, by their path below the repository's own. */
const addresses: Record<string, string> = {
  forks_url: '/forks',
  keys_url: '/keys{/key_id}',
  collaborators_url: '/collaborators{/collaborator}',
  teams_url: '/teams',
  hooks_url: '/hooks',
  issue_events_url: '/issues/events{/number}',
  events_url: '/events',
  assignees_url: '/assignees{/user}',
  branches_url: '/branches{/branch}',
  tags_url: '/tags',
  blobs_url: '/git/blobs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  git_refs_url: '/git/refs{/sha}',
  trees_url: '/git/trees{/sha}',
  statuses_url: '/statuses/{sha}',
  languages_url: '/languages',
  stargazers_url: '/stargazers',
  contributors_url: '/contributors',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  commits_url: '/commits{/sha}',
  git_commits_url: '/git/commits{/sha}',
  comments_url: '/comments{/number}',
  issue_comment_url: '/issues/comments{/number}',
  contents_url: '/contents/{+path}',
  compare_url: '/compare/{base}...{head}',
  merges_url: '/merges',
  archive_url: '/{archive_format}{/ref}',
  downloads_url: '/downloads',
  issues_url: '/issues{/number}',
  pulls_url: '/pulls{/number}',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  labels_url: '/labels{/name}',
  releases_url: '/releases{/id}',
  deployments_url: '/deployments',
};

/** Root of a repository in the REST API. */
export function repositoryUrl(fake: Fake, repository: Repository): string {
  return `${apiUrl(fake)}/repos/${fullName(repository)}`;
}

/** A repository as in lists, pulls and webhooks (`minimal-repository` and more). */
export function repositoryBody(fake: Fake, repository: Repository): Record<string, unknown> {
  const name = fullName(repository);
  const url = repositoryUrl(fake, repository);
  const open = repository.pulls.filter((pull) => pull.state === 'open').length;
  const forks = [...fake.state.repositories.values()].filter((other) => other.parent === repository && !other.deleted);
  return {
    ...repositoryStub(repository),
    owner: accountBody(fake, repository.owner),
    html_url: `${fake.url}/${name}`,
    description: null,
    fork: repository.parent !== null,
    url,
    ...Object.fromEntries(Object.entries(addresses).map(([key, path]) => [key, url + path])),
    git_url: `git://${new URL(fake.url).host}/${name}.git`,
    ssh_url: `git@${new URL(fake.url).hostname}:${name}.git`,
    clone_url: `${fake.url}/${name}.git`,
    svn_url: `${fake.url}/${name}`,
    mirror_url: null,
    homepage: null,
    language: null,
    forks_count: forks.length,
    forks: forks.length,
    stargazers_count: 0,
    watchers_count: 0,
    watchers: 0,
    size: 0,
    default_branch: repository.defaultBranch,
    open_issues_count: open,
    open_issues: open,
    is_template: false,
    topics: [],
    has_issues: repository.hasIssues,
    has_projects: true,
    has_wiki: true,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: repository.archived,
    disabled: false,
    visibility: repository.private ? 'private' : 'public',
    pushed_at: repository.pushedAt,
    created_at: repository.createdAt,
    updated_at: repository.updatedAt,
    license: null,
    allow_forking: true,
    web_commit_signoff_required: false,
    permissions: { admin: false, maintain: false, push: false, triage: false, pull: true },
  };
}

/** A `full-repository`, the answer to a GET of one. */
export function fullRepositoryBody(fake: Fake, repository: Repository): Record<string, unknown> {
  const parent = repository.parent && !repository.parent.deleted ? repositoryBody(fake, repository.parent) : null;
  return {
    ...repositoryBody(fake, repository),
    network_count: 0,
    subscribers_count: 0,
    ...(repository.owner.type === 'Organization' ? { organization: accountBody(fake, repository.owner) } : {}),
    ...(parent ? { parent, source: parent } : {}),
  };
}

/** The few facts that installation events list of each repository. */
export function repositoryStub(repository: Repository): Record<string, unknown> {
  return {
    id: repository.id,
    node_id: nodeId('R', repository.id),
    name: repository.name,
    full_name: fullName(repository),
    private: repository.private,
  };
}

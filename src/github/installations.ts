import type { Octokit } from '@octokit/rest';
import type { RepositoryName } from './check-runs.ts';
import { Gone } from './errors.ts';

/** An installation as GitHub has it now. */
export interface GitHubInstallation {
  id: number;
  account: string;
  suspended: boolean;
  permissions: Record<string, string>;
}

/** A repository as GitHub has it now. */
export interface GitHubRepository extends RepositoryName {
  id: number;
  private: boolean;
  defaultBranch: string;
}

/** The app itself: fails where the credentials do not fit. */
export async function getAppSlug(app: Octokit): Promise<string> {
  const { data } = await app.rest.apps.getAuthenticated();
  return data?.slug ?? '';
}

/** Every installation of the app. */
export async function listInstallations(app: Octokit): Promise<GitHubInstallation[]> {
  const all = await app.paginate(app.rest.apps.listInstallations, { per_page: 100 });
  return all.map(installationOf);
}

/** One installation. */
export async function getInstallation(app: Octokit, id: number): Promise<GitHubInstallation> {
  const { data } = await app.rest.apps.getInstallation({ installation_id: id });
  return installationOf(data);
}

/** Every repository that an installation gives access to. */
export async function listRepositories(octokit: Octokit): Promise<GitHubRepository[]> {
  const all = await octokit.paginate(octokit.rest.apps.listReposAccessibleToInstallation, { per_page: 100 });
  return all.map(repositoryOf);
}

/** The commit that a branch points at; null where there is no such branch, as in an empty repository. */
export async function findBranchHead(octokit: Octokit, at: RepositoryName, branch: string): Promise<string | null> {
  try {
    const { data } = await octokit.rest.repos.getBranch({ owner: at.owner, repo: at.name, branch });
    return data.commit.sha;
  } catch (error) {
    if (error instanceof Gone) return null;
    throw error;
  }
}

function installationOf(data: {
  id: number;
  account: object | null;
  suspended_at: string | null;
  permissions: object;
}): GitHubInstallation {
  const account = data.account as { login?: string; slug?: string } | null;
  return {
    id: data.id,
    account: account?.login ?? account?.slug ?? 'ghost',
    suspended: data.suspended_at !== null,
    permissions: data.permissions as Record<string, string>,
  };
}

function repositoryOf(data: {
  id: number;
  name: string;
  private: boolean;
  default_branch: string;
  owner: { login: string };
}): GitHubRepository {
  const { id, name, owner, private: hidden, default_branch: defaultBranch } = data;
  return { id, name, owner: owner.login, private: hidden, defaultBranch };
}

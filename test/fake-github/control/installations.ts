import { installationBody } from '../bodies/app.ts';
import { repositoryStub } from '../bodies/repository.ts';
import { sendInstallationEvent } from '../events.ts';
import type { Fake } from '../fake.ts';
import {
  type AccountType,
  account,
  covers,
  type Installation,
  nextId,
  type Permissions,
  type Repository,
  repositoriesOf,
  timestamp,
} from '../state.ts';
import { installationById, repositoryByName } from './find.ts';

/** What the app asks for. */
const defaultPermissions: Permissions = {
  checks: 'write',
  contents: 'read',
  issues: 'write',
  merge_queues: 'read',
  metadata: 'read',
  pull_requests: 'read',
};

/** Installs the app at an account: `installation.created`. `repositories` are names below the account. */
export function installApp(
  fake: Fake,
  options: {
    account: string;
    /** Used when the account is new; `Organization` by default. */
    accountType?: AccountType;
    /** `all` by default. */
    repositories?: 'all' | string[];
    /** By default checks and issues: write, and read for contents, merge_queues, metadata and pull_requests. */
    permissions?: Permissions;
    sender?: string;
  },
): { id: number } {
  const { state } = fake;
  const owner = account(state, options.account, options.accountType ?? 'Organization');
  if ([...state.installations.values()].some((other) => other.account === owner))
    throw new Error(`the app is installed at ${owner.login} already`);
  const chosen = options.repositories ?? 'all';
  const time = timestamp();
  const installation: Installation = {
    id: nextId(state, 'installation'),
    account: owner,
    selection: chosen === 'all' ? 'all' : 'selected',
    selected: new Set(
      chosen === 'all' ? [] : chosen.map((name) => repositoryByName(fake, `${owner.login}/${name}`).id),
    ),
    permissions: options.permissions ?? defaultPermissions,
    suspended: null,
    createdAt: time,
    updatedAt: time,
  };
  state.installations.set(installation.id, installation);
  announce(fake, installation, 'created', options.sender);
  return { id: installation.id };
}

/** Uninstalls the app: `installation.deleted`. Its tokens are worth nothing any more. */
export function uninstall(fake: Fake, options: { installation: number; sender?: string }): void {
  const installation = installationById(fake, options.installation);
  const content = contentOf(fake, installation);
  fake.state.installations.delete(installation.id);
  sendInstallationEvent(fake, 'installation.deleted', installation, sender(fake, options.sender), content);
}

/** Suspends an installation: `installation.suspend`. */
export function suspend(fake: Fake, options: { installation: number; sender?: string }): void {
  const installation = installationById(fake, options.installation);
  installation.suspended = { at: timestamp(), by: sender(fake, options.sender) };
  announce(fake, installation, 'suspend', options.sender);
}

/** Ends a suspension: `installation.unsuspend`. */
export function unsuspend(fake: Fake, options: { installation: number; sender?: string }): void {
  const installation = installationById(fake, options.installation);
  installation.suspended = null;
  announce(fake, installation, 'unsuspend', options.sender);
}

/** Gives the app one more repository: `installation_repositories.added`. The installation has `selected` ones then. */
export function addRepository(fake: Fake, options: { repo: string; installation: number; sender?: string }): void {
  const installation = installationById(fake, options.installation);
  const repository = repositoryByName(fake, options.repo);
  select(fake, installation);
  installation.selected.add(repository.id);
  announceChange(fake, installation, 'added', repository, options.sender);
}

/** Takes a repository from the app: `installation_repositories.removed`. */
export function removeRepository(fake: Fake, options: { repo: string; installation: number; sender?: string }): void {
  const installation = installationById(fake, options.installation);
  const repository = repositoryByName(fake, options.repo);
  if (!covers(installation, repository)) throw new Error(`the installation does not have ${options.repo}`);
  select(fake, installation);
  installation.selected.delete(repository.id);
  announceChange(fake, installation, 'removed', repository, options.sender);
}

/** Grants other permissions, in place of all before: `installation.new_permissions_accepted`. */
export function newPermissions(
  fake: Fake,
  options: { installation: number; permissions: Permissions; sender?: string },
): void {
  const installation = installationById(fake, options.installation);
  installation.permissions = options.permissions;
  announce(fake, installation, 'new_permissions_accepted', options.sender);
}

/** Sets how long new installation tokens live. */
export function setTokenLifetime(fake: Fake, options: { seconds: number }): void {
  fake.tokenLifetime = options.seconds;
}

/** Ends all tokens that were given out, or those of one installation, as if they had expired or been revoked. */
export function expireTokens(fake: Fake, options: { installation?: number }): { expired: number } {
  const tokens = [...fake.state.tokens.values()].filter(
    (token) => options.installation === undefined || token.installationId === options.installation,
  );
  for (const token of tokens) token.expiresAt = 0;
  return { expired: tokens.length };
}

/** Sets the budget of an installation, or of the app itself when none is named. */
export function setRateLimit(
  fake: Fake,
  options: { limit: number; remaining: number; resetInSeconds: number; installation?: number },
): void {
  const { limit, remaining } = options;
  const resetAt = Math.floor(Date.now() / 1_000) + options.resetInSeconds;
  fake.state.rateLimits.set(options.installation ?? 'app', { limit, remaining, resetAt });
}

/** Tells of a repository that came to, or went from, an installation. */
export function announceChange(
  fake: Fake,
  installation: Installation,
  action: 'added' | 'removed',
  repository: Repository,
  by: string | undefined,
): void {
  installation.updatedAt = timestamp();
  const stubs = [repositoryStub(repository)];
  sendInstallationEvent(fake, `installation_repositories.${action}`, installation, sender(fake, by), {
    installation: installationBody(fake, installation),
    repository_selection: installation.selection,
    repositories_added: action === 'added' ? stubs : [],
    repositories_removed: action === 'removed' ? stubs : [],
    requester: null,
  });
}

function select(fake: Fake, installation: Installation): void {
  if (installation.selection === 'selected') return;
  installation.selected = new Set(repositoriesOf(fake.state, installation).map(({ id }) => id));
  installation.selection = 'selected';
}

function announce(fake: Fake, installation: Installation, action: string, by: string | undefined): void {
  installation.updatedAt = timestamp();
  const content = contentOf(fake, installation);
  sendInstallationEvent(fake, `installation.${action}`, installation, sender(fake, by), content);
}

function contentOf(fake: Fake, installation: Installation): Record<string, unknown> {
  return {
    installation: installationBody(fake, installation),
    repositories: repositoriesOf(fake.state, installation).map(repositoryStub),
    requester: null,
  };
}

function sender(fake: Fake, login = 'octocat') {
  return account(fake.state, login);
}

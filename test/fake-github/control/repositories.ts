import { join } from 'node:path';
import { accountBody, organizationBody } from '../bodies/account.ts';
import { sendRepositoryEvent } from '../events.ts';
import type { Fake } from '../fake.ts';
import { makeBare } from '../git.ts';
import {
  type Account,
  type AccountType,
  account,
  covers,
  fullName,
  installationFor,
  nextId,
  type Repository,
  timestamp,
} from '../state.ts';
import { repositoryByName } from './find.ts';
import { announceChange } from './installations.ts';

/** Makes a repository, with a copy of the branches and tags of a repository on disk. No event: the app subscribes to none. */
export async function createRepository(
  fake: Fake,
  options: {
    owner: string;
    name: string;
    /** Used when the account is new; `Organization` by default. */
    ownerType?: AccountType;
    /** Absolute path of a repository on disk; empty without. */
    gitDir?: string;
    private?: boolean;
    /** `main` by default. */
    defaultBranch?: string;
  },
): Promise<{ id: number }> {
  const owner = account(fake.state, options.owner, options.ownerType ?? 'Organization');
  const { name, defaultBranch = 'main', gitDir = null } = options;
  const repository = await make(fake, { owner, name, from: gitDir, defaultBranch, parent: null });
  repository.private = options.private ?? false;
  return { id: repository.id };
}

/** Forks a repository to another account, under the same name. */
export async function forkRepository(
  fake: Fake,
  options: { repo: string; owner: string; ownerType?: AccountType },
): Promise<{ id: number; fullName: string }> {
  const parent = repositoryByName(fake, options.repo);
  const owner = account(fake.state, options.owner, options.ownerType ?? 'User');
  const { name, defaultBranch, gitDir } = parent;
  const fork = await make(fake, { owner, name, from: gitDir, defaultBranch, parent });
  fork.private = parent.private;
  return { id: fork.id, fullName: fullName(fork) };
}

async function make(
  fake: Fake,
  wanted: Pick<Repository, 'owner' | 'name' | 'defaultBranch' | 'parent'> & { from: string | null },
): Promise<Repository> {
  const { from, ...facts } = wanted;
  freeName(fake, `${wanted.owner.login}/${wanted.name}`);
  const id = nextId(fake.state, 'repository');
  const gitDir = join(fake.directory, `${id}.git`);
  await makeBare(gitDir, from, wanted.defaultBranch);
  const time = timestamp();
  const repository: Repository = {
    ...facts,
    id,
    gitDir,
    private: false,
    deleted: false,
    createdAt: time,
    updatedAt: time,
    pushedAt: time,
    lastNumber: 0,
    pulls: [],
    issues: [],
    hasIssues: true,
    archived: false,
    checkRuns: [],
    suites: new Map(),
    knownCommits: new Set(),
  };
  fake.state.repositories.set(id, repository);
  return repository;
}

/** Throws when a repository has the name now; forgets a redirect from it, as GitHub does. */
function freeName(fake: Fake, name: string): void {
  const taken = [...fake.state.repositories.values()].some(
    (other) => !other.deleted && fullName(other).toLowerCase() === name.toLowerCase(),
  );
  if (taken) throw new Error(`there is a repository ${name} already`);
  fake.state.formerNames.delete(name.toLowerCase());
}

/** Deletes a repository: `repository.deleted`. Pulls from a deleted fork stay, with a head of no repository. */
export function deleteRepository(fake: Fake, options: { repo: string; sender?: string }): void {
  const repository = repositoryByName(fake, options.repo);
  const installation = installationFor(fake.state, repository);
  repository.deleted = true;
  const sender = account(fake.state, options.sender ?? 'octocat');
  sendRepositoryEvent(fake, { event: 'repository.deleted', repository, sender, content: {} }, installation);
}

/** Renames a repository below its owner: `repository.renamed`. The old name redirects. */
export function renameRepository(fake: Fake, options: { repo: string; name: string; sender?: string }): void {
  const repository = repositoryByName(fake, options.repo);
  const from = repository.name;
  move(fake, repository, { name: options.name });
  const content = { changes: { repository: { name: { from } } } };
  const sender = account(fake.state, options.sender ?? 'octocat');
  sendRepositoryEvent(fake, { event: 'repository.renamed', repository, sender, content });
}

/**
 * Gives a repository to another account: `repository.transferred` to the new owner's installation, and
 * `installation_repositories.removed` to the old one's. The old name redirects.
 */
export function transferRepository(
  fake: Fake,
  options: { repo: string; owner: string; ownerType?: AccountType; sender?: string },
): void {
  const repository = repositoryByName(fake, options.repo);
  const former = installationFor(fake.state, repository);
  const organization = organizationBody(fake, repository.owner);
  const from = organization ? { organization } : { user: accountBody(fake, repository.owner) };
  move(fake, repository, { owner: account(fake.state, options.owner, options.ownerType ?? 'Organization') });
  if (former) {
    former.selected.delete(repository.id);
    announceChange(fake, former, 'removed', repository, options.sender);
  }
  const content = { changes: { owner: { from } } };
  const sender = account(fake.state, options.sender ?? 'octocat');
  sendRepositoryEvent(fake, { event: 'repository.transferred', repository, sender, content });
}

function move(fake: Fake, repository: Repository, to: { owner?: Account; name?: string }): void {
  const before = fullName(repository).toLowerCase();
  const { owner = repository.owner, name = repository.name } = to;
  freeName(fake, `${owner.login}/${name}`);
  Object.assign(repository, { owner, name, updatedAt: timestamp() });
  fake.state.formerNames.set(before, repository.id);
}

/** Switches a repository's issues on or off, archives it, or makes another branch its default one; without an event. */
export function setRepository(
  fake: Fake,
  { repo, ...settings }: { repo: string; hasIssues?: boolean; archived?: boolean; defaultBranch?: string },
): void {
  Object.assign(repositoryByName(fake, repo), settings);
}

/** Makes a repository private: `repository.privatized`. */
export function privatize(fake: Fake, options: { repo: string; sender?: string }): void {
  const repository = repositoryByName(fake, options.repo);
  repository.private = true;
  const sender = account(fake.state, options.sender ?? 'octocat');
  sendRepositoryEvent(fake, { event: 'repository.privatized', repository, sender, content: {} });
}

/** Ids and names of all repositories, and which installation has each. */
export function repositories(
  fake: Fake,
): { id: number; fullName: string; gitDir: string; installations: number[]; deleted: boolean }[] {
  return [...fake.state.repositories.values()].map((repository) => ({
    id: repository.id,
    fullName: fullName(repository),
    gitDir: repository.gitDir,
    deleted: repository.deleted,
    installations: [...fake.state.installations.values()]
      .filter((installation) => covers(installation, repository))
      .map(({ id }) => id),
  }));
}

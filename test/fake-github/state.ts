/** A person, an organization or a bot. */
export interface Account {
  id: number;
  login: string;
  type: AccountType;
}

/** What GitHub says in `type`. */
export type AccountType = 'User' | 'Organization' | 'Bot';

/** Access by permission name, such as `{ checks: 'write' }`. */
export type Permissions = Record<string, 'read' | 'write'>;

/** The app's access to the repositories of one account. */
export interface Installation {
  id: number;
  account: Account;
  selection: 'all' | 'selected';
  /** Ids of the repositories, when `selection` is `selected`. */
  selected: Set<number>;
  permissions: Permissions;
  suspended: { at: string; by: Account } | null;
  createdAt: string;
  updatedAt: string;
}

/** An installation token. */
export interface Token {
  installationId: number;
  /** Milliseconds since 1970. */
  expiresAt: number;
  permissions: Permissions;
  /** Ids of the repositories that the token is narrowed to; null for all of the installation. */
  repositoryIds: Set<number> | null;
}

/** A repository. Its git data is a bare repository of the fake's own. */
export interface Repository {
  id: number;
  owner: Account;
  name: string;
  private: boolean;
  defaultBranch: string;
  /** Absolute path of the bare repository. */
  gitDir: string;
  parent: Repository | null;
  deleted: boolean;
  createdAt: string;
  updatedAt: string;
  pushedAt: string;
  /** The number that the last pull or issue got. */
  lastNumber: number;
  pulls: Pull[];
  issues: Issue[];
  hasIssues: boolean;
  archived: boolean;
  checkRuns: CheckRun[];
  /** Ids of check suites by head sha: one app, so one suite for each commit. */
  suites: Map<string, number>;
  /** Commits that were found in the repository: asking git again costs a process. */
  knownCommits: Set<string>;
}

/** A pull request of `repository`, the base. */
export interface Pull {
  id: number;
  number: number;
  repository: Repository;
  /** The head. `repository` is marked `deleted` when a fork is gone. */
  head: { repository: Repository; branch: string; sha: string };
  /** The base. `sha` is the tip of the branch at the last push to the head, as on GitHub. */
  base: { branch: string; sha: string };
  title: string;
  body: string | null;
  user: Account | null;
  draft: boolean;
  state: 'open' | 'closed';
  merged: { at: string; by: Account } | null;
  mergeCommitSha: string | null;
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
}

/** An issue of `repository`. A deleted one keeps its number. */
export interface Issue {
  id: number;
  number: number;
  repository: Repository;
  title: string;
  body: string | null;
  user: Account;
  /** Made by the app, not by a person. */
  byApp: boolean;
  state: 'open' | 'closed';
  deleted: boolean;
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
}

/** A note at lines of a file. */
export interface Annotation {
  path: string;
  start_line: number;
  end_line: number;
  annotation_level: string;
  message: string;
  title?: string;
  raw_details?: string;
}

/** A check run on a commit of `repository`. */
export interface CheckRun {
  id: number;
  suiteId: number;
  repository: Repository;
  headSha: string;
  name: string;
  externalId: string | null;
  detailsUrl: string | null;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: string | null;
  startedAt: string | null;
  completedAt: string | null;
  output: { title: string | null; summary: string | null; text: string | null; annotations: Annotation[] };
  actions: unknown[];
}

/** A group of pulls in the merge queue, on a branch of its own. */
export interface MergeGroup {
  repository: Repository;
  pulls: Pull[];
  /** The branch's name without `refs/heads/`. */
  branch: string;
  headSha: string;
  baseBranch: string;
  baseSha: string;
}

/** A limit on requests in the hour. `resetAt` is in seconds since 1970. */
export interface RateLimit {
  limit: number;
  remaining: number;
  resetAt: number;
}

/** Everything that GitHub would keep. */
export interface State {
  accounts: Map<string, Account>;
  installations: Map<number, Installation>;
  tokens: Map<string, Token>;
  repositories: Map<number, Repository>;
  /** Ids of repositories by a former full name, in lower case. */
  formerNames: Map<string, number>;
  mergeGroups: MergeGroup[];
  /** By installation id; `app` for the app itself. */
  rateLimits: Map<number | 'app', RateLimit>;
  lastIds: Record<IdKind, number>;
}

type IdKind =
  | 'account'
  | 'installation'
  | 'repository'
  | 'pull'
  | 'issue'
  | 'checkRun'
  | 'checkSuite'
  | 'delivery'
  | 'other';

/** A GitHub that nobody uses yet. Ids start where GitHub's are: many do not fit into 32 bits. */
export function createState(): State {
  return {
    accounts: new Map([['ghost', { id: 10137, login: 'ghost', type: 'User' }]]),
    installations: new Map(),
    tokens: new Map(),
    repositories: new Map(),
    formerNames: new Map(),
    mergeGroups: [],
    rateLimits: new Map(),
    lastIds: {
      account: 180_000_000,
      installation: 90_000_000,
      repository: 3_000_000_000,
      pull: 2_900_000_000,
      issue: 3_600_000_000,
      checkRun: 56_000_000_000,
      checkSuite: 50_000_000_000,
      delivery: 190_000_000_000,
      other: 700_000_000,
    },
  };
}

/** The next id of its kind. */
export function nextId(state: State, kind: IdKind): number {
  state.lastIds[kind] += 1;
  return state.lastIds[kind];
}

/** The account of this login, made when there is none. Logins do not regard case. */
export function account(state: State, login: string, type: AccountType = 'User'): Account {
  const known = state.accounts.get(login.toLowerCase());
  if (known) return known;
  const made: Account = { id: nextId(state, 'account'), login, type };
  state.accounts.set(login.toLowerCase(), made);
  return made;
}

/** `owner/name`. */
export function fullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}

/** The repository of this full name, also under a former name. Names do not regard case. */
export function findRepository(state: State, name: string): { repository: Repository; moved: boolean } | null {
  const wanted = name.toLowerCase();
  for (const repository of state.repositories.values()) {
    if (!repository.deleted && fullName(repository).toLowerCase() === wanted) return { repository, moved: false };
  }
  const repository = state.repositories.get(state.formerNames.get(wanted) ?? -1);
  return repository && !repository.deleted ? { repository, moved: true } : null;
}

/** The repositories that an installation can see, oldest first. */
export function repositoriesOf(state: State, installation: Installation): Repository[] {
  return [...state.repositories.values()].filter((repository) => covers(installation, repository));
}

/** Whether the installation has the repository. */
export function covers(installation: Installation, repository: Repository): boolean {
  if (repository.deleted || repository.owner !== installation.account) return false;
  return installation.selection === 'all' || installation.selected.has(repository.id);
}

/** The installation that has the repository; null when the app is not installed there. */
export function installationFor(state: State, repository: Repository): Installation | null {
  for (const installation of state.installations.values()) if (covers(installation, repository)) return installation;
  return null;
}

/** GitHub's form of a time: UTC, whole seconds. */
export function timestamp(date: Date = new Date()): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

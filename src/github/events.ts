/** What a webhook event means to us: events in, plain values out. Payloads are GitHub's word, and still any part may be absent. */

/** Something that an event asks for; ids are GitHub's. */
export type Wish =
  | { kind: 'score-pull'; repository: number; number: number; head: string; owed: 'once' | 'again' | 'no' }
  | { kind: 'check-merge-group'; repository: number; head: string }
  | { kind: 'rerun-check'; repository: number; head: string; number: number | null }
  | { kind: 'measure-repository'; repository: number }
  | { kind: 'sync-installation'; compare: boolean };

/** The events that ask for something, as GitHub names them. */
export const events = [
  'pull_request.opened',
  'pull_request.reopened',
  'pull_request.synchronize',
  'pull_request.edited',
  'pull_request.ready_for_review',
  'pull_request.closed',
  'check_run.rerequested',
  'check_suite.rerequested',
  'merge_group.checks_requested',
  'push',
  'installation.created',
  'installation.deleted',
  'installation.suspend',
  'installation.unsuspend',
  'installation.new_permissions_accepted',
  'installation_repositories.added',
  'installation_repositories.removed',
  'installation_target.renamed',
  'repository.renamed',
  'repository.transferred',
  'repository.deleted',
  'repository.privatized',
  'repository.publicized',
  'repository.edited',
] as const;

/** What an event (`pull_request.opened`) asks for; null for nothing. */
export function wishOf(event: string, payload: unknown): Wish | null {
  const at = (...path: string[]) => valueAt(payload, path);
  const repository = numberOf(at('repository', 'id'));
  const [name] = event.split('.', 1);
  if (/^(installation|installation_repositories|installation_target|repository)$/.test(name!)) {
    const compare = /^installation\.(created|unsuspend|new_permissions_accepted)$/.test(event);
    return (events as readonly string[]).includes(event) ? { kind: 'sync-installation', compare } : null;
  }
  if (repository === null) return null;
  switch (event) {
    case 'pull_request.opened':
    case 'pull_request.reopened':
    case 'pull_request.synchronize':
    case 'pull_request.ready_for_review':
      return pullWish(repository, at('pull_request'), 'once');
    case 'pull_request.edited':
      // Another base makes another change of the same head; another title changes nothing in it.
      return pullWish(repository, at('pull_request'), at('changes', 'base') === undefined ? 'no' : 'again');
    case 'pull_request.closed':
      return pullWish(repository, at('pull_request'), 'no');
    case 'check_run.rerequested':
      return rerunWish(repository, at('check_run'), at('check_run', 'pull_requests'));
    case 'check_suite.rerequested':
      return rerunWish(repository, at('check_suite'), at('check_suite', 'pull_requests'));
    case 'merge_group.checks_requested': {
      const head = shaOf(at('merge_group', 'head_sha'));
      return head === null ? null : { kind: 'check-merge-group', repository, head };
    }
    case 'push': {
      const branch = at('repository', 'default_branch');
      const isDefault = typeof branch === 'string' && at('ref') === `refs/heads/${branch}`;
      return isDefault && at('deleted') !== true ? { kind: 'measure-repository', repository } : null;
    }
    default:
      return null;
  }
}

/** The installation that an event is about; null where it names none. */
export function installationOf(payload: unknown): number | null {
  return numberOf(valueAt(payload, ['installation', 'id']));
}

function pullWish(repository: number, pull: unknown, owed: 'once' | 'again' | 'no'): Wish | null {
  const number = numberOf(valueAt(pull, ['number']));
  const head = shaOf(valueAt(pull, ['head', 'sha']));
  return number && head ? { kind: 'score-pull', repository, number, head, owed } : null;
}

function rerunWish(repository: number, run: unknown, pulls: unknown): Wish | null {
  const head = shaOf(valueAt(run, ['head_sha']));
  // Empty for a pull from a fork.
  const number = Array.isArray(pulls) ? numberOf(valueAt(pulls[0], ['number'])) : null;
  return head === null ? null : { kind: 'rerun-check', repository, head, number };
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}

function numberOf(value: unknown): number | null {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : null;
}

function shaOf(value: unknown): string | null {
  return typeof value === 'string' && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(value) ? value : null;
}

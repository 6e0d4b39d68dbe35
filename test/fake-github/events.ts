import { accountBody, organizationBody } from './bodies/account.ts';
import { eventPermissions } from './bodies/app.ts';
import { repositoryBody } from './bodies/repository.ts';
import { deliver } from './deliveries.ts';
import { type Fake, nodeId } from './fake.ts';
import { type Account, type Installation, installationFor, type Repository } from './state.ts';

/** Events that the fake itself sends, by their names in the contract. */
export const sentEvents: readonly string[] = [
  'installation.created',
  'installation.deleted',
  'installation.suspend',
  'installation.unsuspend',
  'installation.new_permissions_accepted',
  'installation_repositories.added',
  'installation_repositories.removed',
  'push',
  'pull_request.opened',
  'pull_request.synchronize',
  'pull_request.closed',
  'pull_request.reopened',
  'pull_request.edited',
  'pull_request.ready_for_review',
  'pull_request.converted_to_draft',
  'check_run.rerequested',
  'check_suite.rerequested',
  'merge_group.checks_requested',
  'merge_group.destroyed',
  'repository.renamed',
  'repository.transferred',
  'repository.privatized',
  'repository.deleted',
];

/** An event of a repository. `event` has the action, such as `pull_request.opened`. */
export interface RepositoryEvent {
  event: string;
  repository: Repository;
  sender: Account;
  /** What this event has besides the repository, its owner, the installation and the sender. */
  content: Record<string, unknown>;
  /** Changes to GitHub's usual form of the repository. */
  repositoryChanges?: Record<string, unknown>;
}

/** Whether the app would get this event of the repository: what is costly to say need not be said otherwise. */
export function hears(fake: Fake, repository: Repository, event: string): boolean {
  return canHear(installationFor(fake.state, repository), event);
}

function canHear(installation: Installation | null, event: string): installation is Installation {
  const [name] = event.split('.') as [string];
  return installation !== null && !installation.suspended && eventPermissions[name]! in installation.permissions;
}

/**
 * Sends an event of a repository to the app. Not sent, as on GitHub, where the app is not installed, is suspended, or
 * lacks the permission that goes with the event.
 */
export function sendRepositoryEvent(fake: Fake, event: RepositoryEvent, to?: Installation | null): void {
  const { repository } = event;
  const installation = to === undefined ? installationFor(fake.state, repository) : to;
  if (!canHear(installation, event.event)) return;
  const organization = organizationBody(fake, repository.owner);
  send(fake, event.event, installation, repository, {
    ...event.content,
    repository: { ...repositoryBody(fake, repository), ...event.repositoryChanges },
    ...(organization ? { organization } : {}),
    sender: accountBody(fake, event.sender),
    installation: { id: installation.id, node_id: nodeId('MDIzOk', installation.id) },
  });
}

/** Sends an event of an installation. These come to every app, whatever its permissions. */
export function sendInstallationEvent(
  fake: Fake,
  event: string,
  installation: Installation,
  sender: Account,
  content: Record<string, unknown>,
): void {
  send(fake, event, installation, null, { ...content, sender: accountBody(fake, sender) });
}

function send(
  fake: Fake,
  event: string,
  installation: Installation,
  repository: Repository | null,
  content: Record<string, unknown>,
): void {
  const [name, action] = event.split('.') as [string, string | undefined];
  const payload = { ...(action ? { action } : {}), ...content };
  const problems = fake.contract?.webhook(event, payload) ?? [];
  if (problems.length > 0) fake.violations.push({ kind: 'webhook', where: event, problems });
  deliver(fake, { event: name, payload, installationId: installation.id, repositoryId: repository?.id ?? null });
}

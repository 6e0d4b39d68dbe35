import { Probot } from 'probot';
import { events, installationOf, type Wish, wishOf } from './github/events.ts';
import type { Delivery } from './store/deliveries.ts';
import type { Task } from './store/queue.ts';
import {
  checkMergeGroupTask,
  measureRepositoryTask,
  rerunCheckTask,
  scorePullTask,
  syncInstallationTask,
} from './tasks/queues.ts';

/**
 * The app: each event becomes a stored delivery and a task, nothing else. `accept` stores both in one transaction; what it
 * throws makes the delivery fail, and GitHub is asked for it again later.
 */
export function touchstone(app: Probot, accept: (delivery: Delivery) => Promise<void>): void {
  app.on([...events], async ({ id, name, payload }) => {
    const action = 'action' in payload ? `.${payload.action}` : '';
    await accept(deliveryOf(id, `${name}${action}`, payload));
  });
}

/** What an event is stored as. */
export function deliveryOf(guid: string, event: string, payload: unknown): Delivery {
  const installationId = installationOf(payload);
  const wish = installationId === null ? null : wishOf(event, payload);
  return {
    guid,
    event,
    installationId,
    task: wish && taskOf(wish, installationId!),
    owes: wish && owedBy(wish),
  };
}

function taskOf(wish: Wish, installation: number): Task {
  switch (wish.kind) {
    case 'score-pull':
      return scorePullTask({ installation, repository: wish.repository, number: wish.number });
    case 'check-merge-group':
      return checkMergeGroupTask({ installation, repository: wish.repository, head: wish.head });
    case 'rerun-check':
      return rerunCheckTask({ installation, repository: wish.repository, head: wish.head });
    case 'measure-repository':
      return measureRepositoryTask({ installation, repository: wish.repository });
    case 'sync-installation':
      return syncInstallationTask({ installation, compare: wish.compare });
  }
}

function owedBy(wish: Wish): Delivery['owes'] {
  switch (wish.kind) {
    case 'score-pull':
      if (wish.owed === 'no') return null;
      return { githubId: wish.repository, head: wish.head, pull: wish.number, again: wish.owed === 'again' };
    case 'check-merge-group':
      return { githubId: wish.repository, head: wish.head, pull: null, again: false };
    case 'rerun-check':
      return { githubId: wish.repository, head: wish.head, pull: wish.number, again: true };
    default:
      return null;
  }
}

/** A webhook that was verified: see web/webhooks.ts. */
interface Verified {
  guid: string;
  name: string;
  payload: object;
}

/**
 * Probot with the app loaded: takes verified webhooks and calls the handlers. It does not listen, and sends nothing to
 * GitHub; the tasks do.
 */
export async function openApp(
  github: { appId: number; privateKey: string },
  secret: string,
  accept: (delivery: Delivery) => Promise<void>,
): Promise<(verified: Verified) => Promise<void>> {
  const probot = new Probot({ appId: github.appId, privateKey: github.privateKey, secret, logLevel: 'fatal' });
  await probot.load((app) => touchstone(app, accept));
  return async ({ guid, name, payload }) => {
    await probot.receive({ id: guid, name, payload } as Parameters<typeof probot.receive>[0]);
  };
}

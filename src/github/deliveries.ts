import type { Octokit } from '@octokit/rest';
import { GitHubError, Gone } from './errors.ts';

/** A guid of which no attempt was answered well, and the attempt to repeat. */
export interface FailedDelivery {
  guid: string;
  attemptId: number;
  event: string;
}

/** GitHub's log holds every attempt; a page of it is 100. */
const mostPages = 100;
/** What was answered badly so often in the time looked at will not be answered well: it is given up. */
const mostAttempts = 5;

/**
 * The deliveries since a moment of which no attempt was answered with success, oldest first. GitHub itself never
 * repeats them. Its log has no filter: it is read back from the newest attempt.
 */
export async function listFailedDeliveries(app: Octokit, since: Date): Promise<FailedDelivery[]> {
  const guids = new Map<string, { delivered: boolean; attempts: number; newest: FailedDelivery }>();
  let pages = 0;
  const iterator = app.paginate.iterator(app.rest.apps.listWebhookDeliveries, { per_page: 100 });
  for await (const { data } of iterator) {
    for (const { id, guid, event, status_code: status } of data) {
      const known = guids.get(guid) ?? { delivered: false, attempts: 0, newest: { guid, attemptId: id, event } };
      known.delivered ||= status >= 200 && status < 300;
      known.attempts += 1;
      guids.set(guid, known);
    }
    const oldest = data.at(-1);
    pages += 1;
    if (!oldest || new Date(oldest.delivered_at) < since || pages >= mostPages) break;
  }
  const failed = [...guids.values()].filter(({ delivered, attempts }) => !delivered && attempts <= mostAttempts);
  return failed.map(({ newest }) => newest).toReversed();
}

/** Asks GitHub to deliver once more, with the same guid; false where it does not give this one any more. */
export async function redeliver(app: Octokit, attemptId: number): Promise<boolean> {
  try {
    await app.rest.apps.redeliverWebhookDelivery({ delivery_id: attemptId });
    return true;
  } catch (error) {
    // Anything else would meet the next one too.
    if (error instanceof GitHubError && !(error instanceof Gone)) throw error;
    return false;
  }
}

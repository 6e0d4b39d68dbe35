import { listFailedDeliveries, redeliver } from '../github/deliveries.ts';
import { moveCursor, readCursor } from '../store/cursors.ts';
import { knownDeliveries } from '../store/deliveries.ts';
import type { TaskContext, TaskRun } from './context.ts';

const hour = 3_600_000;
/** GitHub keeps deliveries for redelivery so long; it is how far the first look goes back. */
const kept = 3 * 24 * hour;
const cursor = 'delivery log';

/**
 * Asks GitHub for the deliveries that never arrived: it does not repeat them by itself. Looks back to an hour before the
 * last look, so that what failed once more is seen again.
 */
export async function redeliverMissed(context: TaskContext, run: TaskRun<object>): Promise<void> {
  const { store, github } = context;
  const now = Date.now();
  const last = await readCursor(store, cursor);
  const since = new Date(Math.max(now - kept, last ? last.getTime() - hour : 0));
  const missed = await listFailedDeliveries(github.app, since);
  // Accepted here, but answered too late for GitHub.
  const known = await knownDeliveries(
    store,
    missed.map(({ guid }) => guid),
  );
  const wanted = missed.filter(({ guid }) => !known.has(guid));
  let redelivered = 0;
  for (const { attemptId } of wanted) if (await redeliver(github.app, attemptId)) redelivered += 1;
  await moveCursor(store, cursor, new Date(now));
  run.note({ missed: missed.length, redelivered, refused: wanted.length - redelivered });
}

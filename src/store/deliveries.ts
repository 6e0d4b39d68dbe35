import { plainly, rows, type Store } from './database.ts';
import { sql } from './drizzle.ts';
import type { Queue, Task } from './queue.ts';
import { checks, deliveries } from './schema.ts';

/** A verified webhook delivery and what it asks for. */
export interface Delivery {
  guid: string;
  /** `pull_request.opened` */
  event: string;
  installationId: number | null;
  /** Null: nothing is to be done. */
  task: Task | null;
  /** The head that is owed a check run from now on; `again`: also when it has one (a re-run was asked for). */
  owes: { githubId: number; head: string; pull: number | null; again: boolean } | null;
}

/**
 * Stores a delivery, the check run that it makes us owe and the task that it asks for in one transaction: when this
 * returns, nothing of it can be lost. A guid that is known and not failed is a duplicate and changes nothing.
 */
export async function acceptDelivery(
  store: Store,
  queue: Queue,
  delivery: Delivery,
): Promise<'accepted' | 'duplicate'> {
  const { guid, event, installationId, task, owes } = delivery;
  const state = task ? 'received' : 'ignored';
  return await plainly(
    store.db.transaction(async (transaction) => {
      const inside = { ...store, db: transaction as unknown as Store['db'] };
      const fresh = await rows(
        inside,
        sql`insert into ${deliveries} (guid, event, installation_id, task, state)
            values (${guid}, ${event}, ${installationId}, ${task && taskName(task)}, ${state})
            on conflict (guid) do update set state = excluded.state, task = excluded.task, received_at = now()
              where ${deliveries.state} = 'failed'
            returning guid`,
      );
      if (fresh.length === 0) return 'duplicate';
      if (owes && installationId !== null) {
        await rows(
          inside,
          sql`insert into ${checks} (github_id, head, installation_id, pull, owed_since)
              values (${owes.githubId}, ${owes.head}, ${installationId}, ${owes.pull}, now())
              on conflict (github_id, head) do update set owed_since = now()
                where ${checks.conclusion} is null or ${owes.again}`,
        );
      }
      if (task) await queue.send(task, { transaction: inside.db });
      return 'accepted';
    }),
  );
}

/**
 * Marks the deliveries that asked for a task before it was taken up, `takenUpMsAgo` milliseconds ago: it has served
 * them, or failed for good.
 */
export async function settleDeliveries(
  store: Store,
  task: Task,
  state: 'done' | 'failed',
  takenUpMsAgo: number,
): Promise<void> {
  await rows(
    store,
    sql`update ${deliveries} set state = ${state}
        where task = ${taskName(task)} and state = 'received' and received_at <= now() - make_interval(secs => ${takenUpMsAgo / 1_000})`,
  );
}

/** Deliveries older than this cannot be redelivered by any GitHub: their guids need not be known any longer. */
export async function forgetDeliveries(store: Store, before: Date): Promise<number> {
  const gone = await rows(
    store,
    sql`delete from ${deliveries} where received_at < ${before.toISOString()}::timestamptz returning guid`,
  );
  return gone.length;
}

/** Which of these guids were accepted, whatever became of them. */
export async function knownDeliveries(store: Store, guids: readonly string[]): Promise<Set<string>> {
  const known = await rows<{ guid: string }>(
    store,
    sql`select guid from ${deliveries} where guid = any(${sql.param([...guids])}::text[])`,
  );
  return new Set(known.map(({ guid }) => guid));
}

/** Number of deliveries by state. */
export async function deliveryCounts(store: Store): Promise<Record<string, number>> {
  const counts = await rows<{ state: string; times: number }>(
    store,
    sql`select state, count(*)::int as times from ${deliveries} group by state`,
  );
  return Object.fromEntries(counts.map(({ state, times }) => [state, times]));
}

function taskName({ queue, key }: Task): string {
  return `${queue} ${key}`;
}

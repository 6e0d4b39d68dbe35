import type { Scorecard } from '../model.ts';
import { plainly, rows, type Store } from './database.ts';
import { desc, eq, sql } from './drizzle.ts';
import { scorecards } from './schema.ts';

/** A scorecard as it was kept, and when it was measured. */
export interface StoredScorecard {
  scorecard: Scorecard;
  measuredAt: Date;
}

/** Scorecards that are kept of each repository. The past is in its trend; a server that measures every push must not fill up. */
export const keptScorecards = 100;

/** Keeps a scorecard, in place of an earlier one of the same repository, commit and definition. Forgets the oldest. */
export async function saveScorecard(
  store: Store,
  repositoryId: number,
  scorecard: Scorecard,
  measuredAt = new Date(),
): Promise<void> {
  const { at, date } = scorecard.subject;
  const insert = store.db
    .insert(scorecards)
    .values({
      repositoryId,
      commit: at ?? '',
      date: date === null ? null : new Date(date),
      definition: scorecard.definition,
      scorecard,
      measuredAt,
    })
    .onConflictDoUpdate({
      target: [scorecards.repositoryId, scorecards.commit, scorecards.definition],
      set: { scorecard, measuredAt },
    });
  await plainly(insert);
  await rows(
    store,
    sql`delete from ${scorecards} where repository_id = ${repositoryId} and id not in (
          select id from ${scorecards} where repository_id = ${repositoryId}
          order by measured_at desc, id desc limit ${keptScorecards})`,
  );
}

/** The scorecard measured last, of any commit and definition: ask before saving the next. */
export async function latestScorecard(store: Store, repositoryId: number): Promise<StoredScorecard | null> {
  const newest = store.db
    .select({ scorecard: scorecards.scorecard, measuredAt: scorecards.measuredAt })
    .from(scorecards)
    .where(eq(scorecards.repositoryId, repositoryId))
    .orderBy(desc(scorecards.measuredAt), desc(scorecards.id))
    .limit(1);
  const [latest] = await plainly(newest);
  return latest ?? null;
}

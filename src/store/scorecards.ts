import type { Scorecard } from '../model.ts';
import { plainly, type Store } from './database.ts';
import { desc, eq } from './drizzle.ts';
import { scorecards } from './schema.ts';

/** A scorecard as it was kept, and when it was measured. */
export interface StoredScorecard {
  scorecard: Scorecard;
  measuredAt: Date;
}

/** Keeps a scorecard, in place of an earlier one of the same repository, commit and definition. */
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

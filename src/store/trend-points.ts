import type { Scorecard } from '../model.ts';
import { plainly, rows, type Store } from './database.ts';
import { and, eq, sql } from './drizzle.ts';
import { trendPoints } from './schema.ts';

/** The points known of these commits, by commit, each under the definition that it was made by. */
export async function knownTrendPoints(
  store: Store,
  repositoryId: number,
  commits: readonly string[],
): Promise<Map<string, Scorecard>> {
  const found = store.db
    .select({ commit: trendPoints.commit, scorecard: trendPoints.scorecard })
    .from(trendPoints)
    .where(
      and(
        eq(trendPoints.repositoryId, repositoryId),
        sql`${trendPoints.commit} = any(${sql.param([...commits])}::text[])`,
      ),
    );
  return new Map((await plainly(found)).map(({ commit, scorecard }) => [commit, scorecard]));
}

/** Keeps the scorecard of a commit, in place of one by an earlier definition. One of the empty repository is none. */
export async function saveTrendPoint(store: Store, repositoryId: number, scorecard: Scorecard): Promise<void> {
  const { at, date } = scorecard.subject;
  if (at === null || date === null) return;
  const values = { definition: scorecard.definition, date: new Date(date), scorecard };
  const insert = store.db
    .insert(trendPoints)
    .values({ repositoryId, commit: at, ...values })
    .onConflictDoUpdate({ target: [trendPoints.repositoryId, trendPoints.commit], set: values });
  await plainly(insert);
}

/** Forgets the points of the weeks (from Monday, UTC) of these commits that are not theirs: a later commit took their place. */
export async function forgetOtherPoints(store: Store, repositoryId: number, commits: readonly string[]): Promise<void> {
  const kept = sql.param([...commits]);
  const week = sql`date_trunc('week', date at time zone 'UTC')`;
  await rows(
    store,
    sql`delete from ${trendPoints}
        where repository_id = ${repositoryId} and commit <> all(${kept}::text[])
          and ${week} in (select ${week} from ${trendPoints}
                          where repository_id = ${repositoryId} and commit = any(${kept}::text[]))`,
  );
}

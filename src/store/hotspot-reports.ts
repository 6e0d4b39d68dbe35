import type { HotspotReport } from '../model.ts';
import { plainly, rows, type Store } from './database.ts';
import { desc, eq, sql } from './drizzle.ts';
import { hotspotReports } from './schema.ts';

/** Editions that are kept of each repository: a year of weeks. */
export const keptEditions = 53;

/** Keeps an edition, in place of an earlier one of the same repository, commit and definition. Forgets the oldest. */
export async function saveHotspotReport(
  store: Store,
  repositoryId: number,
  report: HotspotReport,
  madeAt = new Date(),
): Promise<void> {
  const { at, date } = report.subject;
  const insert = store.db
    .insert(hotspotReports)
    .values({
      repositoryId,
      commit: at ?? '',
      definition: report.definition,
      date: date === null ? null : new Date(date),
      report,
      madeAt,
    })
    .onConflictDoUpdate({
      target: [hotspotReports.repositoryId, hotspotReports.commit, hotspotReports.definition],
      set: { report, madeAt },
    });
  await plainly(insert);
  await rows(
    store,
    sql`delete from ${hotspotReports} where repository_id = ${repositoryId} and id not in (
          select id from ${hotspotReports} where repository_id = ${repositoryId}
          order by made_at desc, id desc limit ${keptEditions})`,
  );
}

/** When the last edition was made; null before the first. */
export async function lastReportedAt(store: Store, repositoryId: number): Promise<Date | null> {
  const newest = store.db
    .select({ madeAt: hotspotReports.madeAt })
    .from(hotspotReports)
    .where(eq(hotspotReports.repositoryId, repositoryId))
    .orderBy(desc(hotspotReports.madeAt))
    .limit(1);
  return (await plainly(newest))[0]?.madeAt ?? null;
}

/** The last edition, of any commit and definition: ask before saving the next. */
export async function latestHotspotReport(store: Store, repositoryId: number): Promise<HotspotReport | null> {
  const newest = store.db
    .select({ report: hotspotReports.report })
    .from(hotspotReports)
    .where(eq(hotspotReports.repositoryId, repositoryId))
    .orderBy(desc(hotspotReports.madeAt), desc(hotspotReports.id))
    .limit(1);
  const [latest] = await plainly(newest);
  return latest?.report ?? null;
}

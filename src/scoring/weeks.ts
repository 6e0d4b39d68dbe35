import { isoDate } from '../text.ts';

/** A commit of the first-parent history. */
export interface Dated {
  commit: string;
  /** Committer date, seconds since 1970. */
  date: number;
}

const secondsPerDay = 86_400;

/**
 * The revisions of a trend, newest first: the last commit by position of each ISO week (Monday to Sunday, UTC, by committer
 * date) among the last `months` months before the newest commit's date. `chain` is newest first by position. A week
 * without a commit has none: nothing was changed, and a revision is measured as of its own date.
 */
export function weeklyRevisions<Commit extends Dated>(chain: readonly Commit[], months: number): Commit[] {
  const now = chain[0]?.date ?? 0;
  const from = monthsBefore(now, months);
  const lastOf = new Map<number, Commit>();
  for (const each of chain) {
    // Committer dates are not monotonic: what is dated after the newest commit belongs to no week of its past.
    if (each.date <= from || each.date > now) continue;
    const week = weekOf(each.date);
    if (!lastOf.has(week)) lastOf.set(week, each);
  }
  return [...lastOf.values()].sort((a, b) => b.date - a.date);
}

/** Of revisions newest first, the last of each calendar month (UTC). */
export function monthly<Commit extends Dated>(revisions: readonly Commit[]): Commit[] {
  const months = new Set<string>();
  return revisions.filter(({ date }) => {
    const month = isoDate(date).slice(0, 7);
    return !months.has(month) && months.add(month);
  });
}

/** In the order in which a trend stands soonest: the months, newest first, then the weeks between. */
export function soonest<Commit extends Dated>(revisions: readonly Commit[]): Commit[] {
  return [...new Set([...monthly(revisions), ...revisions])];
}

/** Counts weeks that begin on Monday: 1 January 1970 was a Thursday. */
export function weekOf(date: number): number {
  return Math.floor((date / secondsPerDay + 3) / 7);
}

/** The same time of the same day so many months before, or of that month's last day. */
function monthsBefore(date: number, months: number): number {
  const then = new Date(isoDate(date));
  const day = then.getUTCDate();
  then.setUTCDate(1);
  then.setUTCMonth(then.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + 1, 0)).getUTCDate();
  then.setUTCDate(Math.min(day, lastDay));
  return then.getTime() / 1_000;
}

import type { RepositorySubject, Scorecard, Trend, TrendPoint } from '../model.ts';
import { type Movement, movementBetween } from './movement.ts';
import { monthly } from './weeks.ts';

/** A trend as readers meet it: by months, with what moved it. */
export interface TrendReport {
  subject: RepositorySubject;
  /** Today's. */
  definition: string;
  /** One a week, oldest first. */
  weeks: Scorecard[];
  /** Of these the last of each month, oldest first. */
  months: Scorecard[];
  /** From the last month but one to the last, then over all months that the last can be compared with. */
  movements: Movement[];
  /** Points that an earlier definition made. */
  otherwise: number;
}

/** The report of scorecards that are one a week, oldest first; `definition` is today's. */
export function trendReport(
  subject: RepositorySubject,
  scorecards: readonly Scorecard[],
  definition: string,
): TrendReport {
  const weeks = scorecards.filter(({ subject: { at, date } }) => at !== null && date !== null);
  const dated = weeks.map((card) => ({ card, commit: card.subject.at!, date: Date.parse(card.subject.date!) / 1_000 }));
  const months = monthly(dated.toReversed())
    .map(({ card }) => card)
    .reverse();
  return {
    subject,
    definition,
    weeks,
    months,
    movements: movementsOf(months),
    otherwise: weeks.filter((card) => card.definition !== definition).length,
  };
}

function movementsOf(months: readonly Scorecard[]): Movement[] {
  const last = months.at(-1);
  const previous = months.at(-2);
  if (!last || !previous) return [];
  const lastBreak = months.findLastIndex(({ definition }) => definition !== last.definition);
  const first = months.slice(lastBreak + 1, -1).find(({ score }) => score !== null) ?? previous;
  return [...new Set([previous, first])]
    .map((before) => movementBetween(before, last))
    .filter((movement) => movement !== null);
}

/** The published document: the points that a report's scorecards are. */
export function trendOf({ subject, weeks }: Pick<TrendReport, 'subject' | 'weeks'>): Trend {
  return { version: 1, subject, points: weeks.map(pointOf) };
}

function pointOf({ subject: { at, date }, score, measuredShare, definition, results }: Scorecard): TrendPoint {
  const values = Object.fromEntries(results.map(({ id, value }) => [id, value]));
  return { date: date!, at: at!, score, measuredShare, definition, results: values };
}

import type { Scorecard } from '../model.ts';
import type { Cause, MovedMeasure, Movement } from '../scoring/movement.ts';
import type { TrendReport } from '../scoring/trend.ts';
import { weekOf } from '../scoring/weeks.ts';
import { day, inUnit, month, oneLine, percent, plural, signed } from '../text.ts';
import { cut, cutPath, wrapped } from './terminal.ts';

/** Measures of a movement that are shown, and causes of each. */
export const mostMeasures = 5;
/** See `mostMeasures`. */
export const mostCauses = 3;

/** The trend as a reader of a terminal meets it: a row a month, the weeks as one line, then what moved it. */
export function renderTrend(report: TrendReport, width: number): string {
  const { subject, weeks, months, movements, otherwise, definition } = report;
  if (weeks.length === 0) return `${oneLine(subject.repo)} has no commit yet\n`;
  const [first, last] = [weeks[0]!.subject, weeks.at(-1)!.subject];
  const lines = [
    `${oneLine(subject.repo)}, ${day(first.date!)} to ${day(last.date!)} (${last.at!.slice(0, 9)})`,
    `${plural(weeks.length, 'point')}: the last commit of each week that has one`,
    '',
    ...months.flatMap((card, index) => monthLines(card, months[index - 1])),
    '',
    ...sparkline(weeks),
    ...movements.flatMap((movement) => ['', ...movementLines(movement, width)]),
  ];
  if (otherwise > 0) lines.push('', ...wrapped(remark(otherwise), '', width));
  lines.push('', ...wrapped(`${footer} Definition ${definition}.`, '', width), '');
  return lines.map((line) => line.trimEnd()).join('\n');
}

const footer =
  'Each point is what `touchstone measure --at <commit>` says of it by today’s configuration; windows end at the date of the commit. A week without a commit has none.';

/** What a reader may do about points that an earlier definition made. */
export function remark(otherwise: number): string {
  const what = otherwise === 1 ? '1 point is' : `${otherwise} points are`;
  return `${what} by an earlier definition and not compared with the others: \`touchstone trend --recompute\` measures them anew by today’s.`;
}

function monthLines(card: Scorecard, before: Scorecard | undefined): string[] {
  const { score, subject, definition } = card;
  const broken = before !== undefined && before.definition !== definition;
  const label = `  ${month(subject.date!)}`;
  const line =
    score === null
      ? `${label}    –  no score`
      : `${label}  ${score.toFixed(1).padStart(5)}  ${bar(score)}  ${change(card, before).padStart(5)}  ${measured(card, before)}`;
  return [...(broken ? [`  ┄┄ the definition changed: ${before.definition} → ${definition} ┄┄`] : []), line];
}

/** `+0.7` against the row above; nothing where they cannot be compared. */
export function change(card: Scorecard, before: Scorecard | undefined): string {
  if (!before || before.definition !== card.definition || before.score === null || card.score === null) return '';
  return signed(card.score - before.score);
}

/** `86.5 % measured`; and whether a change against the row above is also one of what was scored, and not only of how good it is. */
export function measured(card: Scorecard, before: Scorecard | undefined): string {
  const others = change(card, before) !== '' && scoredIn(card) !== scoredIn(before!);
  return `${percent(card.measuredShare)} measured${others ? ', other measures' : ''}`;
}

function scoredIn({ results }: Scorecard): string {
  return results
    .filter(({ score }) => score !== null)
    .map(({ id }) => id)
    .sort()
    .join();
}

function bar(score: number): string {
  const filled = Math.round(score / 5);
  return '█'.repeat(filled) + '░'.repeat(20 - filled);
}

const heights = '▁▂▃▄▅▆▇█';

/** One character a week, from the lowest to the highest score; a dot where a week has none, a line where the definition changed. */
function sparkline(weeks: readonly Scorecard[]): string[] {
  const scores = weeks.flatMap(({ score }) => score ?? []);
  if (scores.length < 3) return [];
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  let text = '';
  for (const [index, { score, definition, subject }] of weeks.entries()) {
    const before = weeks[index - 1];
    if (before) text += '·'.repeat(Math.max(0, weekIn(subject.date!) - weekIn(before.subject.date!) - 1));
    if (before && before.definition !== definition) text += '│';
    const height = high === low ? 3 : Math.round((((score ?? low) - low) / (high - low)) * (heights.length - 1));
    text += score === null ? '·' : heights[height];
  }
  return [`  by week, ${low.toFixed(1)} to ${high.toFixed(1)}`, `  ${text}`];
}

function weekIn(iso: string): number {
  return weekOf(Date.parse(iso) / 1_000);
}

function movementLines(movement: Movement, width: number): string[] {
  const { before, after, difference, measures } = movement;
  const scores = `${before.score!.toFixed(1)} → ${after.score!.toFixed(1)}`;
  const since = `Since ${day(before.subject.date!)} (${before.subject.at!.slice(0, 9)}): ${scores}, ${signed(difference)} points`;
  const lines = [since, ...measures.slice(0, mostMeasures).flatMap((each) => measureLines(each, width))];
  const rest = restOf(measures.slice(mostMeasures));
  if (rest) lines.push(`  ${rest}`);
  const others = othersOf(movement);
  if (others) lines.push(...wrapped(others, '  ', width));
  return lines.length === 1 ? [since, '  no measure moved it'] : lines;
}

function measureLines(moved: MovedMeasure, width: number): string[] {
  const lines = [`  ${signed(moved.contribution).padStart(5)}  ${movedValue(moved)}`];
  for (const cause of moved.causes.slice(0, mostCauses)) {
    const { path, words } = causeInWords(cause);
    if (path === null) lines.push(`         ${cut(words, width - 9)}`);
    else {
      const room = width - 9;
      const beside = path.length + 2 + words.length <= room;
      lines.push(beside ? `         ${path}  ${words}` : `         ${cutPath(path, room)}`);
      if (!beside) lines.push(`           ${cut(words, room - 2)}`);
    }
  }
  const more = moved.causes.length - mostCauses;
  if (more > 0) lines.push(`         … and ${more} more`);
  return lines;
}

/** `type-escapes 3.6 per 1,000 lines → 4.1 per 1,000 lines (28.0 → 18.2 points)`. */
export function movedValue({ before, after }: MovedMeasure): string {
  const values = `${inUnit(before.value!, before.unit)} → ${inUnit(after.value!, after.unit)}`;
  return `${after.id} ${values} (${before.score!.toFixed(1)} → ${after.score!.toFixed(1)} points)`;
}

/** A cause on one line; the path apart, as it is shown. */
export function causeInWords({ path, text, how }: Cause): { path: string | null; words: string } {
  const words = { entered: 'new: ', left: 'no longer: ', changed: 'now: ' }[how] + oneLine(text);
  return { path: path === null ? null : oneLine(path), words };
}

/** What the measures that are not shown did together; null where there are none. */
export function restOf(measures: readonly MovedMeasure[]): string | null {
  if (measures.length === 0) return null;
  const sum = measures.reduce((total, { contribution }) => total + contribution, 0);
  return `${signed(sum)} ${plural(measures.length, 'other measure')} together`;
}

/** What came from measures that one end alone scored; null where there are none. */
export function othersOf({ others: { difference, entered, left } }: Movement): string | null {
  const parts = [
    entered.length > 0 ? `scored now and not then: ${entered.join(', ')}` : '',
    left.length > 0 ? `scored then and not now: ${left.join(', ')}` : '',
  ].filter(Boolean);
  return parts.length === 0 ? null : `${signed(difference)} ${parts.join('; ')}`;
}

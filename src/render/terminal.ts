import { type FileFacts, type Hotspot, type LeftOut, lanes, type Result, type Scorecard } from '../model.ts';
import type { Comparison, Moved } from '../scoring/compare.ts';
import type { Configured } from '../scoring/evaluate.ts';
import { complexityInWords, count, day, inUnit, oneLine, percent, plural, scaleInWords } from '../text.ts';

/** How the terminal is to be written. */
export interface TerminalOptions {
  /** One line about the tree, by `laneOverview`. */
  overview: string;
  /** What changed since the scorecard before; null when there is none. */
  comparison: Comparison | null;
  /** By rank; the first few are shown. */
  hotspots: readonly Hotspot[];
  /** ANSI colours. */
  colour: boolean;
  /** Columns. */
  width: number;
}

/** Characters of a path that its text leaves beside itself; else it goes below. */
const narrowest = 28;
/** Lines of evidence that a measure shows; `touchstone explain` shows all. */
const shownEvidence = 3;
/** Hot spots that a scorecard ends with. */
export const worstShown = 3;
const indent = '       ';

/** The scorecard as a reader of a terminal meets it: the score, what changed, then each measure with its reasons. */
export function renderTerminal(card: Scorecard, measures: readonly Configured[], options: TerminalOptions): string {
  const paint = painter(options.colour);
  const lines = [...heading(card, options, paint), ...changes(options.comparison, options.width)];
  const applicable = card.results.filter((result) => result.status !== 'not-applicable');
  for (const category of card.categories) {
    const members = applicable.filter((result) => result.category === category.id);
    if (members.length === 0) continue;
    lines.push('', `${paint.bold(category.id.toUpperCase().padEnd(20))}${bar(category.score, paint)}`);
    for (const result of members) {
      const configured = measures.find(({ measure }) => measure.id === result.id)!;
      lines.push('', ...measureLines(result, configured, options.width, paint));
    }
  }
  lines.push(...notApplicable(card, options.width), ...startHere(options, paint));
  lines.push('', ...wrapped(`${footer} Definition ${card.definition}.`, '', options.width), '');
  return lines.map((line) => line.trimEnd()).join('\n');
}

/** What cannot exist here needs no section of its own. */
function notApplicable({ results }: Scorecard, width: number): string[] {
  const found = results.filter((result) => result.status === 'not-applicable');
  if (found.length === 0) return [];
  const reasons = found.map(({ id, reason }) => `${id} (${oneLine(reason ?? '')})`);
  return ['', ...wrapped(`Does not apply here: ${reasons.join('; ')}.`, '', width)];
}

/** The worst hot spots, and the one step to take first. */
function startHere({ hotspots, width }: TerminalOptions, paint: Paint): string[] {
  const worst = hotspots.slice(0, worstShown);
  const first = firstToMend(worst);
  if (!first) return [];
  const rows = worst.flatMap((row) => [
    `  ${row.rank}  ${cutPath(oneLine(row.path), width - 5)}`,
    ...wrapped(hotspotInWords(row), '     ', width),
  ]);
  const step = `→ ${first.rank}: ${oneLine(first.nextStep)} \`touchstone hotspots\` tells the others.`;
  return ['', paint.bold('START HERE: THE HOTTEST FILES'), ...rows, ...wrapped(step, '  ', width)];
}

/** Of the worst hot spots the one whose next step is the one to take: the first that lacks something. */
export function firstToMend(worst: readonly Hotspot[]): Hotspot | undefined {
  return worst.find(({ missing }) => missing.length > 0) ?? worst[0];
}

/** `14 changes, complexity 612; missing: tests`. */
export function hotspotInWords({ changes, complexity, parsed, missing }: Hotspot): string {
  const lacks = missing.length === 0 ? '; nothing missing' : `; missing: ${missing.join(', ')}`;
  return `${plural(changes, 'change')}, ${complexityInWords(complexity, parsed)}${lacks}`;
}

/** `3,105 files: 623 source, 782 test, 1,050 fixture …`, in the order of the lanes. */
export function laneOverview(files: readonly FileFacts[]): string {
  const counts = lanes.map((lane) => [lane, files.filter((file) => file.lane === lane).length] as const);
  const parts = counts.filter(([, number]) => number > 0).map(([lane, number]) => `${count(number)} ${lane}`);
  return parts.length === 0 ? 'no files' : `${plural(files.length, 'file')}: ${parts.join(', ')}`;
}

const footer =
  'Each measure gives 0 to 100 points on its scale; the score is their mean, weighted. “–” is shown and not scored. `touchstone explain <measure>` gives the exact definition, all evidence and what was left out.';

function heading(card: Scorecard, { overview, width }: TerminalOptions, paint: Paint): string[] {
  const { repo, at, date } = card.subject;
  const where = at && date ? `at ${at.slice(0, 9)}, ${day(date)}` : 'has no commit yet';
  const lines = [`${paint.bold(oneLine(repo))} ${where}`, ...wrapped(overview, '', width), ''];
  const failed = card.results.filter((result) => result.status === 'failed');
  if (card.score !== null) {
    const share = `${card.measuredShare === 1 ? 'all' : percent(card.measuredShare)} of the weight measured`;
    lines.push(
      `${paint.bold('Score')} ${paint.tone(card.score, String(Math.round(card.score)))} ${paint.bold('of 100')}, ${share}`,
    );
  } else if (failed.length > 0) {
    lines.push(`No score: ${plural(failed.length, 'measure')} failed, and an error is not a zero.`);
  } else lines.push('No score: nothing here can be scored yet.');
  return lines;
}

function changes(comparison: Comparison | null, width: number): string[] {
  if (!comparison) return [];
  const { before, after, sameDefinition, moved } = comparison;
  const { at, date } = before.subject;
  const earlier = at && date ? `${at.slice(0, 9)} (${day(date)})` : 'the empty repository';
  const since = at === after.subject.at ? 'the last run, on the same commit' : earlier;
  if (!sameDefinition) {
    return wrapped(`The definition changed since ${since}: the scores of then and now cannot be compared.`, '', width);
  }
  if (moved.length === 0) return [`Nothing changed since ${since}.`];
  const score =
    before.score === after.score ? 'score unchanged' : `score ${points(before.score)} → ${points(after.score)}`;
  return [`Since ${since}: ${score}`, ...moved.slice(0, 5).flatMap((each) => wrapped(movedInWords(each), '  ', width))];
}

/** `pull-size 57 lines → 62 lines (68 → 66 points)`. */
export function movedInWords({ before, after }: Moved): string {
  const value = (result: Result) => (result.value === null ? result.status : inUnit(result.value, result.unit));
  const scores = before.score === after.score ? '' : ` (${points(before.score)} → ${points(after.score)} points)`;
  const values = value(before) === value(after) ? value(after) : `${value(before)} → ${value(after)}`;
  return `${after.id} ${values}${scores}`;
}

function points(score: number | null): string {
  return score === null ? 'none' : score.toFixed(1);
}

function measureLines(result: Result, { measure, scale }: Configured, width: number, paint: Paint): string[] {
  const score = result.score === null ? '  –' : paint.score(result.score);
  const weight = result.status === 'scored' ? `weight ${result.weight}` : result.status;
  const title = `${measure.title} · ${measure.id}`;
  const gap = ' '.repeat(Math.max(2, width - 7 - title.length - weight.length));
  const lines = [`  ${score}  ${paint.bold(measure.title)}${paint.dim(` · ${measure.id}${gap}${weight}`)}`];
  if (result.summary !== null) lines.push(...wrapped(oneLine(result.summary), indent, width));
  if (result.reason !== null)
    lines.push(
      ...wrapped(
        `${result.status === 'informative' ? 'shown, not scored: ' : ''}${oneLine(result.reason)}`,
        indent,
        width,
      ),
    );
  if (scale && result.status === 'scored') {
    lines.push(...wrapped(scaleInWords(scale, result.unit), indent, width).map(paint.dim));
  }
  lines.push(...evidenceLines(result, width));
  lines.push(...leftOutLines(result.leftOut, width).map(paint.dim));
  if (result.score !== null && result.score < 75)
    lines.push(...wrapped(`→ ${measure.why} ${measure.improve}`, indent, width));
  return lines;
}

function evidenceLines({ evidence }: Result, width: number): string[] {
  const shown = evidence.slice(0, shownEvidence);
  const room = width - indent.length - 2;
  const texts = Math.max(0, ...shown.map(({ path, text }) => (path === undefined ? 0 : text.length)));
  const longest = Math.max(0, ...shown.map(({ path }) => path?.length ?? 0));
  const column = Math.min(room - 2 - texts, longest);
  const lines = shown.flatMap(({ path, text }) => {
    if (path === undefined) return [`${indent}  ${cut(oneLine(text), room)}`];
    // A path that is cut to less is not recognised.
    if (column < Math.min(longest, narrowest))
      return [`${indent}  ${cutPath(oneLine(path), room)}`, `${indent}    ${cut(oneLine(text), room - 2)}`];
    return [`${indent}  ${cutPath(oneLine(path), column).padEnd(column)}  ${oneLine(text)}`];
  });
  const more = evidence.length - shown.length;
  if (more > 0) lines.push(`${indent}  … and ${count(more)} more`);
  return lines;
}

function leftOutLines(leftOut: readonly LeftOut[], width: number): string[] {
  if (leftOut.length === 0) return [];
  const parts = leftOut.map((each) => `${each.what} ${count(each.count)}`);
  return wrapped(`left out: ${oneLine(parts.join('; '))}`, indent, width);
}

/** Breaks at spaces, but not before a `%`; a word that is longer than the line stands alone. */
export function wrapped(text: string, prefix: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/ (?!%)/)) {
    if (line !== '' && prefix.length + line.length + 1 + word.length > width) {
      lines.push(prefix + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, prefix + line];
}

/** Cuts a text where the room ends. */
export function cut(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, Math.max(0, room - 1))}…`;
}

/** A long path keeps its end, where the file's name is. */
export function cutPath(path: string, room: number): string {
  return path.length <= room ? path : `…${path.slice(path.length - room + 1)}`;
}

function bar(score: number | null, paint: Paint): string {
  if (score === null) return paint.dim('not scored');
  const filled = Math.round(score / 5);
  return `${paint.score(score)}  ${paint.tone(score, '█'.repeat(filled))}${paint.dim('░'.repeat(20 - filled))}`;
}

/** How words are painted. */
export type Paint = ReturnType<typeof painter>;

/** ANSI colours, or none. */
export function painter(colour: boolean) {
  const code = (on: number, off: number) => (text: string) =>
    colour && text ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  const [red, green, yellow] = [code(31, 39), code(32, 39), code(33, 39)];
  const tone = (score: number, text: string) => (score >= 75 ? green : score >= 50 ? yellow : red)(text);
  return {
    bold: code(1, 22),
    dim: code(2, 22),
    tone,
    /** Three columns, right-aligned. */
    score: (score: number) => tone(score, String(Math.round(score)).padStart(3)),
  };
}

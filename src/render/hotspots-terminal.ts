import type { Hotspot, HotspotReport } from '../model.ts';
import { type HotspotComparison, type HotspotMove, isUntested } from '../scoring/compare-hotspots.ts';
import { complexityInWords, count, day, decimal, oneLine, percent, plural } from '../text.ts';
import { cutPath, type Paint, painter, wrapped } from './terminal.ts';

/** Rows that a reader of a terminal takes in. */
const shownRows = 10;
const shownPairs = 5;
const mostMoves = 8;
const indent = '     ';

/** The hot-spot report as a reader of a terminal meets it: the verdict, the rows with their next steps, then the rest. */
export function renderHotspots(
  report: HotspotReport,
  comparison: HotspotComparison | null,
  { colour, width }: { colour: boolean; width: number },
): string {
  const paint = painter(colour);
  const { repo, at, date } = report.subject;
  const where = at && date ? `at ${at.slice(0, 9)}, ${day(date)}` : 'has no commit yet';
  const lines = [`${paint.bold(oneLine(repo))} ${where}`, ...wrapped(verdict(report), '', width)];
  if (comparison) lines.push(...sinceLast(comparison, report, width));
  for (const row of report.hotspots.slice(0, shownRows)) lines.push('', ...rowLines(row, width, paint));
  const more = report.hotspots.length - shownRows;
  if (more > 0) lines.push('', `${indent}… and ${count(more)} more: --format json lists them`);
  lines.push(...coupling(report, width, paint), ...hotFiles(report, width, paint), ...knowledge(report, width, paint));
  if (report.leftOut.length > 0) {
    const parts = report.leftOut.map((each) => `${each.what} ${count(each.count)}`);
    lines.push('', ...wrapped(`Left out: ${oneLine(parts.join('; '))}.`, '', width).map(paint.dim));
  }
  lines.push('', ...wrapped(footer, '', width), '');
  return lines.map((line) => line.trimEnd()).join('\n');
}

const footer =
  'A hot spot is a source file that is changed often and is complex: ranked by how many files of this repository it exceeds in both. The arrow is the one step to take first. `touchstone explain hotspot-health` gives the exact definition.';

/** One sentence that sums the report up. */
export function verdict({ noData, hotspots, window, pulls }: HotspotReport): string {
  if (noData !== null) return `No hot spots can be told: ${noData}.`;
  if (hotspots.length === 0) return `No source file is complex and was changed often enough in ${window.days} days.`;
  const whole = hotspots.filter(({ missing }) => missing.length === 0).length;
  const spots = `${plural(hotspots.length, 'hot spot')} in ${window.days} days${pulls > 0 ? ` and ${plural(pulls, 'pull')}` : ''}`;
  return `${spots}: ${testsInWords(hotspots)}, ${count(whole)} with nothing missing.`;
}

/** What is not asked for a test may well have none. */
function testsInWords(hotspots: readonly Hotspot[]): string {
  const untested = hotspots.filter(isUntested).length;
  const unasked = hotspots.filter(({ tested }) => tested === null).length;
  if (untested === 0) return unasked > 0 ? `${count(unasked)} not asked for a test` : 'none without a test';
  return `${count(untested)} without a test${unasked > 0 ? `, ${count(unasked)} not asked for one` : ''}`;
}

/** What changed since the report before, the untested newcomers first; nothing where nothing did. */
function sinceLast(comparison: HotspotComparison, report: HotspotReport, width: number): string[] {
  const { before, incomparable, entered, left, better, worse } = comparison;
  const { at, date } = before.subject;
  const earlier = at && date ? `${at.slice(0, 9)} (${day(date)})` : 'the empty repository';
  const since = at === report.subject.at ? 'the last run, on the same commit' : earlier;
  if (incomparable !== null) return wrapped(`Not compared with ${since}: ${incomparable}.`, '', width);
  const lines = [
    ...entered.map((row) => `${isUntested(row) ? 'new, and without a test' : 'new'}: ${row.path}, rank ${row.rank}`),
    ...worse.map((move) => `worse: ${move.after.path}, ${movementInWords(move)}`),
    ...better.map((move) => `better: ${move.after.path}, ${movementInWords(move)}`),
    ...left.map((row) => `left: ${row.path}, it was at rank ${row.rank}`),
  ];
  if (lines.length === 0) return wrapped(`The same files are hot as at ${since}, and lack the same.`, '', width);
  const more = lines.length - mostMoves;
  return [
    `Since ${since}:`,
    ...lines.slice(0, mostMoves).flatMap((line) => wrapped(oneLine(line), '  ', width)),
    ...further(more),
  ];
}

/** `lacks now: tests; rank 9 → 2; 4 → 8 changes`. */
export function movementInWords({ before, after, gone, fresh }: HotspotMove): string {
  const lacks = [
    ...(fresh.length > 0 ? [`lacks now: ${fresh.join(', ')}`] : []),
    ...(gone.length > 0 ? [`lacks no more: ${gone.join(', ')}`] : []),
  ];
  const rank = before.rank === after.rank ? [] : [`rank ${before.rank} → ${after.rank}`];
  const changes =
    before.changes === after.changes ? [] : [`${count(before.changes)} → ${plural(after.changes, 'change')}`];
  return [...lacks, ...rank, ...changes].join('; ');
}

/** What a hot spot is, in numbers: `14 changes (before: 9)`, `4 % of pulls`, …. */
function facts(row: Hotspot): string[] {
  const before = row.previousChanges === null ? '' : ` (before: ${count(row.previousChanges)})`;
  return [
    `${plural(row.changes, 'change')}${before}`,
    ...(row.pullShare === null ? [] : [`${percent(row.pullShare)} of pulls`]),
    complexityInWords(row.complexity, row.parsed),
    plural(row.codeLines, 'code line'),
    row.people === 0 ? 'no person' : plural(row.people, 'person', 'people'),
  ];
}

function rowLines(row: Hotspot, width: number, paint: Paint): string[] {
  const rank = String(row.rank).padStart(3);
  return [
    `${rank}  ${paint.bold(cutPath(oneLine(row.path), width - indent.length))}`,
    ...wrapped(facts(row).join(' · '), indent, width),
    ...(row.missing.length === 0 ? [] : [`${indent}missing: ${row.missing.join(', ')}`]),
    ...wrapped(`→ ${oneLine(row.nextStep)}`, indent, width),
  ];
}

function coupling({ coupling: pairs }: HotspotReport, width: number, paint: Paint): string[] {
  if (pairs.length === 0) return [];
  const lines = pairs
    .slice(0, shownPairs)
    .flatMap(({ a, b, shared, degree }) => [
      `  ${cutPath(oneLine(a), width - 2)}`,
      `  ${cutPath(oneLine(b), width - 2)}`,
      `    ${plural(shared, 'shared change')}, degree ${decimal(degree)}`,
    ]);
  return ['', paint.bold('CHANGED TOGETHER, ACROSS MODULES'), ...lines, ...further(pairs.length - shownPairs)];
}

function hotFiles({ hotFiles: hot }: HotspotReport, width: number, paint: Paint): string[] {
  if (hot.length === 0) return [];
  const texts = hot.map(({ pulls, share }) => `in ${plural(pulls, 'pull')} (${percent(share)})`);
  const room = width - 4 - Math.max(...texts.map((text) => text.length));
  const column = Math.min(room, Math.max(...hot.map(({ path }) => path.length)));
  const lines = hot.map(({ path }, index) => `  ${cutPath(oneLine(path), column).padEnd(column)}  ${texts[index]}`);
  return ['', paint.bold('MOST OFTEN IN RECENT PULLS'), ...lines];
}

function knowledge({ knowledge: areas }: HotspotReport, width: number, paint: Paint): string[] {
  if (areas.length === 0) return [];
  const lines = areas.slice(0, shownPairs).flatMap(({ area, files, byOnePerson }) => {
    const text = `${oneLine(area)}: ${count(byOnePerson)} of ${plural(files, 'hot file')}`;
    return wrapped(text, '  ', width);
  });
  return [
    '',
    paint.bold('KNOWN BY ONE PERSON, WHO MADE AT LEAST 80 % OF THE CHANGES'),
    ...lines,
    ...further(areas.length - shownPairs),
  ];
}

function further(more: number): string[] {
  return more > 0 ? [`  … and ${count(more)} more`] : [];
}

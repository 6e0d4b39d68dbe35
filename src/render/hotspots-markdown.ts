import type { Hotspot, HotspotReport, LeftOut } from '../model.ts';
import {
  againstWindowBefore,
  type HotspotComparison,
  type HotspotMove,
  isUntested,
} from '../scoring/compare-hotspots.ts';
import { complexityInWords, count, day, percent, plural } from '../text.ts';
import { movementInWords } from './hotspots-terminal.ts';
import { code, inert } from './markdown.ts';
import { firstToMend } from './terminal.ts';

/** Rows of the table that stand open; what is more is folded. */
const open = 20;
/** Bytes of the whole: GitHub takes 65,536 characters of an issue and counts in its own way. */
const longest = 60_000;
/** How much is shown, in rows of the table and of each list: the first that GitHub takes. */
const sizes = [
  { rows: 50, items: 10 },
  { rows: 20, items: 10 },
  { rows: 10, items: 5 },
  { rows: 3, items: 3 },
] as const;
/** Characters of a path, of which the end is kept, and of a sentence, of which the beginning is. */
const longestPath = 160;
const longestSentence = 400;

/** How much of a report is shown. */
type Size = (typeof sizes)[number];

/** A hot-spot report as GitHub-flavoured Markdown for a team: never more than an issue holds, and saying what was cut. */
export function renderHotspotsMarkdown(report: HotspotReport, comparison: HotspotComparison | null): string {
  let text = '';
  for (const size of sizes) {
    text = wholeOf(report, comparison, size);
    if (new TextEncoder().encode(text).length <= longest) break;
  }
  return text;
}

function wholeOf(report: HotspotReport, comparison: HotspotComparison | null, size: Size): string {
  const parts = [
    [verdict(report)],
    [subjectLine(report)],
    comparison ? sinceLastEdition(comparison, size) : [],
    report.hotspots.length > 0 ? hotspotTable(report, size) : [],
    hotFiles(report, size),
    coupling(report, size),
    knowledge(report, size),
    leftOut(report.leftOut, size),
    howToRead(report),
  ];
  const filled = parts.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function verdict({ hotspots, noData, window }: HotspotReport): string {
  if (noData !== null) return `**No hot spots to know of:** ${sentence(noData)}.`;
  const [hottest] = hotspots;
  if (!hottest) return `**No hot spots:** no source file was changed often enough in ${window.days} days.`;
  const untested = hotspots.filter(isUntested);
  const lacking = hotspots.filter(({ missing }) => missing.length > 0);
  const first = firstToMend(hotspots) ?? hottest;
  const begin = `Begin with ${path(first.path)}: ${sentence(first.nextStep)}`;
  const unasked = hotspots.filter(({ tested }) => tested === null);
  const many = howMany(untested.length, unasked.length, lacking.length);
  return `**${plural(hotspots.length, 'hot spot')}, ${many}.** ${begin}`;
}

function howMany(untested: number, unasked: number, lacking: number): string {
  const others = unasked > 0 ? `, ${count(unasked)} not asked for any` : '';
  if (untested > 0) return `${count(untested)} of them without tests${others}`;
  return lacking > 0 ? `${count(lacking)} of them lacking something` : 'lacking nothing';
}

function subjectLine({ subject, pulls, window, definition }: HotspotReport): string {
  const { repo, at, date } = subject;
  const where = at && date ? `at \`${at.slice(0, 9)}\` of ${day(date)}` : 'has no commit yet';
  return `${inert(repo)} ${where}: ${plural(pulls, 'pull')} in ${plural(window.days, 'day')}; definition \`${definition}\`.`;
}

function sinceLastEdition(comparison: HotspotComparison, size: Size): string[] {
  const { before, incomparable, entered, left, better, worse } = comparison;
  const { at, date } = before.subject;
  const when = at && date ? ` (\`${at.slice(0, 9)}\` of ${day(date)})` : '';
  const heading = [`### Since the last edition${when}`, ''];
  if (incomparable !== null) return [...heading, `Not compared: ${sentence(incomparable)}.`];
  const lines = [
    ...some(entered.filter(isUntested), size, (spot) => `**New and untested:** ${newcomer(spot)}`, 'new and untested'),
    ...some(
      entered.filter((spot) => !isUntested(spot)),
      size,
      (spot) => `New: ${newcomer(spot)}`,
      'new',
    ),
    ...some(worse, size, (move) => `Worse: ${movement(move)}`, 'worse'),
    ...some(better, size, (move) => `Better: ${movement(move)}`, 'better'),
    ...some(left, size, ({ path: at, rank }) => `Left the list: ${path(at)}, it was at rank ${rank}`, 'that left'),
  ];
  return [...heading, ...(lines.length > 0 ? lines : ['The same files are hot, and lack the same.'])];
}

function newcomer(spot: Hotspot): string {
  const { path: at, rank, changes } = spot;
  return `${path(at)}, rank ${rank}, ${plural(changes, 'change')}. ${sentence(spot.nextStep)}`;
}

function movement(move: HotspotMove): string {
  return `${path(move.after.path)}, ${movementInWords(move)}`;
}

function hotspotTable(report: HotspotReport, size: Size): string[] {
  const shown = report.hotspots.slice(0, size.rows);
  const folded = shown.slice(open);
  const lines = ['### Hot spots', '', ...tableOf(shown.slice(0, open)), '', ...stepsOf(shown.slice(0, open))];
  if (folded.length > 0) {
    const summary = `<summary>${plural(folded.length, 'more hot spot')}</summary>`;
    lines.push('', '<details>', summary, '', ...tableOf(folded), '', ...stepsOf(folded), '', '</details>');
  }
  const cut = report.hotspots.length - shown.length;
  if (cut > 0) lines.push('', `… and ${count(cut)} more, for which there is no room here: \`touchstone hotspots\`.`);
  return [...lines, ...windowBefore(report, size)];
}

function tableOf(hotspots: readonly Hotspot[]): string[] {
  return [
    '| | file | changes (before) | of pulls | complexity | code lines | tests | types | people | missing |',
    '| ---: | --- | ---: | ---: | ---: | ---: | --- | --- | ---: | --- |',
    ...hotspots.map((spot) => {
      const before = spot.previousChanges === null ? '–' : count(spot.previousChanges);
      const cells = [
        String(spot.rank),
        // A bar ends a cell, also within a code span.
        path(spot.path).replaceAll('|', '\\|'),
        `${count(spot.changes)} (${before})`,
        spot.pullShare === null ? '–' : percent(spot.pullShare),
        // What is no cyclomatic complexity does not compare with the others of its column.
        spot.parsed ? count(spot.complexity) : complexityInWords(spot.complexity, spot.parsed),
        count(spot.codeLines),
        yesNo(spot.tested),
        yesNo(spot.typed),
        count(spot.people),
        spot.missing.join(', ') || '–',
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ];
}

function stepsOf(hotspots: readonly Hotspot[]): string[] {
  const steps = hotspots.map((spot) => `${spot.rank}. ${path(spot.path)}: ${sentence(spot.nextStep)}`);
  return ['**Next step of each**', '', ...steps];
}

function windowBefore(report: HotspotReport, size: Size): string[] {
  const { fresh, hotter, cooler, unknown } = againstWindowBefore(report);
  const { days } = report.window;
  const lines = [
    ...group(fresh, 'not changed then'),
    ...group(hotter, 'changed at least twice as often now'),
    ...group(cooler, 'changed at most half as often now'),
    ...(unknown.length > 0 ? [`- not known of ${count(unknown.length)}: the history does not reach back so far`] : []),
  ];
  return lines.length > 0 ? ['', `Against the ${plural(days, 'day')} before:`, '', ...lines] : [];

  function group(spots: readonly Hotspot[], what: string): string[] {
    if (spots.length === 0) return [];
    const names = spots.slice(0, size.items).map((spot) => path(spot.path));
    const more = spots.length > names.length ? ` and ${count(spots.length - names.length)} more` : '';
    return [`- ${what}: ${names.join(', ')}${more}`];
  }
}

function hotFiles(report: HotspotReport, size: Size): string[] {
  const lines = some(report.hotFiles, size, (file) => {
    return `${path(file.path)}: in ${plural(file.pulls, 'pull')}, ${percent(file.share)}`;
  });
  return lines.length > 0 ? ['### Most often in recent pulls', '', ...lines] : [];
}

function coupling(report: HotspotReport, size: Size): string[] {
  const lines = some(report.coupling, size, ({ a, b, shared, degree }) => {
    return `${path(a)} and ${path(b)}: ${count(shared)} times together, ${percent(degree)} of their changes`;
  });
  return lines.length > 0 ? ['### Changed together across modules', '', ...lines] : [];
}

function knowledge(report: HotspotReport, size: Size): string[] {
  const areas = report.knowledge.filter(({ byOnePerson }) => byOnePerson > 0);
  const lines = some(areas, size, ({ area, files, byOnePerson }) => {
    return `${path(area || '.')}: ${count(byOnePerson)} of ${plural(files, 'hot file')}`;
  });
  const meaning = 'Of each of these one person alone made at least 80 % of the changes. Pair on the next change there.';
  return lines.length > 0 ? ['### Known by one person', '', ...lines, '', meaning] : [];
}

function leftOut(left: readonly LeftOut[], size: Size): string[] {
  if (left.length === 0) return [];
  const parts = left.slice(0, size.items).map(({ what, count: times, examples }) => {
    const named = examples.slice(0, 3).map(path);
    const names = named.length > 0 ? ` (${named.join(', ')}${times > named.length ? ', …' : ''})` : '';
    return `${sentence(what)} ${count(times)}${names}`;
  });
  return [`Left out: ${parts.join('; ')}${left.length > parts.length ? '; …' : ''}.`];
}

function howToRead({ window }: HotspotReport): string[] {
  return [
    '---',
    `**How to read this.** A hot spot is a source file that is changed often *and* complex: ranked by how many of this repository’s files it exceeds in both. *Changes* are those of ${plural(window.days, 'day')} to the commit above, in brackets those of the window before; *complexity* is cyclomatic, of the whole file; of a language that is not parsed here it is the indentation of its lines, which compares among such files alone. Ranks of two repositories say nothing of each other. *Missing* is what a healthy one has: a test, types, at most 500 code lines, no function of a complexity over 15; “–” is not asked of it. *People* is how many changed it, never who. Work pays most at the top; the bottom may stay as it is.`,
  ];
}

/** A list item of each, and how many more there are. */
function some<T>(all: readonly T[], { items }: Size, item: (one: T) => string, what = ''): string[] {
  const more = all.length - items;
  const lines = all.slice(0, items).map((one) => `- ${item(one)}`);
  return more > 0 ? [...lines, `- … and ${count(more)} more${what === '' ? '' : ` ${what}`}`] : lines;
}

function yesNo(value: boolean | null): string {
  if (value === null) return '–';
  return value ? 'yes' : '**no**';
}

function path(shown: string): string {
  const characters = [...shown];
  return code(characters.length <= longestPath ? shown : `…${characters.slice(-longestPath).join('')}`);
}

/** A sentence or part of one, which may quote the repository. */
function sentence(text: string): string {
  const characters = [...text];
  return inert(characters.length <= longestSentence ? text : `${characters.slice(0, longestSentence).join('')}…`);
}

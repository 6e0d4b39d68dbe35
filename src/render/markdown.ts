import type { Hotspot, Result, Scorecard } from '../model.ts';
import type { Comparison } from '../scoring/compare.ts';
import type { Configured } from '../scoring/evaluate.ts';
import { count, day, inUnit, oneLine, percent, plural, scaleInWords } from '../text.ts';
import { firstToMend, hotspotInWords, movedInWords, worstShown } from './terminal.ts';

/** Lines of evidence per measure. */
const shownEvidence = 10;

/** The scorecard as GitHub-flavoured Markdown: a table to read in ten seconds, then the reasons, folded. */
export function renderMarkdown(
  card: Scorecard,
  measures: readonly Configured[],
  { comparison, overview, hotspots }: { comparison: Comparison | null; overview: string; hotspots: readonly Hotspot[] },
): string {
  const { repo, at, date } = card.subject;
  const where = at && date ? `at \`${at.slice(0, 9)}\`, ${day(date)}` : 'has no commit yet';
  const lines = [
    `## Touchstone: ${inert(repo)}`,
    '',
    `${verdict(card)} ${inert(repo)} ${where}, definition \`${card.definition}\`. ${overview}.`,
    '',
  ];
  if (comparison) lines.push(...changes(comparison), '');
  lines.push('| | measure | value | points | weight |', '| --- | --- | --- | ---: | ---: |');
  for (const result of card.results) {
    const configured = measures.find(({ measure }) => measure.id === result.id)!;
    const value = result.value === null ? result.status : inUnit(result.value, result.unit);
    const weight = result.status === 'scored' ? String(result.weight) : '–';
    const score = result.score === null ? '–' : String(Math.round(result.score));
    lines.push(`| ${result.category} | ${configured.measure.title} | ${value} | ${score} | ${weight} |`);
  }
  for (const result of card.results) {
    lines.push('', ...details(result, measures.find(({ measure }) => measure.id === result.id)!));
  }
  lines.push(...startHere(hotspots));
  lines.push(
    '',
    'Each measure gives 0 to 100 points on its scale; the score is their mean, weighted. “–” is shown and not scored.',
    '',
  );
  return lines.join('\n');
}

/** The worst hot spots, and the one step to take first. */
function startHere(hotspots: readonly Hotspot[]): string[] {
  const worst = hotspots.slice(0, worstShown);
  const first = firstToMend(worst);
  if (!first) return [];
  const rows = worst.map((row) => `${row.rank}. ${code(row.path)}: ${inert(hotspotInWords(row))}`);
  const step = `→ ${code(first.path)}: ${inert(first.nextStep)}`;
  return ['', '**Start here: the hottest files**', '', ...rows, '', step];
}

function verdict(card: Scorecard): string {
  if (card.score !== null) {
    const share = card.measuredShare === 1 ? 'all' : percent(card.measuredShare);
    return `**${Math.round(card.score)} of 100**, ${share} of the weight measured.`;
  }
  const failed = card.results.filter((result) => result.status === 'failed').length;
  return failed > 0
    ? `**No score**: ${plural(failed, 'measure')} failed, and an error is not a zero.`
    : '**No score**: nothing here can be scored yet.';
}

function changes({ before, after, sameDefinition, moved }: Comparison): string[] {
  const since = `\`${before.subject.at?.slice(0, 9) ?? 'empty'}\``;
  if (!sameDefinition) return [`The definition changed since ${since}: the scores cannot be compared.`];
  if (moved.length === 0) return [`Nothing changed since ${since}.`];
  const score =
    before.score === after.score
      ? 'the score is the same'
      : `score ${before.score ?? 'none'} → ${after.score ?? 'none'}`;
  return [`Since ${since}: ${score}.`, ...moved.map((each) => `- ${movedInWords(each)}`)];
}

function details(result: Result, { measure, scale }: Configured): string[] {
  const score = result.score === null ? result.status : `${Math.round(result.score)} points`;
  const lines = [`<details><summary>${measure.title} (<code>${measure.id}</code>): ${score}</summary>`, ''];
  if (result.summary !== null) lines.push(`${inert(result.summary)}.`, '');
  if (result.reason !== null)
    lines.push(`${result.status === 'informative' ? 'Shown, not scored' : 'Not scored'}: ${inert(result.reason)}.`, '');
  if (scale && result.status === 'scored') lines.push(`Scale: ${scaleInWords(scale, result.unit)}.`, '');
  lines.push(`${measure.why} **${measure.improve}**`, '');
  for (const { path, text } of result.evidence.slice(0, shownEvidence)) {
    lines.push(path === undefined ? `- ${inert(text)}` : `- ${code(path)}: ${inert(text)}`);
  }
  const more = result.evidence.length - shownEvidence;
  if (more > 0) lines.push(`- … and ${count(more)} more`);
  if (result.leftOut.length > 0) {
    const parts = result.leftOut.map((each) => `${each.what} ${count(each.count)}`);
    lines.push('', `Left out: ${inert(parts.join('; '))}.`);
  }
  lines.push('', '</details>');
  return lines;
}

/** Text from outside that must not act: no mention, no reference, no link, no HTML, no Markdown, no table break. */
export function inert(text: string): string {
  return unlinked(
    oneLine(text)
      .replace(/[\\`*_{}[\]<>|~]/g, '\\$&')
      .replace(/&/g, '&amp;'),
  );
}

/** Plain text from outside in which GitHub finds nothing to link or to notify: no mention, no reference, no address. */
export function unlinked(text: string): string {
  return text
    .replace(/@(?=\w)/g, '@\u200b')
    .replace(/#(?=\d)/g, '#\u200b')
    .replace(/(?<![a-z\d])(GH)-(?=\d)/gi, '$1-\u200b')
    .replace(/:\/\//g, ':\u200b//')
    .replace(/(?<![a-z\d])www\./gi, 'www\u200b.');
}

/** A code span around any text. */
export function code(text: string): string {
  // Two backticks with nothing between them are no span, and would open one with what follows.
  const line = oneLine(text) || ' ';
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

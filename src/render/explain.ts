import type { Result, Scorecard } from '../model.ts';
import type { Configured } from '../scoring/evaluate.ts';
import type { WhatIf } from '../scoring/what-if.ts';
import { day, inUnit, oneLine, scaleInWords } from '../text.ts';
import { wrapped } from './terminal.ts';

/** What is computed for an explanation alone. */
export interface Explained {
  /** The line that reproduces the number. */
  shell: string | null;
  /** The files that move the measure most, and what the scores would be; null: no file does. */
  mended: { files: WhatIf[]; together: WhatIf } | null;
}

/**
 * One measure in full: its definition, its number here, the shell line that reproduces it, what would move it, all
 * evidence, and all that was left out.
 */
export function renderExplanation(
  card: Scorecard,
  configured: Configured,
  { shell, mended }: Explained,
  width: number,
): string {
  const { measure, scale, category, weight } = configured;
  const result = card.results.find((other) => other.id === measure.id)!;
  const at =
    card.subject.at === null ? 'without a commit' : `at ${card.subject.at.slice(0, 9)}, ${day(card.subject.date!)}`;
  const paragraph = (text: string) => text.split('\n').flatMap((line) => wrapped(line, '', width));
  const lines = [
    `${measure.title} (${measure.id}, version ${measure.version})`,
    `${oneLine(card.subject.repo)} ${at}`,
    '',
    ...paragraph(oneLine(verdict(result))),
    '',
    'Definition',
    ...paragraph(measure.definition),
    '',
    ...paragraph(scale ? `Scale: ${scaleInWords(scale, measure.unit)}` : 'No scale: shown, not scored'),
    ...(measure.seen ? paragraph(seen(configured)) : []),
    `Weight: ${weight}, category ${category}`,
    ...paragraph(`Inputs: ${measure.source}`),
    ...paragraph(`Why: ${measure.why}`),
    ...paragraph(`Improve: ${measure.improve}`),
    ...paragraph(`Limits: ${measure.limits}`),
  ];
  if (shell) lines.push('', 'Check it with git', shell);
  if (mended) lines.push('', ...whatMoves(mended, result, card.score));
  lines.push('', `Evidence (${result.evidence.length})`);
  for (const { path, commit, text } of result.evidence) {
    lines.push(oneLine(`  ${[path, commit?.slice(0, 9), text].filter(Boolean).join('  ')}`));
  }
  lines.push('', `Left out (${result.leftOut.reduce((sum, { count }) => sum + count, 0)})`);
  for (const { what, count, examples } of result.leftOut) {
    const named = examples.length === 0 ? '' : ` (${examples.join(', ')})`;
    lines.push(oneLine(`  ${what}: ${count}${named}`));
  }
  return `${lines.join('\n')}\n`;
}

function verdict(result: Result): string {
  if (result.value === null) return `${result.status}: ${result.reason}`;
  const score = result.score === null ? `${result.status}, ${result.reason}` : `${result.score} points`;
  return `${inUnit(result.value, result.unit)} (${score}): ${result.summary}`;
}

/** The table of the files that move the measure most: each measured again as it should be. */
function whatMoves(
  { files, together }: NonNullable<Explained['mended']>,
  result: Result,
  score: number | null,
): string[] {
  const row = (what: string, { value, points, score: overall }: Omit<WhatIf, 'path'>) =>
    oneLine(`  ${shown(overall)}  ${shown(points)}  ${inUnit(value, result.unit).padEnd(14)}  ${what}`.trimEnd());
  return [
    'What would move it most, each measured again as if it were mended',
    '  score   here  value',
    row('now', { value: result.value!, points: result.score, score }),
    ...files.map((file) => row(file.path, file)),
    ...(files.length > 1 ? [row(`all ${files.length}`, together)] : []),
  ];
}

function shown(points: number | null): string {
  return (points === null ? '–' : points.toFixed(1)).padStart(5);
}

function seen({ measure }: Configured): string {
  const { p10, p50, p90, edition } = measure.seen!;
  const values = [p10, p50, p90].map((value) => inUnit(value, measure.unit)).join(' / ');
  return `Seen: ${values} at the 10th / 50th / 90th percentile of 37 active public repositories (edition ${edition}); context, not part of the score`;
}

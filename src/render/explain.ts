import type { Result, Scorecard } from '../model.ts';
import type { Configured } from '../scoring/evaluate.ts';
import { day, inUnit, oneLine, scaleInWords } from '../text.ts';
import { wrapped } from './terminal.ts';

/**
 * One measure in full: its definition, its number here, the shell line that reproduces it, all evidence, and all that
 * was left out.
 */
export function renderExplanation(
  card: Scorecard,
  configured: Configured,
  shell: string | null,
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

function seen({ measure }: Configured): string {
  const { p10, p50, p90, edition } = measure.seen!;
  const values = [p10, p50, p90].map((value) => inUnit(value, measure.unit)).join(' / ');
  return `Seen: ${values} at the 10th / 50th / 90th percentile of 37 active public repositories (edition ${edition}); context, not part of the score`;
}

import type { Scorecard } from '../model.ts';
import type { MovedMeasure, Movement } from '../scoring/movement.ts';
import type { TrendReport } from '../scoring/trend.ts';
import { day, month, plural, signed } from '../text.ts';
import { code, inert } from './markdown.ts';
import {
  causeInWords,
  change,
  measured,
  mostCauses,
  mostMeasures,
  movedValue,
  othersOf,
  remark,
  restOf,
} from './trend.ts';

/** The trend as GitHub-flavoured Markdown: a row a month, then what moved it. */
export function renderTrendMarkdown({ subject, weeks, months, movements, otherwise, definition }: TrendReport): string {
  const lines = [`## Trend: ${inert(subject.repo)}`, ''];
  if (weeks.length === 0) return [...lines, 'No commit yet.', ''].join('\n');
  const [first, last] = [weeks[0]!.subject, weeks.at(-1)!.subject];
  lines.push(
    `${day(first.date!)} to ${day(last.date!)} (\`${last.at!.slice(0, 9)}\`), ${plural(weeks.length, 'point')}: the last commit of each week that has one. Definition \`${definition}\`.`,
    '',
    '| month | commit | score | change | of the weight |',
    '| --- | --- | ---: | ---: | ---: |',
    ...months.map((card, index) => row(card, months[index - 1])),
  );
  for (const movement of movements) lines.push('', ...movementLines(movement));
  if (otherwise > 0) lines.push('', remark(otherwise));
  return [...lines, ''].join('\n');
}

function row(card: Scorecard, before: Scorecard | undefined): string {
  const { score, subject, definition } = card;
  const broken = before !== undefined && before.definition !== definition;
  const moved = broken ? 'definition changed' : change(card, before) || '–';
  const shown = score === null ? 'no score' : score.toFixed(1);
  return `| ${month(subject.date!)} | \`${subject.at!.slice(0, 9)}\` | ${shown} | ${moved} | ${measured(card, before)} |`;
}

function movementLines(movement: Movement): string[] {
  const { before, after, difference, measures } = movement;
  const since = `${day(before.subject.date!)} (\`${before.subject.at!.slice(0, 9)}\`)`;
  const scores = `${before.score!.toFixed(1)} → ${after.score!.toFixed(1)}`;
  const lines = [`**Since ${since}**: ${scores}, **${signed(difference)} points**`, ''];
  const others = [restOf(measures.slice(mostMeasures)), othersOf(movement)].filter((line) => line !== null);
  lines.push(...measures.slice(0, mostMeasures).flatMap(measureLines), ...others.map((line) => `- ${inert(line)}`));
  return lines.at(-1) === '' ? [...lines, 'No measure moved it.'] : lines;
}

function measureLines(moved: MovedMeasure): string[] {
  const causes = moved.causes.slice(0, mostCauses).map((cause) => {
    const { path, words } = causeInWords(cause);
    return path === null ? `  - ${inert(words)}` : `  - ${code(path)}: ${inert(words)}`;
  });
  const more = moved.causes.length - causes.length;
  return [
    `- ${signed(moved.contribution)} ${inert(movedValue(moved))}`,
    ...causes,
    ...(more > 0 ? [`  - … and ${more} more`] : []),
  ];
}

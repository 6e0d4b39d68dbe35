import type { Registered } from '../measures/index.ts';
import { inUnit, scaleInWords } from '../text.ts';

/** A list of the lane or language data, as the documentation prints it. */
export interface ListedRule {
  title: string;
  entries: readonly string[];
}

/** docs/measures.md: what every measure and every list says of itself. */
export function renderMeasureDocs(
  registry: readonly Registered[],
  pullRegistry: readonly Registered<'pull'>[],
  lists: readonly ListedRule[],
): string {
  const lines = [
    '# Measures',
    '',
    'Generated from the measures’ own text by `npm run generate`; a test fails when it is stale.',
    '',
    '| measure | category | weight | good → poor | seen (10th / 50th / 90th) |',
    '| --- | --- | ---: | --- | --- |',
    ...registry.map(row),
    '',
    'Seen: percentiles of 37 active public repositories. They are context and never part of a score.',
    '',
    'Of a pull, from its merge base to its head, on its check run:',
    '',
    '| measure | scale |',
    '| --- | --- |',
    ...pullRegistry.map(({ measure }) => `| ${link(measure)} | ${shortScale(measure)} |`),
  ];
  for (const { measure } of [...registry, ...pullRegistry]) {
    lines.push(
      '',
      `## ${measure.title}`,
      '',
      `\`${measure.id}\`, version ${measure.version}, in ${measure.unit}`,
      '',
      measure.definition,
      '',
      `- **Why:** ${measure.why}`,
      `- **Improve:** ${measure.improve}`,
      `- **Scale:** ${measure.scale ? scaleInWords(measure.scale, measure.unit) : 'none; shown, not scored'}`,
      `- **Known limits:** ${measure.limits}`,
      `- **Inputs:** ${measure.source}`,
    );
  }
  lines.push(
    '',
    '# Lists',
    '',
    'The lists that lanes and languages are decided by, complete. Rules match whole path segments and file names.',
    'Last, by language, the nodes of its tree-sitter grammar that are a decision point each.',
  );
  for (const { title, entries } of lists)
    lines.push('', `## ${title}`, '', entries.map((entry) => `\`${entry}\``).join(' · '));
  return `${lines.join('\n')}\n`;
}

type Documented = Registered['measure'] | Registered<'pull'>['measure'];

function row({ measure, category, weight }: Registered): string {
  const seen = measure.seen
    ? [measure.seen.p10, measure.seen.p50, measure.seen.p90].map((value) => inUnit(value, measure.unit)).join(' / ')
    : '';
  return `| ${link(measure)} | ${category} | ${weight === 0 ? '–' : weight} | ${shortScale(measure)} | ${seen} |`;
}

function shortScale({ scale, unit }: Documented): string {
  if (!scale) return 'informative';
  return `${inUnit(scale.good, unit)} → ${inUnit(scale.poor, unit)}${scale.log ? ' log' : ''}`;
}

function link({ id, title }: Documented): string {
  const anchor = title
    .toLowerCase()
    .replaceAll(' ', '-')
    .replace(/[^\w-]/g, '');
  return `[\`${id}\`](#${anchor})`;
}

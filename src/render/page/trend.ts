import type { Trend } from '../../model.ts';
import { day, decimal, percent } from '../../text.ts';
import { trendChart, trendInWords } from '../charts.ts';
import { html, type Markup, section, table } from './markup.ts';

/** The score over time, as a line and as a table. One point is no trend. */
export function trendPart(trend: Trend | null): Markup | null {
  if (!trend || trend.points.length < 2) return null;
  const { points } = trend;
  const label = trendInWords(points);
  const rows = points.toReversed().map((point) => ({
    cells: [
      { shown: day(point.date), by: Date.parse(point.date), heading: true },
      { shown: html`<code>${point.at.slice(0, 9)}</code>` },
      { shown: point.score === null ? '–' : decimal(point.score), by: point.score },
      { shown: percent(point.measuredShare), by: point.measuredShare },
      { shown: html`<code>${point.definition}</code>` },
    ],
  }));
  const columns = [
    { title: 'date' },
    { title: 'commit' },
    { title: 'score', number: true },
    { title: 'measured', number: true },
    { title: 'definition' },
  ];
  return section(
    'trend',
    'The score over time',
    html`<p class="note">${label}. Today’s configuration at each commit; scores by different definitions are not joined.</p>
<div class="only-wide">${trendChart(points, { id: 'trend-wide', label, width: 1080, height: 240 })}</div>
<div class="only-narrow">${trendChart(points, { id: 'trend-narrow', label, width: 400, height: 220 })}</div>
<details><summary>The same as a table</summary>${table('Score by commit', columns, rows)}</details>`,
  );
}

import { describe, expect, it } from 'vitest';
import { renderTrend } from '../../src/render/trend.ts';
import { renderTrendMarkdown } from '../../src/render/trend-markdown.ts';
import { trendReport } from '../../src/scoring/trend.ts';
import { cardAt, evidenceOf, resultOf } from '../scorecards.ts';

const earlier = { definition: 'ffffffffffff' };
const cards = [
  cardAt('01-30', [resultOf('typed-file-share', 90)], earlier),
  cardAt('03-01', [resultOf('typed-file-share', 95), resultOf('pull-size', 40)]),
  cardAt('03-10', [resultOf('typed-file-share', 95), resultOf('pull-size', 50)]),
  cardAt('04-28', [resultOf('typed-file-share', null), resultOf('pull-size', null)]),
  cardAt('05-05', [
    resultOf('typed-file-share', 92, { evidence: evidenceOf({ 'src/old.js': 40 }) }),
    resultOf('pull-size', 60, { value: 120, unit: 'lines' }),
    resultOf('hot-file-peak', 30),
  ]),
  cardAt('06-01', [
    resultOf('typed-file-share', 70, {
      evidence: evidenceOf({
        'src/old.js': 44,
        'src/legacy/reports/quarterly/adapters/spreadsheet/importer.js': 310,
        'src/a.js': 9,
        'src/b.js': 8,
        'src/c.js': 7,
      }),
    }),
    resultOf('pull-size', 71.5, { value: 80, unit: 'lines' }),
    resultOf('hot-file-peak', null),
  ]),
];
const report = trendReport(cards.at(-1)!.subject, cards, '0123456789ab');

describe('a trend', () => {
  it('is a table of months, a line of weeks and what moved it', async () => {
    const text = renderTrend(report, 80);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    await expect(text).toMatchFileSnapshot('../golden/trend.txt');
    await expect(renderTrendMarkdown(report)).toMatchFileSnapshot('../golden/trend.md');
  });

  it('says where a month was scored by other measures than the one before', () => {
    const both = [resultOf('typed-file-share', 60), resultOf('pull-size', 100)];
    const months = trendReport(
      cards.at(-1)!.subject,
      [cardAt('03-01', both), cardAt('04-01', both), cardAt('05-05', [both[0]!, resultOf('pull-size', null)])],
      '0123456789ab',
    );
    const text = renderTrend(months, 80);
    expect(text).toMatch(/Apr 2026 .* measured$/m);
    expect(text).toMatch(/May 2026 .* measured, other measures$/m);
    expect(renderTrendMarkdown(months)).toMatch(/^\| May 2026 .* % measured, other measures \|$/m);
  });

  it('of a repository without commits says so', () => {
    const none = trendReport({ kind: 'repository', repo: 'acme/shop', at: null, date: null }, [], '0123456789ab');
    expect(renderTrend(none, 80)).toBe('acme/shop has no commit yet\n');
    expect(renderTrendMarkdown(none)).toContain('No commit yet.');
  });

  it('shows hostile names as they are, without letting them act', () => {
    const hostile = { 'src/`@everyone` <b>|\u001b[31m.ts': 5 };
    const evidence = evidenceOf(hostile).map((each) => ({ ...each, text: '@everyone #1 <img src=x> \u001b[31m' }));
    const bad = [cardAt('05-01', [resultOf('a', 60)]), cardAt('06-01', [resultOf('a', 50, { evidence })])];
    const found = trendReport({ ...bad[1]!.subject, repo: '@org/<x>' }, bad, '0123456789ab');
    expect(renderTrend(found, 80)).not.toContain('\u001b');
    const markdown = renderTrendMarkdown(found);
    expect(markdown).not.toMatch(/\u001b|(?<!`)@everyone #1|[^\\]<img|@org/);
    expect(markdown).toContain('``src/`@everyone` <b>|\ufffd[31m.ts``');
  });
});

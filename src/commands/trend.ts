import { measureTrend } from '../engine/trend.ts';
import { renderTrend } from '../render/trend.ts';
import { renderTrendMarkdown } from '../render/trend-markdown.ts';
import { trendOf, trendReport } from '../scoring/trend.ts';
import { isoDate } from '../text.ts';
import { readOwnRules } from './own-rules.ts';
import { type MeasureOptions, withRepository } from './run.ts';

interface Options extends Omit<MeasureOptions, 'report'> {
  months: number;
  recompute: boolean;
  format: 'text' | 'json' | 'markdown';
}

/** `touchstone trend`: the score of the past, week by week, on standard output; all else goes to standard error. */
export async function trend(path: string, options: Options): Promise<void> {
  const { months, recompute, format } = options;
  const report = await withRepository(path, options, async ({ view, config, openKept, say, note }) => {
    const ownRules = options.config === undefined ? null : await readOwnRules(options.config, config.rules.own);
    const wanted = { months, recompute, ownRules };
    const { points, definition } = await measureTrend(view, config, wanted, openKept, say);
    for (const told of definition.ruleProblems) note(told);
    const { name: repo, at, date } = view;
    const subject = { kind: 'repository' as const, repo, at, date: date === null ? null : isoDate(date) };
    return trendReport(subject, points, definition.id);
  });
  if (format === 'json') process.stdout.write(`${JSON.stringify(trendOf(report), null, 2)}\n`);
  else process.stdout.write(format === 'markdown' ? renderTrendMarkdown(report) : renderTrend(report, 80));
}

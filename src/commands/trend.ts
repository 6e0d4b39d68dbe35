import { existsSync } from 'node:fs';
import { type MeasuredTrend, measureTrend } from '../engine/trend.ts';
import { openView } from '../git/view.ts';
import type { RepositorySubject } from '../model.ts';
import { renderTrend } from '../render/trend.ts';
import { renderTrendMarkdown } from '../render/trend-markdown.ts';
import { trendOf, trendReport } from '../scoring/trend.ts';
import { isoDate, oneLine } from '../text.ts';
import { readConfig } from './configuration.ts';
import { dataDirectory } from './data-directory.ts';
import type { KeptResults } from './open-store.ts';
import { readOwnRules } from './own-rules.ts';
import { startProgress } from './progress.ts';
import { type MeasureOptions, openKept, tolerant } from './run.ts';

interface Options extends Omit<MeasureOptions, 'report'> {
  months: number;
  recompute: boolean;
  format: 'text' | 'json' | 'markdown';
}

/** `touchstone trend`: the score of the past, week by week, on standard output; all else goes to standard error. */
export async function trend(path: string, options: Options): Promise<void> {
  const { subject, points, definition } = await measurePast(path, options);
  const report = trendReport(subject, points, definition.id);
  if (options.format === 'json') process.stdout.write(`${JSON.stringify(trendOf(report), null, 2)}\n`);
  else process.stdout.write(options.format === 'markdown' ? renderTrendMarkdown(report) : renderTrend(report, 80));
}

async function measurePast(path: string, options: Options): Promise<MeasuredTrend & { subject: RepositorySubject }> {
  const progress = startProgress();
  const note = (text: string) => {
    progress.clear();
    process.stderr.write(`touchstone: ${oneLine(text)}\n`);
  };
  await using view = await openView(path, options.at);
  const config = await readConfig(view, options.config, note);
  const ownRules = options.config === undefined ? null : await readOwnRules(options.config, config.rules.own);
  const attempt = tolerant(note);
  let kept: KeptResults | null = null;
  const open = async () => {
    if (!options.store) return null;
    if (!existsSync(dataDirectory(view.gitDir))) progress.flush();
    kept = await attempt(() => openKept(view.gitDir, attempt, note), null);
    return kept;
  };
  try {
    const { months, recompute } = options;
    const measured = await measureTrend(view, config, { months, recompute, ownRules }, open, progress.say);
    for (const told of measured.definition.ruleProblems) note(told);
    const { name: repo, at, date } = view;
    return { ...measured, subject: { kind: 'repository', repo, at, date: date === null ? null : isoDate(date) } };
  } finally {
    progress.end();
    await (kept as KeptResults | null)?.close();
  }
}

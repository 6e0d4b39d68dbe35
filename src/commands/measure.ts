import { writeFile } from 'node:fs/promises';
import { UserError } from '../model.ts';
import { renderMarkdown } from '../render/markdown.ts';
import { laneOverview, renderTerminal } from '../render/terminal.ts';
import { compare } from '../scoring/compare.ts';
import { type MeasureOptions, measurePath, type Run } from './run.ts';

interface Options extends MeasureOptions {
  format: 'text' | 'json' | 'markdown' | 'html';
  out?: string;
}

/** `touchstone measure`: the scorecard on standard output or in a file; all else goes to standard error. */
export async function measure(path: string, options: Options): Promise<void> {
  const run = await measurePath(path, options, { keep: true });
  const text = options.format === 'html' ? await page(run) : rendered(run, options);
  if (options.out === undefined) process.stdout.write(text);
  else await write(options.out, text);
}

function rendered({ measured, previous }: Run, options: Options): string {
  const { scorecard, measures, facts } = measured;
  if (options.format === 'json') return `${JSON.stringify(scorecard, null, 2)}\n`;
  const comparison = previous && compare(previous, scorecard);
  const overview = Array.isArray(facts.files) ? laneOverview(facts.files) : 'the files could not be read';
  if (options.format === 'markdown') return renderMarkdown(scorecard, measures, { comparison, overview });
  const terminal = process.stdout.isTTY === true && options.out === undefined;
  const colour = terminal && !process.env.NO_COLOR;
  return renderTerminal(scorecard, measures, { overview, comparison, colour, width: 80 });
}

/** Loaded here, so that the other formats do not pay for charts. */
async function page({ measured, previous }: Run): Promise<string> {
  const { renderPage } = await import('../render/html.ts');
  const { scorecard: card, measures, facts } = measured;
  const files = Array.isArray(facts.files) ? facts.files : [];
  const comparison = previous && compare(previous, card);
  const overview = Array.isArray(facts.files) ? laneOverview(facts.files) : 'the files could not be read';
  const { subject } = card;
  return renderPage({ subject, card, measures, comparison, overview, files, hotspots: null, trend: null });
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new UserError(`--out ${file}: cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

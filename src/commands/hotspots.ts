import { findHotspots } from '../engine/find-hotspots.ts';
import { type FileFacts, type HotspotReport, UserError } from '../model.ts';
import { renderHotspotsMarkdown } from '../render/hotspots-markdown.ts';
import { renderHotspots } from '../render/hotspots-terminal.ts';
import { laneOverview } from '../render/terminal.ts';
import { compareHotspots, type HotspotComparison } from '../scoring/compare-hotspots.ts';
import { inColour, print } from './print.ts';
import { type MeasureOptions, withRepository } from './run.ts';

interface Options extends Pick<MeasureOptions, 'at' | 'config' | 'store'> {
  window?: string;
  format: 'text' | 'json' | 'markdown' | 'html';
  out?: string;
}

/** `touchstone hotspots`: the hot-spot report on standard output or in a file; all else goes to standard error. */
export async function hotspots(path: string, options: Options): Promise<void> {
  const days = options.window === undefined ? undefined : daysOf(options.window);
  const text = await withRepository(path, options, async ({ view, config, openCache, say, exchange }) => {
    const { report, facts } = await findHotspots(view, config, openCache, say, days);
    const previous = await exchange((kept) => kept.exchangeHotspots(report));
    const files = Array.isArray(facts.files) ? facts.files : [];
    return await rendered(report, previous && compareHotspots(previous, report), files, options);
  });
  await print(text, options.out);
}

async function rendered(
  report: HotspotReport,
  comparison: HotspotComparison | null,
  files: FileFacts[],
  { format, out }: Options,
): Promise<string> {
  if (format === 'json') return `${JSON.stringify(report, null, 2)}\n`;
  if (format === 'text') return renderHotspots(report, comparison, { colour: inColour(out), width: 80 });
  if (format === 'markdown') return renderHotspotsMarkdown(report, comparison);
  // Loaded here, so that the other formats do not pay for charts.
  const { renderPage } = await import('../render/html.ts');
  const { subject } = report;
  const about = { subject, card: null, measures: [], comparison: null, overview: laneOverview(files) };
  return renderPage({ ...about, files, hotspots: report, trend: null });
}

function daysOf(window: string): number {
  const [, number] = /^([1-9]\d{0,3})d$/.exec(window) ?? [];
  if (number !== undefined && Number(number) <= 3_650) return Number(number);
  throw new UserError(`--window ${window}: expected whole days from 1d to 3650d, such as 365d`);
}

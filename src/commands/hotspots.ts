import { findHotspots } from '../engine/find-hotspots.ts';
import type { FileFacts, HotspotReport } from '../model.ts';
import { renderHotspotsMarkdown } from '../render/hotspots-markdown.ts';
import { renderHotspots } from '../render/hotspots-terminal.ts';
import { laneOverview } from '../render/terminal.ts';
import { compareHotspots, type HotspotComparison } from '../scoring/compare-hotspots.ts';
import { inColour, print } from './print.ts';
import { type MeasureOptions, withRepository } from './run.ts';

interface Options extends Pick<MeasureOptions, 'at' | 'config' | 'store'> {
  /** Days. */
  window?: number;
  format: 'text' | 'json' | 'markdown' | 'html';
  out?: string;
}

/** `touchstone hotspots`: the hot-spot report on standard output or in a file; all else goes to standard error. */
export async function hotspots(path: string, options: Options): Promise<void> {
  const text = await withRepository(path, options, async ({ view, config, openCache, say, exchange }) => {
    const { report, facts } = await findHotspots(view, config, openCache, say, { days: options.window });
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

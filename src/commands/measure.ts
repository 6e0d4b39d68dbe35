import type { HotspotReport } from '../model.ts';
import { renderMarkdown } from '../render/markdown.ts';
import { laneOverview, renderTerminal } from '../render/terminal.ts';
import { compare } from '../scoring/compare.ts';
import { hotspotReport } from '../scoring/hotspot-report.ts';
import { trendOf } from '../scoring/trend.ts';
import { inColour, print } from './print.ts';
import { type MeasureOptions, measurePath, type Run } from './run.ts';

interface Options extends MeasureOptions {
  format: 'text' | 'json' | 'markdown' | 'html';
  out?: string;
}

/** `touchstone measure`: the scorecard on standard output or in a file; all else goes to standard error. */
export async function measure(path: string, options: Options): Promise<void> {
  const run = await measurePath(path, options, { keep: true, past: options.format === 'html' });
  await print(await rendered(run, options), options.out);
}

async function rendered({ measured, previous, past }: Run, { format, out }: Options): Promise<string> {
  const { scorecard, measures, facts } = measured;
  if (format === 'json') return `${JSON.stringify(scorecard, null, 2)}\n`;
  const comparison = previous && compare(previous, scorecard);
  const files = Array.isArray(facts.files) ? facts.files : [];
  const overview = Array.isArray(facts.files) ? laneOverview(facts.files) : 'the files could not be read';
  const report = hotspotsOf(measured);
  const { hotspots } = report;
  if (format === 'markdown') return renderMarkdown(scorecard, measures, { comparison, overview, hotspots });
  if (format === 'text') {
    return renderTerminal(scorecard, measures, { overview, comparison, hotspots, colour: inColour(out), width: 80 });
  }
  // Loaded here, so that the other formats do not pay for charts.
  const { renderPage } = await import('../render/html.ts');
  const { subject } = scorecard;
  const about = { subject, card: scorecard, measures, comparison, overview };
  // `touchstone trend` measures the past; where it did not, there is none to show.
  const weeks = [...past.filter((card) => card.subject.at !== subject.at), scorecard];
  const trend = past.length > 0 ? trendOf({ subject, weeks }) : null;
  return renderPage({ ...about, files, hotspots: report, trend });
}

/** The hot spots of what was measured; it looks back no further than its own window. */
function hotspotsOf({ scorecard, facts, settings: { windows } }: Run['measured']): HotspotReport {
  const { subject, definition } = scorecard;
  return hotspotReport(facts, windows, { repo: subject.repo, definition, lookBack: windows.history });
}

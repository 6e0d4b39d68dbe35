import type { HotspotReport } from '../model.ts';
import { renderMarkdown } from '../render/markdown.ts';
import { laneOverview, renderTerminal } from '../render/terminal.ts';
import { compare } from '../scoring/compare.ts';
import { hotspotReport } from '../scoring/hotspot-report.ts';
import { inColour, print } from './print.ts';
import { type MeasureOptions, measurePath, type Run } from './run.ts';

interface Options extends MeasureOptions {
  format: 'text' | 'json' | 'markdown';
  out?: string;
}

/** `touchstone measure`: the scorecard on standard output or in a file; all else goes to standard error. */
export async function measure(path: string, options: Options): Promise<void> {
  const run = await measurePath(path, options, { keep: true });
  const text = rendered(run, options);
  await print(text, options.out);
}

function rendered({ measured, previous }: Run, options: Options): string {
  const { scorecard, measures, facts } = measured;
  if (options.format === 'json') return `${JSON.stringify(scorecard, null, 2)}\n`;
  const comparison = previous && compare(previous, scorecard);
  const overview = Array.isArray(facts.files) ? laneOverview(facts.files) : 'the files could not be read';
  const { hotspots } = hotspotsOf(measured);
  if (options.format === 'markdown') return renderMarkdown(scorecard, measures, { comparison, overview, hotspots });
  const colour = inColour(options.out);
  return renderTerminal(scorecard, measures, { overview, comparison, hotspots, colour, width: 80 });
}

/** The hot spots of what was measured; it looks back no further than its own window. */
function hotspotsOf({ scorecard, facts, settings: { windows } }: Run['measured']): HotspotReport {
  const { subject, definition } = scorecard;
  return hotspotReport(facts, windows, { repo: subject.repo, definition, lookBack: windows.history });
}

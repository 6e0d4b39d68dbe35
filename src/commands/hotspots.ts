import { findHotspots } from '../engine/find-hotspots.ts';
import { UserError } from '../model.ts';
import { renderHotspotsMarkdown } from '../render/hotspots-markdown.ts';
import { renderHotspots } from '../render/hotspots-terminal.ts';
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
  const text = await withRepository(path, options, async ({ view, config, openCache, say }) => {
    const { report } = await findHotspots(view, config, openCache, say, days);
    if (options.format === 'json') return `${JSON.stringify(report, null, 2)}\n`;
    if (options.format === 'markdown') return renderHotspotsMarkdown(report, null);
    return renderHotspots(report, { colour: inColour(options.out), width: 80 });
  });
  await print(text, options.out);
}

function daysOf(window: string): number {
  const [, number] = /^([1-9]\d{0,3})d$/.exec(window) ?? [];
  if (number !== undefined && Number(number) <= 3_650) return Number(number);
  throw new UserError(`--window ${window}: expected whole days from 1d to 3650d, such as 365d`);
}

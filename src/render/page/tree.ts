import { type FileFacts, type Hotspot, lanes } from '../../model.ts';
import { count, percent } from '../../text.ts';
import { mapChart } from '../charts.ts';
import { bar, html, type Markup, pathMarkup, section, table } from './markup.ts';
import { heat, heatRanks, type Tile, tilesOf, withChildren } from './tiles.ts';

/** The map of the source files, drawn twice: for a screen, and upright with less in it for a phone. */
export function mapPart(files: readonly FileFacts[], hotspots: readonly Hotspot[]): Markup | null {
  const tiles = tilesOf(files, hotspots, 350);
  if (tiles.length === 0) return null;
  const label = `Map of the source files: area is code lines, ${hotspots.length === 0 ? 'none of them is a hot spot' : `${hotspots.length} hot spots stand out by colour, pattern and rank`}`;
  const wide = mapChart(tiles, { id: 'map-wide', label, width: 1080, height: 600 });
  const narrow = mapChart(tilesOf(files, hotspots, 90), { id: 'map-narrow', label, width: 400, height: 560 });
  return section(
    'map',
    'Map of the code',
    html`<p class="note">Area is code lines of source files. ${hotspots.length === 0 ? null : 'The number on a tile is the rank of a hot spot, which is drawn large enough to be read; a click leads to its row.'}</p>
${hotspots.length === 0 ? null : legend(hotspots)}
<div class="only-wide">${wide}</div><div class="only-narrow">${narrow}</div>
<details><summary>The same as a table</summary>${tileTable(tiles)}</details>`,
  );
}

function legend(hotspots: readonly Hotspot[]): Markup {
  const steps = new Set(hotspots.map(heat));
  const items = heatRanks.map((ranks, index) =>
    steps.has(index + 1) ? swatch(`url(#heat-${index + 1})`, ranks) : null,
  );
  return html`<ul class="legend">${items}${swatch('var(--map-cold)', 'no hot spot')}${swatch('var(--map-many)', 'several files')}</ul>`;
}

function swatch(fill: string, text: string): Markup {
  return html`<li><svg aria-hidden="true" width="22" height="14"><rect width="22" height="14" rx="2" fill="${fill}"/></svg>${text}</li>`;
}

/** Colour and pattern of each step, once for all pictures of the page. */
export function heatPatterns(): Markup {
  const marks = [
    html`<path d="M0 0L8 8M8 0L0 8"/>`,
    html`<path d="M-2 2L2 -2M0 8L8 0M6 10L10 6"/>`,
    html`<path d="M0 4H8" stroke-dasharray="2 2"/>`,
    html`<path d="M4 4h.01" stroke-linecap="round" stroke-width="2"/>`,
  ];
  return html`<svg class="patterns" aria-hidden="true" width="0" height="0"><defs>${marks.map((mark, index) => {
    const step = index + 1;
    return html`<pattern id="heat-${step}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="var(--heat-${step})"/><g stroke="var(--heat-mark)" fill="none">${mark}</g></pattern>`;
  })}</defs></svg>`;
}

/** What the map draws a frame around, and what stands beside all frames; a directory counts what those within it hold. */
function tileTable(tiles: readonly Tile[]): Markup {
  const framed = tiles.flatMap(withChildren).filter((tile) => tile.children.length > 0 || tiles.includes(tile));
  const rows = framed.map((tile) => ({
    cells: [
      { shown: tile.path === '' ? tile.name : pathMarkup(tile.path), by: tile.path, heading: true },
      { shown: count(tile.files), by: tile.files },
      { shown: count(tile.codeLines), by: tile.codeLines },
      { shown: count(hotWithin(tile)), by: hotWithin(tile) },
    ],
  }));
  const columns = [
    { title: 'directory or file' },
    { title: 'files', number: true },
    { title: 'code lines', number: true },
    { title: 'hot spots', number: true },
  ];
  return table('Source files by directory', columns, rows);
}

function hotWithin({ hotspot, children }: Tile): number {
  return (hotspot ? 1 : 0) + children.reduce((sum, child) => sum + hotWithin(child), 0);
}

/** What the tree is made of. */
export function lanesPart(files: readonly FileFacts[]): Markup | null {
  if (files.length === 0) return null;
  const rows = lanes.flatMap((lane) => {
    const those = files.filter((file) => file.lane === lane);
    if (those.length === 0) return [];
    const share = those.length / files.length;
    // Elsewhere nothing is counted, or not of each file.
    const counted = lane === 'source' || lane === 'test';
    const codeLines = those.reduce((sum, file) => sum + file.codeLines, 0);
    return {
      cells: [
        { shown: lane, heading: true },
        { shown: bar(share), by: share },
        { shown: percent(share), by: share },
        { shown: count(those.length), by: those.length },
        { shown: counted ? count(codeLines) : '–', by: counted ? codeLines : null },
      ],
    };
  });
  const columns = [
    { title: 'lane' },
    { title: 'files of all', wide: true },
    { title: 'share', number: true },
    { title: 'files', number: true },
    { title: 'code lines', number: true },
  ];
  return section(
    'lanes',
    'What is in the tree',
    html`<p class="note">Each file is in one lane; only source and tests are judged.</p>${table('Files by lane', columns, rows)}`,
  );
}

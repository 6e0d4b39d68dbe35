import { LineChart, TreemapChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { TrendPoint } from '../model.ts';
import { day, decimal, oneLine, plural } from '../text.ts';
import { escaped, type Markup } from './page/markup.ts';
import { heat, type Tile, withChildren } from './page/tiles.ts';

use([TreemapChart, LineChart, GridComponent, MarkLineComponent, SVGRenderer]);

/** What a chart needs beside its data. */
export interface Frame {
  /** Of its ids: different for each chart of a page. */
  id: string;
  /** The chart in one sentence, for those who do not see it. */
  label: string;
  width: number;
  height: number;
}

// Colours are the page's own properties, so that one picture serves light and dark.
const font = { fontFamily: 'inherit', fontSize: 12 };

/** The map of the code: area = code lines, colour and pattern = heat. Tiles of hot spots lead to `#hotspot-<rank>`. */
export function mapChart(tiles: readonly Tile[], frame: Frame): Markup {
  const drawn = tiles.flatMap(withChildren);
  const header = { height: 20, padding: [0, 6], color: 'var(--map-ink)', ...font, overflow: 'truncate', ellipsis: '…' };
  const svg = drawnBy(frame, {
    series: {
      type: 'treemap',
      ...{ left: 0, top: 0, right: 0, bottom: 0 },
      ...{ roam: false, nodeClick: false, breadcrumb: { show: false }, visibleMin: 0, squareRatio: 1.2 },
      label: { show: false },
      // The first level is the root, which is not drawn.
      levels: [
        { itemStyle: { borderWidth: 0, gapWidth: 4, borderColor: 'none' } },
        { itemStyle: { borderWidth: 3, gapWidth: 2 }, upperLabel: { show: true, ...header, fontWeight: 'bold' } },
        { itemStyle: { borderWidth: 2, gapWidth: 1 }, upperLabel: { show: true, ...header, height: 18, fontSize: 11 } },
        { itemStyle: { borderWidth: 1, gapWidth: 1 } },
      ],
      data: tiles.map(treemapNode),
    },
  });
  const markup = svg
    .replace(/<path([^>]*) ecmeta_data_index="(\d+)"([^>]*)><\/path>/g, (path, before, index, after) => {
      // The first node is the root; a tile's own background is its neighbour's gap.
      const tile = drawn[Number(index) - 1];
      if (!tile || path.includes('fill="none"')) return '';
      const shape = `<path${before}${after}><title>${escaped(tileInWords(tile))}</title></path>`;
      if (tile.children.length > 0) return shape;
      const named = `${shape}${tileName(tile, path)}`;
      return tile.hotspot ? `<a href="#hotspot-${tile.hotspot.rank}" tabindex="-1">${named}</a>` : named;
    })
    .replace(/\n{2,}/g, '\n');
  return { markup };
}

/** In the middle of the tile as it was drawn: what there is room for, of a hot spot the rank at least. */
function tileName({ name, short, hotspot }: Tile, path: string): string {
  const [, x, y, width, height] = /d="M([\d.]+) ([\d.]+)l([\d.]+) 0l0 ([\d.]+)l/.exec(path)!.map(Number);
  const room = height! < 13 ? 0 : Math.floor((width! - 8) / (hotspot ? 7.2 : 6.4));
  const whole = hotspot ? `${hotspot.rank} ${oneLine(name)}` : oneLine(name);
  const text = fitting(whole, short, room);
  if (text === '' || (!hotspot && text.length > room)) return '';
  const place = /transform="[^"]*"/.exec(path)?.[0] ?? '';
  const middle = `x="${Math.round(x! + width! / 2)}" y="${Math.round(y! + height! / 2)}" ${place}`;
  return `<text class="name on-${heat(hotspot)}" ${middle}>${escaped(text)}</text>`;
}

/** The whole name, or enough of it to be recognised, or what stands for it. */
function fitting(whole: string, short: string, room: number): string {
  if (whole.length <= room) return whole;
  const least = short.startsWith('+') ? Number.POSITIVE_INFINITY : short.length + 7;
  return room < least ? short : `${whole.slice(0, room - 1)}…`;
}

function treemapNode({ name, area, hotspot, children, files }: Tile): object {
  const shown = oneLine(name);
  if (children.length > 0) {
    return { name: shown, children: children.map(treemapNode), itemStyle: { borderColor: 'var(--map-directory)' } };
  }
  const step = heat(hotspot);
  const color = step > 0 ? `url(#heat-${step})` : files > 1 ? 'var(--map-many)' : 'var(--map-cold)';
  return {
    name: shown,
    value: area,
    itemStyle: { color, borderColor: 'none' },
  };
}

function tileInWords({ path, name, short, codeLines, files, hotspot, children }: Tile): string {
  const lines = plural(codeLines, 'code line');
  if (hotspot) return `${path}: hot spot ${hotspot.rank}, ${plural(hotspot.changes, 'change')}, ${lines}`;
  if (files === 1 && children.length === 0) return `${path}: ${lines}`;
  const where = short.startsWith('+') ? `${name} in ${path || 'the root'}` : `${path}: ${plural(files, 'file')}`;
  return `${where}, ${lines}`;
}

/** The score over time, 0 to 100; a line ends where the definition changed, and a mark stands at the new one's begin. */
export function trendChart(points: readonly TrendPoint[], frame: Frame): Markup {
  const breaks = points.filter((point, index) => index > 0 && point.definition !== points[index - 1]!.definition);
  const definitions = [...new Set(points.map(({ definition }) => definition))];
  const scored = points.filter(({ score }) => score !== null).at(-1);
  return {
    markup: drawnBy(frame, {
      useUTC: true,
      grid: { left: 36, right: 48, top: 24, bottom: 28 },
      xAxis: {
        type: 'time',
        axisLine: { lineStyle: { color: 'var(--line)' } },
        axisTick: { show: false },
        axisLabel: { ...font, color: 'var(--muted)', hideOverlap: true, formatter: { year: '{yyyy}', month: '{MMM}' } },
      },
      yAxis: {
        type: 'value',
        ...{ min: 0, max: 100, interval: 25 },
        splitLine: { lineStyle: { color: 'var(--line)' } },
        axisLabel: { ...font, color: 'var(--muted)' },
      },
      series: definitions.map((definition, index) => ({
        type: 'line',
        data: points.map((point) => [point.date, point.definition === definition ? point.score : null]),
        ...{ showSymbol: true, symbol: 'circle', symbolSize: 5, connectNulls: false },
        lineStyle: { color: 'var(--accent)', width: 2.5 },
        itemStyle: { color: 'var(--accent)' },
        areaStyle: { color: 'var(--accent)', opacity: 0.1 },
        ...(index === 0 && breaks.length > 0
          ? {
              markLine: {
                ...{ symbol: 'none', animation: false },
                lineStyle: { type: 'dashed', width: 1, color: 'var(--muted)' },
                label: { ...font, fontSize: 11, color: 'var(--muted)', formatter: 'definition changed' },
                data: breaks.map(({ date }) => ({ xAxis: date })),
              },
            }
          : {}),
        ...(scored?.definition === definition
          ? {
              endLabel: {
                ...{ show: true, ...font, fontSize: 16, fontWeight: 'bold', color: 'var(--ink)', distance: 8 },
                formatter: String(Math.round(scored.score!)),
              },
            }
          : {}),
      })),
    }),
  };
}

/** The sentence that stands for a trend's chart. */
export function trendInWords(points: readonly TrendPoint[]): string {
  const scored = points.filter(({ score }) => score !== null);
  if (scored.length === 0) return 'Score over time: no point has a score yet';
  const [first, last] = [scored[0]!, scored.at(-1)!];
  return `Score over time: ${decimal(first.score!)} on ${day(first.date)}, ${decimal(last.score!)} on ${day(last.date)}`;
}

/** The SVG of an ECharts option, the same each time: ECharts counts its pictures, and adds what only its own script reads. */
function drawnBy({ id, label, width, height }: Frame, option: EChartsCoreOption): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({ animation: false, textStyle: font, ...option });
  const svg = chart.renderToSVGString({ useViewBox: true });
  chart.dispose();
  const begin = `<svg class="chart ${id}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(label)}">`;
  return svg
    .replace(/<style ?>.*?<\/style>/gs, '')
    .replace(/<rect [^>]*fill="none"[^>]*><\/rect>\n?/, '')
    .replace(/="zr\d+-([a-z]\d+)"/g, `="${id}-$1"`)
    .replace(/="url\(#zr\d+-([a-z]\d+)\)"/g, `="url(#${id}-$1)"`)
    .replace(/ (class="zr\d+-cls-\d+"|ecmeta_series_index="\d+"|ecmeta_ssr_type="\w+")/g, '')
    .replace(/^<svg [^>]*>/, () => begin);
}

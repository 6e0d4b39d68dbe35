/**
 * The page's own style: no font and no picture from elsewhere. Dark only on a screen that asks for it, so that paper is white.
 * Every text colour holds 4.5 : 1 on its ground in both schemes; the browser test reads the real ones.
 */
export const style = `:root {
  color-scheme: light;
  --ground: #f6f7f9; --card: #ffffff; --ink: #16202c; --muted: #515d6c; --faint: #8a95a3; --line: #dfe4ea;
  --accent: #1f5fbf; --accent-soft: #e8f0fb;
  --good: #16703f; --good-soft: #dff3e6; --fair: #7a5200; --fair-soft: #fbeecb; --poor: #a8261c; --poor-soft: #fde5e1;
  --good-fill: #2f9e5f; --fair-fill: #dd9a14; --poor-fill: #d64a3b;
  --map-cold: #e3e8ee; --map-many: #d3dae3; --map-directory: #f8fafb; --map-ink: #364352;
  --heat-1: #8c1d4f; --heat-2: #cf4130; --heat-3: #f6a04d; --heat-4: #fbdc9a; --heat-mark: rgb(255 255 255 / .38);
  --heat-1-ink: #ffffff; --heat-2-ink: #ffffff; --heat-3-ink: #33190a; --heat-4-ink: #33260a;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --ground: #0e1319; --card: #171d25; --ink: #e8edf3; --muted: #a3afbd; --faint: #6d7987; --line: #2a323d;
    --accent: #77aef5; --accent-soft: #1b2a3f;
    --good: #6bd297; --good-soft: #12301f; --fair: #efc25c; --fair-soft: #352a0e; --poor: #ff978a; --poor-soft: #401914;
    --good-fill: #4fbf80; --fair-fill: #e0ac3b; --poor-fill: #ee6a5b;
    --map-cold: #2b3541; --map-many: #36424f; --map-directory: #10161d; --map-ink: #c3cedb;
    --heat-1: #ffd27a; --heat-2: #ff9a4a; --heat-3: #c34a31; --heat-4: #7c2a4e; --heat-mark: rgb(20 10 10 / .36);
    --heat-1-ink: #2b1b02; --heat-2-ink: #2d1402; --heat-3-ink: #ffffff; --heat-4-ink: #ffffff;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-behavior: smooth; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 8px; top: 8px; padding: 8px; background: var(--card); }
header, main, footer { max-width: 1160px; margin: 0 auto; padding: 0 40px; }
header { padding-top: 40px; }
.brand { margin: 0; color: var(--muted); font-size: 13px; font-weight: 600; letter-spacing: .08em; text-transform: uppercase; }
h1 { margin: 4px 0; font-size: 34px; line-height: 1.2; letter-spacing: -.02em; overflow-wrap: anywhere; }
h2 { margin: 0 0 8px; font-size: 21px; line-height: 1.3; letter-spacing: -.01em; }
h3 { margin: 28px 0 8px; font-size: 16px; }
p { margin: 0 0 12px; max-width: 76ch; overflow-wrap: anywhere; }
a { color: var(--accent); }
code { font: .92em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.note, .about { color: var(--muted); font-size: 14px; max-width: 104ch; }
.lead { font-size: 16px; }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 20px 0 0; padding: 10px 0 0; list-style: none; border-top: 1px solid var(--line); font-size: 14px; }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
section, .top { margin: 20px 0; padding: 24px 28px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
section { scroll-margin-top: 12px; }
.top { display: flex; flex-wrap: wrap; align-items: center; gap: 20px 44px; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(440px, 100%), 1fr)); gap: 20px; margin: 20px 0; }
.pair section { margin: 0; min-width: 0; }
.callout { padding: 12px 16px; background: var(--accent-soft); border-radius: 8px; }
.path { overflow-wrap: anywhere; color: var(--muted); }
.path b { color: var(--ink); font-weight: 600; }
.verdict { display: flex; align-items: center; gap: 20px; margin: 0; max-width: none; }
.verdict span > b { font-size: 22px; }
.dial { flex: none; display: grid; place-items: center; width: 104px; height: 104px; border-radius: 50%; font-size: 34px; letter-spacing: -.02em;
  --tone: var(--faint); background: radial-gradient(closest-side, var(--card) 82%, transparent 83%), conic-gradient(var(--tone) var(--part, 0%), var(--line) 0); print-color-adjust: exact; }
.dial b { font-size: inherit !important; }
.dial.good { --tone: var(--good-fill); } .dial.fair { --tone: var(--fair-fill); } .dial.poor { --tone: var(--poor-fill); }
.numbers { display: flex; flex-wrap: wrap; gap: 12px 30px; margin: 0; }
.numbers div { display: flex; flex-direction: column-reverse; }
.numbers dd { margin: 0; font-size: 30px; font-weight: 650; line-height: 1.15; letter-spacing: -.02em; }
.numbers dt { color: var(--muted); font-size: 14px; }
.moved { margin: 0; padding: 0; list-style: none; }
.moved li { padding-left: 22px; text-indent: -22px; overflow-wrap: anywhere; }
.moved li::before { content: '•'; display: inline-block; width: 22px; text-indent: 0; color: var(--muted); }
.moved .better::before { content: '▲'; color: var(--good); } .moved .worse::before { content: '▼'; color: var(--poor); }
.start { display: grid; grid-template-columns: repeat(auto-fit, minmax(260px, 1fr)); gap: 16px; margin: 0; padding: 0; list-style: none; }
.start li { padding: 16px; border: 1px solid var(--line); border-radius: 10px; background: var(--ground); }
.start a { display: flex; gap: 10px; align-items: flex-start; text-decoration: none; }
.start p { margin: 8px 0 0; }
.rank { flex: none; display: inline-block; min-width: 26px; padding: 1px 6px; border-radius: 6px; text-align: center; font-size: 13px; font-weight: 700; font-variant-numeric: tabular-nums; print-color-adjust: exact; }
.heat-1 { background: var(--heat-1); color: var(--heat-1-ink); } .heat-2 { background: var(--heat-2); color: var(--heat-2-ink); }
.heat-3 { background: var(--heat-3); color: var(--heat-3-ink); } .heat-4 { background: var(--heat-4); color: var(--heat-4-ink); }
.next { display: block; font-weight: 500; overflow-wrap: anywhere; }
.next::before { content: '→ '; color: var(--accent); }
.cards .next { margin-top: 2px; color: var(--muted); font-weight: 400; }
.cards th[scope='row'], .cards thead th:nth-child(2) { width: 38%; min-width: 260px; }
.chart { display: block; width: 100%; height: auto; margin: 8px 0; overflow: visible; print-color-adjust: exact; }
.chart text { font-size: 12px; pointer-events: none; }
.map-wide path, .map-narrow path { stroke: var(--map-directory); }
.chart .name { font-size: 11px; text-anchor: middle; dominant-baseline: central; fill: var(--map-ink); }
.chart a .name { font-weight: 700; stroke-width: 3px; paint-order: stroke; }
.on-1 { fill: var(--heat-1-ink) !important; stroke: var(--heat-1); } .on-2 { fill: var(--heat-2-ink) !important; stroke: var(--heat-2); }
.on-3 { fill: var(--heat-3-ink) !important; stroke: var(--heat-3); } .on-4 { fill: var(--heat-4-ink) !important; stroke: var(--heat-4); }
.chart a:hover path, .chart path[fill^='var(--map']:hover { stroke: var(--ink); stroke-width: 2; }
.patterns { position: absolute; }
.only-narrow { display: none; }
.legend { display: flex; flex-wrap: wrap; gap: 6px 18px; margin: 0 0 4px; padding: 0; list-style: none; font-size: 13px; color: var(--muted); }
.legend li { display: flex; align-items: center; gap: 7px; }
.table { overflow-x: auto; margin: 8px 0; }
table { width: 100%; border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { padding: 9px 10px; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); font-weight: 400; }
tbody tr:last-child > * { border-bottom: 0; }
tbody tr:hover > * { background: var(--ground); }
tr:target > * { background: var(--accent-soft) !important; }
thead th { padding: 6px 10px; color: var(--muted); font-size: 13px; white-space: nowrap; vertical-align: bottom; }
.number { text-align: right; white-space: nowrap; }
.wide { width: 34%; }
th button { all: unset; cursor: pointer; }
th button:hover { color: var(--ink); text-decoration: underline; }
th button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
th[aria-sort] { color: var(--ink); font-weight: 600; }
th[aria-sort] button::after { content: ' ↑'; } th[aria-sort='descending'] button::after { content: ' ↓'; }
.bar { display: inline-block; width: 100%; min-width: 64px; height: 10px; background: var(--line); border-radius: 5px; overflow: hidden; vertical-align: baseline; print-color-adjust: exact; }
.number .bar { width: 64px; margin-right: 8px; height: 8px; }
.told { display: inline-block; min-width: 3ch; }
.told.share { min-width: 6.5ch; }
.bar i { display: block; height: 100%; background: var(--accent); border-radius: 5px; }
.bar.good i { background: var(--good-fill); } .bar.fair i { background: var(--fair-fill); } .bar.poor i { background: var(--poor-fill); }
.tag { display: inline-block; padding: 0 8px; border-radius: 10px; font-size: 12.5px; line-height: 20px; white-space: nowrap; background: var(--ground); color: var(--muted); }
.tag.good { background: var(--good-soft); color: var(--good); } .tag.fair { background: var(--fair-soft); color: var(--fair); } .tag.poor { background: var(--poor-soft); color: var(--poor); }
.yes { color: var(--good); } .no { color: var(--poor); font-weight: 600; }
details { border-top: 1px solid var(--line); }
summary { padding: 9px 0; cursor: pointer; }
summary:hover span:first-child { text-decoration: underline; }
summary .tag { margin-left: 6px; }
details > div { padding: 0 0 12px 18px; }
.evidence { margin: 0 0 12px; padding-left: 18px; overflow-wrap: anywhere; }
footer { padding-top: 8px; padding-bottom: 40px; color: var(--muted); font-size: 13px; }
@media screen and (max-width: 720px) {
  header, main, footer { padding-left: 14px; padding-right: 14px; }
  header { padding-top: 22px; }
  h1 { font-size: 26px; }
  section, .top { margin: 14px 0; padding: 16px 14px; border-radius: 10px; }
  .only-wide { display: none; } .only-narrow { display: block; }
  .dial { width: 84px; height: 84px; font-size: 28px; }
  .numbers { gap: 10px 26px; } .numbers dd { font-size: 24px; }
  th, td { padding: 8px 7px; }
  .pair { gap: 14px; margin: 14px 0; }
  .wide { min-width: 90px; }
  .measures tr > :nth-child(2), .measures .bar, .categories tr > :nth-child(4) { display: none; }
  .measures td.number { white-space: normal; }
  .cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .cards table, .cards tbody { display: block; }
  .cards tr { display: grid; grid-template-columns: repeat(4, 1fr); gap: 6px 10px; padding: 14px 0; border-bottom: 1px solid var(--line); }
  .cards tr > * { display: block; padding: 0; border: 0; text-align: left; white-space: normal; }
  .cards tr > td::before { content: attr(data-title); display: block; color: var(--muted); font-size: 12px; }
  .cards tr > td:first-child { position: absolute; } .cards tr > td:first-child::before { display: none; }
  .cards tr > th[scope] { width: auto; min-width: 0; grid-column: 1 / -1; padding-left: 40px; min-height: 26px; }
  .cards tr > td:last-child { grid-column: 1 / -1; }
}
@media print {
  @page { margin: 14mm 12mm; }
  body { background: none; font-size: 10pt; }
  header, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  header { padding-top: 0; }
  section, .top { padding: 0; margin: 0 0 18pt; border: 0; }
  nav, .skip { display: none; }
  h2, h3, summary { break-after: avoid; }
  tr, .start li, .chart, .evidence li { break-inside: avoid; }
  thead { display: table-header-group; }
  .table { overflow: visible; }
  table { font-size: 8.5pt; } th, td, thead th { padding: 3pt; }
  thead th { font-size: 7.5pt; white-space: normal; }
  .cards { font-size: 8pt; }
  /* What of tests and types is missing, the last column says. */
  .cards tr > :nth-child(9), .cards tr > :nth-child(10) { display: none; }
  .cards th[scope='row'], .cards thead th:nth-child(2) { width: 34%; min-width: 0; }
  .tag { padding: 0 3pt; font-size: 7.5pt; line-height: 1.5; }
  a { color: inherit; text-decoration: none; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .only-wide { display: block; } .only-narrow { display: none; }
}`;

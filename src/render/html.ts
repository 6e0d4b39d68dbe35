import type { FileFacts, HotspotReport, RepositorySubject, Scorecard, Trend } from '../model.ts';
import type { Comparison } from '../scoring/compare.ts';
import { isUntested } from '../scoring/compare-hotspots.ts';
import type { Configured } from '../scoring/evaluate.ts';
import { count, day } from '../text.ts';
import { couplingPart, hotFilesPart, hotspotTable, knowledgePart, leftOutPart, startHere } from './page/hotspots.ts';
import { html, type Markup } from './page/markup.ts';
import { categories, changes, measuresPart, verdict } from './page/score.ts';
import { script, scriptHash } from './page/script.ts';
import { style } from './page/style.ts';
import { heatPatterns, lanesPart, mapPart } from './page/tree.ts';
import { trendPart } from './page/trend.ts';

/** What a page is made of. A scorecard leads where there is one, else the hot spots do. */
export interface PageData {
  subject: RepositorySubject;
  card: Scorecard | null;
  measures: readonly Configured[];
  /** What changed since the scorecard before; null when there is none. */
  comparison: Comparison | null;
  /** One line about the tree, by `laneOverview`. */
  overview: string;
  files: readonly FileFacts[];
  hotspots: HotspotReport | null;
  trend: Trend | null;
}

/**
 * One HTML page that needs nothing beside itself: no network, no font, no picture, and no script to be read. The same data
 * gives the same bytes.
 */
export function renderPage(data: PageData): string {
  const { subject, card, hotspots } = data;
  const sections = card ? scoreSections(data, card) : hotspotSections(data);
  const about = card ? 'Scorecard' : 'Hot spots';
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src '${raw(scriptHash)}'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${subject.repo}: ${about.toLowerCase()} · Touchstone</title>
<style>${raw(style)}</style>
</head>
<body>
<a class="skip" href="#content">To the content</a>
${heatPatterns()}
<header>
<p class="brand">Touchstone · ${about}</p>
<h1>${subject.repo}</h1>
<p class="about">${where(subject)}${data.overview}.</p>
${contents(sections)}
</header>
<main id="content">
<div class="top">${card ? verdict(card) : null}${hotspots ? numbers(hotspots) : null}</div>
${sections.map(
  ({ part }) => html`${part}
`,
)}</main>
<footer>Definition <code>${(card ?? hotspots)?.definition ?? null}</code>. What was counted by another definition is not compared.</footer>
<script>${raw(script)}</script>
</body>
</html>
`;
  return page.markup;
}

interface Section {
  id: string;
  name: string;
  part: Markup;
}

function scoreSections(data: PageData, card: Scorecard): Section[] {
  return present([
    ['categories', 'Categories', html`<div class="pair">${changes(data.comparison)}${categories(card)}</div>`],
    ['trend', 'Trend', trendPart(data.trend)],
    ['measures', 'Measures', measuresPart(card, data.measures)],
    ...hotspotParts(data),
  ]);
}

function hotspotSections(data: PageData): Section[] {
  return present([...hotspotParts(data), ['trend', 'Trend', trendPart(data.trend)]]);
}

function hotspotParts({ files, hotspots }: PageData): [string, string, Markup | null][] {
  const map = mapPart(files, hotspots?.hotspots ?? []);
  const tree = lanesPart(files);
  if (!hotspots)
    return [
      ['map', 'Map', map],
      ['lanes', 'Lanes', tree],
    ];
  return [
    ['start', 'Start here', startHere(hotspots)],
    ['map', 'Map', map],
    ['hotspots', 'Hot spots', hotspotTable(hotspots)],
    ['hot-files', 'Hot files', hotFilesPart(hotspots)],
    ['coupling', 'Coupling', couplingPart(hotspots)],
    ['knowledge', 'Knowledge', knowledgePart(hotspots)],
    ['lanes', 'Lanes', tree],
    ['left-out', 'Left out', leftOutPart(hotspots.leftOut)],
  ];
}

function present(parts: readonly [string, string, Markup | null][]): Section[] {
  return parts.flatMap(([id, name, part]) => (part ? [{ id, name, part }] : []));
}

function contents(sections: readonly Section[]): Markup {
  return html`<nav aria-label="Contents"><ul>${sections.map(({ id, name }) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>`;
}

function where({ at, date }: RepositorySubject): Markup {
  return at && date ? html`At <code>${at.slice(0, 9)}</code>, ${day(date)}: ` : html`No commit yet: `;
}

/** The report in four numbers. */
function numbers({ hotspots, coupling, knowledge, noData }: HotspotReport): Markup | null {
  if (noData !== null) return null;
  const having = (test: (hotspot: HotspotReport['hotspots'][number]) => boolean) => count(hotspots.filter(test).length);
  const untested = hotspots.filter(isUntested).length;
  // What is not asked for a test may well have none.
  const unknown = untested === 0 && hotspots.some(({ tested }) => tested === null);
  const each = [
    ['hot spots', count(hotspots.length)],
    ['without a test', unknown ? '–' : count(untested)],
    ['not typed', having(({ typed }) => typed === false)],
    ['known by one', count(knowledge.reduce((sum, { byOnePerson }) => sum + byOnePerson, 0))],
    ['coupled pairs', count(coupling.length)],
  ];
  return html`<dl class="numbers">${each.map(([name, value]) => html`<div><dt>${name!}</dt><dd>${value!}</dd></div>`)}</dl>`;
}

/** Text of ours that is no data: a style, a script, a hash. */
function raw(markup: string): Markup {
  return { markup };
}

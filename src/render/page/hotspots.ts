import type { Hotspot, HotspotReport, LeftOut } from '../../model.ts';
import { complexityInWords, count, day, percent, plural } from '../../text.ts';
import { bar, html, type Markup, pathMarkup, percentOrDash, section, sentence, shareBar, table } from './markup.ts';
import { heat } from './tiles.ts';

/** Where to go first: the hottest three, each with its next step. */
export function startHere({ hotspots }: HotspotReport): Markup | null {
  if (hotspots.length === 0) return null;
  const cards = hotspots.slice(0, 3).map(
    (hotspot) => html`<li><a href="#hotspot-${hotspot.rank}">${rankMark(hotspot)}${pathMarkup(hotspot.path)}</a>
<p class="note">${facts(hotspot)}</p>
<p class="next">${sentence(hotspot.nextStep)}</p></li>`,
  );
  return section('start', 'Start here', html`<ol class="start">${cards}</ol>`);
}

function facts({ changes, complexity, parsed, people, tested }: Hotspot): string {
  const parts = [plural(changes, 'change'), complexityInWords(complexity, parsed), plural(people, 'person', 'people')];
  return [...parts, ...(tested === false ? ['no test'] : [])].join(' · ');
}

function rankMark(hotspot: Hotspot): Markup {
  return html`<span class="rank heat-${heat(hotspot)}">${hotspot.rank}</span>`;
}

/** The ranking, each with what it lacks and what to do about it first. */
export function hotspotTable(report: HotspotReport): Markup {
  const { hotspots, noData, window, pulls } = report;
  const when =
    window.from && window.to
      ? `Changes of ${count(window.days)} days, ${day(window.from)} to ${day(window.to)}; ${plural(pulls, 'pull')}.`
      : `Changes of ${count(window.days)} days.`;
  const content =
    noData !== null
      ? html`<p class="callout">Not known here: ${noData}.</p>`
      : hotspots.length === 0
        ? html`<p class="callout">No source file is changed often enough to be a hot spot.</p>`
        : ranking(hotspots);
  return section(
    'hotspots',
    'Hot spots',
    html`<p class="note">Source files that are changed often and are complex. ${when} Ranks of two repositories say nothing of each other.</p>
${content}`,
  );
}

function ranking(hotspots: readonly Hotspot[]): Markup {
  // A scorecard looks at one window alone.
  const knowsBefore = hotspots.some(({ previousChanges }) => previousChanges !== null);
  const columns = [
    { title: 'rank', number: true },
    { title: 'file and next step' },
    { title: 'changes', number: true },
    ...(knowsBefore ? [{ title: 'before', number: true }] : []),
    { title: 'of pulls', number: true },
    { title: 'complexity', number: true },
    { title: 'code lines', number: true },
    { title: 'people', number: true },
    { title: 'tests' },
    { title: 'types' },
    { title: 'missing' },
  ];
  const rows = hotspots.map((hotspot) => ({
    id: `hotspot-${hotspot.rank}`,
    cells: [
      { shown: rankMark(hotspot), by: hotspot.rank },
      {
        shown: html`${pathMarkup(hotspot.path)}<span class="next">${sentence(hotspot.nextStep)}</span>`,
        by: hotspot.path,
        heading: true,
      },
      { shown: html`<b>${count(hotspot.changes)}</b>`, by: hotspot.changes },
      ...(knowsBefore ? [before(hotspot)] : []),
      { shown: percentOrDash(hotspot.pullShare), by: hotspot.pullShare },
      { shown: complexityCell(hotspot), by: hotspot.complexity },
      { shown: count(hotspot.codeLines), by: hotspot.codeLines },
      { shown: count(hotspot.people), by: hotspot.people },
      holds(hotspot.tested),
      holds(hotspot.typed),
      {
        shown:
          hotspot.missing.length === 0
            ? html`<span class="tag good">nothing</span>`
            : html`${hotspot.missing.map((lack) => html`<span class="tag poor">${lack}</span> `)}`,
        by: hotspot.missing.length,
      },
    ],
  }));
  return table('Hot spots by rank', columns, rows, 'cards');
}

/** What is no cyclomatic complexity says so, below the number: the column stays narrow. */
function complexityCell({ complexity, parsed }: Hotspot): Markup {
  return html`${count(complexity)}${parsed ? null : html`<br><span class="note">indentation</span>`}`;
}

/** The window before, with an arrow for those who see the direction faster than they subtract. */
function before({ changes, previousChanges }: Hotspot) {
  if (previousChanges === null) return { shown: '–', by: null };
  const arrow = changes > previousChanges ? '↗' : changes < previousChanges ? '↘' : '→';
  return { shown: html`${count(previousChanges)} <span aria-hidden="true">${arrow}</span>`, by: previousChanges };
}

function holds(state: boolean | null) {
  if (state === null) return { shown: '–', by: null };
  return {
    shown: html`<span class="${state ? 'yes' : 'no'}">${state ? 'yes' : 'no'}</span>`,
    by: state ? 'yes' : 'no',
  };
}

/** Files that recent pulls touch most often. */
export function hotFilesPart({ hotFiles }: HotspotReport): Markup | null {
  if (hotFiles.length === 0) return null;
  const rows = hotFiles.map(({ path, pulls, share }) => ({
    cells: [
      { shown: pathMarkup(path), by: path, heading: true },
      { shown: bar(share), by: share },
      { shown: percent(share), by: share },
      { shown: count(pulls), by: pulls },
    ],
  }));
  const columns = [
    { title: 'file' },
    { title: 'share', wide: true },
    { title: 'of pulls', number: true },
    { title: 'pulls', number: true },
  ];
  return section(
    'hot-files',
    'Hot files',
    html`<p class="note">Source and test files that recent pulls touch most often: where changes queue up and conflict.</p>${table('Hot files', columns, rows)}`,
  );
}

/** Files of different modules that change together. */
export function couplingPart({ coupling }: HotspotReport): Markup | null {
  if (coupling.length === 0) return null;
  const rows = coupling.map(({ a, b, shared, degree }) => ({
    cells: [
      { shown: pathMarkup(a), by: a, heading: true },
      { shown: pathMarkup(b), by: b },
      { shown: shareBar(degree), by: degree },
      { shown: count(shared), by: shared },
    ],
  }));
  const columns = [
    { title: 'file' },
    { title: 'changes with' },
    { title: 'degree', number: true },
    { title: 'together', number: true },
  ];
  return section(
    'coupling',
    'What changes together',
    html`<p class="note">Files of different modules that are changed together: a dependency that no import shows. Degree: shared changes as a share of the changes of both.</p>
${table('Coupled files', columns, rows)}`,
  );
}

/** Areas of hot code that hang on one person; never who. */
export function knowledgePart({ knowledge }: HotspotReport): Markup | null {
  if (knowledge.length === 0) return null;
  const rows = knowledge.map(({ area, files, byOnePerson }) => ({
    cells: [
      { shown: pathMarkup(area), by: area, heading: true },
      { shown: shareBar(byOnePerson / files), by: byOnePerson / files },
      { shown: count(byOnePerson), by: byOnePerson },
      { shown: count(files), by: files },
    ],
  }));
  const columns = [
    { title: 'area' },
    { title: 'known by one', number: true },
    { title: 'such files', number: true },
    { title: 'hot files', number: true },
  ];
  return section(
    'knowledge',
    'Known by few',
    html`<p class="note">Hot files of which one person alone made at least 80 % of the changes, by area. Pair there, or let another person review. No names are kept here.</p>
${table('Knowledge by area', columns, rows)}`,
  );
}

/** What the report does not rest on. */
export function leftOutPart(leftOut: readonly LeftOut[]): Markup | null {
  if (leftOut.length === 0) return null;
  const items = leftOut.map(
    ({ what, count: number, examples }) =>
      html`<li>${what}: <b>${count(number)}</b>${examples.length === 0 ? null : html`<span class="note"> e.g. ${examples.slice(0, 3).join(', ')}</span>`}</li>`,
  );
  return section('left-out', 'Left out of the hot spots', html`<ul class="evidence">${items}</ul>`);
}

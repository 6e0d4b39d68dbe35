import type { LeftOut, Result, Scorecard } from '../../model.ts';
import type { Comparison } from '../../scoring/compare.ts';
import type { Configured } from '../../scoring/evaluate.ts';
import { count, day, decimal, inUnit, percent, plural, scaleInWords } from '../../text.ts';
import { movedInWords } from '../terminal.ts';
import { bar, html, type Markup, pathMarkup, section, sentence, table } from './markup.ts';

/** Evidence per measure; `touchstone explain` shows all. */
const shownEvidence = 10;

/** The number that a reader came for, as a dial, with what it rests on. */
export function verdict(card: Scorecard): Markup {
  const failed = card.results.filter(({ status }) => status === 'failed').length;
  if (card.score === null) {
    const why =
      failed > 0
        ? `${plural(failed, 'measure')} failed, and an error is not a zero.`
        : 'Nothing here can be scored yet.';
    return html`<p class="verdict"><span class="dial none">–</span><span><b>No score</b><br>${why}</span></p>`;
  }
  const score = Math.round(card.score);
  const share = card.measuredShare === 1 ? 'All' : percent(card.measuredShare);
  return html`<p class="verdict"><span class="dial ${tone(card.score)}" style="--part:${score}%"><b>${score}</b></span><span><b>${score} of 100</b><br>${share} of the weight measured</span></p>`;
}

/** What moved since the scorecard before, measure by measure; null where there is none before. */
export function changes(comparison: Comparison | null): Markup | null {
  if (!comparison) return null;
  const { before, after, sameDefinition, moved } = comparison;
  const { at, date } = before.subject;
  const since = at && date ? html`<code>${at.slice(0, 9)}</code> (${day(date)})` : html`the empty repository`;
  const content = !sameDefinition
    ? html`<p>The definition changed since ${since}: the scores of then and now cannot be compared.</p>`
    : moved.length === 0
      ? html`<p>Nothing changed since ${since}.</p>`
      : html`<p>Since ${since}: ${scoreChange(before.score, after.score)}.</p><ul class="moved">${moved.map(
          (each) => html`<li class="${direction(each)}">${movedInWords(each)}</li>`,
        )}</ul>`;
  return section('changed', 'What changed', content);
}

function scoreChange(before: number | null, after: number | null): string {
  if (before === after) return 'the score is the same';
  return `score ${before === null ? 'none' : decimal(before)} → ${after === null ? 'none' : decimal(after)}`;
}

function direction({ before, after }: Comparison['moved'][number]): string {
  if (before.score === null || after.score === null || before.score === after.score) return '';
  return after.score > before.score ? 'better' : 'worse';
}

/** The categories with their bars, but for those of which nothing can exist here. */
export function categories(card: Scorecard): Markup {
  const here = card.categories.filter(({ id }) =>
    card.results.some(({ category, status }) => category === id && status !== 'not-applicable'),
  );
  const rows = here.map(({ id, score, weight, measuredShare }) => ({
    cells: [
      { shown: id, heading: true },
      { shown: score === null ? '' : bar(score / 100, tone(score)), by: score },
      { shown: score === null ? '–' : String(Math.round(score)), by: score },
      { shown: String(weight) },
      { shown: weight === 0 ? '–' : percent(measuredShare), by: weight === 0 ? null : measuredShare },
    ],
  }));
  const columns = [
    { title: 'category' },
    { title: '0 to 100', wide: true },
    { title: 'points', number: true },
    { title: 'weight', number: true },
    { title: 'measured', number: true },
  ];
  return section('categories', 'By category', table('Points by category', columns, rows, 'categories'));
}

/** Every measure on one screen, then each with its reasons, folded. */
export function measuresPart(card: Scorecard, measures: readonly Configured[]): Markup {
  const configured = (result: Result) => measures.find(({ measure }) => measure.id === result.id)!;
  const rows = card.results.map((result) => ({
    cells: [
      { shown: html`<a href="#${anchor(result)}">${configured(result).measure.title}</a>`, heading: true },
      { shown: result.category },
      {
        shown: result.value === null ? html`<i>${inWords(result)}</i>` : inUnit(result.value, result.unit),
        by: result.value,
      },
      {
        shown:
          result.score === null
            ? '–'
            : html`${bar(result.score / 100, tone(result.score))}<span class="told">${points(result)}</span>`,
        by: result.score,
      },
      { shown: result.status === 'scored' ? String(result.weight) : '–', by: weightOf(result) },
    ],
  }));
  const columns = [
    { title: 'measure' },
    { title: 'category' },
    { title: 'value', number: true },
    { title: 'points', number: true },
    { title: 'weight', number: true },
  ];
  return section(
    'measures',
    'Measures',
    html`<p class="note">Each measure gives 0 to 100 points on its scale; the score is their mean, weighted. “–” is shown and not scored.</p>
${table('Measures with value, points and weight', columns, rows, 'measures')}
<h3>Reasons</h3>
${card.results.map((result) => details(result, configured(result)))}`,
  );
}

function anchor({ id }: Result): string {
  return `measure-${id}`;
}

function weightOf(result: Result): number | null {
  return result.status === 'scored' ? result.weight : null;
}

function points({ score }: Result): string {
  return String(Math.round(score!));
}

function inWords({ status }: Result): string {
  return status.replace('-', ' ');
}

/** The target of a link lies within, so that a browser which follows it unfolds the rest. */
function details(result: Result, { measure, scale }: Configured): Markup {
  const { id, score, summary, reason, status, evidence, leftOut } = result;
  const note = score === null ? inWords(result) : `${points(result)} points`;
  const paragraphs = [
    summary === null ? null : html`<p class="lead">${summary}.</p>`,
    reason === null ? null : html`<p>${status === 'informative' ? 'Shown, not scored' : 'Not scored'}: ${reason}.</p>`,
    scale && status === 'scored' ? html`<p class="note">Scale: ${scaleInWords(scale, result.unit)}.</p>` : null,
    html`<p>${sentence(measure.why)} <b>${sentence(measure.improve)}</b></p>`,
    evidence.length === 0 ? null : evidenceList(result),
    leftOut.length === 0 ? null : leftOutLine(leftOut),
  ];
  return html`<details><summary><span>${measure.title}</span> <span class="tag ${score === null ? 'quiet' : tone(score)}">${note}</span></summary><div id="${anchor(result)}">
${paragraphs}
<p class="note">Exact definition and all evidence: <code>touchstone explain ${id}</code></p></div></details>
`;
}

function evidenceList({ evidence }: Result): Markup {
  const shown = evidence
    .slice(0, shownEvidence)
    .map(
      ({ path, text }) => html`<li>${path === undefined ? null : html`${pathMarkup(path)} `}<span>${text}</span></li>`,
    );
  const more = evidence.length - shown.length;
  return html`<ul class="evidence">${shown}${more > 0 ? html`<li class="note">… and ${count(more)} more</li>` : null}</ul>`;
}

/** What a number does not rest on, in one line. */
function leftOutLine(leftOut: readonly LeftOut[]): Markup {
  return html`<p class="note">Left out: ${leftOut.map((each) => `${each.what} ${count(each.count)}`).join('; ')}.</p>`;
}

/** As in a terminal: green from 75 points on, red below 50. */
export function tone(score: number): 'good' | 'fair' | 'poor' {
  return score >= 75 ? 'good' : score >= 50 ? 'fair' : 'poor';
}

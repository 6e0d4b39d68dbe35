import { pullRegistry } from '../measures/index.ts';
import type { Annotation, CheckRun, PullSubject, Result, Scorecard } from '../model.ts';
import { count, day, oneLine, showPath } from '../text.ts';
import { code, inert, unlinked } from './markdown.ts';

/** A source lane of more changed lines than this is large (class L and XL of `change-size`). */
const large = 400;
/** Rows of one list; what is more is counted. */
const shown = 10;
/** Bytes of one text: GitHub takes 65,535 characters and counts in its own way. */
const longest = 60_000;
/** GitHub takes 50 annotations a request. */
const mostAnnotations = 50;

/** What a check run says beside the measures. */
export interface CheckContext {
  /** Problems of the configuration in force or, where the pull changes it, of the pull's own. */
  broken: { annotations: Annotation[]; byThisPull: boolean } | null;
  /** Where the definitions can be read; null: they stand in the text only. */
  definitions: string | null;
}

/** The check run of a measured pull. It is neutral where there is something to look at, and never fails. */
export function renderCheckRun(card: Scorecard<PullSubject>, context: CheckContext): CheckRun {
  const size = resultOf(card, 'change-size');
  const tests = resultOf(card, 'change-tests');
  const risk = resultOf(card, 'change-risk');
  const rules = resultOf(card, 'change-rules');
  const warning =
    brokenTitle(context) ?? riskTitle(risk) ?? rulesTitle(rules) ?? sizeTitle(size, tests) ?? failedTitle(card);
  return limited({
    conclusion: warning === null ? 'success' : 'neutral',
    title: warning ?? quietTitle(size, tests),
    summary: [
      ...brokenLines(context),
      ...overview(size, tests),
      ...riskLines(risk),
      ...rulesLines(rules, risk),
      ...notMeasured(card),
      ...footer(card, context),
    ].join('\n'),
    text: definitionsText(),
    annotations: [...(context.broken?.annotations ?? []), ...annotationsOf(rules)],
  });
}

/** The check run of a merge group: its pulls were measured on their own heads, and a queue must not wait. */
export function renderMergeGroup(): CheckRun {
  const summary =
    'Touchstone measures each pull on its own head. This run is here so that a required check does not hold the queue.';
  return { conclusion: 'success', title: 'Each pull was measured on its own head', summary, text: '', annotations: [] };
}

/** The check run of a pull that is not measured in time: nobody's merge waits for us. The reason is the operator's. */
export function renderUnmeasured(): CheckRun {
  const summary =
    'Touchstone could not measure this change in time, which says nothing about the change. When it can, the result replaces this. *Re-run* asks once more; the operator finds the reason in `touchstone status` and in the log.';
  return { conclusion: 'neutral', title: 'Not measured', summary, text: '', annotations: [] };
}

function resultOf(card: Scorecard<PullSubject>, id: string): Result {
  return card.results.find((result) => result.id === id)!;
}

function brokenTitle({ broken }: CheckContext): string | null {
  const first = broken?.annotations[0];
  if (!broken || !first) return null;
  return broken.byThisPull
    ? `This pull breaks ${first.path}, line ${first.line}`
    : `${first.path} of the default branch is broken, line ${first.line}`;
}

function riskTitle(risk: Result): string | null {
  const [hottest] = risk.evidence;
  if (!risk.value || !hottest) return null;
  const [how = ''] = /^in \S+ of \S+ \w+/.exec(hottest.text) ?? [];
  const more = risk.value > 1 ? ` and ${count(risk.value - 1)} more` : '';
  return `Hot file changed without its test: ${hottest.path} (${how})${more}`;
}

function rulesTitle(rules: Result): string | null {
  const [first] = rules.evidence;
  if (!rules.value || !first) return null;
  const more = rules.value > 1 ? ` and ${count(rules.value - 1)} more` : '';
  return `New finding: ${first.path}, ${first.text}${more}`;
}

function sizeTitle(size: Result, tests: Result): string | null {
  if ((size.value ?? 0) <= large || !tests.value) return null;
  return `Large, and no test: ${count(size.value!)} source lines`;
}

function failedTitle({ results }: Scorecard<PullSubject>): string | null {
  const failed = results.filter(({ status }) => status === 'failed').length;
  if (failed === 0) return null;
  const asked = results.filter(({ status }) => status !== 'not-applicable').length;
  return failed === asked ? 'Not measured' : 'Measured in part';
}

function quietTitle(size: Result, tests: Result): string {
  const tested = (tests.sample ?? 0) > 0;
  if (!size.value) return tested ? 'All quiet: tests only' : 'All quiet: no source line changed';
  const lines = `${count(size.value)} source ${size.value === 1 ? 'line' : 'lines'}`;
  return `All quiet: ${lines}, ${tested ? 'tests included' : 'no test changed'}`;
}

function brokenLines({ broken }: CheckContext): string[] {
  if (!broken) return [];
  const force = broken.byThisPull
    ? 'The configuration of the default branch stays in force until this is mended.'
    : 'The last good configuration stays in force.';
  const problems = broken.annotations
    .slice(0, shown)
    .map(({ path, line, message }) => `- ${code(path)} line ${line}: ${inert(message)}`);
  const more = broken.annotations.length - shown;
  if (more > 0) problems.push(`- … and ${count(more)} more`);
  return ['### Configuration', '', ...problems, '', force, ''];
}

function overview(size: Result, tests: Result): string[] {
  if (size.summary === null) return [];
  const lines = [`**${inert(size.summary)}; ${inert(tests.summary ?? 'tests unknown')}**`, ''];
  if (size.evidence.length > 0) lines.push(...size.evidence.map(({ text }) => `- ${inert(text)}`), '');
  if (tests.evidence.length > 0) lines.push('Tests changed:', '', ...evidenceLines(tests), '');
  return lines;
}

function riskLines(risk: Result): string[] {
  if (risk.summary === null) return [];
  const without = risk.leftOut.map(({ what, count: times }) => `${inert(what)} ${count(times)}`);
  const past = without.length > 0 ? ` Not in that history: ${without.join('; ')}.` : '';
  const first = `Hot files: ${inert(risk.summary)}.${past}`;
  if (risk.evidence.length === 0) return [first, ''];
  const next = risk.value ? [`**Next step:** ${measureOf(risk).improve}`, ''] : [];
  return [first, '', ...evidenceLines(risk), '', ...next];
}

/** Nothing where nothing is new: silence when all is well. Of next steps there is one. */
function rulesLines(rules: Result, risk: Result): string[] {
  if (!rules.value) return [];
  const next = risk.value ? [] : [`**Next step:** ${measureOf(rules).improve}`, ''];
  return [`Rules and vectors: ${inert(rules.summary!)}.`, '', ...evidenceLines(rules), '', ...next];
}

function measureOf({ id }: Result): (typeof pullRegistry)[number]['measure'] {
  return pullRegistry.find(({ measure }) => measure.id === id)!.measure;
}

function annotationsOf({ evidence }: Result): Annotation[] {
  return evidence.flatMap(({ path, line, text }) =>
    path === undefined || line === undefined
      ? []
      : [{ path, line, message: text.replace(/^line \d+(?:, in |: )/, '') }],
  );
}

function evidenceLines({ evidence }: Result): string[] {
  const lines = evidence.slice(0, shown).map(({ path, text }) => `- ${code(path ?? '')}: ${inert(text)}`);
  if (evidence.length > shown) lines.push(`- … and ${count(evidence.length - shown)} more`);
  return lines;
}

function notMeasured(card: Scorecard<PullSubject>): string[] {
  const lines: string[] = [];
  for (const result of card.results) {
    const { reason, status } = result;
    const { title } = measureOf(result);
    if (status === 'no-data' || status === 'failed') lines.push(`${title}: not measured; ${inert(reason ?? '')}.`, '');
  }
  // What the history of the hot files leaves out stands beside them.
  const leftOut = card.results.filter(({ id }) => id !== 'change-risk').flatMap((result) => result.leftOut);
  const parts = leftOut.map(({ what, count: times, examples }) => {
    const some =
      examples.length > 0 ? ` (${examples.map(code).join(', ')}${times > examples.length ? ', …' : ''})` : '';
    return `${inert(what)} ${count(times)}${some}`;
  });
  return parts.length > 0 ? [...lines, `Left out: ${parts.join('; ')}.`, ''] : lines;
}

function footer({ subject, definition }: Scorecard<PullSubject>, context: CheckContext): string[] {
  const base =
    subject.base && subject.date
      ? ` against the merge base \`${subject.base.slice(0, 9)}\` of ${day(subject.date)}`
      : ', by GitHub’s list of files';
  const link = context.definitions ? `[definitions](${context.definitions})` : 'definitions below';
  return ['---', `As of \`${subject.head.slice(0, 9)}\`${base}; definition \`${definition}\`; ${link}.`];
}

/** The definitions themselves, so that a reader needs no other page. */
function definitionsText(): string {
  const parts = pullRegistry.map(({ measure }) => `**${measure.title}** (\`${measure.id}\`). ${measure.definition}`);
  return `### Definitions\n\n${parts.join('\n\n')}`;
}

/** Within GitHub's limits, and saying so where something was cut. */
function limited(run: CheckRun): CheckRun {
  const title = unlinked(oneLine(run.title));
  return {
    ...run,
    title: title.length <= 250 ? title : `${title.slice(0, 249).toWellFormed()}…`,
    summary: cut(run.summary),
    text: cut(run.text),
    annotations: run.annotations.slice(0, mostAnnotations).map((each) => ({
      ...each,
      path: showPath(each.path),
      message: oneLine(each.message).slice(0, 2_000).toWellFormed(),
    })),
  };
}

function cut(text: string): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= longest) return text;
  const whole = new TextDecoder().decode(bytes.subarray(0, longest), { stream: true });
  const end = whole.lastIndexOf('\n');
  return `${end > 0 ? whole.slice(0, end) : whole}\n\n… cut here: GitHub takes no more of it.`;
}

import type { Registered } from '../measures/index.ts';
import type {
  CategoryResult,
  Evidence,
  Fact,
  FactsOf,
  Gathered,
  PullFacts,
  PullSubject,
  RepositoryFacts,
  RepositorySubject,
  Result,
  Scale,
  Scorecard,
  Settings,
  Status,
  SubjectKind,
} from '../model.ts';
import { isoDate, showPath } from '../text.ts';
import { points } from './scale.ts';

/** A measure as configured: its weight and scale, with the defaults filled in. Measures switched off are not among them. */
export interface Configured<Kind extends SubjectKind = 'repository'> extends Registered<Kind> {
  scale: Scale | null;
}

/** The measures of the registry with a team's weights and scales; `off` takes one out. */
export function configureMeasures<Kind extends SubjectKind>(
  registry: readonly Registered<Kind>[],
  overrides: Readonly<Record<string, 'off' | { weight?: number | undefined; scale?: Scale | undefined }>>,
): Configured<Kind>[] {
  const configured: Configured<Kind>[] = [];
  for (const entry of registry) {
    const override = Object.hasOwn(overrides, entry.measure.id) ? overrides[entry.measure.id] : undefined;
    if (override === 'off') continue;
    const scale = override?.scale ?? entry.measure.scale ?? null;
    configured.push({ ...entry, weight: override?.weight ?? entry.weight, scale });
  }
  return configured;
}

/** The scorecard of a repository at a revision. Pure: see `evaluate`. */
export function evaluateRepository(
  facts: Gathered<RepositoryFacts>,
  measures: readonly Configured[],
  settings: Settings,
  about: { repo: string; definition: string },
): Scorecard {
  const { at, date } = facts.revision;
  const subject: RepositorySubject = { kind: 'repository', repo: about.repo, at, date: isoOrNull(date) };
  return { version: 1, subject, definition: about.definition, ...evaluate(facts, measures, settings) };
}

/** The scorecard of a pull from its merge base to `head`. Pure: see `evaluate`. */
export function evaluatePull(
  facts: Gathered<PullFacts>,
  measures: readonly Configured<'pull'>[],
  settings: Settings,
  about: { repo: string; number: number; head: string; definition: string },
): Scorecard<PullSubject> {
  const { at, date } = facts.revision;
  const { repo, number, head, definition } = about;
  const subject: PullSubject = { kind: 'pull', repo, number, base: at, head, date: isoOrNull(date) };
  return { version: 1, subject, definition, ...evaluate(facts, measures, settings) };
}

/**
 * Each measure computed over its facts, then scored. The same facts, measures and settings give the same results. A
 * measure that throws or whose fact failed is `failed` and withholds the scores above it: error is not zero.
 */
function evaluate<Kind extends SubjectKind>(
  facts: Gathered<FactsOf[Kind]>,
  measures: readonly Configured<Kind>[],
  settings: Settings,
): Omit<Scorecard, 'version' | 'subject' | 'definition'> {
  const results = measures.map((configured) => resultOf(configured, facts, settings));
  const ids = [...new Set(measures.map((configured) => configured.category))];
  return {
    ...scoreOf(results),
    categories: ids.map((id): CategoryResult => {
      const members = results.filter((result) => result.category === id);
      const weighted = members.filter(hasWeight);
      return { id, weight: sum(weighted.map((result) => result.weight)), ...scoreOf(members) };
    }),
    results,
  };
}

/** The weighted mean of the scored results (null when none is, or one failed), and the share of the weight that it covers. */
export function scoreOf(results: readonly Result[]): { score: number | null; measuredShare: number } {
  const weighted = results.filter(hasWeight);
  const scored = weighted.filter((result) => result.status === 'scored');
  const weight = sum(scored.map((result) => result.weight));
  const all = sum(weighted.map((result) => result.weight));
  const measuredShare = all === 0 ? 0 : weight / all;
  if (weight === 0 || results.some((result) => result.status === 'failed')) return { score: null, measuredShare };
  return { score: round(sum(scored.map((result) => result.score! * result.weight)) / weight), measuredShare };
}

function hasWeight(result: Result): boolean {
  return result.status !== 'informative' && result.status !== 'not-applicable';
}

function isoOrNull(date: number | null): string | null {
  return date === null ? null : isoDate(date);
}

/** What one measure says of the facts, scored. Never throws: a defect of the measure is a failed result. */
export function resultOf<Kind extends SubjectKind>(
  configured: Configured<Kind>,
  facts: Gathered<FactsOf[Kind]>,
  settings: Settings,
): Result {
  const { measure, category, weight, scale } = configured;
  const result: Result = {
    id: measure.id,
    version: measure.version,
    category,
    weight,
    status: 'failed',
    value: null,
    unit: measure.unit,
    score: null,
    sample: null,
    summary: null,
    reason: null,
    evidence: [],
    leftOut: [],
  };
  const unmet = unmetNeed(measure.needs.map((need) => (facts as Record<PropertyKey, unknown>)[need] as Fact<unknown>));
  if (unmet) return { ...result, ...unmet };
  try {
    const reading = measure.compute(facts as FactsOf[Kind] & typeof facts, settings);
    const leftOut = reading.leftOut ?? [];
    if ('notApplicable' in reading)
      return { ...result, status: 'not-applicable', reason: reading.notApplicable, leftOut };
    if ('noData' in reading) {
      return { ...result, status: 'no-data', reason: reading.noData, sample: reading.sample ?? null, leftOut };
    }
    if (!Number.isFinite(reading.value)) throw new Error(`the value is ${reading.value}`);
    const informative = reading.informative ?? (scale ? null : 'it has no scale');
    return {
      ...result,
      status: informative === null ? 'scored' : 'informative',
      value: reading.value,
      score: informative === null && scale ? round(points(scale, reading.value)) : null,
      sample: reading.sample ?? null,
      summary: reading.summary,
      reason: informative,
      evidence: (reading.evidence ?? []).map(shown),
      leftOut,
    };
  } catch (error) {
    return { ...result, reason: `defect in Touchstone: ${(error as Error).message}` };
  }
}

/** Whether all that a measure needs is there. */
export function meetsNeeds(measure: Registered['measure'], facts: Gathered<RepositoryFacts>): facts is RepositoryFacts {
  return unmetNeed(measure.needs.map((need) => facts[need])) === null;
}

/** The first fact that failed, else the first that is missing. */
function unmetNeed(facts: readonly Fact<unknown>[]): { status: Status; reason: string } | null {
  const failed = facts.find((fact) => isUnmet(fact, 'failed'));
  if (failed) return { status: 'failed', reason: (failed as { failed: string }).failed };
  const missing = facts.find((fact) => isUnmet(fact, 'missing'));
  return missing ? { status: 'no-data', reason: (missing as { missing: string }).missing } : null;
}

function isUnmet(fact: unknown, how: 'failed' | 'missing'): boolean {
  return typeof fact === 'object' && fact !== null && how in fact;
}

function shown(evidence: Evidence): Evidence {
  return evidence.path === undefined ? evidence : { ...evidence, path: showPath(evidence.path) };
}

/** Points with one decimal: no reader is helped by more. */
function round(score: number): number {
  return Math.round(score * 10) / 10;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

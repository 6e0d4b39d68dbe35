import type { Evidence, Result, Scorecard } from '../model.ts';
import { scoreOf } from './evaluate.ts';

/** What moved the overall score from one scorecard to a later one of the same definition. All numbers are points. */
export interface Movement {
  before: Scorecard;
  after: Scorecard;
  /** Of the overall scores: the sum of all contributions and of `others`, to the last decimal. */
  difference: number;
  /** The measures that both ends scored and that moved the score, the strongest first. */
  measures: MovedMeasure[];
  /** What comes from measures that one end alone scored: they are named, and not compared. */
  others: { difference: number; entered: string[]; left: string[] };
}

/** A measure's part. */
export interface MovedMeasure {
  before: Result;
  after: Result;
  /** In points of the overall score. */
  contribution: number;
  /** What did it, the strongest first: of a drop what got worse, else what got better. */
  causes: Cause[];
}

/** A file, or a pull, that entered or left the evidence, or whose value there changed. */
export interface Cause {
  /** Null: no file, but what the text names. */
  path: string | null;
  /** The evidence of the later scorecard, else of the earlier one. */
  text: string;
  how: 'entered' | 'left' | 'changed';
}

/**
 * Compares two scorecards. Null where one has no score, and where the definitions differ: then there is nothing to compare.
 * Contributions have one decimal, as scores have, and add up exactly: a measure's is its weight's share of the weight
 * that both ends scored, times the change of its points.
 */
export function movementBetween(before: Scorecard, after: Scorecard): Movement | null {
  if (before.definition !== after.definition || before.score === null || after.score === null) return null;
  const common = after.results.flatMap((result) => {
    const earlier = before.results.find(({ id }) => id === result.id);
    return isScored(result) && earlier && isScored(earlier) ? [{ before: earlier, after: result }] : [];
  });
  const then = scoreOf(common.map((each) => each.before)).score ?? 0;
  const now = scoreOf(common.map((each) => each.after)).score ?? 0;
  const weight = common.reduce((sum, each) => sum + each.after.weight, 0);
  const exact = common.map((each) => (10 * each.after.weight * (each.after.score! - each.before.score!)) / weight);
  const shown = shareOut(tenths(now) - tenths(then), exact);
  const measures = common
    .map((each, index) => ({ ...each, contribution: shown[index]! / 10, causes: causesOf(each.before, each.after) }))
    .filter(({ contribution }) => contribution !== 0)
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const difference = tenths(after.score) - tenths(before.score);
  const compared = new Set(common.map((each) => each.after.id));
  const alone = ({ results }: Scorecard) =>
    results.filter((result) => isScored(result) && !compared.has(result.id)).map(({ id }) => id);
  const others = {
    difference: (difference - (tenths(now) - tenths(then))) / 10,
    entered: alone(after),
    left: alone(before),
  };
  return { before, after, difference: difference / 10, measures, others };
}

function isScored({ status, weight }: Result): boolean {
  return status === 'scored' && weight > 0;
}

function tenths(score: number): number {
  return Math.round(score * 10);
}

/**
 * Whole numbers near `exact` whose sum is `total`: what is over goes to the largest fractions, what is too much (scores are
 * rounded by themselves) is taken from the smallest. Nothing stays nothing.
 */
function shareOut(total: number, exact: readonly number[]): number[] {
  const whole = exact.map(Math.floor);
  const moved = [...exact.keys()].filter((index) => exact[index] !== 0);
  const byFraction = moved.sort((a, b) => exact[b]! - whole[b]! - (exact[a]! - whole[a]!));
  const rest = total - whole.reduce((sum, value) => sum + value, 0);
  const given = rest > 0 ? byFraction.slice(0, rest) : byFraction.slice(byFraction.length + rest);
  for (const index of given) whole[index]! += Math.sign(rest);
  return whole;
}

/**
 * Measures that count the things of their evidence: these move the number when they enter or leave, and not by growing.
 * The value beside each is its size.
 */
const counting = /^(?:typed-file-share|test-file-share|complex-function-share|preferred-library:.*)$/;
/** The value of the first is the measure's: what did not come near it moved nothing. */
const peak = 'hot-file-peak';

/** Evidence is of what is to be mended: more of it is worse. */
function causesOf(before: Result, after: Result): Cause[] {
  const weigh = counting.test(after.id) ? () => 1 : ({ value = 1 }: Evidence) => value;
  const [then, now] = [byThing(before.evidence, weigh), byThing(after.evidence, weigh)];
  const worse = after.score! < before.score!;
  const changed = [...new Set([...now.keys(), ...then.keys()])].map((key) => {
    const [earlier, later] = [then.get(key), now.get(key)];
    const { path, text, size } = (later ?? earlier)!;
    const how = !earlier ? ('entered' as const) : later ? ('changed' as const) : ('left' as const);
    const by = (later?.weight ?? 0) - (earlier?.weight ?? 0);
    const reached = worse ? (later?.size ?? 0) > before.value! : (earlier?.size ?? 0) > after.value!;
    return { cause: { path, text, how }, by, size, reached };
  });
  return changed
    .filter(({ by, reached }) => (worse ? by > 0 : by < 0) && (after.id !== peak || reached))
    .sort((a, b) => Math.abs(b.by) - Math.abs(a.by) || b.size - a.size)
    .map(({ cause }) => cause);
}

/** What evidence is about. */
interface Thing {
  path: string | null;
  text: string;
  weight: number;
  size: number;
}

/** A file, a function of a file, a pull or a commit; several lines of evidence about one are added up. */
function byThing(evidence: readonly Evidence[], weigh: (each: Evidence) => number): Map<string, Thing> {
  const things = new Map<string, Thing>();
  for (const each of evidence) {
    const { path, pull, commit, text, value = 1 } = each;
    const named = path === undefined ? (pull ?? commit ?? text) : (/^(.*), line \d+: /.exec(text)?.[1] ?? '');
    const key = `${path ?? ''}\0${named}`;
    const known = things.get(key);
    things.set(key, {
      path: path ?? null,
      text: known?.text ?? text,
      weight: (known?.weight ?? 0) + weigh(each),
      size: (known?.size ?? 0) + value,
    });
  }
  return things;
}

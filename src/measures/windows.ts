import type { Change, CountedFile, Evidence, LeftOut, NoData, Revision, Settings } from '../model.ts';
import { isoDate, plural, wholeClone } from '../text.ts';
import { tally } from './tally.ts';

/** Fewer than this share of the human changes recognised as pulls: the merge style is unknown (MEASURES.md section 1). */
const recognisableShare = 0.2;

/** What pull measures stand on: the human changes of a window, and which of them are pulls. */
export interface PullWindow<C extends Change> {
  days: number;
  /** The changes that are pulls, of those that neither a dependency bot nor a CI bot made. */
  pulls: C[];
  /** `covers 45 of 70 human changes of 90 days`. */
  covers: string;
  leftOut: LeftOut[];
  /** Set when too few changes are recognisable as pulls. */
  unknownStyle: NoData | null;
}

/**
 * The changes of `(now − days, now]` made by people (AI authors included), and the bots' that are left out; with `before`
 * those of a window that ends so many days before now.
 */
export function humanChanges<C extends Change>(changes: readonly C[], revision: Revision, days: number, before = 0) {
  const until = (revision.date ?? 0) - before * 86_400;
  const after = until - days * 86_400;
  const window = changes.filter((change) => change.date > after && change.date <= until);
  const byBot = (change: C) => change.actor === 'dependency-bot' || change.actor === 'ci-bot';
  const bots = window.filter(byBot);
  const leftOut = bots.length === 0 ? [] : [{ what: 'changes by bots', count: bots.length, examples: namesOf(bots) }];
  return { changes: window.filter((change) => !byBot(change)), leftOut };
}

/** The pulls of the last `days` days and what stands beside them. */
export function pullWindow<C extends Change>(changes: readonly C[], revision: Revision, days: number): PullWindow<C> {
  const human = humanChanges(changes, revision, days);
  const pulls = human.changes.filter((change) => change.pull !== null);
  const direct = human.changes.filter((change) => change.pull === null);
  const covers = `covers ${pulls.length} of ${human.changes.length} human changes of ${days} days`;
  const leftOut = [...human.leftOut];
  if (direct.length > 0) {
    leftOut.push({ what: 'direct changes', count: direct.length, examples: direct.slice(0, 3).map(nameOf) });
  }
  const unknownStyle =
    human.changes.length > 0 && pulls.length < recognisableShare * human.changes.length
      ? {
          noData: `merge style unknown without GitHub: only ${pulls.length} of ${human.changes.length} human changes of ${days} days are recognisable as pulls`,
          sample: pulls.length,
          leftOut,
        }
      : null;
  return { days, pulls, covers, leftOut, unknownStyle };
}

/** At least this many pulls with a source or test line make a sample. */
const fewestPulls = 10;

/**
 * The pulls that the pull measures are about: those of the pulls window with at least one source or test line; where
 * they are fewer than ten, those of the history window.
 */
export function sizedPulls(
  facts: { revision: Revision; countedChanges: readonly Change<CountedFile>[] },
  settings: Settings,
): PullWindow<Change<CountedFile>> | NoData {
  const { pulls: short, history: long } = settings.windows;
  let found = sizedPullsOf(facts.countedChanges, facts.revision, short);
  if (found.pulls.length < fewestPulls && long > short) {
    found = sizedPullsOf(facts.countedChanges, facts.revision, long);
  }
  const unknown = unknownPast(facts.revision, found.days);
  if (unknown) return unknown;
  if (found.unknownStyle) return found.unknownStyle;
  if (found.pulls.length < fewestPulls) {
    return {
      noData: `${plural(found.pulls.length, 'pull')} with source or test lines in ${found.days} days; at least ${fewestPulls} are needed`,
      sample: found.pulls.length,
      leftOut: found.leftOut,
    };
  }
  return found;
}

function sizedPullsOf(changes: readonly Change<CountedFile>[], revision: Revision, days: number) {
  const window = pullWindow(changes, revision, days);
  const sized = window.pulls.filter((pull) => codeLinesChanged(pull) > 0);
  const without = window.pulls.filter((pull) => codeLinesChanged(pull) === 0);
  if (without.length > 0) {
    const what = 'pulls without a source or test line';
    window.leftOut.push({ what, count: without.length, examples: without.slice(0, 3).map(nameOf) });
  }
  return { ...window, pulls: sized };
}

/** Lines added and deleted in the source and test lanes. */
export function codeLinesChanged(change: Change<CountedFile>): number {
  let lines = 0;
  for (const file of change.files) {
    if (file.lane === 'source' || file.lane === 'test') lines += file.added + file.deleted;
  }
  return lines;
}

/** Pulls as evidence, those of the highest value first; `words` say the value. */
export function pullEvidence(
  pulls: readonly Change<CountedFile>[],
  sizeOf: (pull: Change<CountedFile>) => number,
  words: (value: number) => string,
): Evidence[] {
  return pulls
    .map((change) => ({ change, value: sizeOf(change) }))
    .sort((a, b) => b.value - a.value || (a.change.commit < b.change.commit ? -1 : 1))
    .map(({ change, value }) => ({
      commit: change.commit,
      ...(change.pull === null ? {} : { pull: change.pull }),
      value,
      text: `${words(value)}: ${nameOf(change)}`,
    }));
}

/** No-data where a shallow clone does not know the whole window, or a partial one not what files were called in it. */
export function unknownPast(revision: Revision, days: number): NoData | null {
  if (revision.renamesUnknown) {
    return { noData: `renames need file contents that this partial clone does not have ${wholeClone}` };
  }
  const from = revision.historyFrom;
  if (from === null || from <= (revision.date ?? 0) - days * 86_400) return null;
  const since = `this clone is shallow and knows no change before ${isoDate(from).slice(0, 10)}`;
  return { noData: `${since}; ${days} days are needed (git fetch --unshallow brings the rest)` };
}

/** The middle value; the mean of the middle two of an even count. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  if (Number.isInteger(middle)) return (sorted[middle - 1]! + sorted[middle]!) / 2;
  return sorted[Math.floor(middle)]!;
}

/** The smallest value at or below which at least `share` of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

/** `#12 Fix the lexer`, or the short id and title of a direct change. */
function nameOf(change: Change): string {
  return `${change.pull === null ? change.commit.slice(0, 9) : `#${change.pull}`} ${change.title}`;
}

function namesOf(bots: readonly Change[]): string[] {
  return tally(bots.map(({ author }) => author.replace(/ <.*>$/, ''))).map(([name, times]) => `${name} (${times})`);
}

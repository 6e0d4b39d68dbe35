import type { Change, FileFacts, Lack, LeftOut, Revision } from '../model.ts';
import { type ActiveFile, activeFiles, activityOf } from './activity.ts';
import { leftOutFiles, ownLines } from './files.ts';
import { testStates } from './tested.ts';
import { typeStates } from './typed.ts';

/** A file that is touched less often is not hot, however complex. */
const fewestChanges = 3;
/** Complexities are compared within a group; beside a larger one with fewer changed files than this has no say. */
const smallestGroup = 10;
/** What a healthy hot spot keeps to. */
export const healthy = { codeLines: 500, complexity: 15 } as const;

/** A source file that is both often changed and complex, by rank. */
export interface RankedFile extends ActiveFile {
  /** 1 is the hottest. */
  rank: number;
  complexity: number;
  /** Whether a test is associated; null: it needs none, or nobody can tell. */
  tested: boolean | null;
  /** Null: its language has no types, or it is not asked for any. */
  typed: boolean | null;
  missing: Lack[];
  /** How many of the conditions that apply to it hold. */
  holding: { met: number; of: number };
}

/** The hot spots of a window (3.6). */
export interface Ranking {
  /** By rank: those with at least three changes. */
  hotspots: RankedFile[];
  /** How many source files of the tree the window changed. */
  changed: number;
  /** The changes that were counted, newest first. */
  changes: Change[];
  leftOut: LeftOut[];
}

/** What hot spots are made of. */
export interface HotspotFacts {
  revision: Revision;
  files: readonly FileFacts[];
  changes: readonly Change[];
}

/**
 * Ranks the source files that were changed in the last `days` by percentile(changes) × percentile(complexity) among them;
 * ties by changes, then by path. A percentile is the share of values at or below. Complexity is compared among files that
 * a grammar reads, and among the others by their indentation: in each group alone.
 */
export function rankHotspots(facts: HotspotFacts, days: number): Ranking {
  const activity = activityOf(facts, days);
  const active = [...activeFiles(facts.changes, activity.changes, facts.files).values()];
  const read = active.filter(({ file }) => file.unread === null);
  const frequency = percentiles(read.map(({ changes }) => changes.length));
  const groups = [...Map.groupBy(read, ({ file }) => file.functions !== null).values()];
  // The larger group is compared with itself, however small it is.
  const largest = Math.max(...groups.map(({ length }) => length));
  const isComparable = ({ length }: readonly ActiveFile[]) => length >= smallestGroup || length === largest;
  const tested = testStates(facts.files);
  const typed = typeStates(facts.files);
  const ranked = groups
    .filter(isComparable)
    .flatMap((group) => {
      const share = percentiles(group.map(({ file }) => complexityOf(file)));
      return group.map((each) => ({
        ...each,
        heat: frequency(each.changes.length) * share(complexityOf(each.file)),
      }));
    })
    .sort((a, b) => b.heat - a.heat || b.changes.length - a.changes.length || (a.file.path < b.file.path ? -1 : 1))
    .filter(({ file, changes }) => changes.length >= fewestChanges && decides(file));
  const small = groups.filter((group) => !isComparable(group)).flat();
  const unread = active.filter(({ file }) => file.unread !== null);
  return {
    hotspots: ranked.map(({ file, changes }, index) => ({
      file,
      changes,
      rank: index + 1,
      complexity: complexityOf(file),
      ...healthOf(file, tested(file), typed(file)),
    })),
    changed: active.length,
    changes: activity.changes,
    leftOut: [
      ...activity.leftOut,
      ...someFiles('changed files of languages that few others can be compared with', small),
      ...someFiles('changed files that could not be read', unread),
    ],
  };
}

function someFiles(what: string, active: readonly ActiveFile[]): LeftOut[] {
  const files = active.map(({ file }) => file);
  return files.length === 0 ? [] : [leftOutFiles(what, files)];
}

/** Sum over the functions of a file and its top-level code (3.3). */
export function complexityOf({ functions, topLevelComplexity }: FileFacts): number {
  return (functions ?? []).reduce((sum, { complexity }) => sum + complexity, topLevelComplexity);
}

/** A file without a function and without a decision (declarations, constants, re-exports) is not complex, however often it is changed. */
function decides(file: FileFacts): boolean {
  return file.functions?.length !== 0 || complexityOf(file) > 1;
}

/** How many hot spots a repository is judged by: a tenth of the changed source files, at least 10, at most 50. */
export function judgedHotspots({ hotspots, changed }: Ranking): RankedFile[] {
  return hotspots.slice(0, Math.min(50, Math.max(10, Math.round(changed / 10))));
}

/** Of a value the share of all values that are at or below it. */
function percentiles(values: readonly number[]): (value: number) => number {
  const sorted = values.toSorted((a, b) => a - b);
  const shares = new Map(sorted.map((value, index) => [value, (index + 1) / sorted.length]));
  return (value) => shares.get(value)!;
}

/** The conditions of health (3.6), those that do not apply left out. */
function healthOf(file: FileFacts, tested: boolean | null, typed: boolean | null) {
  const conditions: [Lack, boolean | null][] = [
    ['tests', tested],
    ['types', typed ?? true],
    ['shorter file', ownLines(file) <= healthy.codeLines],
    ['simpler functions', file.functions?.every(({ complexity }) => complexity <= healthy.complexity) ?? null],
  ];
  const applying = conditions.filter(([, holds]) => holds !== null);
  const missing = applying.filter(([, holds]) => holds === false).map(([lack]) => lack);
  return { tested, typed, missing, holding: { met: applying.length - missing.length, of: applying.length } };
}

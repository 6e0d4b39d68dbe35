import type { Change, Evidence, Lane, Revision } from '../model.ts';
import { isoDate, percent } from '../text.ts';

/** A source or test file of the tree, and in how many of the given changes it was touched. */
export interface Heat {
  path: string;
  changes: number;
}

/**
 * Visits each change with the files that it touches, under the paths that they have now: `changes` are newest first, and
 * a file that was renamed among them keeps its earlier changes. Give it all changes, and pass over in `visit` what is not
 * to count: a rename must be followed whoever made it.
 */
export function eachChange<C extends Change>(
  changes: readonly C[],
  visit: (change: C, paths: ReadonlySet<string>) => void,
): void {
  /** Null: what lay there before is gone, and another file has its place now. */
  const presentPath = new Map<string, string | null>();
  for (const change of changes) {
    const renames: [from: string, to: string, now: string | null][] = [];
    const paths = new Set<string>();
    for (const { path: to, renamedFrom } of change.files) {
      const now = presentPath.get(to);
      const path = now === undefined ? to : now;
      if (path !== null) paths.add(path);
      if (renamedFrom !== null) renames.push([renamedFrom, to, path]);
    }
    visit(change, paths);
    for (const [, to] of renames) presentPath.set(to, null);
    for (const [from, , now] of renames) presentPath.set(from, now);
  }
}

/**
 * How often each source or test file among `files` was touched by the `counted` of the changes (newest first), most often
 * first. Files that are not among `files` are not hot.
 */
export function heatOf(
  changes: readonly Change[],
  counted: readonly Change[],
  files: readonly { path: string; lane: Lane }[],
): Heat[] {
  const touched = new Map<string, number>();
  for (const file of files) if (file.lane === 'source' || file.lane === 'test') touched.set(file.path, 0);
  const counts = new Set(counted);
  eachChange(changes, (change, paths) => {
    if (!counts.has(change)) return;
    for (const path of paths) {
      const count = touched.get(path);
      if (count !== undefined) touched.set(path, count + 1);
    }
  });
  return [...touched]
    .filter(([, count]) => count > 0)
    .map(([path, count]) => ({ path, changes: count }))
    .sort((a, b) => b.changes - a.changes || (a.path < b.path ? -1 : 1));
}

/** The hottest files as evidence: all whose share is over `share`, and at least `fewest`. */
export function heatEvidence(
  heat: readonly Heat[],
  of: number,
  noun: string,
  share: number,
  fewest: number,
): Evidence[] {
  const shown = heat.filter(({ changes }, rank) => rank < fewest || changes / of > share);
  return shown.map(({ path, changes }) => ({
    path,
    value: changes / of,
    text: `in ${changes} of ${of} ${noun} (${percent(changes / of)})`,
  }));
}

/** The part of a `git log` line that reads the changes of `(now − days, now]` along the first parents. */
export function gitLogOfWindow(revision: Revision, days: number): string {
  const iso = (seconds: number) => isoDate(seconds).replace('.000Z', 'Z');
  const [since, until] = [iso(revision.date! - days * 86_400 + 1), iso(revision.date!)];
  return `git log --first-parent --diff-merges=first-parent --since-as-filter=${since} --until=${until}`;
}

import type { Change, FileFacts, LeftOut, Revision } from '../model.ts';
import { plural } from '../text.ts';
import { eachChange } from './heat.ts';
import { humanChanges } from './windows.ts';

/** A change of more files than this is a sweep over the tree: it says nothing of the files that it touches. */
const mostFiles = 30;
/** So is one that touches more of the tree than this, where that is more than a few files. */
const mostOfTree = { share: 0.3, files: 10 };

/** What of the history tells which files are worked on, and what was left out of it. */
export interface Activity {
  /** Newest first. */
  changes: Change[];
  leftOut: LeftOut[];
}

/**
 * The changes of `(now − before − days, now − before]` that are work on the files that they touch (3.6): by people, of at
 * most 30 files and at most 30 % of the tree, no releases, and not named as bulk by .git-blame-ignore-revs or the
 * configuration.
 */
export function activityOf(
  { changes, revision, files }: { changes: readonly Change[]; revision: Revision; files: readonly FileFacts[] },
  days: number,
  before = 0,
): Activity {
  const human = humanChanges(changes, revision, days, before);
  const kept: Change[] = [];
  const apart = new Map<string, Change[]>();
  for (const change of human.changes) {
    const why = whyApart(change, files.length);
    if (why === null) kept.push(change);
    else apart.set(why, [...(apart.get(why) ?? []), change]);
  }
  const leftOut = [...apart].map(([what, of]) => ({ what, count: of.length, examples: of.slice(0, 3).map(nameOf) }));
  return { changes: kept, leftOut: [...leftOut, ...human.leftOut] };
}

function whyApart({ bulk, files, title }: Change, treeSize: number): string | null {
  if (isRelease(title)) return 'releases';
  if (bulk !== null) return `bulk changes named by ${bulk === 'configuration' ? 'the configuration' : bulk}`;
  if (files.length > mostFiles) return `changes of more than ${mostFiles} files`;
  const { share, files: few } = mostOfTree;
  return files.length > few && files.length > share * treeSize
    ? `changes of more than ${share * 100} % of the tree`
    : null;
}

/** A version, alone or after a name: `v1.2.3`, `core-2.0.0-rc.1`, `@scope/core@2.0`. */
const version = /^(?:[@\w/.-]*[-@])?v?\d+(?:\.\d+)+(?:[-+.]?[a-z0-9]+)*$/i;
const releaseWords = /^(?:releas(?:e|es|ed|ing)|publish(?:ed)?|prepar(?:e|ing)|cut|tag)$/i;
const versionWords =
  /^(?:bump(?:ed|s)?|updated?|set|start|begin|version|to|for|the|new|next|development|iteration|chore|build)$/i;

/**
 * Whether a change is called after nothing but the version that it makes: `v1.2.3`, `chore: bump version to 1.2.3`,
 * `Prepare for release core-1.2.3`. Beside a word for a release one word may be a name.
 */
export function isRelease(title: string): boolean {
  const words = title.split(/[\s:()[\],!"]+|\.$/).filter(Boolean);
  const others = words.filter((word) => !version.test(word) && !versionWords.test(word));
  const names = others.filter((word) => !releaseWords.test(word));
  return words.some((word) => version.test(word)) && names.length <= (others.length > names.length ? 1 : 0);
}

function nameOf({ commit, title, files }: Change): string {
  return `${commit.slice(0, 9)} ${title} (${plural(files.length, 'file')})`;
}

/** A source file of the tree that was worked on. */
export interface ActiveFile {
  file: FileFacts;
  /** The counted changes that touch it, newest first. */
  changes: Change[];
}

/** The source files of the tree that the counted ones of all `changes` (newest first) touch, by path; renames are followed. */
export function activeFiles(
  changes: readonly Change[],
  counted: readonly Change[],
  files: readonly FileFacts[],
): Map<string, ActiveFile> {
  const sources = new Map(files.filter(({ lane }) => lane === 'source').map((file) => [file.path, file]));
  const counts = new Set(counted);
  const active = new Map<string, ActiveFile>();
  eachChange(changes, (change, paths) => {
    if (!counts.has(change)) return;
    for (const path of paths) {
      const file = sources.get(path);
      if (!file) continue;
      const known = active.get(path);
      if (known) known.changes.push(change);
      else active.set(path, { file, changes: [change] });
    }
  });
  return active;
}

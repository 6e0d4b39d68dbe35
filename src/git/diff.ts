import { inlineTestsIn, mayHoldTests } from './inline-tests.ts';
import { decodePath } from './paths.ts';
import { linesOf, splitAtNul } from './run.ts';
import { isFileMode } from './tree.ts';
import type { GitView } from './view.ts';

/** One entry of a diff: a regular file, a symbolic link or a submodule. */
export interface DiffEntry {
  /** Path after the change (before it, for a deletion). */
  path: string;
  renamedFrom: string | null;
  status: 'added' | 'modified' | 'removed';
  /** False for symbolic links and submodules. */
  isFile: boolean;
  /** 0 for binary files; null where git was not asked for counts. */
  added: number | null;
  deleted: number | null;
  /** Tests were touched that stand in a source file. */
  inlineTests?: true;
}

/** How renames are found. */
export const renames = ['-M', '-l1000'] as const;
/**
 * What a diff is asked with for paths and renames. `-l1000` and, where lines are counted, the algorithm are git's
 * defaults today, named so that a later git gives the same numbers.
 */
export const renamingDiff = ['--raw', ...renames] as const;
/** What it is asked with for line counts as well. */
export const countingDiff = [...renamingDiff, '--numstat', '--diff-algorithm=myers'] as const;
/** Nothing that a repository names is run for a diff, and ids are whole. */
export const plainDiff = ['--no-abbrev', '--no-ext-diff', '--no-textconv'] as const;

/** A diff that is being read from tokens. */
export interface OpenDiff {
  entries: DiffEntry[];
  /** How many of the entries have their counts. */
  counted: number;
}

/** A diff of which nothing was read yet. */
export function openDiff(): OpenDiff {
  return { entries: [], counted: 0 };
}

/**
 * Reads one entry of a diff that git printed with `-z --raw --numstat`: first all raw entries, then their counts in the
 * same order. `next` gives the tokens after this one. False: the token is no part of a diff.
 */
export async function takeEntry(diff: OpenDiff, token: Buffer, next: () => Promise<Buffer>): Promise<boolean> {
  const text = token.toString('latin1');
  const raw = /^\n?:(\d+) (\d+) \S+ \S+ ([A-Z])\d*$/.exec(text);
  if (raw) {
    const first = decodePath(await next());
    const second = raw[3] === 'R' || raw[3] === 'C' ? decodePath(await next()) : null;
    const removed = raw[2] === '000000';
    diff.entries.push({
      path: second ?? first,
      renamedFrom: raw[3] === 'R' ? first : null,
      status: removed ? 'removed' : raw[3] === 'A' || raw[3] === 'C' ? 'added' : 'modified',
      isFile: isFileMode(removed ? raw[1]! : raw[2]!),
      added: null,
      deleted: null,
    });
    return true;
  }
  const count = /^(\d+|-)\t(\d+|-)\t/.exec(text);
  if (!count) return false;
  // Renames have an empty path here, then old and new.
  if (count[0].length === token.length) {
    await next();
    await next();
  }
  const entry = diff.entries[diff.counted++];
  if (entry) {
    entry.added = count[1] === '-' ? 0 : Number(count[1]);
    entry.deleted = count[2] === '-' ? 0 : Number(count[2]);
  }
  return true;
}

/** The difference from a commit to the view's revision, renames at git's default of 50 %, in git's order. */
export async function readDifference(view: GitView, from: string): Promise<DiffEntry[]> {
  const diff = openDiff();
  const args = ['diff-tree', '-r', '-z', ...plainDiff, ...countingDiff, from, view.at!];
  const tokens = splitAtNul(view.stream(args));
  const next = async () => (await tokens.next()).value ?? Buffer.alloc(0);
  for await (const token of tokens) await takeEntry(diff, token, next);
  if (!diff.entries.some(({ path }) => mayHoldTests(path))) return diff.entries;
  const touched = await inlineTestsIn(view, ['diff-tree', '-r', ...plainDiff, ...renames, from, view.at!]);
  for (const entry of diff.entries) if (touched.get('')?.has(entry.path)) entry.inlineTests = true;
  return diff.entries;
}

/** The lines of a blob that an older one does not have, as first and last, 1-based. */
export async function addedLines(view: GitView, older: string, blob: string): Promise<[first: number, last: number][]> {
  const args = ['diff', '-U0', '--text', '--no-color', ...plainDiff, '--diff-algorithm=myers', older, blob];
  const added: [number, number][] = [];
  for await (const line of linesOf(view.stream(args))) {
    const [, first, count = '1'] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (first !== undefined && count !== '0') added.push([Number(first), Number(first) + Number(count) - 1]);
  }
  return added;
}

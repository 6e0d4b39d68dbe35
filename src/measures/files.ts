import type { FileFacts, LeftOut, NoData, Unread } from '../model.ts';
import { count, percent, showPath, wholeClone } from '../text.ts';
import { tally } from './tally.ts';

/** More of the source lane missing from a partial clone than this, and a number over its contents says nothing. */
const mostMissing = 0.05;

/** The source lane, split into what was read and what could not be, with the reasons. */
export function sourceFiles(files: readonly FileFacts[]): {
  read: FileFacts[];
  leftOut: LeftOut[];
  missing: NoData | null;
} {
  const source = files.filter((file) => file.lane === 'source');
  const leftOut: LeftOut[] = [];
  for (const why of ['large', 'binary', 'unparsable', 'not in this clone'] satisfies Unread[]) {
    const unread = source.filter((file) => file.unread === why);
    if (unread.length > 0) leftOut.push(leftOutFiles(why, unread));
  }
  const absent = source.filter((file) => file.unread === 'not in this clone').length;
  const missing =
    absent > mostMissing * source.length
      ? {
          noData: `${count(absent)} of ${count(source.length)} source files are not in this partial clone ${wholeClone}`,
          leftOut,
        }
      : null;
  return { read: source.filter((file) => file.unread === null), leftOut, missing };
}

/** Files left out for one reason: how many, and the first three as examples. */
export function leftOutFiles(what: string, files: readonly FileFacts[]): LeftOut {
  return { what, count: files.length, examples: files.slice(0, 3).map((file) => showPath(file.path)) };
}

/** Files of one reason that is best explained by language: `Shell 12`. */
export function leftOutLanguages(what: string, files: readonly FileFacts[]): LeftOut[] {
  return leftOutBy(what, files, (file) => file.language ?? 'unknown');
}

/** What a measure of the source lane does not see of the tree, by lane: `test 1,403`. */
export function otherLanes(files: readonly FileFacts[]): LeftOut[] {
  const others = files.filter((file) => file.lane !== 'source');
  return leftOutBy('files of other lanes', others, (file) => file.lane);
}

function leftOutBy(what: string, files: readonly FileFacts[], kindOf: (file: FileFacts) => string): LeftOut[] {
  if (files.length === 0) return [];
  const examples = tally(files.map(kindOf)).map(([kind, times]) => `${kind} ${count(times)}`);
  return [{ what, count: files.length, examples }];
}

/** Largest first, inline tests apart; ties by path. */
export function bySize(a: FileFacts, b: FileFacts): number {
  return ownLines(b) - ownLines(a) || (a.path < b.path ? -1 : 1);
}

/** Sum of code lines, inline tests apart. */
export function codeLinesOf(files: readonly FileFacts[]): number {
  return files.reduce((sum, file) => sum + ownLines(file), 0);
}

/** `; 3.2 % of the source lane's code lines are in languages without function facts`, or nothing. */
export function unparsedNote(source: readonly FileFacts[]): string {
  const all = codeLinesOf(source);
  const unparsed = codeLinesOf(source.filter((file) => file.functions === null));
  return unparsed === 0
    ? ''
    : `; ${percent(unparsed / all)} of the source lane’s code lines are in languages that are not parsed`;
}

/** Code lines, inline tests apart. */
export function ownLines(file: FileFacts): number {
  return file.codeLines - file.inlineTestLines;
}

/** The files with one of them as it should be. */
export function withMended(
  { files }: { files: FileFacts[] },
  path: string,
  mend: (file: FileFacts) => FileFacts | FileFacts[],
): { files: FileFacts[] } {
  return { files: files.flatMap((file) => (file.path === path ? mend(file) : file)) };
}

/** Whether a file only declares what stands elsewhere. */
export function isDeclaration(path: string): boolean {
  return /\.(d\.[cm]?ts|pyi|rbi)$/.test(path);
}

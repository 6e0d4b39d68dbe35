import type { FileFacts, LeftOut, NoData, Unread } from '../model.ts';
import { count, percent, showPath } from '../text.ts';

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
      ? { noData: `${count(absent)} of ${count(source.length)} source files are not in this partial clone`, leftOut }
      : null;
  return { read: source.filter((file) => file.unread === null), leftOut, missing };
}

/** Files left out for one reason: how many, and the first three as examples. */
export function leftOutFiles(what: string, files: readonly FileFacts[]): LeftOut {
  return { what, count: files.length, examples: files.slice(0, 3).map((file) => showPath(file.path)) };
}

/** Files of one reason that is best explained by language: `Shell 12`. */
export function leftOutLanguages(what: string, files: readonly FileFacts[]): LeftOut[] {
  if (files.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { language } of files) counts.set(language ?? 'unknown', (counts.get(language ?? 'unknown') ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return [{ what, count: files.length, examples: sorted.map(([language, n]) => `${language} ${count(n)}`) }];
}

/** What a measure of the source lane does not see of the tree, by lane: `test 1,403`. */
export function otherLanes(files: readonly FileFacts[]): LeftOut[] {
  const counts = new Map<string, number>();
  for (const { lane } of files) if (lane !== 'source') counts.set(lane, (counts.get(lane) ?? 0) + 1);
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
  if (total === 0) return [];
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return [{ what: 'files of other lanes', count: total, examples: sorted.map(([lane, n]) => `${lane} ${count(n)}`) }];
}

/** Largest first; ties by path. */
export function bySize(a: FileFacts, b: FileFacts): number {
  return b.codeLines - a.codeLines || (a.path < b.path ? -1 : 1);
}

/** Sum of code lines, inline tests apart. */
export function codeLinesOf(files: readonly FileFacts[]): number {
  return files.reduce((sum, file) => sum + file.codeLines - file.inlineTestLines, 0);
}

/** `; 3.2 % of the source lane's code lines are in languages without function facts`, or nothing. */
export function unparsedNote(source: readonly FileFacts[]): string {
  const all = codeLinesOf(source);
  const unparsed = codeLinesOf(source.filter((file) => file.functions === null));
  return unparsed === 0
    ? ''
    : `; ${percent(unparsed / all)} of the source lane’s code lines are in languages that are not parsed`;
}

import { type Fail, markLine, type ReportContent, type ReportedFile } from './report.ts';

const block = /^(.+):(\d+)\.\d+,(\d+)\.\d+ (\d+) (\d+)$/;

/** A block that spans more lines than this is a slip, and would fill the memory. */
const longestBlock = 1_000_000;

/** Go's cover profile: every line from the first to the last of a block can be run, and was if one of its blocks was. */
export function readGoCover(text: string, fail: Fail): ReportContent {
  const files = new Map<string, ReportedFile>();
  const rows = text.split('\n');
  if (rows.at(-1) !== '') throw fail('the last line is not finished: the file is cut off', rows.length);
  for (const [index, raw] of rows.entries()) {
    const row = raw.trim();
    // Profiles of several runs are often joined as they are.
    if (row === '' || row.startsWith('mode:')) continue;
    const [whole, path = '', first, last, statements, runs] = block.exec(row) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (whole === undefined || from < 1 || to < from || to - from > longestBlock)
      throw fail(`\`${row.slice(0, 60)}\` is no block of a cover profile`, index + 1);
    const file: ReportedFile = files.get(path) ?? { paths: [path], lines: new Map() };
    files.set(path, file);
    if (Number(statements) === 0) continue;
    for (let line = from; line <= to; line++) markLine(file.lines, line, Number(runs) > 0);
  }
  return { kind: 'coverage', files: [...files.values()] };
}

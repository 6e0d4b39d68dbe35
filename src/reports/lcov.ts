import { type Fail, lineNumber, markLine, type ReportContent, type ReportedFile, runCount } from './report.ts';

/** LCOV: of each record the file (`SF:`) and its lines (`DA:line,runs`); functions and branches are passed over. */
export function readLcov(text: string, fail: Fail): ReportContent {
  const files: ReportedFile[] = [];
  let open: ReportedFile | null = null;
  const rows = text.split('\n');
  for (const [index, raw] of rows.entries()) {
    const row = raw.trim();
    if (row.startsWith('SF:')) {
      if (open) throw fail('a record begins inside another: `end_of_record` is missing', index + 1);
      if (row === 'SF:') throw fail('`SF:` without a path', index + 1);
      open = { paths: [row.slice(3)], lines: new Map() };
    } else if (row.startsWith('DA:')) {
      const [line, runs] = row.slice(3).split(',');
      const [number, times] = [lineNumber(line), runCount(runs)];
      if (!open) throw fail('`DA:` outside of a record', index + 1);
      if (number === null || times === null) throw fail(`\`${row.slice(0, 40)}\` is no \`DA:line,runs\``, index + 1);
      markLine(open.lines, number, times > 0);
    } else if (row === 'end_of_record') {
      if (open) files.push(open);
      open = null;
    } else if (!/^([A-Z]{2,8}:|#|$)/.test(row)) throw fail(`\`${row.slice(0, 40)}\` is no line of LCOV`, index + 1);
  }
  if (open) throw fail(`ends inside the record of ${open.paths[0]}: the file is cut off`, rows.length);
  return { kind: 'coverage', files };
}

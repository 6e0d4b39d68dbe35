import type { FileFacts, LeftOut, Measure, Reports } from '../../model.ts';
import { count, percent, plural, showPath } from '../../text.ts';
import { leftOutFiles } from '../files.ts';

export const lineCoverage: Measure<'repository', 'files' | 'reports'> = {
  id: 'line-coverage',
  version: 1,
  title: 'Lines covered by tests',
  unit: 'share',
  about: 'repository',
  definition: `Covered ÷ coverable lines of the source lane, in the coverage reports that were given. Coverable is what the report takes for it: in Istanbul JSON the lines on which a statement begins, in Clover those of statements and conditions, in a Go cover profile every line of a block. A line is covered if any report has it as run.

A source file that no report speaks of is not counted as 0: the share of source files that the reports speak of stands beside the number.

Paths that differ from the tree’s are matched by their longest suffix; what matches no file, or several alike, is left out and said.`,
  why: 'A line that no test runs can break without anybody being told.',
  improve: 'Take the file with the most uncovered lines that you will change this month, and test what it promises.',
  limits:
    'A covered line was run, which does not say that anything was checked. The command line takes its reports as being of the revision measured; a line that the file does not have is an error, but a report of another revision with fewer lines is not noticed. Packages that each report `src/index.ts` are ambiguous: run from the root, or report absolute paths.',
  source: 'coverage reports (LCOV, Cobertura, JaCoCo, Clover, Istanbul JSON, Go cover profile, SimpleCov)',
  needs: ['files', 'reports'],
  scale: { good: 0.9, poor: 0.4 },
  compute({ files, reports }) {
    if (reports.coverage === null) return { noData: 'no report of coverage; give one with --report <file>' };
    const source = new Map(files.filter((file) => file.lane === 'source').map((file) => [file.path, file]));
    const rows = reports.coverage.filter((row) => source.has(row.path));
    const leftOut = leftOutOf(reports, files, new Set(rows.map((row) => row.path)));
    const covered = rows.reduce((sum, row) => sum + row.covered, 0);
    const coverable = rows.reduce((sum, row) => sum + row.coverable, 0);
    if (coverable === 0) return { noData: 'the reports speak of no line of the source lane', leftOut };
    const value = covered / coverable;
    const { bySuffix } = reports.paths;
    const moved = bySuffix.length === 0 ? '' : `; ${plural(bySuffix.length, 'path')} matched by suffix`;
    const uncovered = rows.filter((row) => row.covered < row.coverable).sort(byUncovered);
    return {
      value,
      sample: coverable,
      summary: `${count(covered)} of ${plural(coverable, 'line')} covered (${percent(value)}), in the ${count(rows.length)} of ${plural(source.size, 'source file')} that the report speaks of (${percent(rows.length / source.size)})${moved}`,
      evidence: uncovered.map((row) => ({
        path: row.path,
        value: row.coverable - row.covered,
        text: `${count(row.coverable - row.covered)} of ${plural(row.coverable, 'line')} not covered`,
      })),
      leftOut,
    };
  },
};

type Row = NonNullable<Reports['coverage']>[number];

function byUncovered(a: Row, b: Row): number {
  return b.coverable - b.covered - (a.coverable - a.covered) || (a.path < b.path ? -1 : 1);
}

function leftOutOf(reports: Reports, files: readonly FileFacts[], rows: ReadonlySet<string>): LeftOut[] {
  const reported = new Set(reports.coverage!.map((row) => row.path));
  const source = files.filter((file) => file.lane === 'source' && !rows.has(file.path));
  const others = files.filter((file) => file.lane !== 'source' && reported.has(file.path));
  const { unknown, ambiguous } = reports.paths;
  return [
    leftOutFiles('source files that no report speaks of', source),
    leftOutFiles('reported files of other lanes', others),
    leftOutPaths('reported paths that are no file of the tree', unknown),
    leftOutPaths('reported paths that several files end like', ambiguous),
  ].filter((each) => each.count > 0);
}

function leftOutPaths(what: string, paths: readonly string[]): LeftOut {
  return { what, count: paths.length, examples: paths.slice(0, 3).map(showPath) };
}

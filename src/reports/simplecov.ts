import { isObject, type Json } from './json.ts';
import { type Fail, type Lines, markLine, type ReportContent, type ReportedFile } from './report.ts';

type Files = { [path: string]: Json };

/** SimpleCov's coverage.json (one `coverage`) and .resultset.json (one of each test command): runs by line, null: none. */
export function readSimplecov(report: { [key: string]: Json }, fail: Fail): ReportContent {
  const files = setsOf(report).flatMap((set) =>
    Object.entries(set).map(([path, value]): ReportedFile => {
      const counts = isObject(value) ? value.lines : value;
      if (!Array.isArray(counts)) throw fail(`${path}: a list of lines is expected of each file`);
      const lines: Lines = new Map();
      for (const [index, runs] of counts.entries()) {
        if (typeof runs === 'number' && runs >= 0) markLine(lines, index + 1, runs > 0);
        else if (runs !== null && runs !== 'ignored')
          throw fail(`${path}: line ${index + 1} has neither a number of runs nor null`);
      }
      return { paths: [path], lines };
    }),
  );
  return { kind: 'coverage', files };
}

/** It looks like SimpleCov's: a `coverage` of files, at the top or in each result. */
export function isSimplecov(report: { [key: string]: Json }): boolean {
  return setsOf(report).length > 0;
}

function setsOf(report: { [key: string]: Json }): Files[] {
  const results = isObject(report.coverage) ? [report] : Object.values(report);
  return results.flatMap((result) => (isObject(result) && isObject(result.coverage) ? [result.coverage] : []));
}

import { isObject, type Json } from './json.ts';
import { type Fail, type Lines, markLine, type ReportContent, type ReportedFile } from './report.ts';

/** Istanbul's coverage-final.json: a line can be run when a statement begins on it, and was when one of these was. */
export function readIstanbul(report: { [key: string]: Json }, fail: Fail): ReportContent {
  const files = Object.entries(report).map(([key, value]): ReportedFile => {
    // vite-plugin-istanbul and old versions wrap what a worker measured.
    const file = isObject(value) && isObject(value.data) ? value.data : value;
    if (!isObject(file) || !isObject(file.statementMap) || !isObject(file.s))
      throw fail(`${key}: \`statementMap\` and \`s\` are expected of each file`);
    const lines: Lines = new Map();
    for (const [id, statement] of Object.entries(file.statementMap)) {
      const start = isObject(statement) && isObject(statement.start) ? statement.start.line : undefined;
      const runs = Object.hasOwn(file.s, id) ? file.s[id] : undefined;
      if (typeof start !== 'number' || !Number.isSafeInteger(start) || start < 1 || typeof runs !== 'number')
        throw fail(`${key}: statement ${id} has no line or no number of runs`);
      markLine(lines, start, runs > 0);
    }
    return { paths: [typeof file.path === 'string' && file.path !== '' ? file.path : key], lines };
  });
  return { kind: 'coverage', files };
}

/** It looks like Istanbul's: each value has a map of statements. */
export function isIstanbul(report: { [key: string]: Json }): boolean {
  const [first] = Object.values(report);
  return isObject(first) && ('statementMap' in first || (isObject(first.data) && 'statementMap' in first.data));
}

import { UserError } from '../model.ts';

/** What one report says in its own words: parsed, not yet looked for in a tree. */
export type Report = { name: string; format: string } & ReportContent;

/** What reports are about; each format is of one kind. */
export type ReportContent =
  | { kind: 'coverage'; files: ReportedFile[] }
  | { kind: 'tests'; groups: ReportedTests[] }
  | { kind: 'endpoints'; endpoints: { endpoint: string; coldMs: number }[] }
  | { kind: 'numbers'; numbers: Record<string, number> };

/** 1-based line → was it run? Lines that cannot be run are not in it. */
export type Lines = Map<number, boolean>;

/** A file as a coverage report names it. */
export interface ReportedFile {
  /** The report's own word first, then other ways in which it may be meant. */
  paths: readonly string[];
  lines: Lines;
}

/** Test cases that a JUnit report has under one heading. */
export interface ReportedTests {
  /** What may tell their file, best first: a path, a class, a suite. Never empty. */
  words: readonly string[];
  tests: number;
  failures: number;
  /** Passed, but only after it had failed. */
  flaky: number;
  seconds: number;
}

/** Makes the error of a report that cannot be read: what is wrong, and the 1-based line where that is known. */
export type Fail = (problem: string, line?: number) => UserError;

/** The `Fail` of the report of this name. */
export function failing(name: string): Fail {
  return (problem, line) => {
    const place = line === undefined ? name : `${name}:${line}`;
    return new UserError(`${place}: ${problem}; nothing was measured. Make the report anew, or leave it out`);
  };
}

/** Notes that a line can be run, and whether it was; run once is run. */
export function markLine(lines: Lines, line: number, run: boolean): void {
  lines.set(line, run || lines.get(line) === true);
}

/** A line number as text; null where it is none. */
export function lineNumber(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

/** A number of runs as text, which some tools write as `1e+06`; null where it is none. */
export function runCount(text: string | undefined): number | null {
  return text !== undefined && /^\d+(\.\d+)?(e\+?\d{1,3})?$/i.test(text) ? Number(text) : null;
}

/** 1-based line of an offset. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

import { readFileSync } from 'node:fs';
import { readReport } from '../../src/reports/read-report.ts';
import type { Report } from '../../src/reports/report.ts';

/** The bytes of a report below test/fixtures/reports. */
export function bytesOf(name: string): Uint8Array {
  return readFileSync(`test/fixtures/reports/${name}`);
}

/** The same as a report, under a name that says nothing. */
export function fixture(name: string): Report {
  return readReport('report', bytesOf(name));
}

/** A report of this text. */
export function reportOf(text: string, name = 'report'): Report {
  return readReport(name, new TextEncoder().encode(text));
}

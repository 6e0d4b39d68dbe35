import type { Json } from './json.ts';
import type { Fail, ReportContent } from './report.ts';

/** Names that a configuration can speak of as `reported:<name>`. */
const nameForm = /^[a-z0-9][a-z0-9-]{0,40}$/;

/** Plain numbers: `{ "bundle-kb": 182.4 }`. */
export function readNumbers(report: { [key: string]: Json }, fail: Fail): ReportContent {
  const numbers = Object.entries(report).map(([name, value]): [string, number] => {
    if (!nameForm.test(name)) {
      const shown = name.slice(0, 60);
      throw fail(
        `\`${shown}\`: a number's name has small letters, digits and hyphens, at most 41, such as \`bundle-kb\``,
      );
    }
    if (typeof value !== 'number' || !Number.isFinite(value)) throw fail(`\`${name}\` is no number`);
    return [name, value];
  });
  return { kind: 'numbers', numbers: Object.fromEntries(numbers) };
}

/** It looks like plain numbers: one of its values is a number. */
export function isNumbers(report: { [key: string]: Json }): boolean {
  return Object.values(report).some((value) => typeof value === 'number');
}

import type { Evidence, Measure, Reports } from '../../model.ts';
import { anyNumber, count, percent, plural } from '../../text.ts';

type Row = NonNullable<Reports['tests']>[number];

/** So many slow files are shown. */
const shownSlow = 5;

export const testFailureConcentration: Measure<'repository', 'files' | 'reports'> = {
  id: 'test-failure-concentration',
  version: 1,
  title: 'Failures in the worst test file',
  unit: 'share',
  about: 'repository',
  definition: `Share of the reported test failures (test cases with a failure or an error) that are in the test file with the most of them; 0 where no test failed. A test that passed after it had failed is flaky (\`flakyFailure\`, \`flakyError\`), not failed.

The evidence lists the files with failures, then those with flaky tests, then the ${shownSlow} slowest. Where a report names no file, its class or suite stands for it.`,
  why: 'When most failures come from one file, one repair helps everybody who waits for a green build.',
  improve: 'Repair or take out what fails in the first file of the evidence, then look at the flaky and the slow ones.',
  limits:
    'One report is one run: failures of a bad day weigh as much as those of every day. Flaky tests are seen only where the runner repeats them and says so.',
  source: 'JUnit XML reports',
  needs: ['files', 'reports'],
  compute({ files, reports: { tests } }) {
    if (tests === null) return { noData: 'no report of tests; give one with --report <file>' };
    const failures = tests.reduce((sum, row) => sum + row.failures, 0);
    const all = plural(
      tests.reduce((sum, row) => sum + row.tests, 0),
      'test',
    );
    const known = new Set(files.map((file) => file.path));
    const evidenceOf = ({ file }: Row, value: number, text: string): Evidence =>
      known.has(file) ? { path: file, value, text } : { value, text: `${text}: ${file}` };
    const failed = most(tests, 'failures');
    const worst = failed[0];
    const value = worst ? worst.failures / failures : 0;
    const evidence = [
      ...failed.map((row) =>
        evidenceOf(row, row.failures, `${count(row.failures)} of ${plural(row.tests, 'test')} failed`),
      ),
      ...most(tests, 'flaky').map((row) => evidenceOf(row, row.flaky, `${plural(row.flaky, 'test')} flaky`)),
      ...most(tests, 'seconds')
        .slice(0, shownSlow)
        .map((row) =>
          evidenceOf(row, row.seconds, `slow: ${anyNumber(row.seconds)} s for ${plural(row.tests, 'test')}`),
        ),
    ];
    const found = worst
      ? `${count(worst.failures)} of ${plural(failures, 'failure')} (${percent(value)}) ${worst.failures === 1 ? 'is' : 'are'} in ${worst.file}`
      : 'no test failed';
    return { value, sample: failures, summary: `${found}; ${all} in ${plural(tests.length, 'file')}`, evidence };
  },
};

function most(rows: readonly Row[], what: 'failures' | 'flaky' | 'seconds'): Row[] {
  return rows.filter((row) => row[what] > 0).sort((a, b) => b[what] - a[what] || (a.file < b.file ? -1 : 1));
}

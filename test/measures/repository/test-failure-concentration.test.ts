import { describe, expect, it } from 'vitest';
import { testFailureConcentration } from '../../../src/measures/repository/test-failure-concentration.ts';
import { facts, file, reports, settings } from '../../facts.ts';

const files = [file('test/a.test.ts', { lane: 'test' }), file('test/b.test.ts', { lane: 'test' })];
const row = { tests: 10, failures: 0, flaky: 0, seconds: 0 };

describe('test-failure-concentration', () => {
  it('is the worst file’s share of the failures; then come flaky and slow files', () => {
    const tests = [
      { ...row, file: 'test/a.test.ts', failures: 1, seconds: 0.25 },
      { ...row, file: 'test/b.test.ts', failures: 3, flaky: 2 },
      { ...row, file: 'com.acme.Other', seconds: 61.234_56 },
    ];
    expect(testFailureConcentration.compute(facts({ files, reports: reports({ tests }) }), settings)).toEqual({
      value: 0.75,
      sample: 4,
      summary: '3 of 4 failures (75 %) are in test/b.test.ts; 30 tests in 3 files',
      evidence: [
        { path: 'test/b.test.ts', value: 3, text: '3 of 10 tests failed' },
        { path: 'test/a.test.ts', value: 1, text: '1 of 10 tests failed' },
        { path: 'test/b.test.ts', value: 2, text: '2 tests flaky' },
        { value: 61.234_56, text: 'slow: 61.23 s for 10 tests: com.acme.Other' },
        { path: 'test/a.test.ts', value: 0.25, text: 'slow: 0.25 s for 10 tests' },
      ],
    });
  });

  it('is 0 where no test failed, and no-data without a report', () => {
    const tests = [{ ...row, file: 'test/a.test.ts' }];
    expect(testFailureConcentration.compute(facts({ files, reports: reports({ tests }) }), settings)).toEqual({
      value: 0,
      sample: 0,
      summary: 'no test failed; 10 tests in 1 file',
      evidence: [],
    });
    expect(testFailureConcentration.compute(facts(), settings)).toMatchObject({ noData: expect.any(String) });
  });
});

import { describe, expect, it } from 'vitest';
import { pullTests } from '../../../src/measures/repository/pull-tests.ts';
import { changed, facts, history, pull, settings } from '../../facts.ts';

const plain = changed('src/a.ts', 10);

describe('pull-tests', () => {
  it('is the share of pulls with ten added source lines that touch a test, a fixture, a file below a test directory, or tests in a source file', () => {
    const pulls = [
      pull(1, 9, [plain, changed('test/a.ts')]),
      pull(2, 8, [plain, changed('a.snap', 1, 0, { lane: 'fixture' })]),
      pull(3, 7, [plain, changed('spec/readme.md', 1, 0, { lane: 'docs', belowTestDirectory: true })]),
      pull(4, 6, [plain]),
      pull(11, 6, [changed('src/a.rs', 12, 0, { inlineTests: true })]),
      pull(5, 5, [changed('src/b.ts', 40)]),
      pull(6, 4, [changed('src/a.ts', 9, 500)]),
      ...[7, 8, 9, 10].map((number) => pull(number, 3, [changed('test/a.ts')])),
    ];
    const reading = pullTests.compute(facts({ countedChanges: history(...pulls) }), settings);
    expect(reading).toMatchObject({ value: expect.closeTo(4 / 6), sample: 6 });
    expect('evidence' in reading && reading.evidence?.map(({ text }) => text)).toEqual([
      '40 source lines added without a test: #5 Pull 5',
      '10 source lines added without a test: #4 Pull 4',
    ]);
    expect(reading.leftOut).toContainEqual({
      what: 'pulls that add fewer than 10 source lines',
      count: 5,
      examples: [],
    });
  });

  it('does not take a source file for a test because its directory is called so', () => {
    const own = changed('src/spec/a.ts', 10, 0, { belowTestDirectory: true });
    const pulls = Array.from({ length: 10 }, (_, n) => pull(n + 1, 3, [own]));
    expect(pullTests.compute(facts({ countedChanges: history(...pulls) }), settings)).toMatchObject({ value: 0 });
  });

  it('is no-data below five such pulls', () => {
    const pulls = Array.from({ length: 10 }, (_, n) => pull(n + 1, 3, [n < 4 ? plain : changed('src/a.ts', 1)]));
    expect(pullTests.compute(facts({ countedChanges: history(...pulls) }), settings)).toMatchObject({
      noData: '4 pulls with 10 or more added source lines in 90 days; at least 5 are needed',
      sample: 4,
    });
  });
});

import { describe, expect, it } from 'vitest';
import { changeTests } from '../../../src/measures/pull/change-tests.ts';
import { proposed, pullFacts, settings } from '../../facts.ts';

const testsOf = (...files: ReturnType<typeof proposed>[]) =>
  changeTests.compute(pullFacts({ proposed: files }), settings);
const code = proposed('src/a.ts', 30, 5);

describe('change-tests', () => {
  it('is the source lines added where no test comes with them', () => {
    expect(testsOf(code, proposed('src/b.ts', 4), proposed('docs/a.md', 90))).toEqual({
      value: 34,
      sample: 0,
      summary: 'no test changed',
      evidence: [],
    });
  });

  it.each([
    ['a test', proposed('test/a.test.ts', 7, 2)],
    ['a fixture', proposed('samples/a.json', 7, 2, { lane: 'fixture' })],
    ['what lies below a test directory', proposed('test/readme.md', 7, 2, { lane: 'docs' })],
    ['a new test', proposed('test/new.test.ts', 7, 2, { status: 'added' })],
  ])('is 0 where %s comes with them', (_, test) => {
    const { path } = test;
    expect(testsOf(code, test)).toEqual({
      value: 0,
      sample: 1,
      summary: '1 test file changed',
      evidence: [{ path, value: 9, text: '7 added, 2 deleted' }],
    });
  });

  it('takes the tests in a source file for tests', () => {
    const inline = proposed('src/a.rs', 30, 5, { inlineTests: true });
    expect(testsOf(code, inline)).toEqual({
      value: 0,
      sample: 1,
      summary: 'tests in 1 source file changed',
      evidence: [{ path: 'src/a.rs', value: 35, text: '30 added, 5 deleted, tests among them' }],
    });
    expect(testsOf(inline, proposed('test/a.rs', 7, 2))).toMatchObject({
      sample: 2,
      summary: '1 test file and tests in 1 source file changed',
    });
  });

  it.each([
    ['a deleted test', proposed('test/a.test.ts', 0, 90, { status: 'removed' })],
    ['the product below a directory called test', proposed('src/test/run.ts', 5, 0, { belowTestDirectory: true })],
  ])('takes %s for none', (_, file) => {
    const added = 30 + (file.lane === 'source' ? file.added : 0);
    expect(testsOf(code, file)).toMatchObject({ value: added, sample: 0, summary: 'no test changed' });
  });

  it('asks for no test where no source line is added', () => {
    expect(testsOf(proposed('src/a.ts', 0, 500))).toMatchObject({ value: 0, sample: 0 });
  });

  it('does not apply where no file changes', () => {
    expect(testsOf()).toEqual({ notApplicable: 'it changes no file' });
  });
});

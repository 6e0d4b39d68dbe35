import type { Change, CountedFile, Measure } from '../../model.ts';
import { count, percent, plural } from '../../text.ts';
import { servesTests, touchesInlineTests } from '../tests-touched.ts';
import { pullEvidence, sizedPulls } from '../windows.ts';

/** Below this many added source lines a pull needs no test of its own. */
const fewestAdded = 10;
/** A share of fewer pulls than this says nothing. */
const fewestPulls = 5;

export const pullTests: Measure<'repository', 'countedChanges'> = {
  id: 'pull-tests',
  version: 2,
  title: 'Pull requests that bring tests',
  unit: 'share',
  about: 'repository',
  definition:
    'Of the pulls of `pull-size` that add at least 10 source lines: the share that also touches the test lane, the fixture lane, any file below a test directory, or the tests in a Rust source file: a line in its module `tests`, or the attribute of a test. At least 5 such pulls.',
  why: 'Code that arrives without a test rarely gets one later.',
  improve: 'Ask for the test in the same pull: start with the largest untested pulls in the evidence.',
  limits:
    'Touching a test is not the same as testing what was added; deleting a test counts as touching it. Lines of tests in a Rust source file count as source lines too.',
  source:
    'git diff --numstat -M <commit>^1 <commit> of each pull in the evidence, of Rust files git diff -U0; touchstone files tells the lanes',
  needs: ['countedChanges'],
  scale: { good: 0.9, poor: 0.3 },
  seen: { p10: 0.47, p50: 0.79, p90: 0.93, edition: '2026-11' },
  compute(facts, settings) {
    const window = sizedPulls(facts, settings);
    if ('noData' in window) return window;
    const adding = window.pulls.filter((pull) => addedSourceLines(pull) >= fewestAdded);
    const small = window.pulls.length - adding.length;
    const what = `pulls that add fewer than ${fewestAdded} source lines`;
    const leftOut = small === 0 ? window.leftOut : [...window.leftOut, { what, count: small, examples: [] }];
    if (adding.length < fewestPulls) {
      const found = plural(adding.length, 'pull');
      const noData = `${found} with ${fewestAdded} or more added source lines in ${window.days} days; at least ${fewestPulls} are needed`;
      return { noData, sample: adding.length, leftOut };
    }
    const untested = adding.filter((pull) => !pull.files.some((file) => servesTests(file) || touchesInlineTests(file)));
    const value = 1 - untested.length / adding.length;
    const tested = adding.length - untested.length;
    return {
      value,
      sample: adding.length,
      summary: `${tested} of ${adding.length} pulls (${percent(value)}) that add ${fewestAdded} or more source lines touch a test; ${window.covers}`,
      evidence: pullEvidence(
        untested,
        addedSourceLines,
        (added) => `${count(added)} source lines added without a test`,
      ),
      leftOut,
    };
  },
};

function addedSourceLines(change: Change<CountedFile>): number {
  let lines = 0;
  for (const file of change.files) if (file.lane === 'source') lines += file.added;
  return lines;
}

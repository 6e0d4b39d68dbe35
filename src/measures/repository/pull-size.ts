import type { Measure } from '../../model.ts';
import { count, inUnit, percent } from '../../text.ts';
import { codeLinesChanged, median, percentile, pullEvidence, sizedPulls } from '../windows.ts';

/** A pull over this many lines is large: reviewers find fewer defects per line beyond it. */
const large = 400;

export const pullSize: Measure<'repository', 'countedChanges'> = {
  id: 'pull-size',
  version: 1,
  title: 'Size of pull requests',
  unit: 'lines',
  about: 'repository',
  definition:
    'Median, over the pulls of the last 90 days with at least one source or test line, of the lines changed (added + deleted) in the source and test lanes. At least 10 such pulls; where there are fewer, those of the last 365 days, which the summary then says. Beside it the 75th percentile and the share of pulls over 400 lines.',
  why: 'Small changes are reviewed sooner and better, and are easier to undo.',
  improve: 'Split the next large change: first the refactoring that makes room, then the feature.',
  limits:
    'Squash and merge commits are seen in git; pulls that were rebased onto the branch are not. A moved file counts only the lines that changed in it.',
  source: 'git diff --numstat -M <commit>^1 <commit> of each pull in the evidence; touchstone files tells the lanes',
  needs: ['countedChanges'],
  scale: { good: 100, poor: 1_000, log: true },
  seen: { p10: 20, p50: 57, p90: 198, edition: '2026-11' },
  compute(facts, settings) {
    const window = sizedPulls(facts, settings);
    if ('noData' in window) return window;
    const lines = window.pulls.map(codeLinesChanged);
    const value = median(lines);
    const over = lines.filter((size) => size > large).length / lines.length;
    const middle = `half of the pulls change at most ${inUnit(value, 'lines')}`;
    return {
      value,
      sample: lines.length,
      summary: `${middle} (75th percentile ${count(percentile(lines, 0.75))}, ${percent(over)} over ${large}); ${window.covers}`,
      evidence: pullEvidence(window.pulls, codeLinesChanged, (size) => `${count(size)} lines`),
      leftOut: window.leftOut,
    };
  },
};

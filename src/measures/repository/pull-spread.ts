import type { Change, Lane, Measure } from '../../model.ts';
import { inUnit, plural } from '../../text.ts';
import { median, pullEvidence, sizedPulls } from '../windows.ts';

const spreadLanes: ReadonlySet<Lane> = new Set(['source', 'test', 'fixture', 'docs', 'data']);

export const pullSpread: Measure<'repository', 'countedChanges'> = {
  id: 'pull-spread',
  version: 1,
  title: 'Files per pull request',
  unit: 'files',
  about: 'repository',
  definition:
    'Median, over the same pulls as `pull-size`, of the files changed in the lanes source, test, fixture, docs and data. Generated, lock and vendored files are not counted.',
  why: 'A change that touches many files needs many parts of the system in the reviewer’s head at once.',
  improve:
    'Look at the widest pulls in the evidence: what made one idea touch so many files is what to bring together.',
  limits: 'A renamed file counts once. Squash and merge commits are seen in git; rebased pulls are not.',
  source: 'git diff --numstat -M <commit>^1 <commit> of each pull in the evidence; touchstone files tells the lanes',
  needs: ['countedChanges'],
  scale: { good: 3, poor: 20, log: true },
  seen: { p10: 2, p50: 2.3, p90: 5.5, edition: '2026-11' },
  compute(facts, settings) {
    const window = sizedPulls(facts, settings);
    if ('noData' in window) return window;
    const value = median(window.pulls.map(filesSpread));
    return {
      value,
      sample: window.pulls.length,
      summary: `half of the pulls touch at most ${inUnit(value, 'files')}; ${window.covers}`,
      evidence: pullEvidence(window.pulls, filesSpread, (files) => plural(files, 'file')),
      leftOut: window.leftOut,
    };
  },
};

function filesSpread(change: Change): number {
  return change.files.filter((file) => spreadLanes.has(file.lane)).length;
}

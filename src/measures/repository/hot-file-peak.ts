import type { Measure } from '../../model.ts';
import { percent, plural } from '../../text.ts';
import { isRelease } from '../activity.ts';
import { gitLogOfWindow, heatEvidence, heatOf } from '../heat.ts';
import { humanChanges, unknownPast } from '../windows.ts';

const fewestChanges = 20;
const fewestFiles = 50;

export const hotFilePeak: Measure<'repository', 'files' | 'changes'> = {
  id: 'hot-file-peak',
  version: 3,
  title: 'Share of changes that touch the hottest file',
  unit: 'share',
  about: 'repository',
  definition:
    'The share of the last 90 days’ changes (pulls and direct changes, bots apart) that touch the most often changed source or test file of the tree, among those that touch any source or test file. Releases, called after nothing but their version (a merge of a branch with one commit: as that is called), are left out: each of them touches the file that says the version. At least 20 such changes and 50 source files. A file that was renamed in the window keeps its earlier changes.',
  why: 'When one file takes part in most changes, people wait for each other there.',
  improve: 'Split the hottest file along the reasons for which it was changed.',
  limits: 'Frequency alone: a change log or a registry can be hot by design; configure its lane if it is no source.',
  source: 'git log --first-parent --raw',
  needs: ['files', 'changes'],
  scale: { good: 0.1, poor: 0.5 },
  seen: { p10: 0.06, p50: 0.13, p90: 0.33, edition: '2026-11' },
  compute(facts, settings) {
    const days = settings.windows.pulls;
    const unknown = unknownPast(facts.revision, days);
    if (unknown) return unknown;
    const sources = facts.files.filter((file) => file.lane === 'source').length;
    if (sources === 0) return { notApplicable: 'the tree has no source file' };
    const human = humanChanges(facts.changes, facts.revision, days);
    const work = human.changes.filter(({ title }) => !isRelease(title));
    const touching = work.filter((change) =>
      change.files.some((file) => file.lane === 'source' || file.lane === 'test'),
    );
    const others: [string, number][] = [
      ['releases', human.changes.length - work.length],
      ['changes without a source or test file', work.length - touching.length],
    ];
    const some = others.filter(([, count]) => count > 0);
    const leftOut = [...human.leftOut, ...some.map(([what, count]) => ({ what, count, examples: [] }))];
    if (touching.length < fewestChanges || sources < fewestFiles) {
      const found = `${plural(touching.length, 'change')} of source or test files in ${days} days and ${plural(sources, 'source file')}`;
      const noData = `${found}; at least ${fewestChanges} and ${fewestFiles} are needed`;
      return { noData, sample: touching.length, leftOut };
    }
    const heat = heatOf(facts.changes, touching, facts.files);
    const value = (heat[0]?.changes ?? 0) / touching.length;
    return {
      value,
      sample: touching.length,
      summary: `the hottest file is in ${percent(value)} of ${touching.length} changes of ${days} days`,
      evidence: heatEvidence(heat, touching.length, 'changes', 0.25, 5),
      leftOut,
    };
  },
  shell(facts, settings) {
    if (facts.revision.at === null) return null;
    const human = humanChanges(facts.changes, facts.revision, settings.windows.pulls);
    const work = human.changes.filter(({ title }) => !isRelease(title));
    const hottest = heatOf(facts.changes, work, facts.files)[0];
    if (!hottest || !/^[\w./-]+$/.test(hottest.path)) return null;
    const log = gitLogOfWindow(facts.revision, settings.windows.pulls);
    return `${log} --oneline --no-patch ${facts.revision.at} -- ${hottest.path} | wc -l   # changes of the hottest file; bots and releases are in it, renames are not followed`;
  },
};

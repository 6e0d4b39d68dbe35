import type { Measure } from '../../model.ts';
import { percent, plural } from '../../text.ts';
import { gitLogOfWindow, heatEvidence, heatOf } from '../heat.ts';
import { pullWindow, unknownPast } from '../windows.ts';

const fewestPulls = 20;
/** By which messages git's own search finds the pulls. */
const pullMessage =
  '\\(#[0-9]+\\)$|^(Merge pull request|Merge|Auto merge of) #[0-9]|^Merged PR [0-9]|\\(pull request #[0-9]|^See merge request |^Merge .*(pull|pr)/[0-9]';

export const hotFiles: Measure<'repository', 'files' | 'changes'> = {
  id: 'hot-files',
  version: 1,
  title: 'Files in more than half of the pull requests',
  unit: 'files',
  about: 'repository',
  definition:
    'Number of source and test files of the tree that were changed in more than half of the pulls of the last 90 days; at least 20 pulls. A file that was renamed in the window keeps its earlier changes. The evidence lists every file in more than a quarter of the pulls, and at least the five hottest.',
  why: 'A file that most changes must touch makes changes collide and holds more than one responsibility.',
  improve:
    'Find what the pulls wanted from the hottest file, and move that out, so that the next one need not touch it.',
  limits: 'Pulls that were rebased onto the branch are not recognised in git.',
  source: 'Larson: files changed in more than half of pull requests',
  needs: ['files', 'changes'],
  seen: { p10: 0, p50: 0, p90: 0, edition: '2026-11' },
  compute(facts, settings) {
    const days = settings.windows.pulls;
    const unknown = unknownPast(facts.revision, days);
    if (unknown) return unknown;
    const window = pullWindow(facts.changes, facts.revision, days);
    if (window.unknownStyle) return window.unknownStyle;
    const pulls = window.pulls.length;
    if (pulls < fewestPulls) {
      const noData = `${plural(pulls, 'pull')} in ${days} days; at least ${fewestPulls} are needed`;
      return { noData, sample: pulls, leftOut: window.leftOut };
    }
    const heat = heatOf(facts.changes, window.pulls, facts.files);
    const hot = heat.filter((file) => file.changes > pulls / 2).length;
    const top = heat[0]
      ? `the most changed is in ${percent(heat[0].changes / pulls)}`
      : 'no file of the tree was touched';
    return {
      value: hot,
      sample: pulls,
      summary: `${hot === 0 ? 'no file is' : plural(hot, 'file is', 'files are')} in more than half of ${pulls} pulls; ${top}; ${window.covers}`,
      evidence: heatEvidence(heat, pulls, 'pulls', 0.25, 5),
      leftOut: window.leftOut,
    };
  },
  shell(facts, settings) {
    if (facts.revision.at === null) return null;
    const { pulls } = pullWindow(facts.changes, facts.revision, settings.windows.pulls);
    const hottest = heatOf(facts.changes, pulls, facts.files)[0];
    if (!hottest || !/^[\w./-]+$/.test(hottest.path)) return null;
    const log = gitLogOfWindow(facts.revision, settings.windows.pulls);
    return `${log} -E --grep='${pullMessage}' --oneline --no-patch ${facts.revision.at} -- ${hottest.path} | wc -l   # pulls of the hottest file; bots are in it, renames are not followed`;
  },
};

import type { Measure } from '../../model.ts';
import { complexityInWords, count, percent, plural } from '../../text.ts';
import { sourceFiles, withMended } from '../files.ts';
import { healthy, judgedHotspots, rankHotspots } from '../hotspots.ts';
import { unknownPast } from '../windows.ts';

const fewestHotspots = 5;

export const hotspotHealth: Measure<'repository', 'files' | 'changes'> = {
  id: 'hotspot-health',
  version: 2,
  title: 'Health of the hot spots',
  unit: 'share',
  about: 'repository',
  definition: `Mean health of the hottest files: a tenth of the source files that were changed in the last 365 days, at least 10 and at most 50; at least 5.

- **Hot:** source files of the tree ranked by percentile(changes) × percentile(complexity) among those with a change; ties by changes, then path; at least 3 changes, and a function or a decision in it. A percentile is the share of values at or below.
- **Changes:** pulls and direct changes of 365 days that touch it, renames followed. Left out: bots; releases (called after nothing but their version, such as \`v1.2.3\` or \`chore: bump version to 1.2.3\`; a merge of a branch with one commit: as that is called), as every one of them touches the file that says the version; changes of more than 30 files, or of more than 30 % of the tree where that is more than 10 files; commits that \`.git-blame-ignore-revs\` (of a merge: it, or all that it brought) or \`bulkCommits:\` in the configuration names.
- **Complexity:** the sum over the file’s functions and its top-level code. Without a grammar: the indentation of its code lines in levels; these files are compared among themselves, where at least 10 of them were changed.
- **Health:** the share of these that hold: a test is associated (left out where nothing needs one, or where \`test-file-share\` is not scored) · typed, or not typable (where \`typed-file-share\` is not scored, nobody is asked for types) · at most ${healthy.codeLines} code lines · no function over complexity ${healthy.complexity} (left out without a grammar).`,
  why: 'What is changed most and hardest to change is where the next defect is made.',
  improve: 'Take the first file of the list and do the one step that stands beside it.',
  limits: 'Ranks compare the files of one repository with each other, never two repositories.',
  source: 'Tornhill: hot spots as frequency × complexity; Hindle et al. 2008 for indentation',
  needs: ['files', 'changes'],
  scale: { good: 0.9, poor: 0.3 },
  seen: { p10: 0.36, p50: 0.64, p90: 0.81, edition: '2026-11' },
  compute(facts, { windows: { history: days } }) {
    const unknown = unknownPast(facts.revision, days) ?? sourceFiles(facts.files).missing;
    if (unknown) return unknown;
    const ranking = rankHotspots(facts, days);
    const judged = judgedHotspots(ranking);
    const { leftOut } = ranking;
    if (!facts.files.some(({ lane }) => lane === 'source')) return { notApplicable: 'the tree has no source file' };
    if (judged.length < fewestHotspots) {
      const noData = `${plural(judged.length, 'hot spot')} in ${days} days (files with at least 3 changes); at least ${fewestHotspots} are needed`;
      return { noData, sample: judged.length, leftOut };
    }
    const value = judged.reduce((sum, { holding }) => sum + holding.met / holding.of, 0) / judged.length;
    const whole = judged.filter(({ missing }) => missing.length === 0).length;
    return {
      value,
      sample: judged.length,
      summary: `the ${count(judged.length)} hottest of ${plural(ranking.changed, 'changed source file')} keep ${percent(value)} of what makes them safe to change; ${whole === 0 ? 'each lacks something' : `${count(whole)} of them ${whole === 1 ? 'lacks' : 'lack'} nothing`}`,
      evidence: judged.map((each) => ({
        path: each.file.path,
        value: each.holding.met / each.holding.of,
        text: `rank ${each.rank}: ${plural(each.changes.length, 'change')}, ${complexityInWords(each.complexity, each.file.functions !== null)}${each.missing.length === 0 ? '' : `; missing: ${each.missing.join(', ')}`}`,
      })),
      leftOut,
    };
  },
  mended: (facts, path) =>
    withMended(facts, path, (file) => ({
      ...file,
      test: file.test ?? { path, rule: 'import' },
      types: file.types === 'untyped' ? 'typed' : file.types,
      codeLines: Math.min(file.codeLines, healthy.codeLines + file.inlineTestLines),
      functions:
        file.functions?.map((each) => ({ ...each, complexity: Math.min(each.complexity, healthy.complexity) })) ?? null,
    })),
};

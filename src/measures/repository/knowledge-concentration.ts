import type { Measure } from '../../model.ts';
import { count, percent, plural } from '../../text.ts';
import { sourceFiles } from '../files.ts';
import { rankHotspots } from '../hotspots.ts';
import { knownFiles, peopleOf } from '../knowledge.ts';
import { unknownPast } from '../windows.ts';

const fewestFiles = 10;

export const knowledgeConcentration: Measure<'repository', 'files' | 'changes'> = {
  id: 'knowledge-concentration',
  version: 3,
  title: 'Hot spots that one person knows',
  unit: 'share',
  about: 'repository',
  definition:
    'Of the top 50 hot spots of `hotspot-health`, those with at least 5 changes in the last 365 days of which one person alone made 80 % or more ÷ those with at least 5 changes; at least 10 such. Alone: nobody else wrote a commit of the change or is named in it as `Co-authored-by`. One person is who has one full name, who writes from the private address of one GitHub account, what `.mailmap` unites, and who goes by a single word at the address of one full name; bots and AI tools are nobody. Nobody is named; where one person works alone it is not asked.',
  why: 'What one person knows waits for that person, and leaves with them.',
  improve: 'Have someone else make the next change to the first file of the list, with its usual author as reviewer.',
  limits:
    'Who reviewed a change knows the file too, and git does not tell. A team of two can spread little of what it knows.',
  source: 'Bird et al. 2011, Don’t Touch My Code: ownership by share of changes',
  needs: ['files', 'changes'],
  scale: { good: 0, poor: 0.8 },
  seen: { p10: 0, p50: 0.08, p90: 0.79, edition: '2026-11' },
  compute(facts, { windows: { history: days } }) {
    const unknown = unknownPast(facts.revision, days) ?? sourceFiles(facts.files).missing;
    if (unknown) return unknown;
    const ranking = rankHotspots(facts, days);
    const { leftOut } = ranking;
    if (peopleOf(ranking.changes) === 1) return { notApplicable: 'one person works here', leftOut };
    const known = knownFiles(ranking);
    if (known.length < fewestFiles) {
      const noData = `${plural(known.length, 'hot spot')} with at least 5 changes in ${days} days; at least ${fewestFiles} are needed`;
      return { noData, sample: known.length, leftOut };
    }
    const single = known.filter(({ byOnePerson }) => byOnePerson);
    const value = single.length / known.length;
    return {
      value,
      sample: known.length,
      summary: `one person alone made at least 80 % of the changes of ${count(single.length)} of ${plural(known.length, 'hot spot')} (${percent(value)})`,
      evidence: single.map(({ hotspot }) => ({
        path: hotspot.file.path,
        text: `rank ${hotspot.rank}: one person alone made at least 80 % of ${plural(hotspot.changes.length, 'change')}`,
      })),
      leftOut,
    };
  },
};

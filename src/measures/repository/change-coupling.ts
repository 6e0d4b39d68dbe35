import type { Measure } from '../../model.ts';
import { count, inUnit, percent, plural, showPath } from '../../text.ts';
import { couplingOf } from '../coupling.ts';
import { unknownPast } from '../windows.ts';

/** Where fewer source files change often, nothing says that the others would not change together. */
const fewestOften = 20;

export const changeCoupling: Measure<'repository', 'files' | 'changes' | 'modules'> = {
  id: 'change-coupling',
  version: 1,
  title: 'Modules whose files change together',
  unit: 'per 100 files',
  about: 'repository',
  definition: `Coupled pairs of source files per 100 source files changed in the last 365 days; at least 20 source files with 5 changes or more.

- **A pair** is two source files of the tree in different modules (of \`deep-imports\`; outside of all modules, and where there are none, in different directories) with at least 5 shared changes and a degree of at least 0.3.
- **Degree** = 2 · shared ÷ (changes of one + changes of the other).
- **Changes** are those of \`hotspot-health\`: at most 30 files, renames followed, bots and bulk changes left out.
- Not scored where nobody declared the modules.`,
  why: 'Files of different modules that must change together share something that no interface names.',
  improve: 'Ask what the strongest pair has in common, and give it one place.',
  limits:
    'What changes together in separate pulls is not seen. A squashed pull couples all that it touched, also what has nothing to do with each other.',
  source: 'Tornhill: change coupling, with the degree of code-maat',
  needs: ['files', 'changes', 'modules'],
  scale: { good: 0, poor: 3 },
  seen: { p10: 0, p50: 0.1, p90: 2, edition: '2026-11' },
  compute(facts, { windows: { history: days } }) {
    const unknown = unknownPast(facts.revision, days);
    if (unknown) return unknown;
    if (!facts.files.some(({ lane }) => lane === 'source')) return { notApplicable: 'the tree has no source file' };
    const { pairs, changed, often, leftOut } = couplingOf(facts, days);
    if (often < fewestOften) {
      const noData = `${plural(often, 'source file')} changed at least 5 times in ${days} days; at least ${fewestOften} are needed`;
      return { noData, sample: often, leftOut };
    }
    const value = (100 * pairs.length) / changed;
    return {
      value,
      sample: changed,
      summary: `${pairs.length === 0 ? 'no pair' : plural(pairs.length, 'pair')} across ${facts.modules.modules.length === 0 ? 'directories' : 'modules'} among ${plural(changed, 'changed source file')}: ${inUnit(value, 'per 100 files')}`,
      ...(facts.modules.by === 'directories' && {
        informative: 'nobody declared the modules: neither the configuration nor workspaces; these are directories',
      }),
      evidence: pairs.map(({ a, b, shared, degree }) => ({
        path: a,
        value: degree,
        text: `changed ${count(shared)} times together with ${showPath(b)} (degree ${percent(degree)})`,
      })),
      leftOut,
    };
  },
};

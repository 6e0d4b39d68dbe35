import type { Measure } from '../../model.ts';
import { anyNumber } from '../../text.ts';

/** The measure of a number that a team's CI reports under this name. Its weight and scale are the team's. */
export function reported(name: string): Measure<'repository', 'reports'> {
  return {
    id: `reported:${name}`,
    version: 1,
    title: `Reported: ${name}`,
    unit: 'number',
    about: 'repository',
    definition: `The number that a report of plain numbers has under this name: \`{ "${name}": 3.2 }\`. The configuration gives it a scale and a weight (\`"reported:${name}": { weight: 2, scale: { good: 1, poor: 5 } }\`, weight 1 unless said) and, with \`category: tests\` or another one, its place; without a scale it is shown and not scored. A number that is reported and not configured is shown too.`,
    why: 'What matters to a team and is no property of its code is best judged beside it, on a scale of the team’s own.',
    improve: 'Look at what changed when the number last moved.',
    limits: 'As good as what reports it; the command line takes it as being of the revision measured.',
    source: 'reports of plain numbers',
    needs: ['reports'],
    compute({ reports: { numbers } }) {
      const value = Object.hasOwn(numbers, name) ? numbers[name] : undefined;
      if (value === undefined) return { noData: `no report has a number \`${name}\`; give one with --report <file>` };
      return { value, summary: `${anyNumber(value)}, as reported` };
    },
  };
}

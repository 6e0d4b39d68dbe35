import type { Category, Rule, Vector } from '../model.ts';
import { pullRegistry, type Registered, registry } from './index.ts';
import { preferredLibrary } from './preferred-library.ts';
import { changeRules } from './pull/change-rules.ts';
import { reported } from './repository/reported.ts';
import { ruleFindings } from './repository/rule-findings.ts';

/** Weight of all vectors together. */
const vectorsWeight = 6;

/** What of a team's configuration and reports makes or changes measures. */
export interface Team {
  vectors: readonly Vector[];
  rules: readonly Rule[];
  /** What is wrong with rules that the configuration names, a line for each; those count nowhere. */
  refused: readonly string[];
  /** Names of reported numbers, in the order of the scorecard, with the weight that holds unless configured. */
  reported: readonly { name: string; weight: number; category: Category }[];
}

/** The scoring policy with a team's own measures, in the order of the scorecard. */
export function registryOf({ vectors, rules, refused, reported: numbers }: Team): readonly Registered[] {
  const entries = registry.map((entry) =>
    entry.measure.id === 'rule-findings' ? { ...entry, measure: ruleFindings(rules, refused) } : entry,
  );
  const own = vectors.map(
    (vector): Registered => ({
      category: 'conventions',
      weight: vectorsWeight / vectors.length,
      measure: preferredLibrary(vector),
    }),
  );
  const at = entries.findIndex(({ category }) => category === 'conventions');
  return [
    ...entries.slice(0, at),
    ...own,
    ...entries.slice(at),
    ...numbers.map(({ name, ...place }): Registered => ({ ...place, measure: reported(name) })),
  ];
}

/** What is said of a pull, by a team's own rules and vectors too. */
export function pullRegistryOf({
  vectors,
  rules,
  refused,
}: Pick<Team, 'vectors' | 'rules' | 'refused'>): readonly Registered<'pull'>[] {
  return pullRegistry.map((entry) =>
    entry.measure.id === 'change-rules' ? { ...entry, measure: changeRules(rules, vectors, refused) } : entry,
  );
}

import type { Config } from '../config/config.ts';
import type { FactsCache } from '../gather/cache.ts';
import { gather } from '../gather/gather.ts';
import type { GitView } from '../git/view.ts';
import { registryOf } from '../measures/team.ts';
import type { Gathered, RepositoryFacts, Scorecard, Settings } from '../model.ts';
import type { RuleFile } from '../rules/rule-file.ts';
import { type Configured, configureMeasures, evaluateRepository } from '../scoring/evaluate.ts';
import { definitionId, gatherSettings } from './definition.ts';
import { rulesInForce } from './team-rules.ts';

/** A measured repository: the document, and what it was made of. */
export interface Measured {
  scorecard: Scorecard;
  facts: Gathered<RepositoryFacts>;
  measures: Configured[];
  settings: Settings;
  /** What is wrong with the rules that the configuration names, a line for each. */
  ruleProblems: readonly string[];
}

/**
 * Measures the view's revision by a configuration: gather, then evaluate. Writes nothing but the cache. The team's own
 * rules are those of the revision, but where `ownRules` are given.
 */
export async function measureRepository(
  view: GitView,
  config: Config,
  openCache: () => Promise<FactsCache | null>,
  say: (progress: string) => void,
  ownRules: readonly RuleFile[] | null = null,
): Promise<Measured> {
  const settings: Settings = { windows: config.windows };
  const { rules, problems, ofVectors } = await rulesInForce(view, config, ownRules);
  const ruleProblems = [...problems, ...ofVectors.problems];
  const team = { vectors: config.vectors, rules, refused: problems, reported: [] };
  const measures = configureMeasures(registryOf(team), config.measures);
  const wanted = { ...gatherSettings(config), rules: [...rules, ...ofVectors.rules] };
  const facts = await gather(view, wanted, openCache, say);
  const about = { repo: view.name, definition: definitionId(measures, config, 'git', rules) };
  return { scorecard: evaluateRepository(facts, measures, settings, about), facts, measures, settings, ruleProblems };
}

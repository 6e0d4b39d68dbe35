import type { Config } from '../config/config.ts';
import type { FactsCache } from '../gather/cache.ts';
import { type GatherSettings, type Given, gather } from '../gather/gather.ts';
import type { GitView } from '../git/view.ts';
import { registryOf } from '../measures/team.ts';
import type { Gathered, RepositoryFacts, Scorecard, Settings } from '../model.ts';
import type { Report } from '../reports/report.ts';
import type { RuleFile } from '../rules/rule-file.ts';
import { type Configured, configureMeasures, evaluateRepository } from '../scoring/evaluate.ts';
import { definitionId, gatherSettings, teamOf } from './definition.ts';
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

/** What a repository is measured by, at whatever revision. */
export interface Definition {
  id: string;
  measures: Configured[];
  settings: Settings;
  wanted: GatherSettings;
  /** What is wrong with the rules that the configuration names, a line for each. */
  ruleProblems: readonly string[];
}

/**
 * The definition that a configuration makes. The team's own rules are those of the view's revision, but where `ownRules`
 * are given.
 */
export async function definitionInForce(
  view: GitView,
  config: Config,
  { reports = [], ownRules = null }: { reports?: readonly Report[]; ownRules?: readonly RuleFile[] | null } = {},
): Promise<Definition> {
  const { rules, problems, ofVectors } = await rulesInForce(view, config, ownRules);
  const team = teamOf(config, { rules, refused: problems, reports });
  const measures = configureMeasures(registryOf(team), config.measures);
  return {
    id: definitionId(measures, config, reports.length > 0 ? 'git+reports' : 'git', rules),
    measures,
    settings: { windows: config.windows },
    wanted: { ...gatherSettings(config), rules: [...rules, ...ofVectors.rules] },
    ruleProblems: [...problems, ...ofVectors.problems],
  };
}

/**
 * Measures the view's revision by a configuration and by reports of that revision: gather, then evaluate. Writes nothing
 * but the cache. Throws a UserError for reports that are not of this tree.
 */
export async function measureRepository(
  view: GitView,
  config: Config,
  openCache: () => Promise<FactsCache | null>,
  say: (progress: string) => void,
  { ownRules = null, ...given }: { ownRules?: readonly RuleFile[] | null } & Given = {},
): Promise<Measured> {
  const { reports = [] } = given;
  const definition = await definitionInForce(view, config, { reports, ownRules });
  return await measureBy(definition, view, openCache, say, given);
}

/** Measures by a definition that may be another revision's. */
export async function measureBy(
  definition: Definition,
  view: GitView,
  openCache: () => Promise<FactsCache | null>,
  say: (progress: string) => void,
  given: Given = {},
): Promise<Measured> {
  const { id, measures, settings, wanted, ruleProblems } = definition;
  const facts = await gather(view, wanted, openCache, say, given);
  const scorecard = evaluateRepository(facts, measures, settings, { repo: view.name, definition: id });
  return { scorecard, facts, measures, settings, ruleProblems };
}

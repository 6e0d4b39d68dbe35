import type { Config } from '../config/config.ts';
import type { FactsCache } from '../gather/cache.ts';
import { gather } from '../gather/gather.ts';
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

/**
 * Measures the view's revision by a configuration and by reports of that revision: gather, then evaluate. Writes nothing
 * but the cache. The team's own rules are those of the revision, but where `ownRules` are given. Throws a UserError for
 * reports that are not of this tree.
 */
export async function measureRepository(
  view: GitView,
  config: Config,
  openCache: () => Promise<FactsCache | null>,
  say: (progress: string) => void,
  { reports = [], ownRules = null }: { reports?: readonly Report[]; ownRules?: readonly RuleFile[] | null } = {},
): Promise<Measured> {
  const settings: Settings = { windows: config.windows };
  const { rules, problems, ofVectors } = await rulesInForce(view, config, ownRules);
  const team = teamOf(config, { rules, refused: problems, reports });
  const measures = configureMeasures(registryOf(team), config.measures);
  const wanted = { ...gatherSettings(config), rules: [...rules, ...ofVectors.rules] };
  const facts = await gather(view, wanted, openCache, say, reports);
  const sources = reports.length > 0 ? 'git+reports' : 'git';
  const scorecard = evaluateRepository(facts, measures, settings, {
    repo: view.name,
    definition: definitionId(measures, config, sources, rules),
  });
  return { scorecard, facts, measures, settings, ruleProblems: [...problems, ...ofVectors.problems] };
}

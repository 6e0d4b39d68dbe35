import type { Config } from '../config/config.ts';
import type { FactsCache } from '../gather/cache.ts';
import { gather } from '../gather/gather.ts';
import type { GitView } from '../git/view.ts';
import { registryOf } from '../measures/team.ts';
import type { Gathered, RepositoryFacts, Scorecard, Settings } from '../model.ts';
import type { Report } from '../reports/report.ts';
import { type Configured, configureMeasures, evaluateRepository } from '../scoring/evaluate.ts';
import { definitionId, gatherSettings, teamOf } from './definition.ts';

/** A measured repository: the document, and what it was made of. */
export interface Measured {
  scorecard: Scorecard;
  facts: Gathered<RepositoryFacts>;
  measures: Configured[];
  settings: Settings;
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
  reports: readonly Report[] = [],
): Promise<Measured> {
  const settings: Settings = { windows: config.windows };
  const measures = configureMeasures(registryOf(teamOf(config, reports)), config.measures);
  const facts = await gather(view, gatherSettings(config), openCache, say, reports);
  const about = {
    repo: view.name,
    definition: definitionId(measures, config, reports.length > 0 ? 'git+reports' : 'git'),
  };
  return { scorecard: evaluateRepository(facts, measures, settings, about), facts, measures, settings };
}

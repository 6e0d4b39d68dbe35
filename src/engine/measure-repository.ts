import type { Config } from '../config/config.ts';
import type { FactsCache } from '../gather/cache.ts';
import { gather } from '../gather/gather.ts';
import type { GitView } from '../git/view.ts';
import { registry } from '../measures/index.ts';
import type { Gathered, RepositoryFacts, Scorecard, Settings } from '../model.ts';
import { type Configured, configureMeasures, evaluateRepository } from '../scoring/evaluate.ts';
import { definitionId, gatherSettings } from './definition.ts';

/** A measured repository: the document, and what it was made of. */
export interface Measured {
  scorecard: Scorecard;
  facts: Gathered<RepositoryFacts>;
  measures: Configured[];
  settings: Settings;
}

/** Measures the view's revision by a configuration: gather, then evaluate. Writes nothing but the cache. */
export async function measureRepository(
  view: GitView,
  config: Config,
  openCache: () => Promise<FactsCache | null>,
  say: (progress: string) => void,
): Promise<Measured> {
  const settings: Settings = { windows: config.windows };
  const measures = configureMeasures(registry, config.measures);
  const facts = await gather(view, gatherSettings(config), openCache, say);
  const about = { repo: view.name, definition: definitionId(measures, config, 'git') };
  return { scorecard: evaluateRepository(facts, measures, settings, about), facts, measures, settings };
}

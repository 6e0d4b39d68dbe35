import type { Config } from '../config/config.ts';
import type { FactsCache } from '../gather/cache.ts';
import { type Given, gather } from '../gather/gather.ts';
import type { GitView } from '../git/view.ts';
import { registry } from '../measures/index.ts';
import type { Gathered, HotspotReport, RepositoryFacts } from '../model.ts';
import { configureMeasures } from '../scoring/evaluate.ts';
import { hotspotReport } from '../scoring/hotspot-report.ts';
import { definitionId, gatherSettings } from './definition.ts';

/**
 * The hot-spot report at the view's revision, over `days` (else as configured) and the days before them. Paths
 * and renames are read, no lines are counted. Writes nothing but the cache.
 */
export async function findHotspots(
  view: GitView,
  config: Config,
  openCache: () => Promise<FactsCache | null>,
  say: (progress: string) => void,
  { days = config.windows.history, ...given }: { days?: number | undefined } & Given = {},
): Promise<{ report: HotspotReport; facts: Gathered<RepositoryFacts> }> {
  const windows = { pulls: Math.min(config.windows.pulls, days), history: days };
  const lookBack = 2 * days;
  const settings = { ...gatherSettings(config), history: lookBack, counted: 0 };
  const facts = await gather(view, settings, openCache, say, given);
  const measures = configureMeasures(
    registry.filter(({ category }) => category === 'hot spots' || category === 'structure'),
    {},
  );
  const definition = definitionId(measures, { ...config, windows }, 'git');
  return { report: hotspotReport(facts, windows, { repo: view.name, definition, lookBack }), facts };
}

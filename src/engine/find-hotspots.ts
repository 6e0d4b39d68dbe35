import type { Config } from '../config/config.ts';
import type { FactsCache } from '../gather/cache.ts';
import { gather } from '../gather/gather.ts';
import type { GitView } from '../git/view.ts';
import { registryOf } from '../measures/team.ts';
import type { Gathered, HotspotReport, RepositoryFacts } from '../model.ts';
import { configureMeasures } from '../scoring/evaluate.ts';
import { definitionId, gatherSettings, teamOf } from './definition.ts';

/**
 * TO BE REPLACED by the history engine's own, which finds hot spots: this one has the facts read and finds none, so that
 * the app around it can be built and tested. The signature is the one agreed.
 */
export async function findHotspots(
  view: GitView,
  config: Config,
  openCache: () => Promise<FactsCache | null>,
  say: (progress: string) => void,
  days = config.windows.history,
): Promise<{ report: HotspotReport; facts: Gathered<RepositoryFacts> }> {
  const facts = await gather(view, gatherSettings(config), openCache, say);
  const measures = configureMeasures(registryOf(teamOf(config)), config.measures);
  const pulls = 'length' in facts.changes ? facts.changes.filter(({ pull }) => pull !== null).length : 0;
  const iso = (secondsAgo: number) =>
    view.date === null ? null : new Date((view.date - secondsAgo) * 1_000).toISOString();
  const to = iso(0);
  const report: HotspotReport = {
    version: 1,
    subject: { kind: 'repository', repo: view.name, at: view.at, date: to },
    definition: definitionId(measures, config, 'git'),
    window: { from: iso(days * 86_400), to, days },
    pulls,
    noData: null,
    hotspots: [],
    hotFiles: [],
    coupling: [],
    knowledge: [],
    leftOut: [],
  };
  return { report, facts };
}

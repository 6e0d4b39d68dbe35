import { forgetOutdated, storedFacts } from '../engine/stored-facts.ts';
import type { KeptPoints } from '../engine/trend.ts';
import type { FactsCache } from '../gather/cache.ts';
import type { HotspotReport, Scorecard } from '../model.ts';
import { vacuum } from '../store/embedded.ts';
import { latestHotspotReport, saveHotspotReport } from '../store/hotspot-reports.ts';
import { openStoreAt, type StorePlace } from '../store/open.ts';
import { repositoryId } from '../store/repositories.ts';
import { latestScorecard, saveScorecard } from '../store/scorecards.ts';
import { knownTrendPoints, saveTrendPoint } from '../store/trend-points.ts';

/** What is kept of one repository between runs. */
export interface KeptResults {
  facts: FactsCache;
  points: KeptPoints;
  /** Keeps the scorecard and answers with the one before it. */
  exchange(scorecard: Scorecard): Promise<Scorecard | null>;
  /** Keeps the hot-spot report and answers with the one before it. */
  exchangeHotspots(report: HotspotReport): Promise<HotspotReport | null>;
  close(): Promise<void>;
}

/** Does something with the store; answers with `otherwise` when the store fails. */
export type Attempt = <T>(work: () => Promise<T>, otherwise: T) => Promise<T>;

/**
 * Opens the store of the repository at `location`: PostgreSQL at `url`, else the embedded database in `directory`; null
 * when another process holds that. What the store cannot do later (a full disk, a lost connection) `attempt` answers: a
 * cache that fails is no reason not to measure.
 */
export async function openStore(location: string, place: StorePlace, attempt: Attempt): Promise<KeptResults | null> {
  const store = await openStoreAt(place);
  if (store === 'held') return null;
  const repository = await repositoryId(store, location).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  return {
    facts: tolerantCache(storedFacts(store, repository), attempt),
    points: {
      load: (commits) => attempt(() => knownTrendPoints(store, repository, commits), new Map()),
      save: (scorecard) => attempt(() => saveTrendPoint(store, repository, scorecard), undefined),
    },
    async exchange(scorecard) {
      const previous = await latestScorecard(store, repository);
      await saveScorecard(store, repository, scorecard, new Date());
      // Another version of Touchstone makes another definition.
      const isAnother = previous !== null && previous.scorecard.definition !== scorecard.definition;
      if (isAnother && (await forgetOutdated(store)) > 0) await vacuum(store);
      return previous?.scorecard ?? null;
    },
    async exchangeHotspots(report) {
      const previous = await latestHotspotReport(store, repository);
      await saveHotspotReport(store, repository, report);
      return previous;
    },
    close: () => store.close(),
  };
}

/** A cache that fails is no reason not to measure. */
function tolerantCache({ blobs, matches, commits }: FactsCache, attempt: Attempt): FactsCache {
  return {
    blobs: {
      load: (blobIds) => attempt(() => blobs.load(blobIds), new Map()),
      save: (rows) => attempt(() => blobs.save(rows), undefined),
    },
    matches: {
      load: (asked) => attempt(() => matches.load(asked), new Map()),
      save: (rows) => attempt(() => matches.save(rows), undefined),
    },
    commits: {
      load: (ids) => attempt(() => commits.load(ids), new Map()),
      save: (facts) => attempt(() => commits.save(facts), undefined),
    },
  };
}

import type { CommitFacts } from '../git/history.ts';
import type { BlobFacts } from '../model.ts';
import { blobKey, matchesKey } from '../store/blob-key.ts';
import type { RuleMatchesRow } from '../store/rule-matches.ts';
import type { FactsCache } from './cache.ts';

/**
 * A cache before another one, for measuring one revision after the other: what was loaded or read is at hand for the next.
 * Facts of blobs are held for the last revision alone; of all that went before the cache beneath has them or, where there
 * is none, a text.
 */
export function holding(beneath: FactsCache | null): FactsCache {
  const kept = beneath?.blobs ?? keptAsText();
  const commits = new Map<string, CommitFacts>();
  const matches = new Map<string, RuleMatchesRow['matches']>();
  let last = new Map<string, Map<string, BlobFacts>>();
  return {
    blobs: {
      async load(blobIds) {
        const now = new Map(blobIds.map((blobId) => [blobId, last.get(blobId) ?? new Map<string, BlobFacts>()]));
        const found = await kept.load(blobIds.filter((blobId) => !last.has(blobId)));
        for (const [key, facts] of found) now.get(blobIdOf(key))?.set(key, facts);
        last = now;
        return new Map([...now.values()].flatMap((byKey) => [...byKey]));
      },
      async save(rows) {
        for (const { blobId, language, facts } of rows) last.get(blobId)?.set(blobKey(blobId, language), facts);
        await kept.save(rows);
      },
    },
    matches: beneath?.matches ?? {
      load: async () => matches,
      async save(rows) {
        for (const row of rows) matches.set(matchesKey(row.ruleHash, row.blobId, row.language), row.matches);
      },
    },
    commits: {
      async load(ids) {
        const unknown = ids.filter((id) => !commits.has(id));
        for (const [id, facts] of (await beneath?.commits.load(unknown)) ?? []) commits.set(id, facts);
        return new Map(ids.flatMap((id) => (commits.has(id) ? [[id, commits.get(id)!] as const] : [])));
      },
      async save(facts) {
        for (const each of facts) commits.set(each.commit, each);
        await beneath?.commits.save(facts);
      },
    },
  };
}

/** A tenth of the memory that the facts themselves take. */
function keptAsText(): FactsCache['blobs'] {
  const texts = new Map<string, Map<string, string>>();
  return {
    async load(blobIds) {
      const known = blobIds.flatMap((blobId) => [...(texts.get(blobId) ?? [])]);
      return new Map(known.map(([key, text]) => [key, JSON.parse(text) as BlobFacts]));
    },
    async save(rows) {
      for (const { blobId, language, facts } of rows) {
        const byKey = texts.get(blobId) ?? new Map<string, string>();
        texts.set(blobId, byKey.set(blobKey(blobId, language), JSON.stringify(facts)));
      }
    },
  };
}

function blobIdOf(key: string): string {
  return key.slice(0, key.indexOf('\0'));
}

import { describe, expect, it } from 'vitest';
import type { FactsCache } from '../../src/gather/cache.ts';
import { holding } from '../../src/gather/held.ts';
import type { CommitFacts } from '../../src/git/history.ts';
import type { BlobFacts } from '../../src/model.ts';
import { unreadFacts } from '../../src/source/extract.ts';
import { blobKey } from '../../src/store/blob-key.ts';

const facts = (lines: number): BlobFacts => ({ ...unreadFacts('Go', null), lines });
const row = (blobId: string, lines: number, language: string | null = 'Go') => ({
  blobId,
  language,
  facts: facts(lines),
});
const commit = (id: string): CommitFacts => ({
  commit: id,
  date: 1,
  title: id,
  pull: null,
  authors: [],
  coAuthors: [],
  files: [],
});

/** A cache that remembers what it was asked. */
function recording() {
  const asked: string[][] = [];
  const saved: unknown[] = [];
  const cache: FactsCache = {
    blobs: {
      async load(blobIds) {
        asked.push([...blobIds]);
        return new Map(blobIds.filter((id) => id === 'old').map((id) => [blobKey(id, 'Go'), facts(7)]));
      },
      save: async (rows) => void saved.push(...rows),
    },
    matches: { load: async () => new Map(), save: async () => {} },
    commits: {
      async load(commits) {
        asked.push([...commits]);
        return new Map(commits.filter((id) => id === 'c1').map((id) => [id, commit(id)]));
      },
      save: async (commits) => void saved.push(...commits),
    },
  };
  return { cache, asked, saved };
}

describe('a cache before another one', () => {
  it('has what the last revision loaded and saved, and asks beneath for the rest alone', async () => {
    const { cache, asked, saved } = recording();
    const held = holding(cache);
    expect(await held.blobs.load(['old', 'new'])).toEqual(new Map([[blobKey('old', 'Go'), facts(7)]]));
    await held.blobs.save([row('new', 1), row('new', 2, 'outline of Go')]);
    const next = await held.blobs.load(['old', 'new', 'newer']);
    expect(next).toEqual(
      new Map([
        [blobKey('old', 'Go'), facts(7)],
        [blobKey('new', 'Go'), facts(1)],
        [blobKey('new', 'outline of Go'), facts(2)],
      ]),
    );
    expect(asked).toEqual([['old', 'new'], ['newer']]);
    expect(saved).toEqual([row('new', 1), row('new', 2, 'outline of Go')]);
    // Of the revision before the last nothing is held.
    await held.blobs.load(['newer']);
    await held.blobs.load(['old']);
    expect(asked.at(-1)).toEqual(['old']);
  });

  it('has every commit that was loaded or saved', async () => {
    const { cache, asked, saved } = recording();
    const held = holding(cache);
    await held.commits.load(['c1', 'c2']);
    await held.commits.save([commit('c2')]);
    expect(await held.commits.load(['c2', 'c1', 'c3'])).toEqual(
      new Map([
        ['c2', commit('c2')],
        ['c1', commit('c1')],
      ]),
    );
    expect(asked).toEqual([['c1', 'c2'], ['c3']]);
    expect(saved).toEqual([commit('c2')]);
  });

  it('keeps everything itself where there is none beneath', async () => {
    const held = holding(null);
    await held.blobs.load(['a']);
    await held.blobs.save([row('a', 1), row('a', 2, null)]);
    await held.blobs.load(['b']);
    const both = new Map([
      [blobKey('a', 'Go'), facts(1)],
      [blobKey('a', null), facts(2)],
    ]);
    expect(await held.blobs.load(['a'])).toEqual(both);
    const matches = [{ line: 1, endLine: 1, function: null, message: 'no' }];
    await held.matches.save([{ ruleHash: 'r', blobId: 'a', language: 'Go', matches }]);
    expect([...(await held.matches.load({ ruleHashes: ['r'], blobIds: ['a'] })).values()]).toEqual([matches]);
    await held.commits.save([commit('c')]);
    expect(await held.commits.load(['c', 'd'])).toEqual(new Map([['c', commit('c')]]));
  });
});

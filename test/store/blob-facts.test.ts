import { describe, expect, test } from 'vitest';
import type { BlobFacts } from '../../src/model.ts';
import { unreadFacts } from '../../src/source/extract.ts';
import { forgetBlobFacts, knownBlobFacts, saveBlobFacts } from '../../src/store/blob-facts.ts';
import { blobKey } from '../../src/store/blob-key.ts';
import { repositoryId } from '../../src/store/repositories.ts';
import { fn } from '../facts.ts';
import { databases, useStore } from './databases.ts';

function factsOf(lines: number, name = 'f'): BlobFacts {
  return { ...unreadFacts('TypeScript', null), lines, codeLines: lines, functions: [fn(name)] };
}

function blobId(n: number): string {
  return n.toString(16).padStart(40, '0');
}

describe.each(databases)('blob facts on %s', (kind) => {
  const store = useStore(kind);

  test('come back by blob and language', async () => {
    const repository = await repositoryId(store(), '/a');
    await saveBlobFacts(store(), repository, 1, [
      { blobId: blobId(1), language: 'TypeScript', facts: factsOf(1) },
      { blobId: blobId(1), language: null, facts: factsOf(2) },
      { blobId: blobId(2), language: 'C++', facts: factsOf(3) },
    ]);
    expect(await knownBlobFacts(store(), repository, 1, [blobId(1), blobId(9)])).toEqual(
      new Map([
        [blobKey(blobId(1), 'TypeScript'), factsOf(1)],
        [blobKey(blobId(1), null), factsOf(2)],
      ]),
    );
  });

  test('are kept apart by repository and extractor version', async () => {
    const [a, b] = [await repositoryId(store(), '/a'), await repositoryId(store(), '/b')];
    const save = (repository: number, version: number, lines: number) =>
      saveBlobFacts(store(), repository, version, [{ blobId: blobId(1), language: null, facts: factsOf(lines) }]);
    await save(a, 1, 11);
    await save(a, 2, 12);
    await save(b, 1, 21);
    const lines = async (repository: number, version: number) =>
      [...(await knownBlobFacts(store(), repository, version, [blobId(1)])).values()].map((facts) => facts.lines);
    expect([await lines(a, 1), await lines(a, 2), await lines(b, 1), await lines(b, 2)]).toEqual([
      [11],
      [12],
      [21],
      [],
    ]);
  });

  test('are forgotten when an earlier extractor read them', async () => {
    const [a, b] = [await repositoryId(store(), '/a'), await repositoryId(store(), '/b')];
    const one = [{ blobId: blobId(1), language: null, facts: factsOf(1) }];
    for (const [repository, version] of [
      [a, 1],
      [a, 2],
      [a, 3],
      [b, 1],
    ] as const) {
      await saveBlobFacts(store(), repository, version, one);
    }
    expect(await forgetBlobFacts(store(), 2)).toBe(2);
    const kept = async (repository: number, version: number) =>
      (await knownBlobFacts(store(), repository, version, [blobId(1)])).size;
    expect([await kept(a, 1), await kept(a, 2), await kept(a, 3), await kept(b, 1)]).toEqual([0, 1, 1, 0]);
    expect(await forgetBlobFacts(store(), 2)).toBe(0);
  });

  test('never change once saved', async () => {
    const repository = await repositoryId(store(), '/a');
    for (const lines of [1, 2]) {
      await saveBlobFacts(store(), repository, 1, [{ blobId: blobId(1), language: null, facts: factsOf(lines) }]);
    }
    const known = await knownBlobFacts(store(), repository, 1, [blobId(1)]);
    expect(known.get(blobKey(blobId(1), null))?.lines).toBe(1);
  });

  test.each(['\uD800', 'a\uDC80b', '\0', 'line\nbreak\r\n', '\u2028', `'"\\{},`, 'NULL', '😀', ''])(
    'the name %j comes back as it went in',
    async (name) => {
      const repository = await repositoryId(store(), '/a');
      const language = `C'"\\{},`;
      await saveBlobFacts(store(), repository, 1, [{ blobId: blobId(1), language, facts: factsOf(1, name) }]);
      const known = await knownBlobFacts(store(), repository, 1, [blobId(1)]);
      expect(known.get(blobKey(blobId(1), language))?.functions?.[0]?.name).toBe(name);
    },
  );

  test('nothing asked for, nothing saved: nothing found', async () => {
    const repository = await repositoryId(store(), '/a');
    await saveBlobFacts(store(), repository, 1, []);
    expect(await knownBlobFacts(store(), repository, 1, [])).toEqual(new Map());
  });

  test('100,000 blobs are asked for at once, 5,000 are known', async () => {
    const repository = await repositoryId(store(), '/a');
    const saved = Array.from({ length: 5_000 }, (_, n) => ({
      blobId: blobId(n * 20),
      language: null,
      facts: factsOf(n),
    }));
    await saveBlobFacts(store(), repository, 1, saved);
    const asked = Array.from({ length: 100_000 }, (_, n) => blobId(n));
    const known = await knownBlobFacts(store(), repository, 1, asked);
    expect(known.size).toBe(5_000);
    expect(known.get(blobKey(blobId(4_999 * 20), null))?.lines).toBe(4_999);
  });

  test('processes that save the same blobs in opposite orders do not deadlock', async () => {
    const repository = await repositoryId(store(), '/a');
    const rows = Array.from({ length: 2_000 }, (_, n) => ({ blobId: blobId(n), language: null, facts: factsOf(n) }));
    await Promise.all([
      saveBlobFacts(store(), repository, 1, rows),
      saveBlobFacts(store(), repository, 1, rows.toReversed()),
    ]);
    expect((await knownBlobFacts(store(), repository, 1, [blobId(7)])).size).toBe(1);
  });
});

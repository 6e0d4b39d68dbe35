import { describe, expect, test } from 'vitest';
import { forgetChanges, knownChanges, saveChanges } from '../../src/store/changes.ts';
import { repositoryId } from '../../src/store/repositories.ts';
import { databases, useStore } from './databases.ts';

const [first, second] = ['1'.repeat(40), '2'.repeat(64)];

describe.each(databases)('changes on %s', (kind) => {
  const store = useStore(kind);

  test('come back by commit, with any text in their facts', async () => {
    const repository = await repositoryId(store(), '/a');
    const facts = { subject: 'a\r\n\0\uD800 "b"', files: [{ path: 'bad\uDCFF\n\t', added: 1 }] };
    await saveChanges(store(), repository, 1, [
      { commit: first, facts },
      { commit: second, facts: null },
    ]);
    expect(await knownChanges(store(), repository, 1, [first, 'f'.repeat(40)])).toEqual(new Map([[first, facts]]));
    expect(await knownChanges(store(), repository, 1, [second])).toEqual(new Map([[second, null]]));
  });

  test('are kept apart by repository and reader version; the last word holds', async () => {
    const [a, b] = [await repositoryId(store(), '/a'), await repositoryId(store(), '/b')];
    await saveChanges(store(), a, 1, [{ commit: first, facts: 'kept' }]);
    await saveChanges(store(), a, 1, [{ commit: first, facts: 'read again' }]);
    await saveChanges(store(), a, 2, [{ commit: first, facts: 'version 2' }]);
    expect(await knownChanges(store(), a, 1, [first])).toEqual(new Map([[first, 'read again']]));
    expect(await knownChanges(store(), a, 2, [first])).toEqual(new Map([[first, 'version 2']]));
    expect(await knownChanges(store(), b, 1, [first])).toEqual(new Map());
  });

  test('are forgotten when an earlier reader read them', async () => {
    const [a, b] = [await repositoryId(store(), '/a'), await repositoryId(store(), '/b')];
    for (const [repository, version] of [
      [a, 1],
      [a, 2],
      [b, 1],
    ] as const) {
      await saveChanges(store(), repository, version, [{ commit: first, facts: version }]);
    }
    expect(await forgetChanges(store(), 2)).toBe(2);
    expect(await knownChanges(store(), a, 2, [first])).toEqual(new Map([[first, 2]]));
    expect(await knownChanges(store(), b, 1, [first])).toEqual(new Map());
    expect(await forgetChanges(store(), 2)).toBe(0);
  });

  test('what is partial takes the place of nothing, and gives its own to the whole', async () => {
    const repository = await repositoryId(store(), '/a');
    const known = async () => (await knownChanges(store(), repository, 1, [first])).get(first);
    await saveChanges(store(), repository, 1, [{ commit: first, facts: 'paths', partial: true }]);
    expect(await known()).toBe('paths');
    await saveChanges(store(), repository, 1, [{ commit: first, facts: 'paths and lines' }]);
    await saveChanges(store(), repository, 1, [{ commit: first, facts: 'paths', partial: true }]);
    expect(await known()).toBe('paths and lines');
  });

  test('more than one statement holds', async () => {
    const repository = await repositoryId(store(), '/a');
    const commits = Array.from({ length: 12_345 }, (_, n) => n.toString(16).padStart(40, '0'));
    await saveChanges(
      store(),
      repository,
      1,
      commits.map((commit, n) => ({ commit, facts: n })),
    );
    const known = await knownChanges(store(), repository, 1, commits);
    expect(commits.every((commit, n) => known.get(commit) === n)).toBe(true);
  });
});

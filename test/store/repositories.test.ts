import { describe, expect, test } from 'vitest';
import { repositoryId } from '../../src/store/repositories.ts';
import { databases, useStore } from './databases.ts';

describe.each(databases)('repositories on %s', (kind) => {
  const store = useStore(kind);

  test('a location has one id, however often it is asked for', async () => {
    const id = await repositoryId(store(), '/a/.git');
    expect(await repositoryId(store(), '/a/.git')).toBe(id);
    expect(await repositoryId(store(), '/b/.git')).not.toBe(id);
  });

  test('processes that enter the same location at once get the same id', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => repositoryId(store(), '/a/.git')));
    expect(new Set(ids).size).toBe(1);
  });

  test('locations that differ in any character differ', async () => {
    const paths = ['/\uD800', '/\uDFFF', '/\uFFFD', '/\\ud800', '/\0', '/\n', '/\\n', '/\'"', '/é'];
    const ids = new Set<number>();
    for (const path of paths) ids.add(await repositoryId(store(), path));
    expect(ids.size).toBe(paths.length);
  });
});

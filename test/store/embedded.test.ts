import { chmodSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/model.ts';
import { knownChanges } from '../../src/store/changes.ts';
import { rows, type Store } from '../../src/store/database.ts';
import { openEmbedded, vacuum } from '../../src/store/embedded.ts';
import { repositoryId } from '../../src/store/repositories.ts';
import { temporaryDirectory } from './databases.ts';
import { startChild } from './processes.ts';
import { seed } from './seed.ts';

async function open(directory: string): Promise<Store> {
  const store = await openEmbedded(directory, await seed());
  if (store === 'held') throw new Error(`${directory} is held`);
  return store;
}

async function problemOf(directory: string): Promise<string> {
  const error = await openEmbedded(directory, await seed()).catch((error) => error);
  expect(error).toBeInstanceOf(UserError);
  return error.message;
}

describe('the embedded database', () => {
  test('is made with its directory, held while open, and keeps its rows', async () => {
    const directory = join(temporaryDirectory(), 'new', 'directory');
    const store = await open(directory);
    const id = await repositoryId(store, '/a');
    expect(await openEmbedded(directory)).toBe('held');
    await store.close();
    expect(readdirSync(directory).toSorted()).toEqual(['lock.1', 'pglite']);

    const again = await open(directory);
    expect(await repositoryId(again, '/a')).toBe(id);
    await again.close();
    expect(process.exitCode).toBeUndefined();
  });

  test('gives back what deleted rows held, which PGlite does not by itself', async () => {
    const store = await open(temporaryDirectory());
    await store.db.execute(sql`insert into cursors select n::text, now() from generate_series(1, 5000) n`);
    await store.db.execute(sql`delete from cursors`);
    const bytes = async () => {
      const [size] = await rows<{ bytes: number }>(store, sql`select pg_table_size('cursors')::int as bytes`);
      return size!.bytes;
    };
    expect(await bytes()).toBeGreaterThan(200_000);
    await vacuum(store);
    expect(await bytes()).toBeLessThan(100_000);
    await store.close();
  });

  test('is made without a seed, which is as good as one of a seed', async () => {
    const directory = temporaryDirectory();
    expect(statSync(await seed()).size).toBeLessThan(4_000_000);
    for (let time = 1; time <= 2; time++) {
      const store = await openEmbedded(join(directory, 'data'), join(directory, 'none.tar.gz'));
      if (store === 'held') throw new Error('held');
      expect(await repositoryId(store, '/a')).toBe(1);
      await store.close();
    }
  });

  test('opens again after its process was killed while it wrote, with what was saved', async () => {
    const directory = temporaryDirectory();
    const writer = startChild('writer-program.ts', directory, await seed());
    expect(await writer.nextLine()).toBe('open');
    for (const n of ['0', '1', '2']) expect(await writer.nextLine()).toBe(n);
    expect(await openEmbedded(directory)).toBe('held');
    await writer.kill();

    const store = await open(directory);
    const known = await knownChanges(store, await repositoryId(store, '/a'), 1, ['0-0', '1-250', '2-499']);
    expect(known.size).toBe(3);
    await store.close();
  });

  test('is made anew when its process was killed while it was made', async () => {
    const directory = temporaryDirectory();
    await (await open(directory)).close();
    rmSync(join(directory, 'pglite', 'global'), { recursive: true });
    writeFileSync(join(directory, 'pglite.making'), '');
    const store = await open(directory);
    expect(await repositoryId(store, '/a')).toBe(1);
    await store.close();
    expect(existsSync(join(directory, 'pglite.making'))).toBe(false);
  });

  test('when damaged says where and what to do, and is not held by that', async () => {
    const directory = temporaryDirectory();
    await (await open(directory)).close();
    writeFileSync(join(directory, 'pglite', 'global', 'pg_control'), 'garbage');
    const problem = await problemOf(directory);
    expect(problem).toContain(join(directory, 'pglite'));
    expect(problem).toContain('Delete that directory');

    rmSync(join(directory, 'pglite'), { recursive: true });
    await (await open(directory)).close();
  });

  test('in the place of a file says so', async () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    expect(await problemOf(file)).toContain(file);
  });

  test.skipIf(process.getuid?.() === 0)('without permission to write says so', async () => {
    const directory = temporaryDirectory();
    chmodSync(directory, 0o500);
    expect(await problemOf(directory)).toContain('Make it writable');
  });
});

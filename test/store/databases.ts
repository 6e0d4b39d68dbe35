import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, inject, onTestFinished } from 'vitest';
import type { Store } from '../../src/store/database.ts';
import { openEmbedded } from '../../src/store/embedded.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { createDatabase } from '../create-database.ts';
import { seed } from './seed.ts';

/** Both homes of the schema, for `describe.each`. */
export const databases = ['PGlite', 'PostgreSQL'] as const;

/** A new, empty PostgreSQL database of the test run's server, by its URL. */
export async function newPostgresDatabase(): Promise<string> {
  return await createDatabase(inject('postgres'));
}

/** A new empty directory, deleted when the test that asks for it has finished. */
export function temporaryDirectory(): string {
  const directory = newDirectory();
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

function newDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'touchstone-store-'));
}

/** One open, migrated database for the suite; its tables are empty at the start of each test. */
export function useStore(kind: (typeof databases)[number]): () => Store {
  const directory = newDirectory();
  const opened: { store?: Store } = {};
  beforeAll(async () => {
    const store =
      kind === 'PGlite' ? await openEmbedded(directory, await seed()) : await openPostgres(await newPostgresDatabase());
    if (store === 'held') throw new Error(`${directory} is held`);
    opened.store = store;
  });
  beforeEach(() => opened.store?.db.execute(sql`truncate repositories restart identity cascade`));
  afterAll(async () => {
    await opened.store?.close();
    rmSync(directory, { recursive: true, force: true });
  });
  return () => {
    if (!opened.store) throw new Error('The store is open within tests only');
    return opened.store;
  };
}

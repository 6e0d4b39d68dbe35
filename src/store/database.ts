import type { PGlite } from '@electric-sql/pglite';
import type { SQL } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { DrizzleQueryError } from './drizzle.ts';

/** An open database. Both kinds speak the same drizzle, but for `execute`, whose rows `rows` returns. */
export interface Store {
  db: PgDatabase<PgQueryResultHKT>;
  /** What the queue works on: the embedded database itself, or the address of the server. */
  engine: { pglite: PGlite } | { url: string };
  close(): Promise<void>;
}

/** Runs one statement and returns its rows, which the two drivers wrap differently. */
export async function rows<Row>(store: Store, statement: SQL): Promise<Row[]> {
  const result: unknown = await plainly(store.db.execute(statement));
  return Array.isArray(result) ? result : (result as { rows: Row[] }).rows;
}

/** Runs a query; it fails with the driver's own error. drizzle's message holds every parameter: megabytes of facts. */
export async function plainly<T>(query: PromiseLike<T>): Promise<T> {
  try {
    return await query;
  } catch (error) {
    throw error instanceof DrizzleQueryError ? error.cause : error;
  }
}

/** The parts of an array, for statements of bounded size. */
export function* chunks<T>(all: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size);
}

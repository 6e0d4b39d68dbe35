/**
 * drizzle, by its CommonJS files: as ES modules the same code takes 0.4 s more to load, because Node reads the package's
 * 180 kB package.json for each of some 200 files.
 */
import { createRequire } from 'node:module';
import type * as pglite from '@electric-sql/pglite';
import type * as orm from 'drizzle-orm';
import type * as server from 'drizzle-orm/node-postgres';
import type * as serverMigrator from 'drizzle-orm/node-postgres/migrator';
import type * as core from 'drizzle-orm/pg-core';
import type * as embedded from 'drizzle-orm/pglite';
import type * as embeddedMigrator from 'drizzle-orm/pglite/migrator';
import type * as pg from 'pg';

const require = createRequire(import.meta.url);

/** The query language. */
export const { and, DrizzleQueryError, desc, eq, isNotNull, sql }: typeof orm = require('drizzle-orm');
/** Tables and columns. */
export const {
  bigint,
  boolean,
  customType,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
}: typeof core = require('drizzle-orm/pg-core');

/** PGlite, and drizzle on it. */
export function embeddedDrizzle(): typeof embedded & typeof embeddedMigrator & typeof pglite {
  return {
    ...require('@electric-sql/pglite'),
    ...require('drizzle-orm/pglite'),
    ...require('drizzle-orm/pglite/migrator'),
  };
}

/** node-postgres, and drizzle on it. */
export function serverDrizzle(): typeof server & typeof serverMigrator & typeof pg {
  return {
    ...require('pg'),
    ...require('drizzle-orm/node-postgres'),
    ...require('drizzle-orm/node-postgres/migrator'),
  };
}

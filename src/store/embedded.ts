import { accessSync, existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PGlite } from '@electric-sql/pglite';
import { takeLock } from '../lock.ts';
import { UserError } from '../model.ts';
import type { Store } from './database.ts';
import { embeddedDrizzle } from './drizzle.ts';
import { migrationsFolder } from './migrations.ts';

/** A migrated, empty database that the build lays beside the compiled code: to unpack it is faster than initdb. */
const seedFile = fileURLToPath(new URL('../seed.tar.gz', import.meta.url));

const gzip = { type: 'application/gzip' };

/** Small WAL segments: a new database is 15 MB instead of 39. */
const initDbStartParams = ['--wal-segsize=1'];

/** Without room for its WAL PGlite does not fail, it spins: so it is not started. */
const leastFree = 64 * 2 ** 20;

/**
 * Opens the database in a directory, made when it is not there; `held` when another process, or this one, has it open.
 * Only a cache lives there. A killed process leaves a directory that opens again: PostgreSQL replays its WAL, and a
 * database that was not finished when it was first made is made anew. (After a power cut it may be damaged: PGlite
 * runs without fsync.)
 * @throws UserError when the directory cannot be written, the disk is full or the database is damaged.
 */
export async function openEmbedded(directory: string, seed = seedFile): Promise<Store | 'held'> {
  const lock = prepare(directory);
  if (lock === 'held') return 'held';
  try {
    const client = await start(directory, seed);
    return {
      db: embeddedDrizzle().drizzle(client),
      engine: { pglite: client },
      async close() {
        try {
          await client.close();
        } finally {
          lock.release();
        }
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Writes a new, migrated, empty database to a file, from which `openEmbedded` makes new directories faster. */
export async function writeSeed(file: string): Promise<void> {
  const { PGlite, drizzle, migrate } = embeddedDrizzle();
  const client = await PGlite.create({ initDbStartParams });
  await migrate(drizzle(client), { migrationsFolder });
  // The templates are for further databases, which there never are: two thirds of the files.
  await client.exec("update pg_database set datistemplate = false where datname like 'template_'");
  await client.exec('drop database template0');
  await client.exec('drop database template1');
  await client.exec('checkpoint');
  const dump = await client.dumpDataDir('gzip');
  await client.close();
  await writeFile(file, dump.stream());
}

/** Frees what deleted and replaced rows hold. A server does so by itself; PGlite has no autovacuum and would grow for ever. */
export async function vacuum({ engine }: Store): Promise<void> {
  if ('pglite' in engine) await engine.pglite.exec('vacuum');
}

/** Level by level: Node's own recursive mkdir never ends where the kernel answers ENOENT for ever (`/proc/x/y`). */
function makeDirectories(directory: string): void {
  if (existsSync(directory)) return;
  makeDirectories(dirname(directory));
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    // Another process was faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function prepare(directory: string) {
  try {
    makeDirectories(directory);
    const { bavail, bsize } = statfsSync(directory);
    if (bavail * bsize < leastFree) {
      throw new UserError(`Too little space for the database in ${directory}: it needs ${leastFree / 2 ** 20} MB.`);
    }
    return takeLock(directory);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const why = (error as Error).message;
    throw new UserError(`Cannot keep a database in ${directory}: ${why}. Make it writable or name another directory.`);
  }
}

async function start(directory: string, seed: string): Promise<PGlite> {
  const data = join(directory, 'pglite');
  // It stands from before the database is first made until it is whole.
  const making = join(directory, 'pglite.making');
  try {
    if (existsSync(making)) rmSync(data, { recursive: true, force: true });
    if (existsSync(data)) {
      // PGlite would make a new database over one that lost this file.
      accessSync(join(data, 'PG_VERSION'));
      return await open(data, undefined);
    }
    writeFileSync(making, '');
    const client = await open(data, existsSync(seed) ? new Blob([await readFile(seed)], gzip) : undefined);
    rmSync(making);
    return client;
  } catch (error) {
    const why = (error as Error).message;
    throw new UserError(
      `The database in ${data} does not open: it is damaged or of another version (${why}). ` +
        'Delete that directory: it only caches.',
      { cause: error },
    );
  }
}

async function open(data: string, loadDataDir: Blob | undefined): Promise<PGlite> {
  const { PGlite, drizzle, migrate } = embeddedDrizzle();
  const client = await PGlite.create(data, loadDataDir ? { loadDataDir } : { initDbStartParams });
  await migrate(drizzle(client), { migrationsFolder });
  return client;
}

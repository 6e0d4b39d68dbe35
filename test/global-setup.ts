import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgresServer } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the test run's own PostgreSQL, without a database. */
    postgres: string;
    /** A directory of the test run, for what is made once. */
    home: string;
  }
}

/** Starts one PostgreSQL for the whole test run and returns what stops it. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), 'touchstone-test-run-'));
  // Of every process that a test starts: the second one need not read the code again.
  process.env.NODE_COMPILE_CACHE = join(home, 'code');
  process.once('exit', () => rmSync(home, { recursive: true, force: true }));
  const server = await startPostgresServer();
  project.provide('home', home);
  project.provide('postgres', server.url);
  return () => server.stop();
}

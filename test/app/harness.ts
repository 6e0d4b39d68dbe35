import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, onTestFinished } from 'vitest';
import { readStatus, type Status } from '../../src/commands/read-status.ts';
import { askStatus } from '../../src/commands/status-socket.ts';
import { rows, type Store } from '../../src/store/database.ts';
import { openStoreAt } from '../../src/store/open.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { recentPulls } from '../../src/store/pulls.ts';
import { openQueue } from '../../src/store/queue.ts';
import { queues } from '../../src/tasks/queues.ts';
import { programEnvironment, run } from '../command-line.ts';
import { type FakeGitHub, type FakeGitHubOptions, startFakeGitHub } from '../fake-github/server.ts';
import { packed } from '../packed.ts';
import { newPostgresDatabase } from '../store/databases.ts';

/** While a suite shares what it makes: what is to be done at its end, and what is told of a test that fails. */
const suite: { ends: (() => unknown)[] | null; tell: (() => string)[] } = { ends: null, tell: [] };

/** Does something at the end of the test or, in a suite that shares, of the suite. */
export function atEnd(end: () => unknown): void {
  if (suite.ends) suite.ends.push(end);
  else onTestFinished(async () => void (await end()));
}

/** Tells something to the reader of a test that fails. */
export function tellOfFailure(tell: () => string): void {
  if (suite.ends) suite.tell.push(tell);
  else
    onTestFinished(({ task }) => {
      if (task.result?.state === 'fail') process.stderr.write(tell());
    });
}

/** The tests of this suite share what `make` makes, and whatever one of them makes lives until the last has ended. */
export function shared<T>(make: () => Promise<T>): () => T {
  const made: { value?: T } = {};
  beforeAll(async () => {
    Object.assign(suite, { ends: [], tell: [] });
    made.value = await make();
  });
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') for (const tell of suite.tell) process.stderr.write(tell());
  });
  afterAll(async () => {
    const ends = suite.ends!.toReversed();
    suite.ends = null;
    for (const end of ends) await end();
  });
  return () => made.value!;
}

/** A GitHub of the test's own; at the end of the test it must have found no fault with what it was asked. */
export async function github(options: FakeGitHubOptions = {}): Promise<FakeGitHub> {
  const fake = await startFakeGitHub(options);
  atEnd(async () => {
    const violations = await fake.client.violations();
    await fake.close();
    expect(violations, 'what the app sent, held against GitHub’s own description').toEqual([]);
  });
  return fake;
}

/** Where an app keeps what it has: with `url` in PostgreSQL, else in the embedded database below `data`. */
export interface Home {
  data: string;
  url: string | null;
}

/** A new home, deleted after the test. */
export async function newHome(kind: 'PGlite' | 'PostgreSQL'): Promise<Home> {
  const data = realpathSync(mkdtempSync(join(tmpdir(), 'touchstone-app-')));
  atEnd(() => rmSync(data, { recursive: true, force: true, maxRetries: 5 }));
  return { data, url: kind === 'PGlite' ? null : await newPostgresDatabase() };
}

/** A running process of the app. */
export interface AppProcess {
  /** Where it listens; '' for a worker. */
  url: string;
  child: ChildProcess;
  /** Everything that it has printed. */
  output(): string;
  /** The lines of its log, parsed. */
  log(): Record<string, unknown>[];
  /** SIGKILL, and waits until it and its children are gone. */
  kill(): Promise<void>;
  /** SIGTERM, and waits for the end; the exit code and how long it took. */
  stop(): Promise<{ code: number | null; ms: number }>;
}

/** How a process is started. */
export interface AppOptions {
  command?: 'serve' | 'worker';
  env?: Record<string, string>;
  /** By default GitHub's webhooks go to the process that was started last. */
  webhooks?: boolean;
  /** Where `serve` listens; a free port by default. */
  port?: number;
  /** False: does not wait until it is ready. */
  wait?: boolean;
}

/** Starts the built app as a process of its own against a fake GitHub, and waits until it is ready. It dies with the test. */
export async function startApp(fake: FakeGitHub, home: Home, options: AppOptions = {}): Promise<AppProcess> {
  const { command = 'serve', webhooks = true, wait = true } = options;
  const main = join(await packed(), 'dist', 'main.js');
  const port = command === 'serve' ? (options.port ?? (await freePort())) : 0;
  const child = spawn(process.execPath, [main, command], {
    env: appEnvironment(fake, home, { HOST: '127.0.0.1', PORT: String(port), ...options.env }),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that nothing of it outlives the test.
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const killGroup = () => {
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch {
      // It has ended.
    }
  };
  atEnd(async () => {
    killGroup();
    await ended;
  });
  tellOfFailure(() => `── ${command} ──\n${output.slice(-8_000)}\n`);
  const app: AppProcess = {
    url: port ? `http://127.0.0.1:${port}` : '',
    child,
    output: () => output,
    log: () =>
      output
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line)),
    async kill() {
      killGroup();
      await ended;
    },
    async stop() {
      const start = performance.now();
      child.kill('SIGTERM');
      const code = await ended;
      return { code, ms: performance.now() - start };
    },
  };
  if (wait) {
    await until(
      'the app is ready',
      () => app.log().some(({ msg }) => msg === 'ready') || child.exitCode !== null || null,
      60_000,
    );
    if (child.exitCode !== null) throw new Error(`the app ended (${child.exitCode}):\n${output}`);
  }
  if (command === 'serve' && webhooks) await fake.client.setWebhook({ url: `${app.url}/api/github/webhooks` });
  return app;
}

/** The environment of the app: nothing of the machine's but where programs are. */
export function appEnvironment(fake: FakeGitHub, home: Home, more: Record<string, string> = {}) {
  return {
    ...programEnvironment(),
    TMPDIR: tmpdir(),
    APP_ID: String(fake.app.id),
    PRIVATE_KEY: fake.app.privateKey,
    WEBHOOK_SECRET: fake.app.webhookSecret,
    GHE_HOST: new URL(fake.url).host,
    GHE_PROTOCOL: 'http',
    TOUCHSTONE_DATA: home.data,
    // Each start would do it anew in the background of what is tested.
    TOUCHSTONE_TREND_MONTHS: '0',
    ...(home.url ? { DATABASE_URL: home.url } : {}),
    ...more,
  };
}

/** What `touchstone status --format json` says of an app; null while it cannot be asked. */
export async function status(home: Home) {
  const main = join(await packed(), 'dist', 'main.js');
  const env = { TOUCHSTONE_DATA: home.data, ...(home.url ? { DATABASE_URL: home.url } : {}) };
  const { code, out } = await run(process.execPath, [main, 'status', '--format', 'json'], { env });
  return code === 0 ? (JSON.parse(out) as Status) : null;
}

const peeking = new WeakMap<Home, Promise<Store>>();

/** The status of an app without a process of its own, so that it can be asked again and again; null while there is none. */
export async function peek(home: Home): Promise<Status | null> {
  if (!home.url) return await askStatus(join(home.data, 'app'));
  let opened = peeking.get(home);
  if (!opened) {
    const opening = openHome(home);
    atEnd(async () => await (await opening).close());
    peeking.set(home, opening);
    opened = opening;
  }
  const store = await opened;
  // Of all pulls, not only of the last.
  return { ...(await readStatus(store)), pulls: await pullsOf(store) };
}

async function pullsOf(store: Store): Promise<Status['pulls']> {
  const pulls = await recentPulls(store, 1_000);
  return pulls.map((pull) => ({ ...pull, scoredAt: pull.scoredAt?.toISOString() ?? null }));
}

/** A background task that is not over. */
export interface JobLeft {
  queue: string;
  key: string;
  state: string;
}

async function jobsOf(store: Store): Promise<JobLeft[]> {
  return await rows<JobLeft>(
    store,
    sql`select name as queue, singleton_key as key, state::text from pgboss.job
        where state < 'completed' and name not like '\\_\\_%' order by name, singleton_key`,
  );
}

/** Asks again and again until the answer is neither null, undefined nor false. */
export async function until<T>(
  what: string,
  ask: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  timeoutMs = 45_000,
): Promise<T> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer as T;
    if (performance.now() > end) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await sleep(25);
  }
}

/** Waits for the one check run of a commit. */
export async function checkOf(fake: FakeGitHub, repo: string, sha: string, timeoutMs?: number) {
  return await until(
    `a check run of ${sha}`,
    async () => (await fake.client.checkRuns({ repo, sha })).find((run) => run.status === 'completed'),
    timeoutMs,
  );
}

/** Waits until a log line of a task says so, and answers with it. */
export async function logged(app: AppProcess, task: string, matches: Record<string, unknown> = { msg: 'done' }) {
  return await until(`${task} ${JSON.stringify(matches)}`, () =>
    app
      .log()
      .find((line) => line.task === task && Object.entries(matches).every(([key, value]) => line[key] === value)),
  );
}

/** The hot-spot editions of an app on PostgreSQL: waits for the first, and asks for the next as every Monday does. */
export async function editions(app: AppProcess, { url }: Home) {
  const store = await openPostgres(url!);
  const queue = await openQueue(store, [queues.reportAllHotspots], () => {});
  atEnd(async () => {
    await queue.stop(1_000);
    await store.close();
  });
  const made = () => app.log().filter(({ task, msg }) => task === 'report-hotspots' && msg === 'done');
  return {
    first: () => until('the first edition', () => made()[0]),
    async monday() {
      const { length } = made();
      const { name } = queues.reportAllHotspots;
      await queue.send({ queue: name, key: name, installationId: 0, data: {} });
      return await until('the next edition', () => made()[length]);
    },
  };
}

/** Columns that tell when, by our own clock or counting, something was done here: not what was learnt. */
const ours =
  /^(id|repository_id|created_at|measured_at|scored_at|backfilled_at|limited_until|delete_after|owed_since|held_until)$/;

/**
 * Every row of the app by table, in a fixed order, without our own clock and counters; of the scorecards those of the
 * present default branches. Two apps that have learnt the same of GitHub have the same rows. The embedded database must
 * not be in use.
 */
export async function tables(home: Home): Promise<Record<string, string[]>> {
  const store = await openHome(home);
  try {
    return await tablesOf(store);
  } finally {
    await store.close();
  }
}

async function tablesOf(store: Store): Promise<Record<string, string[]>> {
  const read = async (statement: ReturnType<typeof sql>) => {
    const found = await rows<Record<string, unknown>>(store, statement);
    const kept = found.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([column]) => !ours.test(column) || column === 'github')),
    );
    // The two databases' drivers disagree on whether a bigint is a number.
    const text = (_: string, value: unknown) => (typeof value === 'number' ? String(value) : value);
    return kept.map((row) => JSON.stringify(row, text)).sort();
  };
  const location = sql`join repositories on repositories.id = repository_id`;
  return {
    installations: await read(sql`select id::text as github, * from installations`),
    installed: await read(sql`select id::text as github, * from installed_repositories`),
    pulls: await read(sql`select github_id::text, number, title, state, draft, base_ref, head, updated_at::text,
        scored_head, scored_base, scorecard, failure from pulls`),
    // Who comes later owes nothing to heads that have gone, and never hears of a merge group that was.
    checks:
      await read(sql`select github_id::text, head, installation_id::text, pull, check_run_id is not null as has_run,
        conclusion, owed_since is not null as owed from checks where check_run_id is not null and exists (
          select from pulls where pulls.github_id = checks.github_id and pulls.head = checks.head and state = 'open')`),
    blobs: await read(sql`select location, blob_id, language, extractor_version, facts from blob_facts ${location}`),
    changes: await read(sql`select location, commit, reader_version, facts from changes ${location}`),
    scorecards: await read(sql`select location, commit, definition, scorecard from scorecards ${location}
        join installed_repositories i on i.repository_id = repositories.id and i.measured_commit = scorecards.commit`),
  };
}

/** One hash over all rows. */
export function hashOf(found: Record<string, string[]>): string {
  return createHash('sha256').update(JSON.stringify(found)).digest('hex');
}

/** What an app has left behind: tasks that are not over, heads that are owed a check, deliveries by guid, and its tables. */
export interface LeftBehind {
  jobs: JobLeft[];
  owed: { head: string; pull: number | null }[];
  deliveries: Map<string, string>;
  tables: Record<string, string[]>;
}

/** Reads what an app has left behind. The embedded database must not be in use. */
export async function leftBehind(home: Home): Promise<LeftBehind> {
  const store = await openHome(home);
  try {
    const states = await rows<{ guid: string; state: string }>(store, sql`select guid, state from deliveries`);
    const deliveries = new Map(states.map(({ guid, state }) => [guid, state]));
    const owing = sql`select head, pull from checks where owed_since is not null order by head`;
    const owed = await rows<LeftBehind['owed'][number]>(store, owing);
    return { jobs: await jobsOf(store), owed, deliveries, tables: await tablesOf(store) };
  } finally {
    await store.close();
  }
}

/** Number of deliveries by state. The embedded database must not be in use. */
export async function deliveryStates(home: Home): Promise<Record<string, number>> {
  const store = await openHome(home);
  try {
    const found = await rows<{ state: string; times: number }>(
      store,
      sql`select state, count(*)::int as times from deliveries group by state`,
    );
    return Object.fromEntries(found.map(({ state, times }) => [state, times]));
  } finally {
    await store.close();
  }
}

async function openHome({ data, url }: Home): Promise<Store> {
  const store = await openStoreAt(url ? { url } : { directory: join(data, 'app') });
  if (store === 'held') throw new Error('the app must be stopped before its embedded database is read');
  return store;
}

/** A port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

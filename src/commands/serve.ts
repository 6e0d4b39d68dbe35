import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openApp } from '../app.ts';
import { openGitHub } from '../github/client.ts';
import { getAppSlug } from '../github/installations.ts';
import { type Log, openLog } from '../log.ts';
import { prepareMeasuring } from '../measuring/process.ts';
import { UserError } from '../model.ts';
import { readCursor } from '../store/cursors.ts';
import type { Store } from '../store/database.ts';
import { acceptDelivery } from '../store/deliveries.ts';
import { openQueue, type Queue } from '../store/queue.ts';
import type { TaskContext } from '../tasks/context.ts';
import { queues } from '../tasks/queues.ts';
import { sweepOverdue } from '../tasks/sweep.ts';
import { startWork } from '../tasks/work.ts';
import { createWeb } from '../web/server.ts';
import { readServerSettings, type ServerSettings, secretsOf } from './server-settings.ts';
import { listenForStatus, openAppStore } from './status-socket.ts';

/** Running tasks get so long to end when the process is asked to; then they are given back. */
const graceMs = 18_000;
/** Requests under way get so long: half of one must not keep the tasks from being given back. */
const requestGraceMs = 3_000;
/** The process is gone by then, whatever hangs: container platforms kill after 30 seconds at the earliest. */
const deadlineMs = 24_000;
/** Clones leave so much of the disk to the database, which stands still without. */
const leastFree = 256_000_000;
const day = 86_400_000;

/** `touchstone serve`: web server and worker in one process. Ends with exit code 0 on SIGTERM and SIGINT. */
export async function serve(): Promise<void> {
  await start({ web: true });
}

/** `touchstone worker`: works on the queue of a PostgreSQL that a `touchstone serve` fills. */
export async function worker(): Promise<void> {
  if (!process.env.DATABASE_URL) {
    throw new UserError(
      'touchstone worker needs DATABASE_URL: workers share the work through PostgreSQL. With the embedded database `touchstone serve` does all of it.',
    );
  }
  await start({ web: false });
}

async function start({ web }: { web: boolean }): Promise<void> {
  const settings = readServerSettings(process.env, { web });
  const log = openLog(settings.logLevel, secretsOf(settings));
  const stopped = stopSignal();
  const closing: (() => unknown)[] = [];
  try {
    const store = await openDatabase(settings);
    closing.push(() => store.close());
    const queue = await openQueue(store, Object.values(queues), (error) => log.warn({ err: error }, 'queue'));
    const context = contextOf(settings, store, queue, log);
    await startWork(context);
    closing.push(() => context.measuring.stop());
    closing.push(() => queue.stop(graceMs));
    closing.push(startSweeping(context));
    if (settings.databaseUrl === null) closing.push(await listenForStatus(settings.directory, store, log));
    if (web) closing.push(await listen(context, settings));
    await catchUp(context);
    void greet(context);
    log.info(
      { database: settings.databaseUrl === null ? 'embedded' : 'PostgreSQL', github: settings.github.webUrl },
      'ready',
    );
    log.info({ signal: await stopped }, 'stopping: no more work is taken');
  } finally {
    // Whatever hangs, the queue gives its tasks to the next process.
    setTimeout(() => process.exit(0), deadlineMs).unref();
    for (const close of closing.toReversed())
      await Promise.resolve(close()).catch((error) => log.warn({ err: error }, 'stopping'));
  }
  log.info('stopped');
  process.exit(0);
}

/** The first SIGTERM or SIGINT. From here on they end nothing by themselves. */
function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.removeAllListeners(signal);
      process.on(signal, resolve);
    }
  });
}

async function openDatabase(settings: ServerSettings): Promise<Store> {
  const { directory } = settings;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const store = await openAppStore(settings);
  if (store !== 'held') return store;
  throw new UserError(
    `${directory} is in use by another touchstone. One process has an embedded database at a time; with DATABASE_URL any number share a PostgreSQL.`,
  );
}

function contextOf(settings: ServerSettings, store: Store, queue: Queue, log: Log): TaskContext {
  return {
    store,
    queue,
    log,
    github: openGitHub(settings.github),
    measuring: prepareMeasuring(),
    mirrors: {
      root: join(settings.directory, 'mirrors'),
      maxBytes: settings.mirrorMaxMegabytes * 1_000_000,
      leastFree,
      unusedDays: settings.mirrorUnusedDays,
    },
    graceDays: settings.graceDays,
    trendMonths: settings.trendMonths,
    checkDeadlineSeconds: settings.checkDeadlineSeconds,
    definitionsUrl: settings.publicUrl === null ? null : `${settings.publicUrl}/measures`,
  };
}

/** The sweeper: on a timer of its own, so that no task can keep it from running. */
function startSweeping(context: TaskContext): () => void {
  const state = { busy: false };
  const timer = setInterval(
    async () => {
      if (state.busy) return;
      state.busy = true;
      await sweepOverdue(context).catch((error) =>
        context.log.warn({ err: error }, 'overdue checks could not be looked at'),
      );
      state.busy = false;
    },
    Math.min(15, context.checkDeadlineSeconds / 4) * 1_000,
  );
  return () => clearInterval(timer);
}

async function listen(context: TaskContext, settings: ServerSettings): Promise<() => Promise<void>> {
  const { store, queue, log } = context;
  const { secrets, path } = settings.webhook;
  const receive = await openApp(settings.github, secrets[0]!, async (delivery) => {
    const answer = await acceptDelivery(store, queue, delivery);
    const { guid, event, installationId, task } = delivery;
    log.debug({ guid, event, installationId, task: task?.queue ?? null, answer }, 'delivery');
  });
  const server = createWeb({
    receiver: { secrets, log, accept: receive },
    webhookPath: path,
    async trouble() {
      await readCursor(store, 'reconcile');
      return null;
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const where = `${settings.host}:${settings.port}`;
      reject(new UserError(`cannot listen on ${where} (${error.code}); set HOST and PORT`));
    });
    server.listen(settings.port, settings.host, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : settings.port;
  log.info({ host: settings.host, port, webhooks: path }, 'listening');
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), requestGraceMs).unref();
    });
}

/** What happened while no process ran: deliveries are asked for again; after more than a day everything is compared, after more than a week hot spots are reported. */
async function catchUp({ store, queue }: TaskContext): Promise<void> {
  const self = (name: string) => ({ queue: name, key: name, installationId: 0, data: {} });
  await queue.send(self(queues.redeliver.name));
  const compared = await readCursor(store, 'reconcile');
  if (!compared || Date.now() - compared.getTime() > day) await queue.send(self(queues.reconcile.name));
  const reported = await readCursor(store, queues.reportAllHotspots.name);
  if (reported && Date.now() - reported.getTime() > 7 * day) await queue.send(self(queues.reportAllHotspots.name));
}

/** Says at once, not only when the first task fails, that the credentials do not fit. */
async function greet({ github, log }: TaskContext): Promise<void> {
  try {
    log.info({ app: await getAppSlug(github.app) }, 'GitHub knows this app');
  } catch (error) {
    log.error(
      { err: error },
      'GitHub does not take the credentials, or does not answer; check APP_ID, PRIVATE_KEY and GHE_HOST',
    );
  }
}

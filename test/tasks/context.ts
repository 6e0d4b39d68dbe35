import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { openGitHub } from '../../src/github/client.ts';
import { openLog } from '../../src/log.ts';
import { prepareMeasuring } from '../../src/measuring/process.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import type { Task } from '../../src/store/queue.ts';
import type { TaskContext, TaskRun } from '../../src/tasks/context.ts';
import { syncInstallation } from '../../src/tasks/sync-installation.ts';
import { repo, type Shop } from '../app/shop.ts';
import { type FakeGitHub, startFakeGitHub } from '../fake-github/server.ts';
import type { Permissions } from '../fake-github/state.ts';
import { repository } from '../repositories.ts';
import { newPostgresDatabase } from '../store/databases.ts';
import { webShopCommits } from '../web-shop.ts';

/** What single tasks are run with: a fake GitHub, a database of their own, and a queue that only notes what is sent. */
export interface Workbench {
  fake: FakeGitHub;
  context: TaskContext;
  /** Tasks that were sent since the last look. */
  sent(): Task[];
  /** Runs one task as the queue would, and answers with what it noted. */
  run<Data>(task: (context: TaskContext, run: TaskRun<Data>) => Promise<void>, data: Data): Promise<object>;
}

/** A new workbench, cleared away after the test. */
export async function workbench(): Promise<Workbench> {
  const fake = await startFakeGitHub();
  const store = await openPostgres(await newPostgresDatabase());
  const measuring = prepareMeasuring();
  const root = mkdtempSync(join(tmpdir(), 'touchstone-tasks-'));
  const sent: Task[] = [];
  const { id: appId, privateKey } = fake.app;
  const context: TaskContext = {
    store,
    queue: {
      send: async (task) => void sent.push(task),
      work: async () => {},
      stop: async () => {},
    },
    github: openGitHub({ apiUrl: `${fake.url}/api/v3`, webUrl: fake.url, appId, privateKey }),
    measuring,
    mirrors: { root, maxBytes: 100_000_000, leastFree: 0, unusedDays: 30 },
    graceDays: 30,
    trendMonths: 0,
    checkDeadlineSeconds: 480,
    definitionsUrl: null,
    log: openLog('silent', []),
  };
  onTestFinished(async () => {
    measuring.stop();
    await store.close();
    const violations = await fake.client.violations();
    await fake.close();
    rmSync(root, { recursive: true, force: true, maxRetries: 3 });
    expect(violations, 'what was sent, held against GitHub’s own description').toEqual([]);
  });
  return {
    fake,
    context,
    sent: () => sent.splice(0),
    async run(task, data) {
      const noted = {};
      const note = (figures: object) => void Object.assign(noted, figures);
      await task(context, { data, note, attempt: 0, last: false, signal: new AbortController().signal });
      return noted;
    },
  };
}

/** Puts the web shop on the bench's GitHub, installs the app there, and lets it learn of both. */
export async function installShop(
  { fake, run, sent }: Workbench,
  permissions?: Permissions,
): Promise<Shop & { installation: number }> {
  const clone = repository(webShopCommits(), { bare: true });
  const [owner, name] = repo.split('/') as [string, string];
  const { id } = await fake.client.createRepository({ owner, name, gitDir: clone });
  const { id: installation } = await fake.client.installApp({ account: owner, ...(permissions && { permissions }) });
  await run(syncInstallation, { installation, compare: false });
  sent();
  return { fake, clone, id, installation };
}

import { createPrivateKey } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { rows, type Store } from '../../src/store/database.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { run } from '../command-line.ts';
import { packed } from '../packed.ts';
import { startPostgresServer } from '../postgres-server.ts';
import { type AppProcess, appEnvironment, atEnd, github, newHome, startApp, until } from './harness.ts';
import { openScene, quiet } from './scenario.ts';

/** Of these forms nothing but a secret is, whatever its value: tokens, JWTs, the user name that stands before a token. */
const forms = {
  'an installation token': /ghs_\d+_eyJ/,
  'a JWT': /eyJ[\w-]{8,}\.eyJ/,
  'credentials for git': new RegExp(Buffer.from('x-access-token:').toString('base64')),
  'a private key': /-----BEGIN/,
};

it('shows no key, token or secret to anybody, whatever goes wrong', async () => {
  const server = await startPostgresServer();
  atEnd(() => server.stop());
  const fake = await github({ check: false, webhookSecret: 'canary-of-the-webhook-secret-0123456789' });
  const home = { ...(await newHome('PGlite')), url: `${server.url}/postgres` };
  const scene = await openScene(fake, home, { LOG_LEVEL: 'trace' });
  const { team, app } = scene;
  const apps = [app, await startApp(fake, home, { command: 'worker', env: { LOG_LEVEL: 'trace' } })];
  const seen = watch(apps);
  const kept = watchRows(home.url);
  const answers: string[] = [];
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${app.url}${path}`, init);
    answers.push(`${answer.status} ${JSON.stringify([...answer.headers])} ${await answer.text()}`);
    return answer.status;
  };
  const webhook = (headers: Record<string, string>) =>
    ask('/api/github/webhooks', { method: 'POST', headers, body: '{ "token": "no JSON' });

  // GitHub fails in all its ways, with the secrets in hand.
  const pull = await team.open({ title: 'A first change' });
  await quiet(scene);
  await fake.client.addFault({ route: 'git upload-pack', count: 2, do: { hold: true } });
  await team.synchronize(pull);
  await fake.client.waitForHeld({ timeoutMs: 30_000 });
  const token = await until('a git with a token', () => seen.tokens()[0]);
  await fake.client.expireTokens({});
  await fake.client.clearFaults();
  await fake.client.addFault({ route: 'git info/refs', count: 2, do: { status: 401 } });
  await fake.client.addFault({ route: 'git upload-pack', count: 2, do: { truncate: true } });
  await fake.client.addFault({
    route: 'POST /app/installations/{installation_id}/access_tokens',
    do: { status: 502 },
  });
  await fake.client.addFault({ route: 'GET /repos/{owner}/{repo}/branches/{branch}', do: { status: 422 } });
  await fake.client.addFault({ route: 'POST /repos/{owner}/{repo}/check-runs', do: { truncate: true } });
  await fake.client.releaseHeld();
  await team.push();
  await team.open({ fork: true });
  // So does the database, and so do those who send webhooks.
  await server.crash();
  expect(await ask('/readyz')).toBe(503);
  await team.push();
  await fake.client.waitForDeliveries();
  const main = join(await packed(), 'dist', 'main.js');
  const programs: string[] = [];
  const tryOut = async (command: string, env: Record<string, string>) => {
    const { code, out, err } = await run(process.execPath, [main, command], { env: appEnvironment(fake, home, env) });
    programs.push(out, err);
    return code;
  };
  expect(await Promise.all([tryOut('status', {}), tryOut('serve', {})])).toEqual([1, 1]);
  await server.restart();
  const wrong = [
    tryOut('status', { DATABASE_URL: home.url.replace('//postgres:', '//nobody:') }),
    tryOut('serve', { WEBHOOK_SECRET: fake.app.webhookSecret.slice(0, 31) }),
    tryOut('serve', { PRIVATE_KEY: fake.app.privateKey.slice(0, 400) }),
  ];
  expect(await Promise.all(wrong)).toEqual([1, 1, 1]);
  await until('webhooks are taken again', async () => (await ask('/readyz')) === 200);
  expect(await webhook({})).toBe(400);
  const named = { 'x-github-event': 'push', 'x-github-delivery': 'x' };
  expect(await webhook({ ...named, 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` })).toBe(401);
  for (const path of ['/', '/measures', '/healthz', '/api/github/webhooks']) await ask(path);
  for (const { guid, statusCode } of await fake.client.deliveries())
    if (statusCode !== 202) await fake.client.redeliver({ guid });
  await quiet(scene, 90_000);
  expect(await tryOut('status', {})).toBe(0);

  const { processes, environments } = seen.end();
  const checks = await fake.client.checkRuns({ repo: team.repo });
  for (const each of apps) await each.stop();
  const places: Record<string, string> = {
    log: apps.map((each) => each.output()).join('\n'),
    'what programs print': programs.join('\n'),
    answers: answers.join('\n'),
    rows: await kept.end(),
    files: filesBelow(home.data),
    'check runs': JSON.stringify(checks),
    'command lines': processes,
    'the environment of the measuring process': environments,
  };

  const password = new URL(home.url).password;
  const keys = (['pkcs1', 'pkcs8'] as const).flatMap((type) =>
    createPrivateKey(fake.app.privateKey)
      .export({ type, format: 'pem' })
      .toString()
      .split('\n')
      .filter((line) => line.length > 40),
  );
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  const values: Record<string, string> = {
    'the webhook secret': fake.app.webhookSecret,
    'the password': password,
    'the token': token,
    'the token in base64': basic,
    ...Object.fromEntries(keys.map((line, n) => [`line ${n} of the key`, line])),
  };
  for (const [place, text] of Object.entries(places)) {
    for (const [name, value] of Object.entries(values))
      expect(text.includes(value), `${name} in the ${place}`).toBe(false);
    for (const [name, form] of Object.entries(forms)) expect(form.test(text), `${name} in the ${place}`).toBe(false);
  }
  // They have been looked for where they could be.
  expect(places.log).toContain('failed, will try again');
  expect(places.files).toContain('touchstone-generation');
  expect(places.rows).toContain('A first change');
  expect(places.rows).toContain('score-pull');
  expect(processes).toMatch(/git.*fetch/);
  expect(processes).toContain('program.js');
  expect(environments).toContain('PATH=');
}, 180_000);

/** Looks again and again at what all processes below these show: their command lines, and git's token. */
function watch(apps: readonly AppProcess[]) {
  const processes = new Set<string>();
  const environments = new Set<string>();
  const tokens = new Set<string>();
  const look = () => {
    for (const pid of below(apps.map(({ child }) => child.pid!))) {
      const command = read(`/proc/${pid}/cmdline`);
      processes.add(command);
      const environment = read(`/proc/${pid}/environ`);
      if (command.includes('program.js')) environments.add(environment);
      const basic = /Authorization: Basic ([\w+/=]+)/i.exec(environment)?.[1];
      if (basic) tokens.add(Buffer.from(basic, 'base64').toString().replace('x-access-token:', ''));
    }
  };
  const timer = setInterval(look, 15);
  atEnd(() => clearInterval(timer));
  return {
    tokens: () => [...tokens],
    end() {
      clearInterval(timer);
      return { processes: [...processes].join('\n'), environments: [...environments].join('\n') };
    },
  };
}

function below(roots: readonly number[]): number[] {
  const parents = new Map<number, number>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const stat = read(`/proc/${pid}/stat`);
    parents.set(Number(pid), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const descends = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (roots.includes(parent) || descends(parent));
  };
  return [...parents.keys()].filter(descends);
}

/** A file of /proc; empty when its process has ended. */
function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

function filesBelow(directory: string): string {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => `${file}\n${readFileSync(file, 'latin1')}`)
    .join('\n');
}

/** Looks again and again at every row of every table, the queue's too: what failed once is overwritten later. */
function watchRows(url: string): { end(): Promise<string> } {
  const found = new Set<string>();
  const look = async (store: Store) => {
    const tables = await rows<{ name: string }>(
      store,
      sql`select format('%I.%I', table_schema, table_name) as name from information_schema.tables
          where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables) {
      const all = await rows<{ row: string }>(store, sql.raw(`select t::text as row from ${name} t`));
      for (const { row } of all) found.add(row);
    }
  };
  const state = { ended: false };
  const watching = (async () => {
    const store = await openPostgres(url);
    while (!state.ended) {
      // The database is gone for a while.
      await look(store).catch(() => {});
      await sleep(200);
    }
    await look(store);
    await store.close();
  })();
  return {
    async end() {
      state.ended = true;
      await watching;
      return [...found].join('\n');
    },
  };
}

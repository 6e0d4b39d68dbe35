/**
 * `npm run bench:app -- <path> [deliveries]`: what the app costs on a repository. The real processes against the fake
 * GitHub at zero latency (in a process of its own, without its contract), embedded and on PostgreSQL. Three figures:
 * how fast deliveries are acknowledged while the workers are busy, how long it takes from a delivery to the posted check
 * on a warm mirror, and how much a second worker process adds.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createDatabase } from '../test/create-database.ts';
import { type Client, createClient } from '../test/fake-github/client.ts';
import { freePort } from '../test/free-port.ts';
import { startPostgresServer } from '../test/postgres-server.ts';

/** A fake GitHub in a process of its own, with one repository in one installation. */
interface GitHub {
  url: string;
  client: Client;
  settings: Record<string, string>;
  secret: string;
  installation: number;
  repository: number;
}

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const fakeMain = fileURLToPath(new URL('../test/fake-github/main.ts', import.meta.url));
const repo = 'bench/repository';
const home = mkdtempSync(join(tmpdir(), 'touchstone-bench-app-'));
const children: ChildProcess[] = [];

/** Prints the three figures for a repository by its path. */
export async function benchApp(path: string, deliveries: number): Promise<void> {
  const server = await startPostgresServer();
  const newDatabase = () => createDatabase(server.url);
  try {
    const print = (rows: string[]) => process.stdout.write(`${rows.join('\n')}\n`);
    print([`${path}, the app at zero latency of GitHub`]);
    print(await onOwnGitHub(path, (github) => acknowledged(path, github, 'embedded', {}, deliveries)));
    print(await onOwnGitHub(path, (github) => toCheck(path, github, 'embedded', {})));
    const env = { DATABASE_URL: await newDatabase() };
    print(await onOwnGitHub(path, (github) => acknowledged(path, github, 'PostgreSQL', env, deliveries)));
    const other = { DATABASE_URL: await newDatabase() };
    print(await onOwnGitHub(path, (github) => toCheck(path, github, 'PostgreSQL', other)));
    print(await secondWorker(path, newDatabase));
  } finally {
    await server.stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function onOwnGitHub<T>(path: string, measure: (github: GitHub) => Promise<T>): Promise<T> {
  try {
    return await measure(await startGitHub(path));
  } finally {
    for (const child of children.splice(0)) {
      if (child.exitCode !== null) continue;
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('exit', resolve));
    }
  }
}

async function startGitHub(path: string): Promise<GitHub> {
  const child = spawn(process.execPath, [fakeMain, '--no-check'], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const line = (await createInterface(child.stdout)[Symbol.asyncIterator]().next()).value ?? '{}';
  const { url, appId, privateKeyFile, webhookSecret } = JSON.parse(line);
  const client = createClient(url);
  const branch = execFileSync('git', ['-C', path, 'symbolic-ref', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const { id: repository } = await client.createRepository({
    owner: 'bench',
    name: 'repository',
    gitDir: path,
    defaultBranch: branch,
  });
  const settings = {
    APP_ID: String(appId),
    PRIVATE_KEY: readFileSync(privateKeyFile, 'utf8'),
    WEBHOOK_SECRET: webhookSecret,
    GHE_HOST: new URL(url).host,
    GHE_PROTOCOL: 'http',
    HOST: '127.0.0.1',
  };
  const { id: installation } = await client.installApp({ account: 'bench' });
  return { url, client, settings, secret: webhookSecret, installation, repository };
}

/** Starts a process of the app and waits until it is ready, and (`serve`) until the repository is measured. */
async function startApp(github: GitHub, command: 'serve' | 'worker', env: Record<string, string>, measured = true) {
  const port = await freePort();
  const child = spawn(process.execPath, [main, command], {
    env: { PATH: process.env.PATH ?? '', ...github.settings, PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const ready = new Promise<void>((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      if (line.includes(measured && command === 'serve' ? '"score-history"' : '"ready"')) resolve();
    });
  });
  const hook = `http://127.0.0.1:${port}/api/github/webhooks`;
  if (command === 'serve') await github.client.setWebhook({ url: hook });
  await ready;
  return hook;
}

/** A new branch with one more line in a source file of the repository, per head. */
async function heads(path: string, count: number): Promise<{ work: string; shas: string[] }> {
  const work = mkdtempSync(join(home, 'work-'));
  const git = (...args: string[]) => execFileSync('git', ['-C', work, ...args], { encoding: 'utf8' }).trim();
  execFileSync('git', ['clone', '--quiet', '--shared', path, work]);
  const file = git('ls-files', '*.ts', '*.js', '*.py', '*.rb', '*.go').split('\n')[0]!;
  const begin = git('rev-parse', 'HEAD');
  const shas: string[] = [];
  for (let index = 0; index < count; index += 1) {
    git('checkout', '--quiet', '--detach', begin);
    writeFileSync(join(work, file), `${readFileSync(join(work, file), 'utf8')}\n`.repeat(1) + '\n'.repeat(index));
    git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '--quiet', '-am', `Change ${index}`);
    shas.push(git('rev-parse', 'HEAD'));
  }
  return { work, shas };
}

/** Deliveries for pulls that are open, 50 a second, while the workers score them. */
async function acknowledged(
  path: string,
  github: GitHub,
  kind: string,
  env: Record<string, string>,
  deliveries: number,
) {
  const hook = await startApp(github, 'serve', { TOUCHSTONE_DATA: mkdtempSync(join(home, 'data-')), ...env });
  const { work, shas } = await heads(path, 8);
  const payloads: string[] = [];
  for (const [index, sha] of shas.entries()) {
    await github.client.pushBranch({ repo, branch: `ack-${index}`, from: { gitDir: work, ref: sha } });
    await github.client.openPull({ repo, head: `ack-${index}` });
    const [newest] = (await github.client.deliveries()).filter(({ event }) => event === 'pull_request').toReversed();
    payloads.push(JSON.stringify(await github.client.payload({ guid: newest!.guid })));
  }
  const send = async (body: string) => {
    const start = performance.now();
    const signature = `sha256=${createHmac('sha256', github.secret).update(body).digest('hex')}`;
    const headers = {
      'x-github-event': 'pull_request',
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': signature,
      'content-type': 'application/json',
    };
    const { status } = await fetch(hook, { method: 'POST', headers, body });
    if (status !== 202) throw new Error(`a delivery was answered with ${status}`);
    return performance.now() - start;
  };
  // Another base asks for another check run of the same head: each of these is work.
  const retargeted = payloads.map((body) =>
    JSON.stringify({ ...JSON.parse(body), action: 'edited', changes: { base: { ref: { from: 'before' } } } }),
  );
  const times: number[] = [];
  const sent: Promise<void>[] = [];
  for (let index = 0; index < deliveries; index += 1) {
    sent.push(send(retargeted[index % retargeted.length]!).then((ms) => void times.push(ms)));
    await sleep(20);
  }
  await Promise.all(sent);
  const start = performance.now();
  for (let index = 0; index < deliveries; index += 25) {
    await Promise.all(Array.from({ length: 25 }, (_, part) => send(payloads[part % payloads.length]!)));
  }
  const rate = deliveries / ((performance.now() - start) / 1_000);
  times.sort((a, b) => a - b);
  const at = (share: number) => `${times[Math.min(times.length - 1, Math.floor(share * times.length))]!.toFixed(1)} ms`;
  return [
    row(
      `acknowledged at 50/s, busy, ${kind}`,
      `p50 ${at(0.5)}`,
      `p99 ${at(0.99)}; target 50 ms (${deliveries} deliveries)`,
    ),
    row(`acknowledged at most, busy, ${kind}`, `${rate.toFixed(0)}/s`, '25 at once'),
  ];
}

/** From the delivery of a new head to its posted check run, one after the other, on a warm mirror. */
async function toCheck(path: string, github: GitHub, kind: string, env: Record<string, string>) {
  await startApp(github, 'serve', { TOUCHSTONE_DATA: mkdtempSync(join(home, 'data-')), ...env });
  const { work, shas } = await heads(path, 12);
  const branch = `check-${kind}`;
  await github.client.pushBranch({ repo, branch, from: { gitDir: work, ref: shas[0]! } });
  await github.client.openPull({ repo, head: branch });
  const times: number[] = [];
  for (const sha of shas.slice(1)) {
    await github.client.pushBranch({ repo, branch, from: { gitDir: work, ref: sha } });
    const run = await eventually(async () => (await github.client.checkRuns({ repo, sha }))[0]);
    const delivery = (await github.client.deliveries()).findLast(
      ({ event, action }) => event === 'pull_request' && action === 'synchronize',
    )!;
    const posted = (await github.client.requests()).findLast(
      ({ route }) => route === 'POST /repos/{owner}/{repo}/check-runs',
    )!;
    if (!run) throw new Error('no check run');
    times.push(posted.at + (posted.milliseconds ?? 0) - delivery.at);
  }
  times.sort((a, b) => a - b);
  const middle = times[Math.floor(times.length / 2)]!;
  return [
    row(
      `delivery to posted check, ${kind}`,
      `${middle.toFixed(0)} ms`,
      `median of ${times.length}, worst ${times.at(-1)!.toFixed(0)} ms; target 1,000 ms`,
    ),
  ];
}

/** Tasks per second of one and of two worker processes on one PostgreSQL: the same pulls are scored by each. */
async function secondWorker(path: string, newDatabase: () => Promise<string>): Promise<string[]> {
  const rates: number[] = [];
  for (const workers of [1, 2]) {
    rates.push(
      await onOwnGitHub(path, async (github) => {
        const env = { DATABASE_URL: await newDatabase(), TOUCHSTONE_DATA: mkdtempSync(join(home, 'data-')) };
        await startApp(github, 'serve', env);
        const serving = children.at(-1)!;
        const { work, shas } = await heads(path, 40);
        await github.client.setDelivery({ mode: 'hold' });
        for (const [index, sha] of shas.entries()) {
          await github.client.pushBranch({ repo, branch: `w-${index}`, from: { gitDir: work, ref: sha } });
          await github.client.openPull({ repo, head: `w-${index}` });
        }
        serving.kill('SIGTERM');
        await new Promise((resolve) => serving.once('exit', resolve));
        for (let index = 1; index < workers; index += 1) await startApp(github, 'worker', env);
        await startApp(github, 'serve', env, false);
        const start = performance.now();
        await github.client.release({ parallel: true });
        await eventually(async () => (await github.client.checkRuns({ repo })).length >= shas.length || null, 300_000);
        return shas.length / ((performance.now() - start) / 1_000);
      }),
    );
  }
  const [one, two] = rates as [number, number];
  return [
    row('pulls scored by one process', `${one.toFixed(2)}/s`, 'PostgreSQL'),
    row('by two processes', `${two.toFixed(2)}/s`, `${(two / one).toFixed(2)} ×; target 1.7`),
  ];
}

async function eventually<T>(ask: () => Promise<T | null | undefined>, timeoutMs = 60_000): Promise<T> {
  for (const end = performance.now() + timeoutMs; performance.now() < end; ) {
    const answer = await ask();
    if (answer !== null && answer !== undefined) return answer;
    await sleep(20);
  }
  throw new Error('it did not happen in time');
}

function row(what: string, figure: string, aside: string): string {
  return `${what.padEnd(38)}${figure.padStart(12)}   ${aside}`;
}

if (import.meta.main) {
  const [path = '.', deliveries = '500'] = process.argv.slice(2);
  await benchApp(path, Number(deliveries));
}

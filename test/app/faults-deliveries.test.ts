import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { acceptDelivery, settleDeliveries } from '../../src/store/deliveries.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { openQueue } from '../../src/store/queue.ts';
import { queues, scorePullTask } from '../../src/tasks/queues.ts';
import { type AppProcess, github, leftBehind, newHome, shared } from './harness.ts';
import { converges, openScene, quiet, type Scene, startAgain, takesOnce } from './scenario.ts';

vi.setConfig({ testTimeout: 120_000 });

/** What an event may look like that nobody waits for. */
const pull = JSON.stringify({ action: 'opened', number: 1 });

/** Ends an app by a signal: with exit code 0, and before a container platform loses its patience. */
async function stopInTime(app: AppProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(app.child, 'close');
  const start = performance.now();
  app.child.kill(signal);
  expect(await ended).toEqual([0, null]);
  expect(performance.now() - start).toBeLessThan(25_000);
}

/** Posts to the webhook path as GitHub does, but for some headers; without a length the body goes in chunks. */
async function post(
  { fake, app }: Scene,
  body: string | Buffer,
  more: Record<string, string | undefined> = {},
  withLength = true,
) {
  const secret = fake.app.webhookSecret;
  const sent: Record<string, string | number | undefined> = {
    'content-type': 'application/json',
    'x-github-event': 'pull_request',
    'x-github-delivery': 'guid-1',
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    ...(withLength ? { 'content-length': Buffer.byteLength(body) } : {}),
    ...more,
  };
  const headers = Object.fromEntries(Object.entries(sent).filter((each) => each[1] !== undefined));
  const asked = request(`${app.url}/api/github/webhooks`, { method: 'POST', headers });
  const answered = once(asked, 'response');
  // The server may hang up before it has all.
  asked.on('error', () => {});
  asked.end(body);
  const [response] = (await answered) as [IncomingMessage];
  response.setEncoding('utf8');
  let text = '';
  for await (const part of response) text += part;
  return { status: response.statusCode, text };
}

describe('deliveries', () => {
  const scene = shared(async () => await openScene(await github(), 'PostgreSQL'));

  it('are taken once, however often and at once they come', async () => await takesOnce(scene()));

  it('may come in any order', async () => {
    const { fake, team, dice } = scene();
    const [moved, over] = [await team.open(), await team.open()];
    await quiet(scene());
    await fake.client.setDelivery({ mode: 'hold' });
    await team.synchronize(moved);
    await team.push();
    await team.close(over);
    await team.queue(moved);
    await team.reopen(over);
    await team.synchronize(moved);
    await team.close(over);
    await team.close(await team.open());
    await fake.client.setDelivery({});
    // The newest first: an old `synchronize` after a new one, `closed` before `opened`.
    if (dice.roll() < 0.5) {
      const held = (await fake.client.deliveries()).filter(({ status }) => status === 'pending');
      await fake.client.release({ guids: held.map(({ guid }) => guid).toReversed() });
    } else await fake.client.release({ shuffle: dice.below(1_000_000), parallel: dice.roll() < 0.5 });
    await quiet(scene());
  });

  it('that were missed the next process asks for', async () => {
    const { fake, team, dice } = scene();
    await fake.client.setDelivery({ dropShare: 0.3, seed: dice.below(1_000_000) });
    const pull = await team.open();
    await team.synchronize(pull);
    await team.close(await team.open({ fork: true }));
    await team.push();
    await team.merge(await team.open());
    await team.queue(pull);
    await fake.client.setDelivery({});
    await fake.client.waitForDeliveries();
    await scene().app.stop();
    await startAgain(scene());
    await quiet(scene());
    const attempts = Map.groupBy(await fake.client.deliveries(), ({ guid }) => guid);
    const missed = [...attempts.values()].filter((each) => !each.some(({ statusCode }) => statusCode === 202));
    expect(missed).toEqual([]);
  });

  it('that are not done at a SIGTERM the next process does', async () => {
    const { fake, team, app } = scene();
    await team.open();
    await team.push();
    await team.synchronize(team.pulls[0]!);
    await fake.client.waitForDeliveries();
    const stopped = stopInTime(app, 'SIGTERM');
    // GitHub goes on meanwhile.
    await team.open();
    await stopped;
    await startAgain(scene());
    await quiet(scene());
  });

  it('that GitHub did not send are refused, and told no more than that', async () => {
    const wrong = createHmac('sha256', 'another secret of thirty-two characters').update(pull).digest('hex');
    const answers = {
      'no signature': await post(scene(), pull, { 'x-hub-signature-256': undefined }),
      'a wrong signature': await post(scene(), pull, { 'x-hub-signature-256': `sha256=${wrong}` }),
      'half a signature': await post(scene(), pull, { 'x-hub-signature-256': `sha256=${wrong.slice(0, 32)}` }),
      'an old signature': await post(scene(), pull, {
        'x-hub-signature-256': undefined,
        'x-hub-signature': 'sha1=abc',
      }),
      'no guid': await post(scene(), pull, { 'x-github-delivery': undefined }),
      'a guid that is none': await post(scene(), pull, { 'x-github-delivery': "'; drop table deliveries" }),
      'no event': await post(scene(), pull, { 'x-github-event': undefined }),
      'no JSON': await post(scene(), 'payload=%7B%7D'),
      'half of JSON': await post(scene(), pull.slice(0, -3)),
      'no object': await post(scene(), '[1]'),
      nothing: await post(scene(), ''),
    };
    const statuses = Object.fromEntries(Object.entries(answers).map(([what, { status }]) => [what, status]));
    expect(statuses).toEqual({
      'no signature': 401,
      'a wrong signature': 401,
      'half a signature': 401,
      'an old signature': 401,
      'no guid': 400,
      'a guid that is none': 400,
      'no event': 400,
      'no JSON': 400,
      'half of JSON': 400,
      'no object': 400,
      nothing: 400,
    });
    for (const { text } of Object.values(answers)) expect(text).toMatch(/^[\w ,;./-]{1,100}\n$/);
  });

  it('that are too large are not read', async () => {
    const peak = () =>
      Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${scene().app.child.pid}/status`, 'utf8'))![1]) / 1_024;
    const body = Buffer.alloc(30 * 2 ** 20, ' ');
    expect(await post(scene(), pull)).toMatchObject({ status: 202 });
    const before = peak();
    for (let turn = 0; turn < 3; turn++) {
      expect(await post(scene(), body, { 'x-github-delivery': 'large' })).toMatchObject({ status: 413 });
      expect(await post(scene(), body, { 'x-github-delivery': 'large' }, false)).toMatchObject({ status: 413 });
      const unsigned = { 'x-hub-signature-256': undefined };
      expect(await post(scene(), body.subarray(0, 20 * 2 ** 20), unsigned, false)).toMatchObject({ status: 401 });
    }
    expect(peak() - before, 'megabytes').toBeLessThan(120);
  });

  it('that are only unknown are accepted', async () => {
    const { app } = scene();
    expect(await post(scene(), pull, { 'x-github-event': 'no_such_event' })).toMatchObject({ status: 202 });
    expect(await post(scene(), '{}', { 'x-github-event': 'push', 'x-github-delivery': 'guid-2' })).toMatchObject({
      status: 202,
    });
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    expect(app.child.exitCode).toBeNull();
    await quiet(scene());
  });

  it('that never end, and a GitHub that hangs, do not keep a SIGINT from ending it in time', async () => {
    const { fake, home, team, app } = scene();
    await fake.client.addFault({ route: 'git upload-pack', always: true, do: { hold: true } });
    await team.open();
    await fake.client.waitForHeld({ timeoutMs: 30_000 });
    const { hostname, port } = new URL(app.url);
    const half = connect(Number(port), hostname).on('error', () => {});
    const headers = {
      host: 'touchstone',
      'content-length': 10,
      'x-github-event': 'push',
      'x-github-delivery': 'half',
      'x-hub-signature-256': `sha256=${'0'.repeat(64)}`,
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    half.write(`POST /api/github/webhooks HTTP/1.1\r\n${lines.join('')}\r\n{`);
    await once(half, 'connect');
    await stopInTime(app, 'SIGINT');
    expect(app.log().at(-1)).toMatchObject({ msg: 'stopped' });
    expect((await leftBehind(home)).jobs, 'the task is given back').toMatchObject([{ state: 'retry' }]);
    await fake.client.clearFaults();
    await fake.client.releaseHeld();
    await startAgain(scene());
    await quiet(scene());
  });

  it('leave what a clean re-ingest has', async () => await converges(scene()));
});

it('a delivery is taken again when its task has failed for good', async () => {
  const { url } = await newHome('PostgreSQL');
  const store = await openPostgres(url!);
  const queue = await openQueue(store, [queues.scorePull], () => {});
  const task = scorePullTask({ installation: 1, repository: 2, number: 3 });
  const delivery = { guid: 'a', event: 'pull_request.opened', installationId: 1, task, owes: null };
  const asked: number[] = [];
  await queue.work(queues.scorePull, async ({ attempt }) => void asked.push(attempt));
  const take = () => acceptDelivery(store, queue, delivery);
  expect([await take(), await take()]).toEqual(['accepted', 'duplicate']);
  await expect.poll(() => asked, { timeout: 30_000 }).toEqual([0]);
  await settleDeliveries(store, task, 'failed', 0);
  expect([await take(), await take()]).toEqual(['accepted', 'duplicate']);
  await expect.poll(() => asked, { timeout: 30_000 }).toEqual([0, 0]);
  await settleDeliveries(store, task, 'done', 0);
  expect(await take()).toBe('duplicate');
  await queue.stop(5_000);
  await store.close();
});

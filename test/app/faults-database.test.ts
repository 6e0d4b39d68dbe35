import { describe, expect, it, vi } from 'vitest';
import { startPostgresServer } from '../postgres-server.ts';
import { atEnd, github, newHome, shared, startApp, until } from './harness.ts';
import { converges, openScene, quiet } from './scenario.ts';

const getPull = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
const create = 'POST /repos/{owner}/{repo}/check-runs';

vi.setConfig({ testTimeout: 120_000 });

describe('PostgreSQL', () => {
  const scene = shared(async () => {
    const server = await startPostgresServer();
    atEnd(() => server.stop());
    const home = { ...(await newHome('PGlite')), url: `${server.url}/postgres` };
    return { server, ...(await openScene(await github({ check: false }), home)) };
  });

  it('is shared by two that serve and one that works: each head still gets one check run', async () => {
    const { fake, home, team } = scene();
    // They share the mirrors as well. GitHub speaks to the second now and then.
    const { url } = scene().app;
    const second = await startApp(fake, home);
    const worker = await startApp(fake, home, { command: 'worker' });
    await fake.client.setDelivery({ duplicate: 2 });
    // Each process works on two tasks of an installation: six are held by all three.
    await fake.client.addFault({ route: getPull, always: true, do: { hold: true } });
    for (let n = 0; n < 6; n++) await team.open({ fork: n % 3 === 0 });
    await fake.client.waitForHeld({ count: 6, timeoutMs: 40_000 });
    await fake.client.clearFaults();
    await fake.client.releaseHeld();
    await fake.client.setWebhook({ url: `${url}/api/github/webhooks` });
    await team.queue(team.pulls[0]!, team.pulls[1]!);
    await team.push();
    await quiet(scene());
    await fake.client.setDelivery({});
    for (const app of [second, worker]) expect(await app.stop()).toMatchObject({ code: 0 });
  });

  it('is gone at once and comes back: what was acknowledged is done, and the rest is refused', async () => {
    const { fake, server, team, app } = scene();
    await fake.client.addFault({ route: create, nth: 1, do: { hold: true } });
    await fake.client.addFault({ route: create, nth: 2, after: true, do: { hold: true } });
    for (let n = 0; n < 3; n++) await team.open();
    await fake.client.waitForHeld({ count: 2, timeoutMs: 40_000 });
    await fake.client.waitForDeliveries();
    const taken = (await fake.client.deliveries()).length;
    await server.crash();
    await fake.client.clearFaults();
    await fake.client.releaseHeld();
    await team.push();
    await team.open();
    await fake.client.waitForDeliveries();
    const refused = (await fake.client.deliveries()).slice(taken);
    expect(refused.map(({ statusCode }) => statusCode)).toEqual([503, 503, 503]);
    expect((await fetch(`${app.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);

    await server.restart();
    await until('webhooks are taken again', async () => {
      await team.push();
      await fake.client.waitForDeliveries();
      return (await fake.client.deliveries()).at(-1)!.statusCode === 202;
    });
    for (const { guid } of refused) await fake.client.redeliver({ guid });
    await quiet(scene());
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
  });

  it('leaves what a clean re-ingest has', async () => await converges(scene()));
});

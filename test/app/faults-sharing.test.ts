import { expect, it } from 'vitest';
import { github, startApp } from './harness.ts';
import { converges, openScene, quiet } from './scenario.ts';

it('two that serve and one that works share a PostgreSQL: each head still gets one check run', async () => {
  const scene = await openScene(await github(), 'PostgreSQL');
  const { fake, home, team } = scene;
  // They share the mirrors as well.
  const second = await startApp(fake, home, { webhooks: false });
  const worker = await startApp(fake, home, { command: 'worker', webhooks: false });
  // All at once, and each twice, so that they meet.
  await fake.client.setDelivery({ mode: 'hold', duplicate: 2 });
  for (let count = 0; count < 5; count += 1) await team.open({ fork: count % 3 === 0 });
  await team.queue(team.pulls[0]!, team.pulls[1]!);
  await fake.client.setDelivery({ duplicate: 2 });
  await fake.client.release({ parallel: true });
  await quiet(scene);
  const scored = [scene.app, second, worker].map(
    (app) => app.log().filter(({ task, msg }) => task === 'score-pull' && msg === 'done').length,
  );
  expect(scored.filter((count) => count > 0).length, `the work is shared: ${scored}`).toBeGreaterThan(1);
  await converges(scene, [scene.app, second, worker]);
}, 120_000);

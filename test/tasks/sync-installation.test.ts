import { expect, it } from 'vitest';
import { scorePull } from '../../src/tasks/score-pull.ts';
import { syncInstallation } from '../../src/tasks/sync-installation.ts';
import { openPull, tested } from '../app/shop.ts';
import { installShop, workbench } from './context.ts';

it('may do at once what a team has permitted just now: a token has the permissions of when it was made', async () => {
  const bench = await workbench();
  const { fake, run } = bench;
  const less = { contents: 'read', metadata: 'read', pull_requests: 'read' } as const;
  const shop = await installShop(bench, less);
  const { id: repository, installation } = shop;
  const { number } = await openPull(shop, { branch: 'first', commits: [tested('first')] });
  const score = () => run(scorePull, { installation, repository, number });
  expect(await score()).toMatchObject({ unpublished: 'the app has no permission to write check runs (Checks: write)' });

  await fake.client.newPermissions({ installation, permissions: { ...less, checks: 'write' } });
  await run(syncInstallation, { installation, compare: true });
  expect(await score()).toMatchObject({ published: expect.any(String) });
  const tokens = (await fake.client.requestCounts())['POST /app/installations/{installation_id}/access_tokens'];
  expect(tokens, 'one of before, one of after').toBe(2);
});

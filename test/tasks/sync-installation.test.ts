import { expect, it } from 'vitest';
import { findInstallation } from '../../src/store/installations.ts';
import { measureDefaultBranch } from '../../src/tasks/measure-default-branch.ts';
import { scoreHistory } from '../../src/tasks/score-history.ts';
import { scorePull } from '../../src/tasks/score-pull.ts';
import { reconcile, syncInstallation } from '../../src/tasks/sync-installation.ts';
import { openPull, pushBranch, repo, tested } from '../app/shop.ts';
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

it('compares a repository that is back, or has another default branch: what happened meanwhile no event has told', async () => {
  const bench = await workbench();
  const { fake, run } = bench;
  const shop = await installShop(bench);
  const { id: repository, installation } = shop;
  await pushBranch(shop, { branch: 'next', commits: [tested('next')] });
  await run(measureDefaultBranch, { installation, repository });
  await run(scoreHistory, { installation, repository });
  const asked = async () => {
    bench.sent();
    await run(syncInstallation, { installation, compare: false });
    return bench.sent().map(({ queue, key }) => `${queue} ${key}`);
  };
  const compared = [`compare-repository ${repository}`];
  expect(await asked()).toEqual([]);

  await fake.client.setRepository({ repo, defaultBranch: 'next' });
  expect(await asked()).toEqual(compared);
  expect(await asked()).toEqual([]);

  await fake.client.createRepository({ owner: 'acme', name: 'other' });
  await fake.client.addRepository({ installation, repo: 'acme/other' });
  await fake.client.removeRepository({ installation, repo });
  await asked();
  await fake.client.addRepository({ installation, repo });
  expect(await asked()).toEqual(expect.arrayContaining(compared));
});

it('takes none for uninstalled because a list does not have it: that may be older than the installation', async () => {
  const bench = await workbench();
  const { fake, run, context } = bench;
  const { installation } = await installShop(bench);
  const stateOf = async () => (await findInstallation(context.store, installation))?.state;
  await fake.client.uninstall({ installation });
  expect(await run(reconcile, {})).toEqual({ installations: 0 });
  expect(await stateOf()).toBe('active');
  const [asked, ...more] = bench.sent();
  expect({ asked, more }).toMatchObject({ asked: { queue: 'sync-installation' }, more: [] });

  // GitHub's word on this one decides, and once is enough.
  await run(syncInstallation, { installation, compare: true });
  expect(await stateOf()).toBe('removed');
  await run(reconcile, {});
  expect(bench.sent()).toEqual([]);
});

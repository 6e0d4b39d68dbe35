import { stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { measureDefaultBranch } from '../../src/tasks/measure-default-branch.ts';
import { reportHotspots } from '../../src/tasks/report-hotspots.ts';
import { syncInstallation } from '../../src/tasks/sync-installation.ts';
import { pushBranch } from '../app/shop.ts';
import { installShop, workbench } from './context.ts';

const nothingNew = { skipped: 'nothing new since the last edition' };

it('leaves a repository alone in which nothing happened, and that asks for no issue: its mirror may go', async () => {
  const bench = await workbench();
  const { id: repository, installation } = await installShop(bench);
  const data = { repository, installation };
  await bench.run(measureDefaultBranch, data);
  expect(await bench.run(reportHotspots, data)).toMatchObject({ hotspots: expect.any(Number) });
  const used = join(bench.context.mirrors.root, String(repository), 'used');
  await utimes(used, new Date(0), new Date(0));
  expect(await bench.run(reportHotspots, data)).toMatchObject(nothingNew);
  expect((await stat(used)).mtimeMs).toBe(0);
});

it('makes the issue that is asked for when it may, also where nothing happened since it could not', async () => {
  const bench = await workbench();
  const less = { contents: 'read', metadata: 'read', checks: 'write' } as const;
  const shop = await installShop(bench, less);
  const { id: repository, installation } = shop;
  const data = { repository, installation };
  await pushBranch(shop, { branch: 'main', commits: [{ '.github/touchstone.yml': 'hotspots: { issue: true }\n' }] });
  await bench.run(measureDefaultBranch, data);
  expect(await bench.run(reportHotspots, data)).toMatchObject({ issue: 'no permission (Issues: write)' });
  expect(await bench.run(reportHotspots, data)).toMatchObject(nothingNew);

  await bench.fake.client.newPermissions({ installation, permissions: { ...less, issues: 'write' } });
  await bench.run(syncInstallation, { installation, compare: true });
  expect(await bench.run(reportHotspots, data)).toMatchObject({ issue: 'created' });
  expect(await bench.run(reportHotspots, data)).toMatchObject(nothingNew);
});

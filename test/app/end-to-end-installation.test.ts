import { describe, expect, it } from 'vitest';
import { github, logged, newHome, startApp, status, until } from './harness.ts';
import {
  allDone,
  checkAt,
  installedShop,
  lines,
  openPull,
  openShop,
  pageOf,
  pushBranch,
  repo,
  tested,
} from './shop.ts';

/** Everything but the contents. */
const fewer = { checks: 'write', merge_queues: 'read', pull_requests: 'read' } as const;

describe.each(['PGlite', 'PostgreSQL'] as const)('on %s', { timeout: 180_000 }, (kind) => {
  it('checks pulls also where it may never read the contents', async () => {
    const shop = await openShop(await github());
    const { fake } = shop;
    const merged = await openPull(shop, { branch: 'merged', commits: [tested('merged')] });
    await fake.client.mergePull({ repo, number: merged.number });
    const open = await openPull(shop, { branch: 'open', commits: [tested('open')] });
    const home = await newHome(kind);
    const app = await startApp(fake, home);
    await fake.client.installApp({ account: 'acme', permissions: fewer });
    const run = await checkAt(fake, open.headSha, 'All quiet: 12 source lines, tests included');
    expect(run.output.summary).toContain('no permission to read the contents of this repository (Contents: read)');
    await logged(app, 'score-history');
    const found = await allDone(shop, home);
    expect(found.repositories).toMatchObject([
      { name: repo, score: null, failure: expect.stringContaining('Contents') },
    ]);
    expect(found.pulls).toMatchObject([
      { number: open.number, state: 'open', failure: null, scoredAt: expect.any(String) },
      { number: merged.number, state: 'merged', failure: null, scoredAt: expect.any(String) },
    ]);
    expect(app.log().filter(({ level }) => level !== 'info')).toEqual([]);
  });

  it('goes on under another name, with fewer permissions, and after a suspension; stops when uninstalled', async () => {
    const shop = await installedShop(kind, { TOUCHSTONE_TREND_MONTHS: '12' });
    const { fake, app, home, installation, id } = shop;
    const title = 'All quiet: 12 source lines, tests included';

    // The past is measured when nobody waits: one point a week, of which the head's was there.
    const past = await until('the past is measured', async () =>
      app.log().find(({ task, left }) => task === 'trend-history' && left === 0),
    );
    expect(past).toMatchObject({ msg: 'done', key: String(id), points: 13 });

    // Renamed.
    await fake.client.renameRepository({ repo, name: 'store' });
    const renamed = 'acme/store';
    await pushBranch(shop, { branch: 'first', commits: [tested('first')], to: renamed });
    const first = await fake.client.openPull({ repo: renamed, head: 'first', title: 'Change of first' });
    await checkAt(fake, first.headSha, title, renamed);
    expect((await allDone(shop, home)).repositories.map(({ name }) => name)).toEqual([renamed]);

    // Without the permission to read contents.
    await fake.client.newPermissions({ installation, permissions: fewer });
    await allDone(shop, home);
    await pushBranch(shop, {
      branch: 'second',
      commits: [{ ...tested('second', 450), 'src/cart.ts': lines(5) }],
      to: renamed,
    });
    const second = await fake.client.openPull({ repo: renamed, head: 'second', title: 'Change of second' });
    const listed = await checkAt(fake, second.headSha, /./, renamed);
    await expect(pageOf(listed)).toMatchFileSnapshot('../golden/app/listed.md');
    await fake.client.newPermissions({ installation, permissions: { ...fewer, contents: 'read' } });

    // Suspended: GitHub sends nothing, and nothing is done.
    await fake.client.suspend({ installation });
    expect((await allDone(shop, home)).installations).toMatchObject([{ account: 'acme', state: 'suspended' }]);
    await pushBranch(shop, { branch: 'third', commits: [tested('third')], to: renamed });
    const third = await fake.client.openPull({ repo: renamed, head: 'third', title: 'Change of third' });
    const merged = await pushBranch(shop, { branch: 'main', commits: [tested('fourth')], to: renamed });
    await fake.client.unsuspend({ installation });
    await checkAt(fake, third.headSha, title, renamed);
    await until('what was pushed meanwhile is measured', async () => {
      const found = await status(home);
      return found?.repositories[0]?.commit === merged;
    });

    // Uninstalled: what still comes is taken, and nothing is done.
    const [opened] = (await fake.client.deliveries()).filter(
      ({ event, action }) => event === 'pull_request' && action === 'opened',
    );
    const payload = await fake.client.payload({ guid: opened!.guid });
    await fake.client.uninstall({ installation });
    expect((await allDone(shop, home)).installations).toMatchObject([{ account: 'acme', state: 'removed' }]);
    await fake.client.clearLogs();
    await fake.client.post({ event: 'pull_request', payload, installation, repository: id });
    const end = await allDone(shop, home);
    expect(end.deliveries).not.toHaveProperty('failed');
    expect((await fake.client.deliveries()).at(-1)).toMatchObject({ statusCode: 202 });
    expect(await fake.client.requests()).toEqual([]);
    expect(await fake.client.checkRuns({ repo: renamed })).toHaveLength(3);
    expect(app.log().filter(({ level }) => level !== 'info')).toEqual([]);
    expect((await app.stop()).code).toBe(0);
  });
});

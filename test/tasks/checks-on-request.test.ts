import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { rerunCheck } from '../../src/tasks/checks-on-request.ts';
import { compareRepository } from '../../src/tasks/compare-repository.ts';
import { openPull, repo, tested } from '../app/shop.ts';
import { installShop, workbench } from './context.ts';

it('takes a head of a fork whose pull it did not know for no merge group, however often it is asked', async () => {
  const bench = await workbench();
  const { fake, context, run } = bench;
  const shop = await installShop(bench);
  const { id: repository, installation } = shop;
  await fake.client.forkRepository({ repo, owner: 'eve' });
  const pull = await openPull(shop, { branch: 'forked', commits: [tested('forked')], to: 'eve/web-shop' });
  const head = pull.headSha;
  // GitHub names no pull in a re-run of a head from a fork; and a stand-in was published before the pull was found.
  await context.store.db.execute(sql`insert into checks (github_id, head, installation_id, owed_since)
    values (${repository}, ${head}, ${installation}, now())`);
  await run(compareRepository, { installation, repository });
  const asked = bench.sent().map(({ queue, key }) => `${queue} ${key}`);
  expect(asked).toEqual([`measure-repository ${repository}`, `score-pull ${repository}#${pull.number}`]);

  for (const _ of ['once', 'again']) {
    await context.store.db.execute(sql`update checks set pull = null, owed_since = now()`);
    await run(rerunCheck, { installation, repository, head });
    const [check, ...more] = await fake.client.checkRuns({ repo, sha: head });
    expect(more).toEqual([]);
    expect(check?.output.title).toBe('All quiet: 12 source lines, tests included');
  }
});

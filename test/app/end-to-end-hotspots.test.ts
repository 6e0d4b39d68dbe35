import { expect, it } from 'vitest';
import { editions, github, logged, newHome, startApp, until } from './harness.ts';
import { lines, openShop, pushBranch, repo } from './shop.ts';

const create = 'POST /repos/{owner}/{repo}/issues';
const update = 'PATCH /repos/{owner}/{repo}/issues/{issue_number}';

it('keeps one issue with the hot spots where a team asks for it', { timeout: 120_000 }, async () => {
  const shop = await openShop(await github());
  const { client } = shop.fake;
  await pushBranch(shop, {
    branch: 'main',
    commits: [{ '.github/touchstone.yml': 'hotspots: { issue: true }\n' }],
  });
  const impostor = '<!-- touchstone:hot-spots -->\nNot of the app';
  await client.openIssue({ repo, title: 'Touchstone hot spots', body: impostor });
  const home = await newHome('PostgreSQL');
  const app = await startApp(shop.fake, home);
  const { first, monday } = await editions(app, home);
  const push = async (name: string) => {
    const head = await pushBranch(shop, { branch: 'main', commits: [{ [`src/${name}.ts`]: lines(9) }] });
    await logged(app, 'measure-repository', { msg: 'done', commit: head.slice(0, 9) });
  };
  const issues = () => client.issues({ repo });

  // At once, not on Monday; and one, though the answer to the first attempt is lost.
  await client.addFault({ route: create, after: true, do: { status: 502 } });
  const { id: installation } = await client.installApp({ account: 'acme' });
  expect(await first()).toMatchObject({ issue: 'nothing new', attempt: 1 });
  const [foreign, made, ...more] = await issues();
  expect(more).toEqual([]);
  expect(made).toMatchObject({ title: 'Touchstone hot spots', user: { login: 'touchstone[bot]' } });
  expect(made?.body).toContain('acme/web-shop at ');

  // Where nothing happened, nothing is said.
  expect(await monday()).toMatchObject({ skipped: 'nothing new since the last edition' });

  await push('first');
  expect(await monday()).toMatchObject({ issue: 'edited' });
  const [, edited] = await issues();
  expect(edited).toMatchObject({ number: made?.number, title: made?.title });
  expect(edited?.body).toContain('### Since the last edition');

  // Closed by a person is a no; where nothing can be written that is no failure.
  await client.closeIssue({ repo, number: made!.number });
  await push('second');
  expect(await monday()).toMatchObject({ issue: 'left closed' });
  await client.reopenIssue({ repo, number: made!.number });
  await client.setRepository({ repo, archived: true });
  await push('third');
  expect((await monday()).issue).toMatch(/^not permitted: .*archived/);
  await client.newPermissions({ installation, permissions: { contents: 'read', metadata: 'read', checks: 'write' } });
  await until('the app knows', () => app.log().filter(({ task }) => task === 'sync-installation')[1]);
  await push('fourth');
  expect(await monday()).toMatchObject({ issue: 'no permission (Issues: write)' });

  const now = await issues();
  expect(now.map(({ number, body }) => [number, body])).toEqual([
    [foreign?.number, impostor],
    [made?.number, edited?.body],
  ]);
  expect(await client.requestCounts()).toMatchObject({ [create]: 1, [update]: 2 });
  expect((await app.stop()).code).toBe(0);
});

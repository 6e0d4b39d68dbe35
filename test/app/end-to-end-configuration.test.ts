import { describe, expect, it } from 'vitest';
import { checkAt, installedShop, lines, openPull, pageOf, pushBranch, repo, tested } from './shop.ts';

const configured = (text: string) => ({ '.github/touchstone.yml': text });
const good = 'lanes:\n  generated: ["src/orders/**"]\n';
const broken = `${good}measures:\n  typd-file-share: off\n  pull-size: { weight: many }\n`;

describe.each(['PGlite', 'PostgreSQL'] as const)('on %s', { timeout: 180_000 }, (kind) => {
  it('measures a pull from a fork, also when the fork is gone', async () => {
    const shop = await installedShop(kind);
    const { fake, app } = shop;
    for (const owner of ['eve', 'mallory']) await fake.client.forkRepository({ repo, owner });
    const pull = await openPull(shop, { branch: 'forked', commits: [tested('forked')], to: 'eve/web-shop' });
    const title = 'All quiet: 12 source lines, tests included';
    const run = await checkAt(fake, pull.headSha, title);
    expect(run.conclusion).toBe('success');

    // GitHub names no pull in a re-run of a head from a fork.
    expect(run.pull_requests).toEqual([]);
    const other = configured('lanes:\n  docs: ["src/forked.ts"]\n');
    await pushBranch(shop, { branch: 'main', commits: [other] });
    await fake.client.rerequestCheckRun({ id: run.id });
    expect((await checkAt(fake, pull.headSha, 'All quiet: tests only')).id).toBe(run.id);
    const moved = await pushBranch(shop, {
      branch: 'forked',
      commits: [tested('more', 5)],
      from: 'forked',
      to: 'eve/web-shop',
    });
    await checkAt(fake, moved, 'All quiet: 5 source lines, tests included');

    await fake.client.deleteRepository({ repo: 'eve/web-shop' });
    await pushBranch(shop, { branch: 'main', commits: [configured('lanes: {}\n')] });
    await fake.client.rerequestSuite({ repo, sha: moved });
    await checkAt(fake, moved, 'All quiet: 17 source lines, tests included');

    // Gone before the app had heard of the pull.
    await fake.client.setDelivery({ mode: 'hold' });
    const late = await openPull(shop, { branch: 'late', commits: [tested('late')], to: 'mallory/web-shop' });
    await fake.client.deleteRepository({ repo: 'mallory/web-shop' });
    await fake.client.setDelivery({});
    await fake.client.release({});
    await checkAt(fake, late.headSha, title);
    expect(app.log().filter(({ level }) => level !== 'info')).toEqual([]);
  });
});

it('says what is wrong with the configuration, where, and what holds meanwhile', { timeout: 180_000 }, async () => {
  const shop = await installedShop('PostgreSQL');
  const { fake, app } = shop;
  const order = (name: string) => ({ branch: name, commits: [{ [`src/orders/${name}.ts`]: lines(450) }] });

  // Large and without a test, but for a lane of the team's own.
  await pushBranch(shop, { branch: 'main', commits: [configured(good)] });
  const before = await openPull(shop, order('before'));
  await checkAt(fake, before.headSha, 'All quiet: no source line changed');

  // Broken on the default branch: said at each pull, and the last good one holds.
  await pushBranch(shop, { branch: 'main', commits: [configured(broken)] });
  const meanwhile = await openPull(shop, order('meanwhile'));
  const run = await checkAt(fake, meanwhile.headSha, '.github/touchstone.yml of the default branch is broken, line 4');
  expect(run.annotations).toMatchObject([
    { path: '.github/touchstone.yml', start_line: 4, annotation_level: 'warning' },
    { path: '.github/touchstone.yml', start_line: 5, annotation_level: 'warning' },
  ]);
  await expect(pageOf(run)).toMatchFileSnapshot('../golden/app/broken.md');

  // Asked for again, the same run says the same, once.
  const updates = async () => {
    const counts = await fake.client.requestCounts();
    return counts['PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}'] ?? 0;
  };
  await fake.client.rerequestCheckRun({ id: run.id });
  await expect.poll(updates, { timeout: 45_000 }).toBe(1);
  expect(pageOf(await checkAt(fake, meanwhile.headSha))).toBe(pageOf(run));

  // Mended, the same run says so, also where the push was missed: by its own button and by that of the whole suite.
  await fake.client.setDelivery({ mode: 'drop' });
  await pushBranch(shop, { branch: 'main', commits: [configured(good)] });
  await fake.client.setDelivery({});
  await fake.client.rerequestCheckRun({ id: run.id });
  const quiet = await checkAt(fake, meanwhile.headSha, 'All quiet: no source line changed');
  expect(quiet).toMatchObject({ id: run.id, conclusion: 'success' });
  await pushBranch(shop, { branch: 'main', commits: [configured('lanes: {}\n')] });
  await fake.client.rerequestSuite({ repo, sha: meanwhile.headSha });
  const large = await checkAt(fake, meanwhile.headSha, 'Large, and no test: 450 source lines');
  expect(large).toMatchObject({ id: run.id, conclusion: 'neutral' });

  // Broken by the pull: said where it can still be mended.
  const own = { branch: 'own', commits: [{ ...tested('own'), ...configured('lanes:\n  source: 1\n') }] };
  const breaking = await openPull(shop, own);
  const told = await checkAt(fake, breaking.headSha, 'This pull breaks .github/touchstone.yml, line 2');
  await expect(pageOf(told)).toMatchFileSnapshot('../golden/app/breaking.md');
  const mended = await pushBranch(shop, { branch: 'own', commits: [configured(good)], from: 'own' });
  await checkAt(fake, mended, 'All quiet: 12 source lines, tests included');

  // Rules and vectors of the default branch judge what a pull brings, at its lines.
  const ruled = `rules: { own: ["quality/*.yml"] }
vectors: [{ id: http, prefer: ["undici"], insteadOf: ["axios"], golden: src/orders/http.ts }]
`;
  const rule = 'id: no-log\nmessage: Log with the logger\nlanguage: TypeScript\nrule: { pattern: console.log($$$) }\n';
  await pushBranch(shop, { branch: 'main', commits: [{ ...configured(ruled), 'quality/no-log.yml': rule }] });
  const logging = `import axios from 'axios';\nexport const get = () => {\n  console.log(1);\n  return axios;\n};\n`;
  const talking = await openPull(shop, { branch: 'talking', commits: [{ ...tested('talk'), 'src/get.ts': logging }] });
  const found = await checkAt(fake, talking.headSha, 'New finding: src/get.ts, line 1: uses axios, not undici');
  await expect(pageOf(found)).toMatchFileSnapshot('../golden/app/rules.md');
  const silent = logging
    .replace('console.log(1)', 'console.log(1); // touchstone-ignore: no-log')
    .replaceAll('axios', 'undici');
  const again = await pushBranch(shop, { branch: 'talking', commits: [{ 'src/get.ts': silent }], from: 'talking' });
  await checkAt(fake, again, 'All quiet: 17 source lines, tests included');

  expect(app.log().filter(({ level }) => level !== 'info')).toEqual([]);
  expect((await app.stop()).code).toBe(0);
});

import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { trendCommits } from '../../src/engine/trend.ts';
import { rows } from '../../src/store/database.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { type Commit, git, repository } from '../repositories.ts';
import { atEnd, github, logged, newHome, peek, startApp, until } from './harness.ts';
import { crash } from './scenario.ts';
import { lines, openShop } from './shop.ts';

const months = 6;

it('goes on with a trend where the process that made it was killed', { timeout: 180_000 }, async () => {
  const weeks = Array.from({ length: 30 }, (_, n): Commit => {
    return { message: `Change (#${n + 1})`, daysAgo: (29 - n) * 7, files: { [`src/part${n % 9}.ts`]: lines(n + 1) } };
  });
  const shop = await openShop(await github(), repository(weeks, { bare: true }));
  const asked = await trendCommits(shop.clone, git(shop.clone, 'rev-parse', 'main'), months);
  const home = await newHome('PostgreSQL');
  const store = await openPostgres(home.url!);
  atEnd(() => store.close());
  // A row that is written again, or anew, has another xmin.
  const points = () =>
    rows<{ commit: string; written: string }>(store, sql`select commit, xmin::text as written from trend_points`);

  const env = { TOUCHSTONE_TREND_MONTHS: String(months) };
  const first = await startApp(shop.fake, home, { env });
  await shop.fake.client.installApp({ account: 'acme' });
  await until('some points', async () => (await points()).length >= 5);
  await crash(first);
  const kept = await points();
  expect(kept.length).toBeLessThan(asked.length);

  const second = await startApp(shop.fake, home, { env });
  await logged(second, 'trend-history', { msg: 'done', left: 0 });
  const found = await points();
  expect(found).toEqual(expect.arrayContaining(kept));
  expect(found.map(({ commit }) => commit).sort()).toEqual(asked.toSorted());
  const turns = second.log().filter(({ task, msg }) => task === 'trend-history' && msg === 'done');
  expect(turns.reduce((sum, { measured }) => sum + Number(measured), 0)).toBe(asked.length - kept.length);
  const trend = { points: asked.length, of: asked.length };
  expect((await peek(home))?.repositories).toMatchObject([{ name: 'acme/web-shop', trend }]);
  expect((await second.stop()).code).toBe(0);
});

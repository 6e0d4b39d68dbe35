import { expect, it } from 'vitest';
import { RateLimited } from '../../src/github/errors.ts';
import { redeliverMissed } from '../../src/tasks/redeliver.ts';
import { openPull, tested } from '../app/shop.ts';
import { installShop, workbench } from './context.ts';

const route = 'POST /app/hook/deliveries/{delivery_id}/attempts';

/** A shop of whose two last deliveries none arrived: those of `installShop` did, as far as can be seen. */
async function missed() {
  const bench = await workbench();
  const shop = await installShop(bench);
  await openPull(shop, { branch: 'first', commits: [tested('first')] });
  const asked = async () => (await bench.fake.client.requestCounts())[route] ?? 0;
  const all = (await bench.fake.client.deliveries()).length;
  return { ...bench, asked, all };
}

it.each([404, 422])('asks for all others where GitHub does not give one any more (%i)', async (status) => {
  const { fake, run, asked, all } = await missed();
  await fake.client.addFault({ route, nth: 1, do: { status } });
  expect(await run(redeliverMissed, {})).toEqual({ missed: all, redelivered: all - 1, refused: 1 });
  expect(await asked()).toBe(all);
});

it('asks for nothing more at a rate limit', async () => {
  const { fake, run, asked } = await missed();
  await fake.client.addFault({ route, nth: 2, do: { secondaryLimit: 30 } });
  await expect(run(redeliverMissed, {})).rejects.toThrow(RateLimited);
  expect(await asked()).toBe(2);
});

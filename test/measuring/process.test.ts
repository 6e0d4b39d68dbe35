import { afterEach, expect, it } from 'vitest';
import type { FactsCache } from '../../src/gather/cache.ts';
import { prepareMeasuring } from '../../src/measuring/process.ts';
import { git } from '../repositories.ts';
import { webShop } from '../web-shop.ts';

const node = process.execPath;
const none = { load: async () => new Map(), save: async () => {} };
const cache: FactsCache = { blobs: none, matches: none, commits: none };

afterEach(() => {
  process.execPath = node;
});

it('starts anew after it could not be started, as on a machine without memory or processes left', async () => {
  const clone = webShop();
  const at = git(clone, 'rev-parse', 'HEAD');
  const request = { kind: 'repository' as const, gitDir: `${clone}/.git`, at, by: at, repo: 'acme/web-shop' };
  const measuring = prepareMeasuring();
  process.execPath = '/nowhere/node';
  await expect(measuring.measure(request, cache)).rejects.toThrow('the measuring process did not start');
  process.execPath = node;
  const { scorecard } = await measuring.measure(request, cache);
  expect(scorecard.subject.at).toBe(at);
  measuring.stop();
});

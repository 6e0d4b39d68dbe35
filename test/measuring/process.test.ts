import { readdirSync, readFileSync } from 'node:fs';
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

function childrenOf(pid: number | string): string[] {
  const tasks = readdirSync(`/proc/${pid}/task`);
  const ids = tasks.map((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' '));
  return ids.flat().filter((id) => id !== '' && nameOf(id) !== 'git');
}

function nameOf(pid: string): string {
  return /^Name:\s*(.*)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';
}

/** Stopped, running or waiting; ended and not waited for by anybody is ended. */
function isThere(pid: string): boolean {
  try {
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

it('ends what its process has started, whatever that is kept by', async () => {
  const clone = webShop();
  const at = git(clone, 'rev-parse', 'HEAD');
  const request = { kind: 'repository' as const, gitDir: `${clone}/.git`, at, by: at, repo: 'acme/web-shop' };
  const measuring = prepareMeasuring();
  await measuring.measure(request, cache);
  const readers = childrenOf(process.pid).flatMap(childrenOf);
  expect(readers).not.toEqual([]);
  for (const pid of readers) process.kill(Number(pid), 'SIGSTOP');
  try {
    measuring.stop();
    await expect.poll(() => readers.filter(isThere)).toEqual([]);
  } finally {
    for (const pid of readers.filter(isThere)) process.kill(Number(pid), 'SIGKILL');
  }
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

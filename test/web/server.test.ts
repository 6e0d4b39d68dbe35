import { expect, it, vi } from 'vitest';
import { listen } from './receiver.ts';

vi.mock('node:fs/promises', () => ({ readFile: () => Promise.reject(new Error('EMFILE: too many open files')) }));

it('goes on where a file cannot be read just now, as when somebody holds all connections', async () => {
  const { origin } = await listen();
  const answer = await fetch(`${origin}/measures`, { signal: AbortSignal.timeout(5_000) });
  expect([answer.status, await answer.text()]).toEqual([503, 'cannot be answered now\n']);
});

import { describe, expect, it } from 'vitest';
import type { Status } from '../../src/commands/read-status.ts';
import { renderStatus } from '../../src/commands/status.ts';

const now = new Date('2026-06-01T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000).toISOString();
const commit = 'd378cb7f795dc258e0d5fd420d4b6bc20e376391';
const none: Status = { version: 1, installations: [], repositories: [], queue: [], deliveries: {}, pulls: [] };
const pull = { repository: 'acme/shop', head: commit, state: 'open', scoredAt: ago(20), failure: null };

const unseen = {
  state: 'active' as const,
  score: null,
  measuredAt: null,
  commit: null,
  failure: null,
  trend: null,
  reportedAt: null,
};

const busy: Status = {
  version: 1,
  installations: [
    { account: 'acme', state: 'active', limitedUntil: null },
    { account: 'busy', state: 'active', limitedUntil: '2026-06-01T12:40:00.000Z' },
    { account: 'gone', state: 'removed', limitedUntil: null },
  ],
  repositories: [
    {
      name: 'acme/shop',
      state: 'active',
      score: 54.1,
      measuredAt: ago(30),
      commit,
      failure: null,
      trend: { points: 31, of: 1_053 },
      reportedAt: ago(86_400 * 4),
    },
    {
      ...unseen,
      name: 'acme/empty',
      failure: 'the branch main has no commit',
    },
    { ...unseen, name: 'acme/new' },
    {
      ...unseen,
      name: 'acme/old',
      state: 'suspended',
      measuredAt: ago(86_400 * 3),
      commit,
      failure: 'git fetch: early EOF\n\u001b[2J',
    },
  ],
  queue: [
    { queue: 'score-pull', waiting: 1_204, active: 2, failed: 0, oldestSeconds: 61 },
    { queue: 'measure-repository', waiting: 0, active: 0, failed: 3, oldestSeconds: null },
    { queue: 'tidy', waiting: 0, active: 0, failed: 0, oldestSeconds: null },
  ],
  deliveries: { done: 4_310, received: 2 },
  pulls: [
    { ...pull, number: 12, title: 'Fix the cart' },
    { ...pull, number: 11, title: 'Evil \u202e\u001b[2J title\nof two lines', scoredAt: ago(200), state: 'merged' },
    { ...pull, number: 10, title: 'Wait', scoredAt: null },
    { ...pull, number: 9, title: 'Fail', scoredAt: null, failure: 'the base is gone' },
    { ...pull, number: 8, title: 'Old', scoredAt: ago(7_300), state: 'closed' },
  ],
};

describe('renderStatus', () => {
  it('tells what was done and what is to do', async () => {
    const text = renderStatus(busy, now);
    expect(text).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
    await expect(text).toMatchFileSnapshot('../golden/app/status.txt');
  });

  it('says where there is nothing', () => {
    expect(renderStatus(none, now)).toBe(
      ['Installations', 'Repositories', 'Queue', 'Deliveries', 'Recent pulls']
        .map((each) => `${each}\n  none\n`)
        .join('\n'),
    );
  });
});

import { expect, it } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { measureRepository } from '../../src/engine/measure-repository.ts';
import { type Kept, measureTrend } from '../../src/engine/trend.ts';
import { holding } from '../../src/gather/held.ts';
import { openView } from '../../src/git/view.ts';
import type { Scorecard } from '../../src/model.ts';
import { type Commit, git, repository, temporaryDirectory } from '../repositories.ts';
import { webShopCommits } from '../web-shop.ts';

const options = { months: 12, recompute: false, ownRules: null };

/** Points in memory; the `limit`th is kept, and then the process is gone. */
function keptPoints(limit = Number.POSITIVE_INFINITY) {
  const saved: Scorecard[] = [];
  const points = new Map<string, Scorecard>();
  const kept = {
    facts: holding(null),
    points: {
      load: async (commits: readonly string[]) => new Map([...points].filter(([commit]) => commits.includes(commit))),
      async save(scorecard: Scorecard) {
        points.set(scorecard.subject.at!, scorecard);
        saved.push(scorecard);
        if (saved.length === limit) throw new Error('gone');
      },
    },
  } satisfies Kept;
  return { kept, saved };
}

const days = (cards: readonly Scorecard[]) => cards.map(({ subject }) => subject.date!.slice(5, 10));

/** One commit a week, the newest of 1 June 2026, a Monday. */
function weekly(weeks: number): string {
  const commits = Array.from({ length: weeks }, (_, n) => ({
    message: `Change ${n} (#${n + 1})`,
    daysAgo: (weeks - 1 - n) * 7,
    files: { [`src/${n}.ts`]: `export const n = ${n};\n` },
  }));
  return repository(commits);
}

/** A shop whose lanes and people were told anew in its past. */
function movingShop(): string {
  const [begin, ...rest] = webShopCommits();
  const cart = { 'src/cart.ts': 'export function total(): any {\n  return 1;\n}\n' };
  const told: Commit[] = [
    {
      message: 'Tell who is who, and what is made (#100)',
      daysAgo: 30,
      files: {
        '.mailmap': 'Renovate <bot@renovate> <eve@example.com>\n',
        '.gitattributes': 'src/orders/order1*.ts linguist-generated\n',
        '.github/touchstone.yml': 'measures: { pull-size: off }\n',
      },
    },
    {
      message: 'Merge pull request #101 from topic',
      daysAgo: 20,
      branch: [{ message: 'One', daysAgo: 22, author: 'Eve <eve@example.com>', files: cart }],
    },
  ];
  const late = rest.findIndex(({ daysAgo = 0 }) => daysAgo < 30);
  return repository([begin!, ...rest.slice(0, late), ...told, ...rest.slice(late)]);
}

it('has at each revision exactly what measuring that revision alone gives', async () => {
  const path = movingShop();
  const config = { ...defaultConfig, windows: { pulls: 40, history: 100 } };
  await using view = await openView(path);
  const { points } = await measureTrend(
    view,
    config,
    { ...options, months: 2 },
    async () => null,
    () => {},
  );
  expect(points.length).toBeGreaterThan(6);
  for (const point of points) {
    await using there = await openView(path, point.subject.at!);
    const alone = await measureRepository(
      there,
      config,
      async () => null,
      () => {},
    );
    expect(point).toEqual(alone.scorecard);
  }
});

it('leaves what another definition made, but for the newest, until it is asked to measure it anew', async () => {
  const path = weekly(4);
  await using view = await openView(path);
  const { kept, saved } = keptPoints();
  const { points: before } = await measureTrend(
    view,
    defaultConfig,
    options,
    async () => kept,
    () => {},
  );
  const other = { ...defaultConfig, measures: { 'pull-size': 'off' as const } };
  const broken = await measureTrend(
    view,
    other,
    options,
    async () => kept,
    () => {},
  );
  expect(broken.points.slice(0, -1)).toEqual(before.slice(0, -1));
  expect(broken.points.at(-1)!.definition).toBe(broken.definition.id);
  expect(broken.definition.id).not.toBe(before[0]!.definition);
  expect(saved).toHaveLength(5);
  const anew = await measureTrend(
    view,
    other,
    { ...options, recompute: true },
    async () => kept,
    () => {},
  );
  expect(saved).toHaveLength(8);
  const atOnce = await measureTrend(
    view,
    other,
    options,
    async () => null,
    () => {},
  );
  expect(anew.points).toEqual(atOnce.points);
});

it('measures the months first and keeps each point, so that what was interrupted goes on where it was', async () => {
  const path = weekly(8);
  await using view = await openView(path);
  const first = keptPoints(4);
  await expect(
    measureTrend(
      view,
      defaultConfig,
      options,
      async () => first.kept,
      () => {},
    ),
  ).rejects.toThrow('gone');
  expect(days(first.saved)).toEqual(['06-01', '05-25', '04-27', '05-18']);
  const measured = await measureTrend(
    view,
    defaultConfig,
    options,
    async () => first.kept,
    () => {},
  );
  expect(days(first.saved.slice(4))).toEqual(['05-11', '05-04', '04-20', '04-13']);
  expect(days(measured.points)).toEqual(days(first.saved).sort());
  const atOnce = await measureTrend(
    view,
    defaultConfig,
    options,
    async () => null,
    () => {},
  );
  expect(measured.points).toEqual(atOnce.points);
});

it('keeps nothing of a clone that lacks history', async () => {
  const clone = temporaryDirectory();
  git(clone, 'clone', '--quiet', '--depth=3', `file://${weekly(6)}`, '.');
  await using view = await openView(clone);
  const { kept, saved } = keptPoints();
  const { points } = await measureTrend(
    view,
    defaultConfig,
    options,
    async () => kept,
    () => {},
  );
  expect(days(points)).toEqual(['05-18', '05-25', '06-01']);
  expect(saved).toEqual([]);
});

it('fails where it was asked when there is no place for the next revision any more', async () => {
  const { TMPDIR } = process.env;
  await using view = await openView(weekly(3));
  const nowhere = () => {
    process.env.TMPDIR = '/nowhere';
  };
  try {
    const kept = async () => null;
    await expect(measureTrend(view, defaultConfig, options, kept, nowhere)).rejects.toThrow('/nowhere');
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
});

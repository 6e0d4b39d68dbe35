import { describe, expect, it } from 'vitest';
import type { PullSubject, Scorecard } from '../../src/model.ts';
import { touchstone } from '../command-line.ts';
import { github, logged, newHome, startApp, status, tables, until } from './harness.ts';
import {
  allDone,
  checkAt,
  gitDirOf,
  installedShop,
  lines,
  openPull,
  openShop,
  pageOf,
  pushBranch,
  repo,
  tested,
} from './shop.ts';

describe.each(['PGlite', 'PostgreSQL'] as const)('on %s', { timeout: 180_000 }, (kind) => {
  it('scores, once it is installed, the repository and its last pulls', async () => {
    const shop = await openShop(await github());
    const { fake } = shop;
    const branches = {
      squashed: [tested('returns', 20)],
      merged: [{ 'src/gift.ts': lines(15) }, { 'src/gift.ts': lines(25) }],
      rebased: [{ 'src/wish.ts': lines(5) }, { 'src/list.ts': lines(6) }],
      closed: [{ 'src/never.ts': lines(7) }],
      open: [{ 'src/later.ts': lines(8) }],
    };
    const pulls: Record<string, { number: number; headSha: string }> = {};
    for (const [branch, commits] of Object.entries(branches)) {
      pulls[branch] = await openPull(shop, { branch, commits });
    }
    const merges = { squashed: 'squash', merged: 'merge', rebased: 'rebase' } as const;
    for (const [n, [branch, method]] of Object.entries(merges).entries()) {
      await fake.client.mergePull({ repo, number: pulls[branch]!.number, method, date: `2026-06-02T0${n}:00:00Z` });
    }
    await fake.client.closePull({ repo, number: pulls.closed!.number });

    const home = await newHome(kind);
    const app = await startApp(fake, home);
    await fake.client.installApp({ account: 'acme' });
    await checkAt(fake, pulls.open!.headSha, 'All quiet: 8 source lines, no test changed');
    await logged(app, 'score-history');
    const found = await allDone(shop, home);

    const byCommandLine = await touchstone(['measure', await gitDirOf(shop), '--no-store', '--format', 'json']);
    const card: Scorecard = JSON.parse(byCommandLine.out);
    expect(card.score).toBeGreaterThan(0);
    expect(found).toMatchObject({
      installations: [{ account: 'acme', state: 'active' }],
      repositories: [{ name: repo, score: card.score, commit: card.subject.at, failure: null }],
    });
    expect(
      found.pulls
        .map(({ repository, number, state, head, scoredAt, failure }) => {
          return { repository, number, state, head, scored: scoredAt !== null, failure };
        })
        .toSorted((a, b) => a.number - b.number),
    ).toEqual(
      (['merged', 'merged', 'merged', 'closed', 'open'] as const).map((state, n) => {
        const { number, headSha: head } = Object.values(pulls)[n]!;
        return { repository: repo, number, state, head, scored: true, failure: null };
      }),
    );
    // Nobody looks at the check run of a pull that is over.
    expect(await fake.client.checkRuns({ repo })).toHaveLength(1);

    expect((await app.stop()).code).toBe(0);
    const rows = (await tables(home)).pulls!.map((row) => JSON.parse(row) as { number: number; scorecard: string });
    const sizes = rows
      .toSorted((a, b) => a.number - b.number)
      .map(({ scorecard }) => {
        const { results } = JSON.parse(scorecard) as Scorecard<PullSubject>;
        return results.find(({ id }) => id === 'change-size')?.value;
      });
    expect(sizes, 'each has its own lines, not those that came to main meanwhile').toEqual([20, 25, 11, 7, 8]);
  });

  it('gives each pull its check run', async () => {
    const shop = await installedShop(kind);
    const { fake, app, home } = shop;
    const golden = async (sha: string, name: string, title: string | RegExp) =>
      await expect(pageOf(await checkAt(fake, sha, title))).toMatchFileSnapshot(`../golden/app/${name}.md`);

    // What the change is decides the title.
    const quiet = await openPull(shop, { branch: 'quiet', commits: [tested('returns')] });
    await golden(quiet.headSha, 'quiet', 'All quiet: 12 source lines, tests included');
    const hot = await openPull(shop, {
      branch: 'hot',
      commits: [{ 'src/cart.ts': lines(5), 'src/checkout.ts': null }],
    });
    await golden(hot.headSha, 'hot', 'Hot file changed without its test: src/cart.ts');
    const large = await openPull(shop, { branch: 'large', commits: [{ 'src/big.ts': lines(450) }] });
    await golden(large.headSha, 'large', 'Large, and no test: 450 source lines');
    const docs = await openPull(shop, { branch: 'docs', commits: [{ 'README.md': '# Shop\n' }] });
    await golden(docs.headSha, 'docs', 'All quiet: no source line changed');

    // The head moves: the new one gets its run, the old one keeps its own.
    const moved = await pushBranch(shop, { branch: 'quiet', commits: [tested('returns', 30)], from: 'quiet' });
    await checkAt(fake, moved, 'All quiet: 30 source lines, tests included');
    await checkAt(fake, quiet.headSha, 'All quiet: 12 source lines, tests included');

    // Another base makes another change of the same head.
    await pushBranch(shop, { branch: 'release', commits: [{}], from: 'large' });
    const wide = await openPull(shop, { branch: 'wide', commits: [tested('extra', 9)], from: 'large' });
    const before = await checkAt(fake, wide.headSha, 'All quiet: 459 source lines');
    await fake.client.editPullBase({ repo, number: wide.number, base: 'release' });
    expect((await checkAt(fake, wide.headSha, 'All quiet: 9 source lines, tests included')).id).toBe(before.id);

    // A title is no reason to measure again, and yet is kept.
    await fake.client.retitle({ repo, number: docs.number, title: 'Say what it is' });
    const retitled = await allDone(shop, home);
    expect(retitled.pulls.find(({ number }) => number === docs.number)?.title).toBe('Say what it is');

    // A merge queue waits for the required check on a commit of its own.
    const group = await fake.client.mergeGroup({ repo, numbers: [quiet.number, docs.number] });
    await golden(group.headSha, 'merge-group', 'Each pull was measured on its own head');

    // Merged, the default branch is another, and so is its score.
    await fake.client.destroyMergeGroup({ repo, branch: group.branch, reason: 'merged' });
    const after = await until('the merged commit is measured', async () => {
      const now = await status(home);
      return now?.repositories[0]?.commit === group.headSha && now;
    });
    expect(after.repositories[0]).toMatchObject({ failure: null });
    expect(after.pulls.find(({ number }) => number === quiet.number)).toMatchObject({ state: 'merged', failure: null });
    expect(app.log().filter(({ level }) => level !== 'info')).toEqual([]);
    expect((await app.stop()).code).toBe(0);
  });
});

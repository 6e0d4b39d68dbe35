import { describe, expect, it } from 'vitest';
import { getPull, listOpenPulls, listPullFiles, listRecentPulls } from '../../src/github/pulls.ts';
import { at, exchange, installation } from './exchange.ts';

function open() {
  const { github, api, gives } = exchange();
  gives('ghs_one');
  return { octokit: github.installation(installation), api };
}

const payload = {
  number: 3,
  title: 'A title',
  state: 'open',
  draft: true,
  merged_at: null,
  merge_commit_sha: 'f'.repeat(40),
  updated_at: '2026-06-01T12:00:00Z',
  base: { ref: 'main', sha: 'b'.repeat(40) },
  head: { sha: 'a'.repeat(40) },
};
const pull = {
  number: 3,
  title: 'A title',
  state: 'open',
  draft: true,
  baseRef: 'main',
  baseSha: 'b'.repeat(40),
  head: 'a'.repeat(40),
  // GitHub's merge for trying out: no commit of the base branch.
  mergeCommit: null,
  updatedAt: new Date('2026-06-01T12:00:00Z'),
};

describe('a pull', () => {
  it.each([
    ['open', payload, pull],
    ['closed', { ...payload, state: 'closed' }, { ...pull, state: 'closed' }],
    [
      'merged',
      { ...payload, state: 'closed', merged_at: '2026-06-01T12:00:00Z', draft: undefined },
      { ...pull, state: 'merged', mergeCommit: 'f'.repeat(40), draft: false },
    ],
  ])('that is %s', async (_, answer, expected) => {
    const { octokit, api } = open();
    api.get('/repos/acme/shop/pulls/3').reply(200, answer);
    expect(await getPull(octokit, at, 3)).toEqual(expected);
  });

  it('is among the last that changed, on one page', async () => {
    const { octokit, api } = open();
    const query = { state: 'all', sort: 'updated', direction: 'desc', per_page: '20' };
    api.get('/repos/acme/shop/pulls').query(query).reply(200, [payload]);
    expect(await listRecentPulls(octokit, at, 20)).toEqual([pull]);
  });

  it('is among all that are open, page after page', async () => {
    const { octokit, api } = open();
    const query = { state: 'open', per_page: '100' };
    const link = '<https://api.github.com/repositories/9/pulls?state=open&per_page=100&page=2>; rel="next"';
    api.get('/repos/acme/shop/pulls').query(query).reply(200, [payload], { link });
    api
      .get('/repositories/9/pulls')
      .query({ ...query, page: '2' })
      .reply(200, [{ ...payload, number: 4 }]);
    expect(await listOpenPulls(octokit, at)).toEqual([pull, { ...pull, number: 4 }]);
  });
});

it('lists the files of a pull with what became of each', async () => {
  const { octokit, api } = open();
  const one = (status: string, more: object = {}) => ({
    filename: status,
    status,
    additions: 2,
    deletions: 1,
    ...more,
  });
  const files = [
    one('added'),
    one('modified'),
    one('removed'),
    one('changed'),
    one('copied', { previous_filename: 'from' }),
    one('renamed', { previous_filename: 'from' }),
    one('renamed'),
  ];
  api.get('/repos/acme/shop/pulls/3/files').query({ per_page: '100' }).reply(200, files);
  const told = await listPullFiles(octokit, at, 3);
  expect(told.map(({ path, status, renamedFrom }) => [path, status, renamedFrom])).toEqual([
    ['added', 'added', null],
    ['modified', 'modified', null],
    ['removed', 'removed', null],
    ['changed', 'modified', null],
    ['copied', 'added', null],
    ['renamed', 'modified', 'from'],
    ['renamed', 'modified', null],
  ]);
  expect(told[0]).toMatchObject({ added: 2, deleted: 1 });
});

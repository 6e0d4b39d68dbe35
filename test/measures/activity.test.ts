import { describe, expect, it } from 'vitest';
import { activeFiles, activityOf, isRelease } from '../../src/measures/activity.ts';
import { changed, facts, file, history, pull } from '../facts.ts';

const many = (count: number) => Array.from({ length: count }, (_, n) => changed(`src/${n}.ts`));
const tree = (count: number) => many(count).map(({ path }) => file(path));
const titles = (of: { title: string }[]) => of.map(({ title }) => title);

describe('activityOf', () => {
  it('leaves out what says nothing of the files it touches, and lists it', () => {
    const changes = history(
      pull(1, 1, many(30)),
      pull(2, 2, many(31)),
      pull(3, 3, many(1), { bulk: '.git-blame-ignore-revs' }),
      pull(4, 4, many(1), { bulk: 'configuration' }),
      pull(5, 5, many(1), { actor: 'ci-bot', author: 'CI <ci@x>' }),
    );
    const { changes: kept, leftOut } = activityOf(facts({ changes, files: tree(200) }), 365);
    expect(titles(kept)).toEqual(['Pull 1']);
    expect(leftOut).toEqual([
      { what: 'changes of more than 30 files', count: 1, examples: ['000000000 Pull 2 (31 files)'] },
      {
        what: 'bulk changes named by .git-blame-ignore-revs',
        count: 1,
        examples: ['000000000 Pull 3 (1 file)'],
      },
      { what: 'bulk changes named by the configuration', count: 1, examples: ['000000000 Pull 4 (1 file)'] },
      { what: 'changes by bots', count: 1, examples: ['CI (1)'] },
    ]);
  });

  it('takes a change of more than 30 % of the tree for a reformatting, not one of few files', () => {
    const changes = history(pull(1, 1, many(12)), pull(2, 2, many(10)));
    expect(titles(activityOf(facts({ changes, files: tree(40) }), 365).changes)).toEqual(['Pull 1', 'Pull 2']);
    const { changes: kept, leftOut } = activityOf(facts({ changes, files: tree(39) }), 365);
    expect(titles(kept)).toEqual(['Pull 2']);
    expect(leftOut[0]).toMatchObject({ what: 'changes of more than 30 % of the tree', count: 1 });
  });

  it('looks at the window before as well', () => {
    const changes = history(pull(1, 0, many(1)), pull(2, 9, many(1)), pull(3, 10, many(1)), pull(4, 20, many(1)));
    const of = facts({ changes, files: tree(40) });
    expect(titles(activityOf(of, 10).changes)).toEqual(['Pull 1', 'Pull 2']);
    expect(titles(activityOf(of, 10, 10).changes)).toEqual(['Pull 3']);
  });
});

describe('activeFiles', () => {
  it('follows a rename that a bulk change made, and forgets what is gone', () => {
    const move = [changed('src/new.ts', 0, 0, { renamedFrom: 'src/old.ts' }), ...many(40)];
    const changes = history(
      pull(1, 9, [changed('src/old.ts'), changed('src/gone.ts')]),
      pull(2, 5, move),
      pull(3, 1, [changed('src/new.ts'), changed('test/new.ts')]),
    );
    const of = facts({ changes, files: [file('src/new.ts'), file('test/new.ts', { lane: 'test' })] });
    const active = activeFiles(of.changes, activityOf(of, 365).changes, of.files);
    expect([...active].map(([path, each]) => [path, titles(each.changes)])).toEqual([
      ['src/new.ts', ['Pull 3', 'Pull 1']],
    ]);
  });
});

describe('eachChange', () => {
  it('gives a file that was moved onto the path of another nothing of that one’s past', () => {
    const changes = history(
      pull(1, 9, [changed('b.ts')]),
      pull(2, 8, [changed('a.ts')]),
      pull(3, 7, [changed('b.ts', 0, 0, { renamedFrom: 'a.ts' })]),
      pull(4, 6, [changed('b.ts')]),
    );
    const active = activeFiles(changes, changes, [file('b.ts')]);
    expect(titles(active.get('b.ts')!.changes)).toEqual(['Pull 4', 'Pull 3', 'Pull 2']);
  });

  it('follows two files that changed places', () => {
    const swap = [changed('a.ts', 0, 0, { renamedFrom: 'b.ts' }), changed('b.ts', 0, 0, { renamedFrom: 'a.ts' })];
    const changes = history(pull(1, 9, [changed('a.ts')]), pull(2, 8, [changed('a.ts')]), pull(3, 7, swap));
    const active = activeFiles(changes, changes, [file('a.ts'), file('b.ts')]);
    expect([...active].map(([path, each]) => [path, each.changes.length])).toEqual([
      ['a.ts', 1],
      ['b.ts', 3],
    ]);
  });
});

describe('isRelease', () => {
  it.each([
    'v1.2.3',
    '15.2.0',
    'Bumped v6.0.0-alpha.2',
    'Bumped 5.11.2',
    'release: v3.5.41',
    'Release v4.6.8-rc2',
    'start version 3.2.0',
    '[maven-release-plugin] prepare release gson-parent-2.14.0',
    'Prepare for release 3.17.0.',
    '4.2.1 release',
    'Release axum-core v0.5.6',
    'chore: bump version to 2.5.0.dev0',
    'chore(release): publish @scope/core@2.0.1',
  ])('%s is', (title) => {
    expect(isRelease(title)).toBe(true);
  });

  it.each([
    'Bump mypy to 2.3.0',
    'Update minimum Rust version to 1.78',
    'Add release notes for 1.2.3 and more',
    'msrv: bump to Rust 1.96',
    'Release the lock',
    'chore: sync version',
    'fix: updated version in the fastify.js',
    'Parse 1.5 as a number',
    '',
  ])('%s is not', (title) => {
    expect(isRelease(title)).toBe(false);
  });
});

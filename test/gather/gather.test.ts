import { expect, it } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { gatherSettings } from '../../src/engine/definition.ts';
import { gather } from '../../src/gather/gather.ts';
import { openView } from '../../src/git/view.ts';
import { heatOf } from '../../src/measures/heat.ts';
import { humanChanges } from '../../src/measures/windows.ts';
import type { RepositoryFacts } from '../../src/model.ts';
import { addCommits, type Commit, git, repository, temporaryDirectory } from '../repositories.ts';

async function factsOf(path: string) {
  await using view = await openView(path);
  return await gather(
    view,
    gatherSettings(defaultConfig),
    async () => null,
    () => {},
  );
}

async function changesOf(path: string) {
  const { changes } = await factsOf(path);
  if (!Array.isArray(changes)) throw new Error(JSON.stringify(changes));
  return changes;
}

const by = (author: string, message: string, files: Record<string, string>): Commit => ({
  author,
  message,
  daysAgo: 1,
  files,
});
const ann = 'Ann Lee <ann@x>';

it('takes for people of a change who wrote its commits or is named in it, not who pressed a button or a tool', async () => {
  const path = repository([
    by(ann, 'Begin', { 'a.ts': 'a\n' }),
    {
      message: 'Merge pull request #1 from x/y\n\nTwo',
      daysAgo: 1,
      branch: [by(ann, 'One', { 'b.ts': 'b\n' }), by('Bea Lu <b@x>', 'Two', { 'c.ts': 'c\n' })],
    },
    by(ann, 'Pair\n\nCo-authored-by: Bea Lu <b@x>\nCo-authored-by: Claude <noreply@anthropic.com>', { 'a.ts': 'b\n' }),
    by(ann, 'Prompt\n\nCo-authored-by: Copilot <175728472+Copilot@users.noreply.github.com>', { 'a.ts': 'c\n' }),
  ]);
  expect((await changesOf(path)).map(({ title, people }) => [title, people.toSorted()])).toEqual([
    ['Prompt', [ann]],
    ['Pair', [ann, 'Bea Lu <b@x>']],
    ['Two', [ann, 'Bea Lu <b@x>']],
    ['Begin', [ann]],
  ]);
});

it('lets a rename be followed whose commit has a wrong date, and does not count it', async () => {
  const edit = (daysAgo: number, path: string): Commit => ({
    message: `Edit ${daysAgo}`,
    daysAgo,
    files: { [path]: `${'same\n'.repeat(9)}${daysAgo}\n` },
  });
  const rename: Commit = { message: 'Rename', daysAgo: 900, renames: { 'old.ts': 'new.ts' } };
  const path = repository([edit(9, 'old.ts'), edit(8, 'old.ts'), rename, edit(7, 'new.ts'), edit(1, 'new.ts')]);
  const { changes, files, revision } = (await factsOf(path)) as unknown as RepositoryFacts;
  const counted = humanChanges(changes, revision, 365).changes;
  expect(heatOf(changes, counted, files)).toEqual([{ path: 'new.ts', changes: 4 }]);
});

it('takes a merge for bulk that brought nothing but what .git-blame-ignore-revs names', async () => {
  const merge = (name: string, ...branch: Commit[]): Commit => ({
    message: `Merge branch ${name}`,
    daysAgo: 1,
    branch,
  });
  const path = repository([
    by(ann, 'Begin', { 'a.ts': 'a\n' }),
    merge('format', by(ann, 'Format a', { 'a.ts': ' a\n' }), by(ann, 'Format b', { 'b.ts': ' b\n' })),
    merge('mixed', by(ann, 'Format c', { 'c.ts': ' c\n' }), by(ann, 'Work', { 'd.ts': 'd\n' })),
    by(ann, 'Format all', { 'a.ts': '  a\n' }),
  ]);
  const named = git(path, 'log', '--grep=^Format', '--format=%H');
  addCommits(path, [by(ann, 'Say so', { '.git-blame-ignore-revs': `${named}\n${'0'.repeat(40)}\n` })]);
  const bulk = (await changesOf(path)).filter((change) => change.bulk !== null);
  expect(bulk.map(({ title }) => title)).toEqual(['Format all', 'Merge branch format']);
});

it('does not count the author of a pull’s last merge, who wrote nothing of it', async () => {
  const path = repository([
    by(ann, 'Begin', { 'a.ts': 'a\n' }),
    {
      message: 'Merge pull request #1 from x/y\n\nBring it',
      daysAgo: 1,
      branch: [by(ann, 'One', { 'b.ts': 'b\n' })],
    },
  ]);
  // The pull’s branch, brought up to date by someone else with the button.
  const tip = git(path, 'rev-parse', 'main^2');
  const tree = git(path, 'rev-parse', 'main^{tree}');
  const identity = ['-c', 'user.name=Rev Iewer', '-c', 'user.email=r@x'];
  const updated = git(path, ...identity, 'commit-tree', tree, '-p', tip, '-p', 'main^1', '-m', 'Merge branch main');
  const merge = git(path, 'commit-tree', tree, '-p', 'main^1', '-p', updated, '-m', 'Merge pull request #1 from x/y');
  git(path, 'update-ref', 'refs/heads/main', merge);
  expect((await changesOf(path)).map((each) => each.people)).toEqual([[ann], [ann]]);
});

it('says that renames are not known where a partial clone lacks the contents that tell them', async () => {
  const path = repository([
    by(ann, 'Begin', { 'a.ts': '1\n2\n3\n' }),
    { message: 'Move and change', files: { 'a.ts': null, 'b.ts': '1\n2\n4\n' }, daysAgo: 0 },
  ]);
  git(path, 'config', 'uploadpack.allowFilter', 'true');
  const clone = temporaryDirectory();
  git(clone, 'clone', '--quiet', '--no-checkout', '--filter=blob:none', `file://${path}`, '.');
  expect((await factsOf(clone)).revision).toMatchObject({ renamesUnknown: true });
  expect((await factsOf(path)).revision).not.toHaveProperty('renamesUnknown');
});

import { expect, it } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { gatherSettings } from '../../src/engine/definition.ts';
import { gatherPull } from '../../src/gather/gather-pull.ts';
import { type GitView, openView } from '../../src/git/view.ts';
import { openReaders } from '../../src/source/extraction.ts';
import { addCommits, git, repository } from '../repositories.ts';

it('reads a pull that brings a .git-blame-ignore-revs, and obeys it', async () => {
  const path = repository([
    { message: 'Begin', daysAgo: 3, files: { 'a.ts': 'a\n' } },
    { message: 'Format', daysAgo: 2, files: { 'a.ts': 'b\n' } },
  ]);
  const formatted = git(path, 'rev-parse', 'HEAD').trim();
  addCommits(path, [{ message: 'List it', daysAgo: 1, files: { '.git-blame-ignore-revs': `${formatted}\n` } }]);
  await using base = await openView(path, 'HEAD~1');
  await using head = await openView(path);
  using readers = openReaders();
  const { changes, proposed } = await gatherPull(base, head, gatherSettings(defaultConfig), async () => null, readers);
  expect(changes).toEqual([
    expect.objectContaining({ title: 'Format', bulk: '.git-blame-ignore-revs' }),
    expect.objectContaining({ title: 'Begin', bulk: null }),
  ]);
  expect(proposed).toEqual([expect.objectContaining({ path: '.git-blame-ignore-revs', added: 1 })]);
});

it('fails where it was asked when git cannot be started for the difference', async () => {
  const path = repository([
    { message: 'Begin', daysAgo: 3, files: { 'a.ts': 'a\n' } },
    { message: 'Change', daysAgo: 2, files: { 'a.ts': 'b\n' } },
  ]);
  await using base = await openView(path, 'HEAD~1');
  await using head = await openView(path);
  const broken: GitView = {
    ...head,
    async *stream(args, options) {
      if (args.includes(base.at!)) throw new Error('spawn git EAGAIN');
      yield* head.stream(args, options);
    },
  };
  using readers = openReaders();
  const asked = gatherPull(base, broken, gatherSettings(defaultConfig), async () => null, readers);
  await expect(asked).rejects.toThrow('spawn git EAGAIN');
});

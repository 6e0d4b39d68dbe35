import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { readContents } from '../../src/gather/contents.ts';
import { lanesOf } from '../../src/gather/lanes.ts';
import { readTree } from '../../src/git/tree.ts';
import { type GitView, openView } from '../../src/git/view.ts';
import type { Readers } from '../../src/source/extraction.ts';
import { repository } from '../repositories.ts';

it('fails where it was asked, though git has more to give by then', async () => {
  await using view = await openView(repository([{ message: 'Begin', files: { 'a.ts': 'a\n', 'b.ts': 'b\n' } }]));
  const tree = await readTree(view);
  const lanes = await lanesOf(view, tree, {});
  const slow: GitView = {
    ...view,
    async *stream(...given) {
      yield* view.stream(...given);
      await setTimeout(100);
    },
  };
  const broken: Readers = {
    atOnce: 8,
    expect() {},
    read: async () => {
      throw new Error('no process');
    },
    [Symbol.dispose]() {},
  };
  await expect(readContents(slow, tree, lanes, null, () => {}, broken)).rejects.toThrow('no process');
});

import { describe, expect, it } from 'vitest';
import { hotFilePeak } from '../../../src/measures/repository/hot-file-peak.ts';
import { changed, facts, file, history, pull, settings } from '../../facts.ts';

const files = Array.from({ length: 50 }, (_, n) => file(`src/${n}.ts`));

describe('hot-file-peak', () => {
  it('is the hottest file’s share of all changes that touch source or test, direct ones too, bots and releases apart', () => {
    const changes = Array.from({ length: 20 }, (_, n) => ({
      ...pull(n + 1, 30, [changed(n < 5 ? 'src/0.ts' : `src/${n}.ts`)]),
      pull: n % 2 ? n : null,
    }));
    const bot = pull(90, 3, [changed('src/0.ts')], { actor: 'ci-bot', author: 'Jenkins <j@x>' });
    const docs = pull(91, 3, [changed('docs/a.md')]);
    const release = pull(92, 3, [changed('src/0.ts')], { title: 'Bumped v5.11.0' });
    const known = facts({ files, countedChanges: history(...changes, bot, docs, release) });
    expect(hotFilePeak.compute(known, settings)).toMatchObject({
      value: 0.25,
      sample: 20,
      summary: 'the hottest file is in 25 % of 20 changes of 90 days',
      leftOut: [
        { what: 'changes by bots' },
        { what: 'releases', count: 1 },
        { what: 'changes without a source or test file', count: 1 },
      ],
    });
    expect(hotFilePeak.shell!(known, settings)).toMatch(/^git log --first-parent .* -- src\/0\.ts \| wc -l/);
  });

  it.each([
    [
      'too few changes',
      19,
      50,
      '19 changes of source or test files in 90 days and 50 source files; at least 20 and 50 are needed',
    ],
    [
      'too few files',
      20,
      49,
      '20 changes of source or test files in 90 days and 49 source files; at least 20 and 50 are needed',
    ],
  ])('is no-data with %s', (_, changes, count, noData) => {
    const countedChanges = history(...Array.from({ length: changes }, (_, n) => pull(n + 1, 3, [changed('src/0.ts')])));
    expect(hotFilePeak.compute(facts({ files: files.slice(0, count), countedChanges }), settings)).toMatchObject({
      noData,
    });
  });

  it('is not applicable without a source file', () => {
    expect(hotFilePeak.compute(facts(), settings)).toEqual({ notApplicable: 'the tree has no source file' });
  });
});

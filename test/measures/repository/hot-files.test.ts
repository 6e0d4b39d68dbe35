import { describe, expect, it } from 'vitest';
import { hotFiles } from '../../../src/measures/repository/hot-files.ts';
import { changed, facts, file, history, pull, settings } from '../../facts.ts';

const files = [file('src/hot.ts'), file('src/warm.ts'), file('src/cold.ts'), file('docs/hot.md', { lane: 'docs' })];
const touching = (of: number, ...paths: [path: string, until: number][]) =>
  Array.from({ length: of }, (_, n) =>
    pull(
      n + 1,
      80 - n,
      paths.filter(([, until]) => n < until).map(([path]) => changed(path)),
    ),
  );

describe('hot-files', () => {
  it('counts source and test files in more than half of the pulls', () => {
    const countedChanges = history(...touching(20, ['src/hot.ts', 11], ['src/warm.ts', 10], ['docs/hot.md', 20]));
    expect(hotFiles.compute(facts({ files, countedChanges }), settings)).toMatchObject({
      value: 1,
      sample: 20,
      summary:
        '1 file is in more than half of 20 pulls; the most changed is in 55 %; covers 20 of 20 human changes of 90 days',
      evidence: [
        { path: 'src/hot.ts', value: 0.55, text: 'in 11 of 20 pulls (55 %)' },
        { path: 'src/warm.ts', value: 0.5 },
      ],
    });
  });

  it('needs twenty pulls', () => {
    const countedChanges = history(...touching(19, ['src/hot.ts', 19]));
    expect(hotFiles.compute(facts({ files, countedChanges }), settings)).toMatchObject({
      noData: '19 pulls in 90 days; at least 20 are needed',
      sample: 19,
    });
  });

  it('follows renames, and does not call a file hot that is gone', () => {
    const before = touching(12, ['src/old.ts', 12], ['src/gone.ts', 12]);
    const rename = pull(13, 60, [changed('src/hot.ts', 0, 0, { renamedFrom: 'src/old.ts' })]);
    const after = Array.from({ length: 7 }, (_, n) => pull(14 + n, 50 - n, [changed('src/hot.ts')]));
    const countedChanges = history(...before, rename, ...after);
    expect(hotFiles.compute(facts({ files, countedChanges }), settings)).toMatchObject({
      value: 1,
      evidence: [{ path: 'src/hot.ts', text: 'in 20 of 20 pulls (100 %)' }],
    });
  });

  it('lists every file over a quarter, and at least five', () => {
    const many = Array.from({ length: 8 }, (_, n) => file(`src/${n}.ts`));
    const countedChanges = history(
      ...touching(20, ...many.map(({ path }, n): [string, number] => [path, n < 6 ? 6 : 5])),
    );
    const reading = hotFiles.compute(facts({ files: many, countedChanges }), settings);
    expect('evidence' in reading && reading.evidence).toHaveLength(6);
  });

  it('tells how git counts the pulls of the hottest file, and nothing where a shell would read its name', () => {
    const countedChanges = history(...touching(20, ['src/hot.ts', 11]));
    const shell = hotFiles.shell?.(facts({ files, countedChanges }), settings);
    expect(shell).toMatch(/^git log .* --grep='[^']*' --oneline --no-patch \w+ -- src\/hot\.ts \| wc -l /);
    const odd = 'src/$(x).ts';
    const oddly = facts({ files: [file(odd)], countedChanges: history(...touching(20, [odd, 11])) });
    expect(hotFiles.shell?.(oddly, settings)).toBeNull();
  });
});

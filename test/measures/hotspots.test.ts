import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complexityOf, judgedHotspots, rankHotspots } from '../../src/measures/hotspots.ts';
import type { FileFacts } from '../../src/model.ts';
import { changed, facts, file, fn, history, pull } from '../facts.ts';

/** Facts in which each file is changed so many times, one pull each. */
function worked(files: readonly [file: FileFacts, changes: number][]) {
  const changes = files.flatMap(([{ path }, times], index) =>
    Array.from({ length: times }, (_, n) => pull(1_000 * index + n + 1, 1 + (n % 300), [changed(path)])),
  );
  return facts({ files: files.map(([each]) => each), changes: history(...changes) });
}

const complex = (path: string, complexity: number, more: Partial<FileFacts> = {}) =>
  file(path, { functions: [fn('run', { complexity })], topLevelComplexity: 0, ...more });

describe('rankHotspots', () => {
  it('ranks by the product of both percentiles', () => {
    // Changes 3 4 5 6 → percentiles 1/4 2/4 3/4 1; complexities 9 2 8 1 → 1 2/4 3/4 1/4.
    const { hotspots, changed: touched } = rankHotspots(
      worked([
        [complex('src/a.ts', 9), 3],
        [complex('src/b.ts', 2), 4],
        [complex('src/c.ts', 8), 5],
        [complex('src/d.ts', 1), 6],
        [complex('src/quiet.ts', 99), 0],
      ]),
      365,
    );
    // c 9/16, then a 1/4, b 1/4, d 1/4: by changes.
    expect(hotspots.map(({ file: { path }, rank, complexity }) => [rank, path, complexity])).toEqual([
      [1, 'src/c.ts', 8],
      [2, 'src/d.ts', 1],
      [3, 'src/b.ts', 2],
      [4, 'src/a.ts', 9],
    ]);
    expect(touched).toBe(4);
  });

  it('shows files with at least three changes, but compares with all that were changed', () => {
    const { hotspots, changed: touched } = rankHotspots(
      worked([
        [complex('src/a.ts', 5), 3],
        [complex('src/b.ts', 9), 2],
      ]),
      365,
    );
    expect(hotspots.map(({ file: { path } }) => path)).toEqual(['src/a.ts']);
    expect(touched).toBe(2);
  });

  it('asks nobody for types where few files could have them', () => {
    const script = complex('app/a.js', 9, { language: 'JavaScript', types: 'untyped' });
    const ruby = (count: number) =>
      Array.from({ length: count }, (_, n) =>
        complex(`app/${n}.rb`, 1, { language: 'Ruby', types: 'not-typable', functions: [fn('run')] }),
      );
    const missingOf = (count: number) =>
      rankHotspots(
        worked([[script, 5], ...ruby(count).map((each): [FileFacts, number] => [each, 1])]),
        365,
      ).hotspots.map(({ typed, missing }) => [typed, missing]);
    expect(missingOf(9)).toEqual([[false, ['tests', 'types']]]);
    expect(missingOf(10)).toEqual([[null, ['tests']]]);
  });

  it('does not take declarations for hot, however often they change', () => {
    const { hotspots, changed: touched } = rankHotspots(
      worked([
        [file('src/types.d.ts', { functions: [], topLevelComplexity: 1 }), 30],
        [complex('src/a.ts', 2), 3],
      ]),
      365,
    );
    expect(hotspots.map(({ file: { path } }) => path)).toEqual(['src/a.ts']);
    expect(touched).toBe(2);
  });

  it('compares what no grammar reads with its like alone, and leaves it out where that is too few', () => {
    const shell = (count: number) =>
      Array.from({ length: count }, (_, n): [FileFacts, number] => [
        file(`bin/${n}.sh`, {
          language: 'Shell',
          functions: null,
          topLevelComplexity: 1_000 - n,
          types: 'not-typable',
        }),
        4,
      ]);
    const typed = Array.from({ length: 12 }, (_, n): [FileFacts, number] => [complex(`src/${n}.ts`, n + 1), 5]);
    const few = rankHotspots(worked([...shell(9), ...typed]), 365);
    expect(few.hotspots).toHaveLength(12);
    expect(few.leftOut).toEqual([
      {
        what: 'changed files of languages that few others can be compared with',
        count: 9,
        examples: ['bin/0.sh', 'bin/1.sh', 'bin/2.sh'],
      },
    ]);
    const enough = rankHotspots(worked([...shell(10), ...typed]), 365);
    expect(enough.hotspots[0]!.file.path).toBe('src/11.ts');
    expect(enough.hotspots.map(({ file: { path } }) => path)).toContain('bin/0.sh');
    expect(rankHotspots(worked(shell(3)), 365).hotspots).toHaveLength(3);
    // Of two small groups the larger one is the repository.
    const small = rankHotspots(worked([...shell(1), ...typed.slice(0, 8)]), 365);
    expect(small.hotspots).toHaveLength(8);
    expect(small.leftOut).toMatchObject([{ count: 1 }]);
  });

  it('says what is missing, and leaves out what does not apply', () => {
    const test = { path: 'test/a.test.ts', rule: 'import' as const };
    const { hotspots } = rankHotspots(
      worked([
        [complex('src/whole.ts', 15, { test, codeLines: 500 }), 9],
        [complex('src/bare.ts', 16, { types: 'untyped', codeLines: 501 }), 8],
        [file('src/data.ts', { functions: [], topLevelComplexity: 2, types: 'not-counted', codeLines: 501 }), 7],
        [
          file('src/inline.rs', {
            language: 'Rust',
            test: { path: 'src/inline.rs', rule: 'inline' },
            codeLines: 900,
            inlineTestLines: 400,
          }),
          6,
        ],
      ]),
      365,
    );
    const of = (path: string) => hotspots.find(({ file }) => file.path === path)!;
    expect(of('src/whole.ts')).toMatchObject({ tested: true, typed: true, missing: [], holding: { met: 4, of: 4 } });
    expect(of('src/bare.ts')).toMatchObject({
      tested: false,
      typed: false,
      missing: ['tests', 'types', 'shorter file', 'simpler functions'],
      holding: { met: 0, of: 4 },
    });
    expect(of('src/data.ts')).toMatchObject({
      tested: null,
      typed: null,
      missing: ['shorter file'],
      holding: { met: 2, of: 3 },
    });
    expect(of('src/inline.rs')).toMatchObject({ missing: [], holding: { met: 4, of: 4 } });
  });

  it('does not ask for tests where they run the product from outside', () => {
    const outside = file('test/all.test.ts', { lane: 'test', lines: 9_000 });
    const of = worked([[complex('src/a.ts', 3), 3]]);
    expect(rankHotspots({ ...of, files: [...of.files, outside] }, 365).hotspots[0]).toMatchObject({
      tested: null,
      missing: [],
    });
  });

  it('agrees with a naive ranking', () => {
    const row = fc.tuple(fc.nat(8), fc.integer({ min: 1, max: 20 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 15 }), (rows) => {
        const files = rows.map(([times, complexity], n): [FileFacts, number] => [
          complex(`src/${String(n).padStart(2, '0')}.ts`, complexity),
          times,
        ]);
        const active = files.filter(([, times]) => times > 0);
        const share = (values: number[], value: number) =>
          values.filter((each) => each <= value).length / values.length;
        const naive = active
          .map(([each, times]) => ({
            path: each.path,
            times,
            heat:
              share(
                active.map(([, other]) => other),
                times,
              ) *
              share(
                active.map(([other]) => complexityOf(other)),
                complexityOf(each),
              ),
          }))
          .sort((a, b) => b.heat - a.heat || b.times - a.times || (a.path < b.path ? -1 : 1))
          .filter(({ times }) => times >= 3);
        const { hotspots } = rankHotspots(worked(files), 365);
        expect(hotspots.map(({ file: { path } }) => path)).toEqual(naive.map(({ path }) => path));
      }),
      { numRuns: 60 },
    );
  });
});

describe('judgedHotspots', () => {
  it.each([
    [5, 40, 5],
    [60, 99, 10],
    [60, 305, 31],
    [60, 9_000, 50],
  ])('of %i hot spots among %i changed files it takes %i', (spots, touched, judged) => {
    const hotspots = rankHotspots(worked(Array.from({ length: spots }, (_, n) => [complex(`src/${n}.ts`, n), 3])), 365);
    expect(judgedHotspots({ ...hotspots, changed: touched })).toHaveLength(judged);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { couplingOf } from '../../src/measures/coupling.ts';
import { changed, facts, file, history, pull } from '../facts.ts';

const files = ['a/one.ts', 'a/two.ts', 'b/one.ts', 'b/sub/two.ts', 'loose.ts'].map((path) => file(path));
const modules = {
  by: 'configuration' as const,
  modules: [
    { name: 'a', directory: 'a', entries: [] },
    { name: 'b', directory: 'b', entries: [] },
  ],
};
/** Pulls that touch these paths, so many of each kind. */
const touching = (...kinds: [times: number, ...paths: string[]][]) =>
  history(
    ...kinds.flatMap(([times, ...paths], kind) =>
      Array.from({ length: times }, (_, n) =>
        pull(
          100 * kind + n + 1,
          n + 1,
          paths.map((path) => changed(path)),
        ),
      ),
    ),
  );

describe('couplingOf', () => {
  it('pairs files of different modules, by degree', () => {
    const changes = touching(
      [6, 'a/one.ts', 'b/one.ts', 'a/two.ts'],
      [2, 'a/one.ts'],
      [5, 'loose.ts', 'b/sub/two.ts', 'b/one.ts'],
    );
    expect(couplingOf(facts({ files, changes, modules }), 365)).toMatchObject({
      pairs: [
        { a: 'b/sub/two.ts', b: 'loose.ts', shared: 5, degree: 1 },
        { a: 'a/two.ts', b: 'b/one.ts', shared: 6, degree: 12 / 17 },
        { a: 'a/one.ts', b: 'b/one.ts', shared: 6, degree: 12 / 19 },
        { a: 'b/one.ts', b: 'loose.ts', shared: 5, degree: 10 / 16 },
      ].sort((x, y) => y.degree - x.degree),
      changed: 5,
      often: 5,
    });
  });

  it('needs five shared changes and a degree of 0.3', () => {
    const few = touching([4, 'a/one.ts', 'b/one.ts'], [1, 'a/one.ts'], [1, 'b/one.ts']);
    expect(couplingOf(facts({ files, changes: few, modules }), 365).pairs).toEqual([]);
    const weak = touching([5, 'a/one.ts', 'b/one.ts'], [12, 'a/one.ts'], [12, 'b/one.ts']);
    expect(couplingOf(facts({ files, changes: weak, modules }), 365).pairs).toEqual([]);
    const enough = touching([5, 'a/one.ts', 'b/one.ts'], [11, 'a/one.ts'], [11, 'b/one.ts']);
    expect(couplingOf(facts({ files, changes: enough, modules }), 365).pairs).toMatchObject([{ degree: 10 / 32 }]);
  });

  it('pairs files of different directories where there are no modules', () => {
    const changes = touching([5, 'b/one.ts', 'b/sub/two.ts', 'a/one.ts', 'a/two.ts']);
    const none = { by: 'directories' as const, modules: [] };
    const { pairs } = couplingOf(facts({ files, changes, modules: none }), 365);
    expect(pairs.map(({ a, b }) => `${a} ${b}`)).toEqual([
      'a/one.ts b/one.ts',
      'a/one.ts b/sub/two.ts',
      'a/two.ts b/one.ts',
      'a/two.ts b/sub/two.ts',
      'b/one.ts b/sub/two.ts',
    ]);
  });

  it('agrees with counting each pair by itself', () => {
    const touched = fc.uniqueArray(fc.constantFrom(...files.map(({ path }) => path)));
    fc.assert(
      fc.property(fc.array(touched, { maxLength: 40 }), (sets) => {
        const changes = history(
          ...sets.map((paths, n) =>
            pull(
              n + 1,
              n + 1,
              paths.map((path) => changed(path)),
            ),
          ),
        );
        const { pairs } = couplingOf(facts({ files, changes, modules }), 365);
        const module = (path: string) => (path.startsWith('a/') ? 'a' : path.startsWith('b/') ? 'b' : '');
        const naive = files.flatMap(({ path: a }) =>
          files.flatMap(({ path: b }) => {
            if (a >= b || module(a) === module(b)) return [];
            const shared = sets.filter((paths) => paths.includes(a) && paths.includes(b)).length;
            const both = sets.filter((paths) => paths.includes(a)).length + sets.filter((p) => p.includes(b)).length;
            return shared >= 5 && (2 * shared) / both >= 0.3 ? [`${a} ${b} ${shared} ${(2 * shared) / both}`] : [];
          }),
        );
        expect(pairs.map(({ a, b, shared, degree }) => `${a} ${b} ${shared} ${degree}`).sort()).toEqual(naive.sort());
      }),
      { numRuns: 100 },
    );
  });
});

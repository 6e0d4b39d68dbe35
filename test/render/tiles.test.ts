import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Tile, tilesOf, withChildren } from '../../src/render/page/tiles.ts';
import { file } from '../facts.ts';
import { hotspotOf } from '../hotspot-report.ts';

/** `name lines`, indented by what holds it. */
function drawn(tiles: readonly Tile[], indent = ''): string[] {
  return tiles.flatMap((tile) => [`${indent}${tile.name} ${tile.codeLines}`, ...drawn(tile.children, `${indent}  `)]);
}

const files = [
  file('src/core/engine.ts', { codeLines: 500 }),
  file('src/core/a.ts', { codeLines: 4 }),
  file('src/core/b.ts', { codeLines: 5 }),
  file('src/deep/only/way/x.ts', { codeLines: 300 }),
  file('src/deep/only/way/y.ts', { codeLines: 100 }),
  file('src/small/one.ts', { codeLines: 3 }),
  file('main.ts', { codeLines: 88 }),
  file('test/a.test.ts', { lane: 'test', codeLines: 900 }),
  file('empty.ts', { codeLines: 0 }),
];

describe('tilesOf', () => {
  it('draws source files within their directories and merges what is small', () => {
    expect(drawn(tilesOf(files, [], 20))).toEqual([
      'main.ts 88',
      'src 912',
      '  core 509',
      '    engine.ts 500',
      '    2 smaller files 9',
      '  deep/only/way 400',
      '    x.ts 300',
      '    y.ts 100',
      '  one.ts 3',
    ]);
  });

  it('draws a hot spot, however small, as large as its number', () => {
    const tiles = tilesOf(files, [hotspotOf(1, 'src/small/one.ts')], 4);
    expect(drawn(tiles)).toEqual([
      'src 912',
      '  core 509',
      '    engine.ts 500',
      '    2 smaller files 9',
      '  deep 400',
      '  one.ts 3',
      'main.ts 88',
    ]);
    const one = tiles.flatMap(withChildren).find(({ name }) => name === 'one.ts')!;
    expect({ codeLines: one.codeLines, area: one.area }).toEqual({ codeLines: 3, area: 1_000 / 4 / 4 });
  });

  it('draws nothing where there is no code', () => {
    expect(tilesOf([file('a.ts', { codeLines: 0 })], [], 100)).toEqual([]);
  });

  it('loses no line and no file, and shows each hot spot once, for any tree', () => {
    const part = fc.constantFrom('a', 'b', 'c', '__proto__', 'x y', '"q"');
    const tree = fc.uniqueArray(
      fc.record({ parts: fc.array(part, { minLength: 1, maxLength: 5 }), lines: fc.integer({ min: 1, max: 999 }) }),
      { selector: ({ parts }) => parts.join('/'), maxLength: 60 },
    );
    fc.assert(
      fc.property(tree, fc.integer({ min: 1, max: 50 }), (entries, most) => {
        const given = entries.map(({ parts, lines }) => file(`${parts.join('/')}.ts`, { codeLines: lines }));
        const hot = given.filter(({ path }) => !path.includes('"')).slice(0, 3);
        const tiles = tilesOf(
          given,
          hot.map(({ path }, index) => hotspotOf(index + 1, path)),
          most,
        );
        const all = tiles.flatMap(withChildren);
        const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
        expect(sum(tiles.map(({ codeLines }) => codeLines))).toBe(sum(entries.map(({ lines }) => lines)));
        expect(sum(tiles.map((tile) => tile.files))).toBe(entries.length);
        for (const { children, codeLines, files: held } of all.filter((tile) => tile.children.length > 0)) {
          expect(sum(children.map((child) => child.codeLines))).toBe(codeLines);
          expect(sum(children.map((child) => child.files))).toBe(held);
        }
        const shown = all.flatMap(({ hotspot }) => (hotspot ? [hotspot.path] : []));
        expect(shown.sort()).toEqual(hot.map(({ path }) => path).sort());
      }),
    );
  });
});

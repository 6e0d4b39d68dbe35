import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placesOf } from '../../src/reports/paths.ts';

/** Where one path of a report lies, beside the others of that report. */
function placeOf(path: string, tree: string[], ...others: string[]): string {
  const place = placesOf(
    [path, ...others].map((each) => [each]),
    tree,
  )[0]!;
  return 'path' in place ? `${place.exact ? '=' : '~'} ${place.path}` : place.nowhere;
}

describe('a report’s path in the tree', () => {
  const shop = ['src/cart.ts', 'src/index.ts', 'packages/a/src/index.ts', 'packages/a/src/only.ts', 'index.js'];
  it.each([
    ['as it is', 'src/cart.ts', '= src/cart.ts'],
    ['with a dot', './src/cart.ts', '= src/cart.ts'],
    ['upwards', '../src/cart.ts', '= src/cart.ts'],
    ['with backslashes', 'src\\cart.ts', '= src/cart.ts'],
    ['of another machine', '/home/ci/shop/src/cart.ts', '~ src/cart.ts'],
    ['of another system', 'C:\\ci\\shop\\src\\cart.ts', '~ src/cart.ts'],
    ['by a scheme', 'file:///home/ci/shop/src/cart.ts', '~ src/cart.ts'],
    ['by a bundler', 'webpack:///./src/cart.ts', '~ src/cart.ts'],
    ['the longest suffix wins', '/home/ci/shop/packages/a/src/index.ts', '~ packages/a/src/index.ts'],
    ['relative to a package', 'src/only.ts', '~ packages/a/src/only.ts'],
    ['a package copied to a root of its own', '/app/a/src/index.ts', '~ packages/a/src/index.ts'],
    ['the end of two files', '/x/b/src/index.ts', '~ src/index.ts'],
    ['another directory’s file of the same name', 'dist/src2/cart.ts', 'unknown'],
    ['a library’s', '/usr/lib/other/cart.ts', 'unknown'],
    ['a name that is only part of another', '/ci/my-cart.ts', 'unknown'],
    ['nothing', '', 'unknown'],
  ])('%s: %s', (_, path, expected) => {
    expect(placeOf(path, shop)).toBe(expected);
  });

  it('is ambiguous where several files end alike', () => {
    const tree = ['packages/a/src/x.ts', 'packages/b/src/x.ts'];
    expect(placeOf('src/x.ts', tree)).toBe('ambiguous');
    expect(placeOf('b/src/x.ts', tree)).toBe('~ packages/b/src/x.ts');
    expect(placeOf('/app/src/x.ts', tree)).toBe('ambiguous');
  });

  it('is that of a Go module, at the root of the repository or below it', () => {
    expect(placeOf('github.com/acme/shop/ship/ship.go', ['ship/ship.go'])).toBe('~ ship/ship.go');
    expect(placeOf('github.com/acme/shop/ship/ship.go', ['services/shop/ship/ship.go'])).toBe(
      '~ services/shop/ship/ship.go',
    );
  });

  it('is told by the file name alone only where another file has the same root', () => {
    const tree = ['index.js', 'lib/a.js'];
    expect(placeOf('/home/ci/shop/index.js', tree)).toBe('~ index.js');
    expect(placeOf('/home/ci/shop/index.js', tree, '/home/ci/shop/lib/a.js')).toBe('~ index.js');
    expect(placeOf('/home/ci/shop/node_modules/x/index.js', tree, '/home/ci/shop/lib/a.js')).toBe('unknown');
    expect(placeOf('dist/index.js', tree, 'lib/a.js')).toBe('unknown');
  });

  it('is a tie where two ways to mean it come to as much', () => {
    const ways = [['/ci/a/util.py', '/ci/b/util.py']];
    expect(placesOf(ways, ['a/util.py', 'b/util.py'])).toEqual([{ nowhere: 'ambiguous' }]);
    expect(placesOf(ways, ['b/util.py'])).toEqual([{ path: 'b/util.py', exact: false }]);
  });
});

it('every file of a tree that was moved as a whole is found', () => {
  const segment = fc.stringMatching(/^[a-c]{1,2}$/);
  const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));
  const prefix = fc.array(fc.stringMatching(/^[x-z]{1,2}$/), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.uniqueArray(path, { minLength: 1, maxLength: 20 }), prefix, (tree, before) => {
      const moved = tree.map((file) => [`/${before.join('/')}/${file}`]);
      expect(placesOf(moved, tree)).toEqual(tree.map((file) => ({ path: file, exact: false })));
      expect(
        placesOf(
          tree.map((file) => [file]),
          tree,
        ),
      ).toEqual(tree.map((file) => ({ path: file, exact: true })));
    }),
  );
});

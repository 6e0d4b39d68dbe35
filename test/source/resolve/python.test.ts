import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { meaning, resolveIn, type Tree } from './trees.ts';

describe('a package below src/', () => {
  const tree: Tree = {
    'pyproject.toml': '',
    'src/shop/__init__.py': {
      exports: ['VERSION'],
      imports: [{ specifier: '.orders', line: 1, names: ['Order', 'price'], reexport: true }],
    },
    'src/shop/orders.py': '',
    'src/shop/price.py': '',
    'src/shop/VERSION.py': '',
    'src/shop/json/__init__.py': '',
    'src/shop/json/tag.py': '',
    'src/shop/listed/__init__.py': { exports: ['__all__', 'inner'] },
    'src/shop/listed/inner.py': '',
    'src/shop/spaces/free.py': '',
    'src/shop/native.pyi': '',
    'src/shop/fast.pyx': '',
    'src/shop/typed.py': '',
    'src/shop/typed.pyi': '',
    'tests/test_shop.py': '',
    'tests/helpers.py': '',
    'tests/unit/test_deep.py': '',
    'docs/conf.py': '',
  };
  it.each([
    ['tests/test_shop.py', 'shop', null, 'src/shop/__init__.py'],
    ['tests/test_shop.py', 'shop.orders', null, 'src/shop/orders.py'],
    ['tests/test_shop.py', 'shop.orders', 'Order', 'src/shop/orders.py'],
    ['tests/test_shop.py', 'shop', 'Order', 'src/shop/__init__.py'],
    ['tests/test_shop.py', 'shop', 'orders', 'src/shop/orders.py'],
    // The package's own names come before modules of the same name.
    ['tests/test_shop.py', 'shop', 'price', 'src/shop/__init__.py'],
    ['tests/test_shop.py', 'shop', 'VERSION', 'src/shop/__init__.py'],
    [
      'tests/test_shop.py',
      'shop',
      'orders,json,unknown',
      'src/shop/orders.py src/shop/json/__init__.py src/shop/__init__.py',
    ],
    ['tests/test_shop.py', 'shop.listed', 'inner', 'src/shop/listed/inner.py'],
    ['tests/test_shop.py', 'shop.spaces', 'free', 'src/shop/spaces/free.py'],
    ['tests/test_shop.py', 'shop.spaces', 'other', '?'],
    ['tests/test_shop.py', 'shop.native', null, 'src/shop/native.pyi'],
    ['tests/test_shop.py', 'shop.fast', null, 'src/shop/fast.pyx'],
    ['tests/test_shop.py', 'shop.typed', null, 'src/shop/typed.py'],
    ['tests/test_shop.py', 'shop.missing', null, '?'],
    ['tests/test_shop.py', 'helpers', null, 'tests/helpers.py'],
    ['tests/unit/test_deep.py', 'helpers', null, 'tests/helpers.py'],
    ['tests/unit/test_deep.py', 'tests.helpers', null, 'tests/helpers.py'],
    ['src/shop/orders.py', 'helpers', null, 'helpers'],
    ['src/shop/orders.py', 'json', null, 'json'],
    ['src/shop/orders.py', 'os.path', 'join', 'os'],
    ['src/shop/orders.py', 'requests.adapters', null, 'requests'],
    ['src/shop/orders.py', '.json', 'tag', 'src/shop/json/tag.py'],
    ['src/shop/orders.py', '.', 'price', 'src/shop/__init__.py'],
    ['src/shop/__init__.py', '.', 'json', 'src/shop/json/__init__.py'],
    ['src/shop/json/tag.py', '..orders', 'Order', 'src/shop/orders.py'],
    ['src/shop/json/tag.py', '..', 'orders', 'src/shop/orders.py'],
    ['src/shop/json/tag.py', '.missing', null, '?'],
    ['src/shop/json/tag.py', '.....', 'x', '-'],
  ])('%s: from %s import %s', (from, specifier, names, expected) => {
    expect(meaning(resolveIn(tree, from, specifier, names?.split(',') ?? null))).toBe(expected);
  });
});

test('packages of a monorepo, nearest first', () => {
  const tree: Tree = {
    'services/api/pyproject.toml': '',
    'services/api/app/__init__.py': '',
    'services/api/app/main.py': '',
    'services/api/tests/test_main.py': '',
    'services/jobs/app/__init__.py': '',
    'services/jobs/app/run.py': '',
    'libs/money/money/__init__.py': '',
    'scripts/lone.py': '',
  };
  for (const [from, specifier, expected] of [
    ['services/api/tests/test_main.py', 'app.main', 'services/api/app/main.py'],
    ['services/jobs/app/run.py', 'app', 'services/jobs/app/__init__.py'],
    ['services/jobs/app/run.py', 'app.main', 'services/api/app/main.py'],
    ['services/api/app/main.py', 'money', 'libs/money/money/__init__.py'],
    ['services/api/app/main.py', 'lone', 'lone'],
    ['scripts/other.py', 'lone', 'scripts/lone.py'],
  ] as const) {
    expect(`${from} ${meaning(resolveIn(tree, from, specifier))}`).toBe(`${from} ${expected}`);
  }
});

test('a namespace that a library shares, and a directory that is called like one', () => {
  const tree: Tree = {
    'setup.py': '',
    'src/google/shop/__init__.py': '',
    'src/poetry/poetry.py': '',
    'src/poetry/factory.py': '',
    'docker/build.py': '',
    'stubs/fixture/requests/__init__.py': { lane: 'fixture' },
    'vendor/yaml/__init__.py': { lane: 'vendored' },
  };
  for (const [specifier, names, expected] of [
    ['google.shop', null, 'src/google/shop/__init__.py'],
    ['google.auth', null, 'google'],
    ['google.auth', ['default'], 'google'],
    ['poetry.factory', ['Factory'], 'src/poetry/factory.py'],
    ['poetry.core.packages', ['Package'], 'poetry'],
    ['docker', ['DockerClient'], 'docker'],
    ['docker.build', null, 'docker/build.py'],
    ['requests', null, 'requests'],
    ['yaml', null, 'yaml'],
  ] as const) {
    expect(`${specifier} ${meaning(resolveIn(tree, 'src/poetry/a.py', specifier, names && [...names]))}`).toBe(
      `${specifier} ${expected}`,
    );
  }
});

test('never throws, and every file that is meant is in the tree', () => {
  const part = fc.constantFrom('a', 'b', '__init__', 'src', '', '..', '/', '%', 'setup');
  const dotted = fc.array(part, { maxLength: 5 }).map((parts) => parts.join('.'));
  const path = fc.array(fc.constantFrom('a', 'b', 'src', '__init__'), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(path), path, dotted, fc.option(fc.array(part)), (paths, from, specifier, names) => {
      const tree: Tree = {
        'setup.py': '',
        ...Object.fromEntries([...paths, from].map((each) => [`${each.join('/')}.py`, ''])),
      };
      const found = resolveIn(tree, `${from.join('/')}.py`, specifier, names);
      for (const file of found.files) expect(Object.keys(tree)).toContain(file);
      if (found.internal) expect(found.library).toBe(null);
      else expect(found.files).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

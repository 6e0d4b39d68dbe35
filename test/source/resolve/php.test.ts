import { expect, test } from 'vitest';
import { samePackage } from '../../../src/source/resolve/same-package.ts';
import { meanings, treeOf } from './tree.ts';

function use(specifier: string) {
  return { specifier, names: [specifier.slice(specifier.lastIndexOf('\\') + 1)] };
}

const shop = {
  'composer.json':
    '{"autoload":{"psr-4":{"Acme\\\\":["lib/","src/"]}},"autoload-dev":{"psr-4":{"Acme\\\\Tests\\\\":"tests"}}}',
  'src/Order.php': { package: 'Acme', exports: ['Acme\\Order', 'Acme\\total'] },
  'src/Stock/Item.php': { package: 'Acme\\Stock', exports: ['Acme\\Stock\\Item'] },
  'src/Unread.php': {},
};

test('declared names, PSR-4 where none declares it, a namespace by what is mentioned through it', () => {
  const imports = ['Acme\\Order', 'Acme\\total', 'Acme\\Unread', 'Acme\\Stock', 'Acme\\Missing'].map(use);
  const main = { imports, mentions: ['Stock\\Item', 'Stock\\Absent'] };
  expect(meanings({ ...shop, 'tests/OrderTest.php': main }, 'tests/OrderTest.php')).toEqual({
    'Acme\\Order': 'src/Order.php',
    'Acme\\total': 'src/Order.php',
    'Acme\\Unread': 'src/Unread.php',
    'Acme\\Stock': 'src/Stock/Item.php',
    'Acme\\Missing': 'nothing',
  });
});

test('a package of the same owner is a library', () => {
  const imports = ['Acme\\Semver\\Version', 'PHPUnit\\Framework\\TestCase', 'Twig\\Environment', 'Exception'].map(use);
  expect(meanings({ ...shop, 'a.php': { imports } }, 'a.php')).toEqual({
    'Acme\\Semver\\Version': 'library Acme\\Semver',
    'PHPUnit\\Framework\\TestCase': 'library PHPUnit\\Framework',
    'Twig\\Environment': 'library Twig',
    Exception: 'library null',
  });
});

test('a namespace goes by its alias, and is a library’s where the tree has none of it', () => {
  const imports = [
    { specifier: 'Acme\\Stock', names: ['S'] },
    { specifier: 'Acme\\Promise', names: ['P'] },
    { specifier: 'Acme', names: ['Acme'] },
    { specifier: 'Acme\\Gone', names: ['Gone'] },
  ];
  const main = { imports, mentions: ['S\\Item', 'P\\Create', 'Acme\\total', 'Gone'] };
  expect(meanings({ ...shop, 'a.php': main }, 'a.php')).toEqual({
    'Acme\\Stock': 'src/Stock/Item.php',
    'Acme\\Promise': 'library Acme\\Promise',
    Acme: 'src/Order.php',
    'Acme\\Gone': 'nothing',
  });
});

test('required files, from the file’s directory and from those above', () => {
  const imports = ['../src/Order.php', 'src/Order.php', 'PEAR.php', './../vendor/autoload.php', './gone.php'];
  expect(meanings({ ...shop, 'web/index.php': { imports } }, 'web/index.php')).toEqual({
    '../src/Order.php': 'src/Order.php',
    'src/Order.php': 'src/Order.php',
    'PEAR.php': 'library null',
    './../vendor/autoload.php': 'library null',
    './gone.php': 'nothing',
  });
});

test('a broken composer.json says nothing', () => {
  for (const text of ['{', 'null', '[]', '{"autoload":{"psr-4":[1]}}', '{"autoload":{"psr-4":{"":"src","A":{}}}}'])
    expect(meanings({ ...shop, 'composer.json': text, 'a.php': { imports: [use('Acme\\Order')] } }, 'a.php')).toEqual({
      'Acme\\Order': 'src/Order.php',
    });
});

test('the same namespace, and names written in full', () => {
  const tree = treeOf({
    ...shop,
    'tests/T.php': { package: 'Acme', mentions: ['Order', 'Item', '\\Acme\\Stock\\Item'] },
  });
  expect(samePackage(tree)('tests/T.php')).toEqual(['src/Order.php', 'src/Stock/Item.php']);
});

import { expect, test } from 'vitest';
import { samePackage } from '../../../src/source/resolve/same-package.ts';
import { meanings, treeOf } from './tree.ts';

const shop = {
  'Shop/Order.cs': { package: 'Acme', exports: ['Acme.Order'] },
  'Shop/Order.Lines.cs': { package: 'Acme', exports: ['Acme.Order'] },
  'Shop/Stock/Item.cs': { package: 'Acme.Stock', exports: ['Acme.Stock.Item'] },
  'Shop/Stock/Shelf.cs': { package: 'Acme.Stock', exports: ['Acme.Stock.Shelf'] },
  'Shop/StockSyntax.cs': { package: 'Acme', exports: ['Acme.StockSyntax', 'Acme.Stock'] },
  'Shop/Services.cs': { package: 'Microsoft.Extensions', exports: ['Microsoft.Extensions.AddShop'] },
};

test('a namespace is what the file mentions of it, extension methods too; nothing mentioned, all of it', () => {
  const imports = ['Acme.Stock', 'Microsoft.Extensions', 'Acme'];
  const main = { imports, mentions: ['Shelf', 'AddShop', 'Order'] };
  expect(meanings({ ...shop, 'Main.cs': main }, 'Main.cs')).toEqual({
    'Acme.Stock': 'Shop/Stock/Shelf.cs',
    'Microsoft.Extensions': 'Shop/Services.cs',
    Acme: 'Shop/Order.cs Shop/Order.Lines.cs',
  });
  expect(meanings({ ...shop, 'Main.cs': { imports } }, 'Main.cs')).toMatchObject({
    'Acme.Stock': 'Shop/Stock/Item.cs Shop/Stock/Shelf.cs',
    'Microsoft.Extensions': 'library Microsoft.Extensions',
  });
});

test('aliases and static usings are types, names within a namespace may begin there; the rest are libraries', () => {
  const imports = [
    { specifier: 'Acme.Order', names: ['Order'] },
    { specifier: 'System.Object', names: ['Object'] },
    ...['Stock.Item', 'Xunit', 'System', 'System.Text.Json', 'Acme.Other'],
  ];
  expect(meanings({ ...shop, 'Main.cs': { imports, package: 'Acme' } }, 'Main.cs')).toEqual({
    'Acme.Order': 'Shop/Order.cs Shop/Order.Lines.cs',
    'System.Object': 'library null',
    'Stock.Item': 'Shop/Stock/Item.cs',
    Xunit: 'library Xunit',
    System: 'library null',
    'System.Text.Json': 'library System.Text',
    'Acme.Other': 'library Acme.Other',
  });
});

test('seen without import: the namespaces around, global usings of the project, and those of project files', () => {
  const tree = treeOf({
    ...shop,
    'Tests/Tests.csproj': '<Project><ItemGroup><Using Include="Microsoft.Extensions" /></ItemGroup></Project>',
    'Tests/Usings.cs': { imports: [{ specifier: 'Acme.Stock', reexport: true }] },
    'Tests/Deep/ItemTests.cs': { package: 'Acme.Tests', mentions: ['Order', 'Item', 'AddShop'] },
    'Other/ItemTests.cs': { package: 'Other', mentions: ['Order', 'Item', 'AddShop'] },
  });
  const of = samePackage(tree);
  expect(of('Tests/Deep/ItemTests.cs').toSorted()).toEqual([
    'Shop/Order.Lines.cs',
    'Shop/Order.cs',
    'Shop/Services.cs',
    'Shop/Stock/Item.cs',
  ]);
  expect(of('Other/ItemTests.cs')).toEqual([]);
});

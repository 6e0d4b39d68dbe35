import { expect, test } from 'vitest';
import { samePackage } from '../../../src/source/resolve/same-package.ts';
import { meanings, treeOf } from './tree.ts';

const shop = {
  'Shop/Order.cs': { package: 'Acme', exports: ['Acme.Order'] },
  'Shop/Order.Lines.cs': { package: 'Acme', exports: ['Acme.Order'] },
  'Shop/Stock/Item.cs': { package: 'Acme.Stock', exports: ['Acme.Stock.Item'] },
  'Shop/Stock/Shelf.cs': { package: 'Acme.Stock', exports: ['Acme.Stock.Shelf'] },
  'Shop/StockSyntax.cs': { package: 'Acme', exports: ['Acme.StockSyntax', 'Acme.Stock'] },
  'Shop/Services.cs': { package: 'Microsoft.Extensions', exports: ['Microsoft.Extensions.this AddShop'] },
};

test('a namespace is what the file mentions of it, extension methods too; nothing mentioned, all of it', () => {
  const imports = ['Acme.Stock', 'Microsoft.Extensions', 'Acme'];
  const main = { imports, mentions: ['Shelf', 'this AddShop', 'Order'] };
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
    'Tests/Deep/ItemTests.cs': { package: 'Acme.Tests', mentions: ['Order', 'Item', 'this AddShop'] },
    'Other/ItemTests.cs': { package: 'Other', mentions: ['Order', 'Item', 'this AddShop'] },
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

test('an extension method is no type of its name', () => {
  const files = {
    'Order.cs': { package: 'Acme', exports: ['Acme.Order'] },
    'Log.cs': { package: 'Acme', exports: ['Acme.Log', 'Acme.this Order'] },
  };
  const imports = ['Acme'];
  expect(meanings({ ...files, 'Main.cs': { imports, mentions: ['Order'] } }, 'Main.cs')).toEqual({ Acme: 'Order.cs' });
  expect(meanings({ ...files, 'Main.cs': { imports, mentions: ['this Order'] } }, 'Main.cs')).toEqual({
    Acme: 'Log.cs',
  });
});

test('a project means files of its own and of those that it references, through others too', () => {
  const reference = (path: string) => `<Project><ProjectReference Include="..\\${path}" /></Project>`;
  const files = {
    'Core/Core.csproj': '<Project />',
    'Core/Util.cs': { package: 'Acme', exports: ['Acme.Util'] },
    'Web/Web.csproj': reference('Core\\Core.csproj'),
    'Web/Util.cs': { package: 'Acme', exports: ['Acme.Util', 'Acme.Page'] },
    'Tests/Tests.csproj': reference('Helpers\\Helpers.csproj'),
    'Helpers/Helpers.csproj': reference('Core\\Core.csproj'),
  };
  const main = { imports: ['Acme'], mentions: ['Util'] };
  expect(meanings({ ...files, 'Tests/Main.cs': main }, 'Tests/Main.cs')).toEqual({ Acme: 'Core/Util.cs' });
  const page = { imports: ['Acme'], mentions: ['Page'] };
  expect(meanings({ ...files, 'Tests/Main.cs': page }, 'Tests/Main.cs')).toEqual({ Acme: 'Core/Util.cs' });
  const alone = { ...files, 'Tests/Tests.csproj': '<Project />', 'Tests/Main.cs': main };
  expect(meanings(alone, 'Tests/Main.cs')).toEqual({ Acme: 'Core/Util.cs Web/Util.cs' });
  const unknown = {
    ...files,
    'Tests/Tests.csproj': `${reference('$(Root)\\Web.csproj')}${reference('Helpers\\Helpers.csproj')}`,
    'Tests/Main.cs': main,
  };
  expect(meanings(unknown, 'Tests/Main.cs')).toEqual({ Acme: 'Core/Util.cs Web/Util.cs' });
  const tree = treeOf({ ...files, 'Tests/Main.cs': { package: 'Acme.Tests', mentions: ['Util'] } });
  expect(samePackage(tree)('Tests/Main.cs')).toEqual(['Core/Util.cs']);
});

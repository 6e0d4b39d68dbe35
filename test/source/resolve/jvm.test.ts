import { expect, test } from 'vitest';
import { samePackage } from '../../../src/source/resolve/same-package.ts';
import { meanings, treeOf } from './tree.ts';

const shop = {
  'src/Order.java': { package: 'com.acme', exports: ['com.acme.Order'] },
  'src/Money.java': { package: 'com.acme', exports: ['com.acme.Money'] },
  'src/stock/Item.java': { package: 'com.acme.stock', exports: ['com.acme.stock.Item'] },
  'src/stock/Shelf.java': { package: 'com.acme.stock', exports: ['com.acme.stock.Shelf'] },
  'src/Text.kt': { package: 'com.acme', exports: ['com.acme.shout', 'com.acme.Words'] },
};

test('types, what lies in them, and functions of Kotlin', () => {
  const imports = [
    'com.acme.Order',
    'com.acme.Order.Line.Kind',
    'com.acme.Money.zero',
    'com.acme.Money.*',
    'com.acme.shout',
    'com.acme.TextKt.shout',
  ];
  expect(meanings({ ...shop, 'src/Main.java': { imports } }, 'src/Main.java')).toEqual({
    'com.acme.Order': 'src/Order.java',
    'com.acme.Order.Line.Kind': 'src/Order.java',
    'com.acme.Money.zero': 'src/Money.java',
    'com.acme.Money.*': 'src/Money.java',
    'com.acme.shout': 'src/Text.kt',
    'com.acme.TextKt.shout': 'src/Text.kt',
  });
});

test('a whole package is what the file mentions of it; nothing of it mentioned, all of it', () => {
  const main = { imports: ['com.acme.stock.*'], mentions: ['Shelf', 'String', 'Order'] };
  expect(meanings({ ...shop, 'src/Main.java': main }, 'src/Main.java')).toEqual({
    'com.acme.stock.*': 'src/stock/Shelf.java',
  });
  expect(meanings({ ...shop, 'src/Main.java': { ...main, mentions: [] } }, 'src/Main.java')).toEqual({
    'com.acme.stock.*': 'src/stock/Item.java src/stock/Shelf.java',
  });
});

test('what is generated is of this repository and not there; libraries by what owns the package', () => {
  const imports = [
    'com.acme.stock.Generated',
    'com.google.common.collect.ImmutableList',
    'org.junit.Test',
    'org.junit.jupiter.api.Test',
    'kotlinx.coroutines.flow.map',
    'assertk.assertThat',
    'org.hamcrest.*',
    'java.util.List',
  ];
  expect(meanings({ ...shop, 'src/Main.kt': { imports } }, 'src/Main.kt')).toEqual({
    'com.acme.stock.Generated': 'nothing',
    'com.google.common.collect.ImmutableList': 'library com.google.common',
    'org.junit.Test': 'library org.junit',
    'org.junit.jupiter.api.Test': 'library org.junit.jupiter',
    'kotlinx.coroutines.flow.map': 'library kotlinx.coroutines',
    'assertk.assertThat': 'library assertk',
    'org.hamcrest.*': 'library org.hamcrest',
    'java.util.List': 'library null',
  });
});

test('a package that lies above those of others is nobody’s', () => {
  const files = { 'a.java': { package: 'com', exports: ['com.A'] }, 'b.java': { imports: ['com.google.gson.Gson'] } };
  expect(meanings(files, 'b.java')).toEqual({ 'com.google.gson.Gson': 'library com.google.gson' });
});

test('the same package: what is mentioned and not imported from elsewhere', () => {
  const said = {
    lane: 'test' as const,
    package: 'com.acme',
    mentions: ['Order', 'Words', 'Money', 'Item'],
    imports: [{ specifier: 'org.joda.Money', names: ['Money'] }],
  };
  const of = samePackage(treeOf({ ...shop, 'test/OrderTest.java': said }));
  expect(of('test/OrderTest.java')).toEqual(['src/Order.java', 'src/Text.kt']);
  expect(of('src/Order.java')).toEqual([]);
  expect(of('absent.java')).toEqual([]);
});

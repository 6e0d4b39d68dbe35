import { expect, test } from 'vitest';
import { meanings } from './tree.ts';

function use(specifier: string, reexport = false) {
  return { specifier, names: [specifier.slice(specifier.lastIndexOf(':') + 1)], reexport };
}

const workspace = {
  'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n[workspace.dependencies]\ntokio-util = "1"\n',
  'crates/core/Cargo.toml':
    '[package]\nname = "acme-core"\n\n[dependencies]\nserde.workspace = true\n[dependencies.rand]\nversion = "1"\n',
  'crates/core/src/lib.rs': { imports: [use('self::stock::inner', true), use('self::order', true)] },
  'crates/core/src/order.rs': {},
  'crates/core/src/order/line.rs': {},
  'crates/core/src/stock/mod.rs': {},
  'crates/core/src/stock/inner.rs': {},
  'crates/core/tests/all.rs': {},
  'crates/core/tests/common/mod.rs': {},
  'crates/app/Cargo.toml':
    '[package]\nname = "app"\n[[bin]]\nname = "app"\npath = "run/start.rs"\n[dependencies]\ncore2 = { path = "../core", package = "acme-core" }\n',
  'crates/app/run/start.rs': {},
  'crates/app/run/flags.rs': {},
};

function meant(path: string, ...specifiers: string[]) {
  return Object.values(meanings({ ...workspace, [path]: { imports: specifiers.map((each) => use(each)) } }, path));
}

test('modules: beside a root or mod.rs, below any other file; self, super and crate', () => {
  const core = 'crates/core/src';
  expect(meant(`${core}/lib.rs`, 'self::order', 'self::stock', 'self::Item', 'self::gone')).toEqual([
    `${core}/order.rs`,
    `${core}/stock/mod.rs`,
    `${core}/lib.rs`,
    `${core}/lib.rs`,
  ]);
  expect(meant(`${core}/order.rs`, 'self::line', 'self::line::Line', 'super::stock', 'super::Top')).toEqual([
    `${core}/order/line.rs`,
    `${core}/order/line.rs`,
    `${core}/stock/mod.rs`,
    `${core}/lib.rs`,
  ]);
  expect(meant(`${core}/order/line.rs`, 'super::Order', 'super::super::stock::Item', 'crate::stock::inner::x')).toEqual(
    [`${core}/order.rs`, `${core}/stock/mod.rs`, `${core}/stock/inner.rs`],
  );
  expect(meant(`${core}/stock/mod.rs`, 'inner::deep', 'super::order::line')).toEqual([
    `${core}/stock/inner.rs`,
    `${core}/order/line.rs`,
  ]);
});

test('crates by name and by the name that a manifest gives them; a module that a root gives on is gone through', () => {
  expect(meant('crates/core/tests/all.rs', 'acme_core::order::Order', 'acme_core::Item', 'self::common')).toEqual([
    'crates/core/src/order.rs',
    'crates/core/src/lib.rs',
    'crates/core/tests/common/mod.rs',
  ]);
  expect(meant('crates/app/run/flags.rs', 'crate::Start', 'core2::stock', 'acme_core::inner::x')).toEqual([
    'crates/app/run/start.rs',
    'crates/core/src/stock/mod.rs',
    'crates/core/src/stock/inner.rs',
  ]);
  expect(meant('crates/core/tests/common/mod.rs', 'crate::all')).toEqual(['crates/core/tests/all.rs']);
});

test('libraries as the manifest calls them; what only the file has in scope is none', () => {
  const file = 'crates/core/src/order.rs';
  expect(meant(file, 'serde::Serialize', 'tokio_util::io', 'rand', 'std::io', 'Kind::Open', '::other::A')).toEqual([
    'library serde',
    'library tokio-util',
    'library rand',
    'library null',
    'library null',
    'library other',
  ]);
});

test('without a manifest modules are found all the same', () => {
  const files = {
    'src/main.rs': { imports: [use('self::a')] },
    'src/a.rs': { imports: [use('crate::b')] },
    'src/b.rs': {},
  };
  expect(meanings(files, 'src/main.rs')).toEqual({ 'self::a': 'src/a.rs' });
  expect(meanings(files, 'src/a.rs')).toEqual({ 'crate::b': 'src/b.rs' });
});

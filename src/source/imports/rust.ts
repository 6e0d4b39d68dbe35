/** Rust: `use` trees, one import for each leaf, `mod x;` as `self::x`, and the public items of the file's own module. */

import type { SgNode } from '@ast-grep/napi';
import type { ImportFact } from '../../model.ts';
import type { ImportFindings, ImportReader } from '../imports.ts';
import { spanOf } from '../span.ts';
import { enter, lineOf, namesAround, written } from './scopes.ts';

const isPublic = ':has(> visibility_modifier)';

/**
 * Reads Rust. Paths are those of the file's module: `super::a` within an inline module `m` is `self::a`, and `self::a`
 * is `self::m::a`. `use a::{self}` is `a`, `use a::*` takes all.
 */
export const rustImports: ImportReader = {
  kinds: {
    use_declaration: '',
    extern_crate_declaration: '',
    mod_item: '',
    impl_item: '',
    trait_item: '',
    struct_item: isPublic,
    enum_item: isPublic,
    union_item: isPublic,
    function_item: isPublic,
    const_item: isPublic,
    static_item: isPublic,
    type_item: isPublic,
    macro_definition: '',
  },
  visit(node, kind, found) {
    const { startPos: start, endPos: end } = spanOf(node);
    const around = namesAround(found, start);
    if (kind === 'use_declaration') readUse(node, found);
    else if (kind === 'extern_crate_declaration') readCrate(node, found);
    else if (kind === 'mod_item') readModule(node, around, found);
    else {
      if (around?.length === 0 && (kind === 'macro_definition' || isPub(node))) add(found, node.field('name'));
      if (kind === 'impl_item' || kind === 'trait_item') enter(found, null, end);
    }
  },
};

function add(found: ImportFindings, name: SgNode | null): void {
  const own = written(name);
  if (own) found.exports.add(own);
}

function isPub(node: SgNode): boolean {
  return node.child(0)?.is('visibility_modifier') ?? false;
}

function readModule(node: SgNode, around: string[] | null, found: ImportFindings): void {
  const name = written(node.field('name'))?.replace(/^r#/, '');
  if (!name) return;
  if (node.field('body')) enter(found, name, spanOf(node).endPos);
  if (node.field('body') || around === null) return;
  const specifier = ['self', ...around, name].join('::');
  found.imports.push({ specifier, line: lineOf(node), names: [name], reexport: isPub(node) });
}

function readCrate(node: SgNode, found: ImportFindings): void {
  const specifier = written(node.field('name'));
  if (!specifier || specifier === 'self') return;
  found.imports.push({ specifier, line: lineOf(node), names: null, reexport: isPub(node) });
}

// ── `use` ─────────────────────────────────────────────────────────────────────────────────────────

type Leaf = Pick<ImportFact, 'specifier' | 'names' | 'line'>;

function readUse(node: SgNode, found: ImportFindings): void {
  const argument = node.field('argument');
  if (!argument) return;
  const modules = found.open.flatMap(({ name }) => (name === null ? [] : [name]));
  const reexport = isPub(node);
  for (const leaf of leaves(argument, '', 0)) {
    found.imports.push({ ...leaf, specifier: fromFile(leaf.specifier, modules), reexport });
  }
}

/** A path deeper or longer than this is none. */
const deepest = 20;

function leaves(node: SgNode, prefix: string, depth: number): Leaf[] {
  if (depth > deepest || prefix.length > 400) return [];
  if (node.is('use_list')) return node.namedChildren().flatMap((child) => leaves(child, prefix, depth + 1));
  if (node.is('scoped_use_list')) {
    const path = written(node.field('path'))?.replaceAll(' ', '');
    const list = node.field('list');
    return path === null || !list ? [] : leaves(list, joined(prefix, path ?? ''), depth + 1);
  }
  const text = written(node)
    ?.replace(/ as .*/, '')
    .replace(/\s|r#/g, '');
  if (!text || node.is('line_comment') || node.is('block_comment')) return [];
  const line = lineOf(node);
  if (node.is('use_wildcard'))
    return [{ specifier: joined(prefix, text.replace(/(?:::)?\*$/, '')), names: null, line }];
  const specifier = text === 'self' && prefix !== '' ? prefix : joined(prefix, text);
  return [{ specifier, names: [specifier.slice(specifier.lastIndexOf(':') + 1)], line }];
}

function joined(prefix: string, path: string): string {
  return prefix === '' || path === '' ? prefix + path : `${prefix}::${path}`;
}

/** A path within inline modules as the file's own module would write it. */
function fromFile(path: string, modules: string[]): string {
  const segments = path.split('::');
  if (modules.length === 0 || (segments[0] !== 'self' && segments[0] !== 'super')) return path;
  const around = [...modules];
  if (segments[0] === 'self') segments.shift();
  while (segments[0] === 'super' && around.length > 0) {
    segments.shift();
    around.pop();
  }
  if (segments[0] === 'super') return segments.join('::');
  return ['self', ...around, ...segments].join('::');
}

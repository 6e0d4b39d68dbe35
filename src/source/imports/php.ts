/** PHP: `use` with its groups, files that are required by name, the types and functions of each namespace. */

import type { SgNode } from '@ast-grep/napi';
import type { ImportFindings, ImportReader } from '../imports.ts';
import { spanOf } from '../span.ts';
import { enter, lineOf, namesAround, written } from './scopes.ts';

const namesClass = ':has(> :is(name, qualified_name))';

/** Reads PHP. `require __DIR__ . '/a.php'` is `./a.php`, `require 'a.php'` is `a.php`; an import goes by its alias. */
export const phpImports: ImportReader = {
  kinds: {
    namespace_definition: '',
    namespace_use_declaration: '',
    require_expression: '',
    require_once_expression: '',
    include_expression: '',
    include_once_expression: '',
    class_declaration: '',
    interface_declaration: '',
    trait_declaration: '',
    enum_declaration: '',
    function_definition: '',
    named_type: '',
    base_clause: '',
    class_interface_clause: '',
    use_declaration: '',
    attribute: '',
    object_creation_expression: namesClass,
    scoped_call_expression: namesClass,
    class_constant_access_expression: namesClass,
    scoped_property_access_expression: namesClass,
    function_call_expression: ':has(> qualified_name)',
    // `instanceof`, and comparisons of constants besides.
    binary_expression: namesClass,
  },
  visit(node, kind, found) {
    if (kind === 'namespace_definition') readNamespace(node, found);
    else if (kind === 'namespace_use_declaration') readUse(node, found);
    else if (/^(?:require|include)/.test(kind)) readRequire(node, found);
    else if (/_d(?:eclaration|efinition)$/.test(kind) && kind !== 'use_declaration') declare(node, found);
    else mention(node, kind, found);
  },
};

function readNamespace(node: SgNode, found: ImportFindings): void {
  const name = written(node.field('name'));
  const body = node.field('body');
  found.package ??= name;
  found.open = [];
  if (name) enter(found, name, body ? spanOf(node).endPos : Number.POSITIVE_INFINITY);
}

function readUse(node: SgNode, found: ImportFindings): void {
  const children = node.namedChildren();
  const prefix = written(children.find((child) => child.is('namespace_name')) ?? null);
  const group = children.find((child) => child.is('namespace_use_group'));
  for (const clause of group?.namedChildren() ?? children) {
    if (!clause.is('namespace_use_clause')) continue;
    const [own, alias] =
      written(clause)
        ?.replace(/^(?:function|const) /i, '')
        .replace(/^\\/, '')
        .split(/ as /i) ?? [];
    if (!own) continue;
    const specifier = group && prefix ? `${prefix.replace(/^\\/, '')}\\${own}` : own;
    const name = alias ?? specifier.slice(specifier.lastIndexOf('\\') + 1);
    found.imports.push({ specifier, line: lineOf(clause), names: [name], reexport: false });
  }
}

const required = /^(?:require|include)(?:_once)?[ (]*(?:(__DIR__|dirname\(__FILE__\)) ?\. ?)?(["'])([^"'$]+)\2[ )]*$/i;

function readRequire(node: SgNode, found: ImportFindings): void {
  const [, here, , path] = required.exec(written(node) ?? '') ?? [];
  if (!path) return;
  const specifier = here ? `./${path.replace(/^\/+/, '')}` : path;
  found.imports.push({ specifier, line: lineOf(node), names: null, reexport: false });
}

function declare(node: SgNode, found: ImportFindings): void {
  const { startPos: start, endPos: end } = spanOf(node);
  const around = namesAround(found, start);
  const own = written(node.field('name'));
  if (around && own) found.exports.add([...around, own].join('\\'));
  // What is declared in a function or method is known when that has run.
  enter(found, null, end);
}

const ownNames = /^(?:self|static|parent)$/i;

function mention(node: SgNode, kind: string, found: ImportFindings): void {
  for (const child of namedBy(node, kind)) {
    if (!child?.is('name') && !child?.is('qualified_name')) continue;
    const name = written(child);
    if (name && !ownNames.test(name)) found.mentions.add(name);
  }
}

/** Where a class may stand: a member's name may not be taken for it. */
function namedBy(node: SgNode, kind: string): (SgNode | null)[] {
  if (kind === 'binary_expression') return node.field('operator')?.text() === 'instanceof' ? [node.field('right')] : [];
  return /^scoped_|^class_constant_/.test(kind) ? [node.child(0)] : node.namedChildren();
}

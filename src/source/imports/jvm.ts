/** Java and Kotlin: imports, the package, and the types (in Kotlin functions and properties too) at the top of the file. */

import type { SgNode } from '@ast-grep/napi';
import type { ImportFindings, ImportReader } from '../imports.ts';
import { spanOf } from '../span.ts';
import { capitalisedNames } from './mentions.ts';
import { enter, lineOf, namesAround, written } from './scopes.ts';

/** Reads Java. `import static a.B.c` is `a.B.c`. */
export const javaImports: ImportReader = {
  kinds: {
    program: '',
    package_declaration: '',
    import_declaration: '',
    class_declaration: '',
    interface_declaration: '',
    enum_declaration: '',
    record_declaration: '',
    annotation_type_declaration: '',
  },
  visit(node, kind, found) {
    if (kind === 'program') capitalisedNames(node.text(), found.mentions);
    else if (kind === 'package_declaration')
      found.package ??= dotted(/\bpackage\s+([^;]+)/.exec(written(node) ?? '')?.[1]);
    else if (kind === 'import_declaration') readImport(node, found);
    else declare(node, node.field('name'), found);
  },
};

/** Reads Kotlin. A file that Java knows by a name of its own (`@file:JvmName`) exports that name too. */
export const kotlinImports: ImportReader = {
  kinds: {
    source_file: '',
    package_header: '',
    import_header: '',
    file_annotation: '',
    class_declaration: '',
    object_declaration: '',
    type_alias: '',
    function_declaration: '',
    property_declaration: '',
  },
  visit(node, kind, found) {
    if (kind === 'source_file') capitalisedNames(node.text(), found.mentions);
    else if (kind === 'package_header') readPackage(node, found);
    else if (kind === 'import_header') readImport(node, found);
    else if (kind === 'file_annotation') exported(found, /JvmName\s*\(\s*"(\w+)"/.exec(written(node) ?? '')?.[1]);
    else declare(node, kotlinName(node), found);
  },
};

/** Kotlin's annotations of a file stand before its package. */
function readPackage(node: SgNode, found: ImportFindings): void {
  const before = [...found.exports];
  found.package = dotted(written(node.child(1)));
  found.exports.clear();
  for (const name of before) exported(found, name);
}

/** Kotlin's grammar takes the comments up to the next declaration into the import. */
function readImport(node: SgNode, found: ImportFindings): void {
  const children = node.namedChildren();
  const path = dotted(written(children.find((child) => names.test(String(child.kind()))) ?? null));
  if (!path) return;
  const all = children.some((child) => child.is('asterisk') || child.is('wildcard_import'));
  const line = lineOf(node);
  if (all) found.imports.push({ specifier: `${path}.*`, line, names: null, reexport: false });
  else found.imports.push({ specifier: path, line, names: [path.slice(path.lastIndexOf('.') + 1)], reexport: false });
}

const names = /^(?:scoped_)?identifier$/;

/** Without white space, and without Kotlin's back-ticks. */
function dotted(text: string | null | undefined): string | null {
  return text?.replace(/\/\*.*?\*\/|[\s`]/g, '') ?? null;
}

function declare(node: SgNode, name: SgNode | null, found: ImportFindings): void {
  const { startPos: start, endPos: end } = spanOf(node);
  if (namesAround(found, start)?.length === 0) exported(found, written(name)?.replaceAll('`', ''));
  enter(found, null, end);
}

function exported(found: ImportFindings, name: string | undefined): void {
  if (name) found.exports.add(found.package ? `${found.package}.${name}` : name);
}

/** No field holds the names. Of an extension the type that it extends stands before. */
function kotlinName(node: SgNode): SgNode | null {
  for (const child of node.namedChildren()) {
    if (child.is('type_identifier') || child.is('simple_identifier')) return child;
    if (child.is('variable_declaration')) return child.child(0);
  }
  return null;
}

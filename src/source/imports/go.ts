import type { SgNode } from '@ast-grep/napi';
import type { ImportFindings, ImportReader } from '../imports.ts';

/** Import specs, the package clause, and the exported names of the top level (not methods: they come with their type). */
export const go: ImportReader = {
  kinds: { source_file: '', import_spec: '' },
  visit(node, kind, found) {
    if (kind === 'source_file') readTopLevel(node, found);
    else readImport(node, found);
  },
};

function readImport(node: SgNode, found: ImportFindings): void {
  const specifier = node.field('path')?.text().slice(1, -1) ?? '';
  // Which of its names a file takes is in no import.
  if (specifier !== '')
    found.imports.push({ specifier, line: node.range().start.line + 1, names: null, reexport: false });
}

function readTopLevel(file: SgNode, found: ImportFindings): void {
  for (const declaration of file.namedChildren()) {
    switch (declaration.kind()) {
      case 'package_clause':
        found.package = declaration.namedChildren()[0]?.text() ?? null;
        break;
      case 'function_declaration':
        exportNames([declaration.field('name')], found);
        break;
      case 'const_declaration':
      case 'var_declaration':
      case 'type_declaration':
        for (const spec of specsOf(declaration)) exportNames(namesOf(spec), found);
    }
  }
}

/** `var ( … )` has a list between, `const ( … )` and `type ( … )` have none. */
function specsOf(declaration: SgNode): SgNode[] {
  return declaration
    .namedChildren()
    .flatMap((child) => (child.is('var_spec_list') ? child.namedChildren() : [child]))
    .filter((child) => /^(?:const_spec|var_spec|type_spec|type_alias)$/.test(String(child.kind())));
}

/** `var A, B int`: the names come first. */
function namesOf(spec: SgNode): SgNode[] {
  const children = spec.namedChildren();
  if (spec.is('type_spec') || spec.is('type_alias')) return children.slice(0, 1);
  const end = children.findIndex((child) => !child.is('identifier'));
  return end < 0 ? children : children.slice(0, end);
}

function exportNames(names: (SgNode | null)[], found: ImportFindings): void {
  for (const name of names) {
    const text = name?.text() ?? '';
    if (/^\p{Lu}/u.test(text)) found.exports.add(text);
  }
}

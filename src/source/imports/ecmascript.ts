/** JavaScript and TypeScript, and so the scripts of Vue, Svelte and Astro: ES modules and plain CommonJS. */

import type { SgNode } from '@ast-grep/napi';
import type { ImportFindings, ImportReader } from '../imports.ts';

/** A specifier longer than any path is text of something else. */
const longestSpecifier = 2_000;
/** Declarations that come before the calls that they hold: `const { a } = require('x'), { b } = require('y')`. */
const declaredTogether = 20;

const quoted = ':has(> arguments:has(> :is(string, template_string)))';

/**
 * Imports: `import` in all its forms, `export … from`, `import()` and `require()` of a plain string. Exports: those of ES
 * modules, `module.exports = …`, `exports.x = …` and `module.exports = { … }` as statements of the file. Mocks
 * (`vi.mock`) import nothing.
 */
export const ecmascript: ImportReader = {
  kinds: {
    program: ':has(> expression_statement)',
    import_statement: '',
    export_statement: '',
    call_expression: `:has(> :is(import, identifier))${quoted}`,
    lexical_declaration: ':has(> variable_declarator:has(> object_pattern))',
    variable_declaration: ':has(> variable_declarator:has(> object_pattern))',
  },
  visit(node, kind, found) {
    switch (kind) {
      case 'program':
        for (const child of node.children()) if (child.is('expression_statement')) readAssignments(child, found);
        break;
      case 'import_statement':
        readImport(node, found);
        break;
      case 'export_statement':
        readExport(node, found);
        break;
      case 'call_expression':
        readCall(node, null, false, found);
        break;
      default:
        readDestructuring(node, found);
    }
  },
};

// ── Import and export statements ──────────────────────────────────────────────────────────────────

function readImport(node: SgNode, found: ImportFindings): void {
  const required = node.children().find((child) => child.is('import_require_clause'));
  const specifier = specifierOf((required ?? node).field('source'));
  const clause = node.children().find((child) => child.is('import_clause'));
  if (specifier !== null) add(found, { node, specifier, names: clause ? namesTaken(clause) : null, reexport: false });
}

/** Null: all, by a namespace. */
function namesTaken(clause: SgNode): string[] | null {
  const names: string[] = [];
  for (const child of clause.namedChildren()) {
    if (child.is('namespace_import')) return null;
    if (child.is('identifier')) names.push('default');
    if (child.is('named_imports')) names.push(...specifiersIn(child, 'import_specifier', 'name'));
  }
  return names;
}

function specifiersIn(list: SgNode, kind: string, ...fields: string[]): string[] {
  return list
    .namedChildren()
    .filter((child) => child.is(kind))
    .flatMap((child) => {
      const name = fields.map((field) => child.field(field)).find((field) => field !== null);
      return name ? [unquoted(name)] : [];
    });
}

function readExport(node: SgNode, found: ImportFindings): void {
  const children = node.children();
  const specifier = specifierOf(node.field('source'));
  const list = children.find((child) => child.is('export_clause'));
  if (list) for (const name of specifiersIn(list, 'export_specifier', 'alias', 'name')) found.exports.add(name);
  const namespace = children.find((child) => child.is('namespace_export'))?.namedChildren()[0];
  if (namespace) found.exports.add(unquoted(namespace));
  if (specifier !== null) {
    const names = list ? specifiersIn(list, 'export_specifier', 'name') : null;
    add(found, { node, specifier, names, reexport: true });
  }
  // `export default` and TypeScript's `export =`.
  if (children.some((child) => child.is('default') || child.is('='))) found.exports.add('default');
  else for (const name of declaredNames(node.field('declaration') ?? children.find(isAlias))) found.exports.add(name);
}

function isAlias(node: SgNode): boolean {
  return node.is('import_alias');
}

function declaredNames(declaration: SgNode | null | undefined): string[] {
  if (!declaration) return [];
  if (declaration.is('ambient_declaration')) return declaration.namedChildren().flatMap(declaredNames);
  if (isAlias(declaration)) return declaration.namedChildren().slice(0, 1).map(unquoted);
  const variables = declaration.namedChildren().filter((child) => child.is('variable_declarator'));
  if (variables.length > 0) return variables.flatMap((each) => boundNames(each.field('name')));
  const name = declaration.field('name');
  return name ? [unquoted(name)] : [];
}

/** The names that a pattern gives values to, nested ones too. */
function boundNames(pattern: SgNode | null): string[] {
  const names: string[] = [];
  const waiting = pattern ? [pattern] : [];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (/^(?:shorthand_property_)?identifier(?:_pattern)?$/.test(String(node.kind()))) names.push(node.text());
    const inner = node.field('value') ?? node.field('left');
    if (inner) waiting.push(inner);
    else if (node.is('object_pattern') || node.is('array_pattern') || node.is('rest_pattern'))
      waiting.push(...node.namedChildren().reverse());
  }
  return names;
}

// ── import() and CommonJS ─────────────────────────────────────────────────────────────────────────

function readCall(node: SgNode, names: string[] | null, reexport: boolean, found: ImportFindings): boolean {
  const callee = node.field('function');
  if (!callee || !(callee.is('import') || callee.text() === 'require')) return false;
  const specifier = specifierOf(node.field('arguments')?.namedChildren()[0]);
  if (specifier === null) return false;
  const line = lineOf(node);
  const told = found.imports
    .slice(-declaredTogether)
    .some((each) => each.line === line && each.specifier === specifier);
  if (!told) add(found, { node, specifier, names, reexport });
  return true;
}

/** `const { a, b: c } = require('x')`, `= await import('x')`. */
function readDestructuring(node: SgNode, found: ImportFindings): void {
  for (const declarator of node.namedChildren().slice(0, declaredTogether)) {
    const pattern = declarator.field('name');
    const value = declarator.field('value');
    if (!pattern?.is('object_pattern') || !value) continue;
    const call = value.is('await_expression') ? value.namedChildren()[0] : value;
    if (call?.is('call_expression')) readCall(call, propertiesTaken(pattern), false, found);
  }
}

/** Null where the rest is taken too, or a name is computed. */
function propertiesTaken(pattern: SgNode): string[] | null {
  const names: string[] = [];
  for (const child of pattern.namedChildren()) {
    if (child.is('comment')) continue;
    const key = child.field('key') ?? child.field('left') ?? child;
    if (!/^(?:shorthand_property_identifier_pattern|property_identifier|string)$/.test(String(key.kind()))) return null;
    names.push(unquoted(key));
  }
  return names;
}

/** `module.exports = …`, `exports.a = exports.b = …`; what they give on by `require`. */
function readAssignments(statement: SgNode, found: ImportFindings): void {
  let value = statement.namedChildren()[0] ?? null;
  let exporting = false;
  while (value?.is('assignment_expression')) {
    const left = value.field('left');
    value = value.field('right');
    if (!left?.is('member_expression')) continue;
    const object = left.field('object')?.text().slice(0, 20);
    const property = left.field('property')?.text() ?? '';
    if (object === 'module' && property === 'exports') {
      found.exports.add('default');
      if (value?.is('object')) for (const name of keysOf(value)) found.exports.add(name);
    } else if (object === 'exports' || object === 'module.exports') found.exports.add(property);
    else continue;
    exporting = true;
  }
  if (exporting && value?.is('call_expression')) readCall(value, null, true, found);
}

function keysOf(object: SgNode): string[] {
  return object.namedChildren().flatMap((child) => {
    if (child.is('shorthand_property_identifier')) return [child.text()];
    const key = child.field('key') ?? child.field('name');
    return key?.is('property_identifier') || key?.is('string') ? [unquoted(key)] : [];
  });
}

// ── Nodes ─────────────────────────────────────────────────────────────────────────────────────────

interface Taken {
  node: SgNode;
  specifier: string;
  names: string[] | null;
  reexport: boolean;
}

function add(found: ImportFindings, { node, ...fact }: Taken): void {
  found.imports.push({ ...fact, line: lineOf(node) });
}

function lineOf(node: SgNode): number {
  return node.range().start.line + 1;
}

/** Null where it is not a plain string. */
function specifierOf(node: SgNode | null | undefined): string | null {
  if (!node?.is('string') && !node?.is('template_string')) return null;
  if (node.namedChildren().some((child) => child.is('template_substitution'))) return null;
  const text = unquoted(node);
  return text.length > longestSpecifier || text === '' ? null : text;
}

function unquoted(node: SgNode): string {
  return node.text().replace(/^(["'`])(.*)\1$/s, '$2');
}

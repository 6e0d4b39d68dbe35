/** JavaScript and TypeScript, and so the scripts of Vue, Svelte and Astro: ES modules and plain CommonJS. */

import type { SgNode } from '@ast-grep/napi';
import type { ImportFact } from '../../model.ts';
import type { ImportFindings, ImportReader } from '../imports.ts';
import { spanOf } from '../span.ts';

/** A specifier longer than any path is text of something else. */
const longestSpecifier = 2_000;
/** Declarations that come before the calls that they hold: `const { a } = require('x'), { b } = require('y')`. */
const declaredTogether = 20;

/** The calls that may be meant: of one plain string, or of `import` with options behind it. */
const first = ':is(string, template_string):nth-child(1)';
const ofString = `:is(:has(> import):has(> arguments:has(> ${first})), :has(> identifier):has(> arguments:has(> ${first}:nth-last-child(1))))`;
const called = `:is(call_expression${ofString}, await_expression:has(> call_expression${ofString}))`;
/** Every module has `import`, few of them as a call. */
const calls = /\brequire\b|\bimport\s*[(/]/;
const destructured = `:has(> variable_declarator:has(> object_pattern):has(> ${called}))`;

/**
 * Imports: `import` in all its forms, `export … from`, `import()` and `require()` of a plain string. Exports: those of ES
 * modules, `module.exports = …`, `exports.x = …` and `module.exports = { … }` as statements of the file. Mocks
 * (`vi.mock`) import nothing.
 *
 * A node's children cost twenty times what its text costs: the lists of statements are read as text.
 */
export const ecmascript: ImportReader = {
  kinds: {
    import_statement: '',
    export_statement: '',
  },
  rare: [
    {
      kind: 'program',
      within: /\bexports\b/,
      where: ':has(> expression_statement:has(> assignment_expression:has(> member_expression)))',
    },
    { kind: 'call_expression', within: calls, where: ofString },
    { kind: 'lexical_declaration', within: calls, where: destructured },
    { kind: 'variable_declaration', within: calls, where: destructured },
  ],
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

/** `import fs = require('fs')`; an alias of a namespace (`import A = B.C`) is none. */
const required = /=\s*require\s*\(\s*(["'])(.+?)\1/s;
const defaultImport = /^import\s+(?:type\s+(?!from\b|,))?([\p{L}_$][\p{L}\p{N}_$]*)\s*(?:,|from\b)/u;
const namespace = /\*\s*as\s+([\p{L}_$][\p{L}\p{N}_$]*)/u;
const comments = /\/\*.*?\*\/|\/\/[^\n]*/gs;

function readImport(node: SgNode, found: ImportFindings): void {
  const source = node.field('source');
  const specifier = source ? specifierOf(source) : (required.exec(node.text())?.[2] ?? null);
  if (specifier === null) return;
  const clause = beforeSource(node, source);
  const taken = listed(clause);
  const main = defaultImport.exec(clause)?.[1];
  if (main !== undefined) taken.unshift({ name: 'default', alias: main, isType: false });
  const fact = add(found, { node, specifier, ...namesOf(taken, clause), reexport: false });
  for (const { alias } of taken) found.imported.set(alias, fact);
  const local = main === undefined ? namespace.exec(clause)?.[1] : undefined;
  if (local === undefined) return;
  const { startPos: start, endPos: end } = spanOf(node);
  found.wholes.push({ fact, local, start, end });
}

function beforeSource(node: SgNode, source: SgNode | null): string {
  const text = node.text();
  return (source ? text.slice(0, text.lastIndexOf(source.text())) : text).replace(comments, ' ');
}

interface Listed {
  name: string;
  /** What it is called then. */
  alias: string;
  isType: boolean;
}

/** `{ a, type b as c }`. */
function listed(clause: string): Listed[] {
  const list = /\{(.*)\}/s.exec(clause)?.[1] ?? '';
  return list.split(',').flatMap((each): Listed[] => {
    const plain = each.trim().replace(typeMark, '');
    const [name, alias = name] = plain.split(/\s+as\s+/).map(unquoted);
    return name ? [{ name, alias: alias!, isType: plain !== each.trim() }] : [];
  });
}

/** `type as c` takes what is called `type`. */
const typeMark = /^type\s+(?!as\b)/;
const typeClause = /^(?:import|export)\s+type\b(?!\s*(?:,|from\b))/;

/** What a clause takes: its values, or where it has none its types. */
function namesOf(taken: readonly Listed[], clause: string): Pick<Taken, 'names' | 'types'> {
  const values = taken.filter(({ isType }) => !isType);
  const types = typeClause.test(clause) || (taken.length > 0 && values.length === 0);
  const names = (values.length > 0 ? values : taken).map(({ name }) => name);
  const all = clause.includes('*') || (names.length === 0 && !clause.includes('{'));
  return { names: all ? null : names, ...(types && { types }) };
}

function readExport(node: SgNode, found: ImportFindings): void {
  const what = firstWord(node);
  // `export default` and TypeScript's `export =`.
  if (what === 'default' || what === '=') {
    found.exports.add('default');
    return;
  }
  const declaration = node.field('declaration');
  if (declaration) {
    for (const name of declaredNames(declaration)) found.exports.add(name);
    return;
  }
  const source = node.field('source');
  const clause = beforeSource(node, source);
  const names = listed(clause);
  for (const { alias } of names) found.exports.add(alias);
  const all = /\*\s*as\s+(\S+)/.exec(clause)?.[1];
  if (all !== undefined) found.exports.add(unquoted(all));
  if (source === null) found.listed.push(...names.map(({ name }) => name));
  const specifier = source && specifierOf(source);
  if (specifier === null) return;
  add(found, { node, specifier, ...namesOf(names, clause), reexport: true });
}

/** What follows `export`, decorators before it passed over. */
function firstWord(node: SgNode): string {
  let at = 0;
  while (node.child(at)?.is('decorator')) at++;
  return String(node.child(at + 1)?.kind());
}

function declaredNames(declaration: SgNode): string[] {
  const name = declaration.field('name');
  if (name) return [unquoted(name.text())];
  if (declaration.is('import_alias'))
    return declaration
      .namedChildren()
      .slice(0, 1)
      .map((each) => each.text());
  if (declaration.is('ambient_declaration')) return declaration.namedChildren().flatMap(declaredNames);
  const variables = declaration.namedChildren().filter((child) => child.is('variable_declarator'));
  return variables.flatMap((each) => boundNames(each.field('name')));
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

function readCall(node: SgNode, names: string[] | null, reexport: boolean, found: ImportFindings): void {
  if (!/^(?:import|require)$/.test(node.child(0)?.text() ?? '')) return;
  const specifier = specifierOf(node.field('arguments')?.namedChildren()[0]);
  if (specifier === null) return;
  const line = lineOf(node);
  const told = found.imports
    .slice(-declaredTogether)
    .some((each) => each.line === line && each.specifier === specifier);
  if (!told) add(found, { node, specifier, names, reexport });
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
    names.push(unquoted(key.text()));
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
    return key?.is('property_identifier') || key?.is('string') ? [unquoted(key.text())] : [];
  });
}

// ── Nodes ─────────────────────────────────────────────────────────────────────────────────────────

interface Taken {
  node: SgNode;
  specifier: string;
  names: string[] | null;
  reexport: boolean;
  types?: true;
}

function add(found: ImportFindings, { node, ...taken }: Taken): ImportFact {
  const fact = { ...taken, line: lineOf(node) };
  found.imports.push(fact);
  return fact;
}

function lineOf(node: SgNode): number {
  return node.range().start.line + 1;
}

/** Null where it is not a plain string. */
function specifierOf(node: SgNode | null | undefined): string | null {
  if (!node?.is('string') && !node?.is('template_string')) return null;
  if (node.namedChildren().some((child) => child.is('template_substitution'))) return null;
  const text = unquoted(node.text());
  return text.length > longestSpecifier || text === '' ? null : text;
}

function unquoted(text: string): string {
  return text.replace(/^(["'`])(.*)\1$/s, '$2');
}

import type { SgNode } from '@ast-grep/napi';
import type { ImportFact } from '../../model.ts';
import type { ImportFindings, ImportReader } from '../imports.ts';
import { spanOf } from '../span.ts';

/**
 * `import` and `from … import`, wherever they stand; `from __future__` is none. Whether the file is an `__init__.py` is
 * not known here, so every relative import counts as giving on what it takes. Exports: what the top level defines, in
 * `if` and `try` too, and the strings of `__all__`.
 */
export const python: ImportReader = {
  kinds: { module: '', import_statement: '', import_from_statement: '' },
  visit(node, kind, found) {
    if (kind === 'module') readTopLevel(node, found);
    else if (kind === 'import_statement') readImport(node, found);
    else readFrom(node, found);
  },
};

function readImport(node: SgNode, found: ImportFindings): void {
  const line = node.range().start.line + 1;
  const { startPos: start, endPos: end } = spanOf(node);
  for (const each of node.namedChildren()) {
    if (each.is('comment')) continue;
    const specifier = dotted(each.field('name') ?? each);
    if (specifier === '') continue;
    const fact: ImportFact = { specifier, line, names: null, reexport: false };
    found.imports.push(fact);
    found.wholes.push({ fact, local: each.field('alias')?.text() ?? specifier, start, end });
  }
}

function readFrom(node: SgNode, found: ImportFindings): void {
  const [module, ...taken] = node.namedChildren().filter((child) => !child.is('comment'));
  const specifier = module ? dotted(module) : '';
  if (specifier === '') return;
  const all = taken.some((each) => each.is('wildcard_import'));
  found.imports.push({
    specifier,
    line: node.range().start.line + 1,
    names: all ? null : taken.map((each) => dotted(each.field('name') ?? each)).filter((name) => name !== ''),
    reexport: specifier.startsWith('.'),
  });
}

/** `a . b` and line continuations are legal. */
function dotted(node: SgNode): string {
  return node.text().replace(/[\s\\]+/g, '');
}

// ── What the top level defines ────────────────────────────────────────────────────────────────────

const blocks =
  /^(?:block|if_statement|elif_clause|else_clause|(?:try|with)_statement|(?:except|finally)_(?:group_)?clause)$/;

function readTopLevel(module: SgNode, found: ImportFindings): void {
  const waiting = module.namedChildren().reverse();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const kind = String(node.kind());
    if (blocks.test(kind)) waiting.push(...node.namedChildren().reverse());
    else if (kind === 'decorated_definition') waiting.push(...node.namedChildren().slice(-1));
    else if (kind === 'function_definition' || kind === 'class_definition') define(node.field('name'), found);
    else if (kind === 'type_alias_statement') define(node.field('left'), found);
    else if (kind === 'expression_statement') readAssignment(node.namedChildren()[0], found);
  }
}

function define(name: SgNode | null, found: ImportFindings): void {
  if (name) found.exports.add(name.text());
}

function readAssignment(statement: SgNode | undefined, found: ImportFindings): void {
  let node: SgNode | null | undefined = statement;
  let all = false;
  while (node?.is('assignment') || node?.is('augmented_assignment')) {
    for (const name of targets(node.field('left'))) {
      found.exports.add(name);
      all ||= name === '__all__';
    }
    node = node.field('right');
  }
  if (all && node) for (const name of strings(node)) found.exports.add(name);
}

function targets(left: SgNode | null): string[] {
  return gather(left, /^identifier$/, /^(?:pattern_list|(?:tuple|list|list_splat)_pattern)$/).map((each) =>
    each.text(),
  );
}

function strings(value: SgNode): string[] {
  const found = gather(value, /^string_content$/, /^(?:list|tuple|string|binary_operator|parenthesized_expression)$/);
  return found.map((each) => each.text());
}

/** The nodes of the one kind that are reached through nothing but nodes of the other, in the order of the text. */
function gather(root: SgNode | null, wanted: RegExp, through: RegExp): SgNode[] {
  const found: SgNode[] = [];
  const waiting = root ? [root] : [];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const kind = String(node.kind());
    if (wanted.test(kind)) found.push(node);
    else if (through.test(kind)) waiting.push(...node.namedChildren().reverse());
  }
  return found;
}

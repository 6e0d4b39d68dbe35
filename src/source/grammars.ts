/**
 * The grammars that read functions and comments: one table, from linguist's language names to node kinds of
 * tree-sitter. A kind that its grammar does not know makes every search in that grammar throw, so a wrong row is loud.
 */

import c from '@ast-grep/lang-c';
import cpp from '@ast-grep/lang-cpp';
import csharp from '@ast-grep/lang-csharp';
import go from '@ast-grep/lang-go';
import java from '@ast-grep/lang-java';
import kotlin from '@ast-grep/lang-kotlin';
import php from '@ast-grep/lang-php';
import python from '@ast-grep/lang-python';
import ruby from '@ast-grep/lang-ruby';
import rust from '@ast-grep/lang-rust';
import { parse, registerDynamicLanguage, type SgNode } from '@ast-grep/napi';

registerDynamicLanguage({ c, cpp, csharp, go, java, kotlin, php, python, ruby, rust });

/**
 * What a node of some kind is to us. `where` is a selector suffix that a node must meet besides, mostly `:has(> body)`
 * to leave out signatures. It looks at children only: a look at parents costs tree-sitter a walk from the root.
 */
export type NodeRole = { where?: string } & (
  | { is: 'comment' }
  /**
   * A callable. `name`: the field of its own name, or where no field has it, code; `body`: what its source must hold;
   * `typed`: it takes its types from elsewhere and is not asked for annotations.
   */
  | { is: 'function'; name?: string | ((node: SgNode) => string | undefined); body?: RegExp; typed?: true }
  /** Gives the next function its name, which stands in this field. */
  | { is: 'binding'; name: string }
  /** The parameters of the last function, of which one has no type. */
  | { is: 'untyped parameters' }
  /** Python: a string as statement, and what may begin with one as its docstring besides functions. */
  | { is: 'string statement' }
  | { is: 'class' }
  /** Rust: attributes, and modules with a body. */
  | { is: 'attribute' }
  | { is: 'module' }
);

/** How one language's syntax tree is read. */
export interface Grammar {
  /** ast-grep's name of the grammar. */
  parser: string;
  kinds: Readonly<Record<string, NodeRole>>;
  /** Set where annotations are optional: the field of the return type, and the names of functions that need none. */
  returns?: { field: string; neededBy(name: string): boolean };
  /** Where a first parameter without type cannot be told from `self` by kind: finds its name in the function's source. */
  firstBareParameter?: RegExp;
  /** Many angle brackets that stay open take the grammar quadratic time and memory. */
  openAngles?: true;
  /** Minified code is common, and the grammar bears it: lines may be of any length. */
  longLines?: true;
  /** One selector for all kinds, so that a tree is walked once. */
  selector: string;
}

const comment: NodeRole = { is: 'comment' };
const named: NodeRole = { is: 'function', name: 'name' };
const unnamed = { is: 'function' } satisfies NodeRole;

function withBody(body: string): NodeRole {
  return { ...named, where: `:has(> :is(${body}))` };
}

function binding(name: string, functions: string): NodeRole {
  return { is: 'binding', name, where: `:has(> :is(${functions}))` };
}

function called(name: string, where = ''): NodeRole {
  return { is: 'function', name: () => name, where };
}

function grammar(parser: string, kinds: Record<string, NodeRole>, rest: Partial<Grammar> = {}): Grammar {
  const selector = Object.entries(kinds).map(([kind, { where = '' }]) => kind + where);
  return { parser, kinds, selector: selector.join(', '), ...rest };
}

// ── JavaScript and TypeScript ─────────────────────────────────────────────────────────────────────

const jsFunctions = 'arrow_function, function_expression, generator_function';
const ecmascript: Record<string, NodeRole> = {
  comment,
  html_comment: comment,
  function_declaration: named,
  generator_function_declaration: named,
  method_definition: named,
  arrow_function: unnamed,
  function_expression: named,
  generator_function: named,
  variable_declarator: binding('name', jsFunctions),
  pair: binding('key', jsFunctions),
  assignment_expression: binding('left', jsFunctions),
};
const typescript = { ...ecmascript, public_field_definition: binding('name', jsFunctions) };

// ── Names that no field holds ─────────────────────────────────────────────────────────────────────

/** `int *(*f(int))(void)` → `f`: declarators wrap each other around the name. */
function declaredName(node: SgNode): string | undefined {
  let inner = node;
  for (let depth = 0; depth < 20; depth++) {
    const wrapped =
      inner.field('declarator') ??
      inner.namedChildren().find((child) => /(?:^|_)declarator$/.test(String(child.kind())));
    // The declarator of `operator bool() const` is an abstract one: the name stands before it.
    if (wrapped == null || inner.is('operator_cast')) break;
    inner = wrapped;
  }
  if (inner.is('operator_cast')) return inner.text().split('(')[0]?.trim();
  return inner.text();
}

function identifierChild(node: SgNode): string | undefined {
  return node
    .namedChildren()
    .find((child) => child.is('simple_identifier'))
    ?.text();
}

// ── The table ─────────────────────────────────────────────────────────────────────────────────────

const declarations = { is: 'function', name: declaredName } satisfies NodeRole;
const csharpBody = ':has(> :is(block, arrow_expression_clause))';
const phpTypes =
  'named_type, optional_type, primitive_type, union_type, intersection_type, disjunctive_normal_form_type, bottom_type';

/** By linguist's name of the language. Vue, Svelte and Astro are read by those of their script blocks. */
export const grammars: Readonly<Record<string, Grammar>> = {
  JavaScript: grammar(
    'JavaScript',
    { ...ecmascript, field_definition: binding('property', jsFunctions) },
    { longLines: true },
  ),
  TypeScript: grammar('TypeScript', typescript, { longLines: true }),
  TSX: grammar('Tsx', typescript, { longLines: true }),

  Python: grammar(
    'python',
    {
      comment,
      function_definition: named,
      class_definition: { is: 'class' },
      expression_statement: { is: 'string statement', where: ':has(> :is(string, concatenated_string))' },
      parameters: {
        is: 'untyped parameters',
        where:
          ':has(> :is(default_parameter, list_splat_pattern, dictionary_splat_pattern, identifier:nth-child(n+2 of :not(comment))))',
      },
    },
    {
      returns: { field: 'return_type', neededBy: (name) => name !== '__init__' },
      firstBareParameter:
        /(?:async\s+)?def\s+[^\s([]+\s*(?:\[[^\]]{0,500}\])?\s*\((?:\s|#[^\n]*\n)*(?!(?:self|cls)\b)[^\s:=,)*/#]+\s*[,)#]/y,
    },
  ),

  PHP: grammar(
    'php',
    {
      comment,
      function_definition: named,
      method_declaration: withBody('compound_statement'),
      property_hook: { is: 'function', name: hookName, body: /=>|\}$/, typed: true },
      // Their types follow from their use, like those of Python's lambdas.
      anonymous_function: { ...unnamed, typed: true },
      arrow_function: { ...unnamed, typed: true },
      assignment_expression: binding('left', 'anonymous_function, arrow_function'),
      formal_parameters: {
        is: 'untyped parameters',
        where: `:has(> :is(simple_parameter, variadic_parameter, property_promotion_parameter):not(:has(> :is(${phpTypes}))))`,
      },
    },
    { returns: { field: 'return_type', neededBy: (name) => !/^__(?:construct|destruct)$/i.test(name) } },
  ),

  Ruby: grammar('ruby', { comment, method: named, singleton_method: named }),

  Go: grammar('go', {
    comment,
    function_declaration: withBody('block'),
    method_declaration: withBody('block'),
    func_literal: unnamed,
    short_var_declaration: binding('left', 'expression_list:has(> func_literal)'),
    assignment_statement: binding('left', 'expression_list:has(> func_literal)'),
    var_spec: binding('name', 'expression_list:has(> func_literal)'),
    keyed_element: binding('key', 'literal_element:has(> func_literal)'),
  }),

  Java: grammar(
    'java',
    {
      line_comment: comment,
      block_comment: comment,
      method_declaration: withBody('block'),
      constructor_declaration: named,
      compact_constructor_declaration: named,
      lambda_expression: unnamed,
      variable_declarator: binding('name', 'lambda_expression'),
      assignment_expression: binding('left', 'lambda_expression'),
    },
    { openAngles: true },
  ),

  Kotlin: grammar('kotlin', {
    line_comment: comment,
    multiline_comment: comment,
    function_declaration: { is: 'function', name: identifierChild, where: ':has(> function_body)' },
    secondary_constructor: { is: 'function', name: () => 'constructor', body: /\}$/ },
    getter: called('get', ':has(> function_body)'),
    setter: called('set', ':has(> function_body)'),
    anonymous_function: unnamed,
    lambda_literal: unnamed,
  }),

  Rust: grammar('rust', {
    line_comment: comment,
    block_comment: comment,
    function_item: named,
    closure_expression: unnamed,
    let_declaration: binding('pattern', 'closure_expression'),
    attribute_item: { is: 'attribute' },
    mod_item: { is: 'module', where: ':has(> declaration_list)' },
  }),

  'C#': grammar(
    'csharp',
    {
      comment,
      method_declaration: { ...named, where: csharpBody },
      constructor_declaration: { ...named, where: csharpBody },
      destructor_declaration: { ...named, where: csharpBody },
      local_function_statement: { ...named, where: csharpBody },
      accessor_declaration: { ...named, where: csharpBody },
      operator_declaration: { is: 'function', name: 'operator', where: csharpBody },
      conversion_operator_declaration: { is: 'function', name: 'type', where: csharpBody },
      property_declaration: { ...named, where: ':has(> arrow_expression_clause)' },
      indexer_declaration: called('this', ':has(> arrow_expression_clause)'),
      lambda_expression: unnamed,
      anonymous_method_expression: unnamed,
      variable_declarator: {
        is: 'binding',
        name: 'name',
        where: ':has(> :is(lambda_expression, anonymous_method_expression))',
      },
      assignment_expression: binding('left', 'lambda_expression, anonymous_method_expression'),
    },
    { openAngles: true },
  ),

  C: grammar('c', { comment, function_definition: declarations }),

  'C++': grammar(
    'cpp',
    {
      comment,
      function_definition: { ...declarations, where: ':has(> :is(compound_statement, try_statement))' },
      lambda_expression: unnamed,
      init_declarator: binding('declarator', 'lambda_expression'),
      assignment_expression: binding('left', 'lambda_expression'),
    },
    { openAngles: true },
  ),
};

/** A parse and nothing else, synchronous: the floor of `npm run bench`. Does nothing where no grammar reads the language. */
export function bareParse(language: string, text: string): void {
  const found = grammars[language];
  if (found) parse(found.parser, text);
}

function hookName(node: SgNode): string | undefined {
  return /[a-z]+/i.exec(node.text())?.[0];
}

/**
 * Cyclomatic complexity: the node table of its decision points per language, and whose points they are.
 * Source: McCabe, "A Complexity Measure" (1976); what counts is MEASURES.md 3.3.
 */

import type { SgNode } from '@ast-grep/napi';
import { spanOf } from './span.ts';

/** One point; a point unless the node's source begins like this; or as many as code says. */
export type Points = 1 | RegExp | ((node: SgNode, text: string, start: number, end: number) => number);

/** What is a decision point in one language. */
export interface DecisionPoints {
  kinds: Readonly<Record<string, Points>>;
  /** Kinds that are a point where their field `operator` is one of these. */
  operators: Readonly<Record<string, readonly string[]>>;
  /** Kinds whose field `condition` is not the program's own: the preprocessor's. */
  preprocessor?: readonly string[];
  /** In words, of kinds that are not always one point: which. */
  but?: Readonly<Record<string, string>>;
}

function each(kinds: string): Record<string, Points> {
  return Object.fromEntries(kinds.split(' ').map((kind) => [kind, 1]));
}

const logical = ['&&', '||'];
const nullish = ['&&', '||', '??'];

const ecmascript: DecisionPoints = {
  kinds: each(
    'if_statement for_statement for_in_statement while_statement do_statement switch_case catch_clause ternary_expression',
  ),
  operators: { binary_expression: nullish, augmented_assignment_expression: ['&&=', '||=', '??='] },
};

const c: DecisionPoints = {
  kinds: {
    ...each('if_statement for_statement while_statement do_statement conditional_expression'),
    case_statement: /default\b/y,
  },
  but: { case_statement: 'not default' },
  operators: { binary_expression: [...logical, 'and', 'or'] },
  preprocessor: ['preproc_if', 'preproc_elif'],
};

/**
 * By linguist's name of the language, as in grammars.ts. An arm's guard (`case x if y`, `catch … when`) is an `if` of its
 * own. `else if` needs no row: it is an `if` within an `else`.
 */
export const decisionPoints: Readonly<Record<string, DecisionPoints>> = {
  JavaScript: ecmascript,
  TypeScript: ecmascript,
  TSX: ecmascript,

  Python: {
    // `if_clause` is a comprehension's, or an arm's guard.
    kinds: {
      ...each('if_statement elif_clause for_statement while_statement except_clause conditional_expression'),
      ...each('boolean_operator for_in_clause if_clause'),
      case_clause: /case\s+_\s*:/y,
    },
    but: { case_clause: 'not case _' },
    operators: {},
  },

  PHP: {
    kinds: {
      ...each('if_statement else_if_clause for_statement foreach_statement while_statement do_statement'),
      ...each('case_statement match_conditional_expression catch_clause conditional_expression'),
    },
    operators: { binary_expression: [...nullish, 'and', 'or'], augmented_assignment_expression: ['??='] },
  },

  Ruby: {
    kinds: {
      ...each('if elsif unless while until for when in_clause if_guard unless_guard rescue conditional'),
      ...each('if_modifier unless_modifier while_modifier until_modifier rescue_modifier'),
    },
    operators: { binary: [...logical, 'and', 'or'], operator_assignment: ['&&=', '||='] },
  },

  Go: {
    kinds: {
      if_statement: (...ifStatement) => (isErrorReturn(...ifStatement) ? 0 : 1),
      ...each('for_statement expression_case type_case communication_case'),
    },
    but: { if_statement: 'not if … err != nil { return … }' },
    operators: { binary_expression: logical },
  },

  Java: {
    kinds: {
      ...each('if_statement for_statement enhanced_for_statement while_statement do_statement'),
      ...each('catch_clause ternary_expression guard'),
      switch_label: /default\b|case\s+null\s*,\s*default\b/y,
    },
    but: { switch_label: 'not default' },
    operators: { binary_expression: logical },
  },

  Kotlin: {
    kinds: {
      ...each('if_expression for_statement while_statement do_while_statement catch_block'),
      ...each('elvis_expression conjunction_expression disjunction_expression'),
      when_entry: /else\b/y,
    },
    but: { when_entry: 'not else' },
    operators: {},
  },

  Rust: {
    kinds: {
      ...each('if_expression for_expression while_expression loop_expression'),
      match_arm: pointsOfArm,
      // `if let a = b && c && d` is one node.
      let_chain: (node) => node.children().filter((child) => child.is('&&')).length,
    },
    but: { match_arm: 'not _; one more with a guard', let_chain: 'one for each &&' },
    operators: { binary_expression: logical },
  },

  'C#': {
    kinds: {
      ...each('if_statement for_statement foreach_statement while_statement do_statement'),
      ...each('catch_clause catch_filter_clause conditional_expression when_clause'),
      switch_section: /default\b/y,
      switch_expression_arm: /_\s*=>/y,
    },
    but: { switch_section: 'not default', switch_expression_arm: 'not _' },
    operators: { binary_expression: nullish, assignment_expression: ['??='] },
  },

  C: c,
  'C++': { ...c, kinds: { ...c.kinds, ...each('for_range_loop catch_clause') } },
};

/** The table as the documentation prints it: languages of one table together. */
export function publishedDecisions(): { title: string; entries: string[] }[] {
  const byEntries = Map.groupBy(Object.entries(decisionPoints), ([, points]) => JSON.stringify(entriesOf(points)));
  return [...byEntries.values()].map((group) => ({
    title: `Decision points: ${group.map(([language]) => language).join(', ')}`,
    entries: entriesOf(group[0]![1]),
  }));
}

function entriesOf({ kinds, operators, but = {} }: DecisionPoints): string[] {
  return [
    ...Object.keys(kinds).map((kind) => (but[kind] === undefined ? kind : `${kind} (${but[kind]})`)),
    ...Object.entries(operators).map(([kind, some]) => `${kind} (${some.join(' ')})`),
  ];
}

/** Rust: none for `_ =>`; a guard is part of the arm's pattern. */
function pointsOfArm(node: SgNode, text: string, start: number): number {
  const pattern = text.slice(start, text.indexOf('=>', start));
  if (/^(?:#\[[^\]]*\]\s*)*_\s*$/.test(pattern)) return 0;
  return /\bif\b/.test(pattern) && node.field('pattern')?.field('condition') ? 2 : 1;
}

/** Longer ones are not told by their text alone. */
const shortIf = 500;

/** Go's `if … err != nil { return … }`, where others would not see a branch: one `return` and no `else`. */
function isErrorReturn(node: SgNode, text: string, start: number, end: number): boolean {
  if (end - start < shortIf) {
    const source = text.slice(start, end);
    if (!/\berr\s*!=\s*nil\b/.test(source)) return false;
    if (/^if\b[^{}]*\berr\s*!=\s*nil\s*\{\s*return\b[^\n]*\n\s*\}$/.test(source)) return true;
  }
  const condition = node.field('condition');
  if (condition === null || node.field('alternative') !== null) return false;
  const { endPos } = spanOf(condition);
  if (!/\berr\s*!=\s*nil$/.test(text.slice(Math.max(0, endPos - 100), endPos))) return false;
  const body = node.field('consequence')?.namedChildren() ?? [];
  const statements = body
    .flatMap((child) => (child.is('statement_list') ? child.namedChildren() : child))
    .filter((child) => !child.is('comment'));
  return statements.length === 1 && statements[0]!.is('return_statement');
}

/** How many points a node of a kind in `kinds` is. */
export function pointsOf(points: Points, node: SgNode, text: string, start: number, end: number): number {
  if (points === 1) return 1;
  if (typeof points === 'function') return points(node, text, start, end);
  points.lastIndex = start;
  return points.test(text) ? 0 : 1;
}

// ── Whose points they are ─────────────────────────────────────────────────────────────────────────

interface Counted {
  end: number;
  complexity: number;
}

/**
 * Gives each point to the innermost function around it, else to the top level. Nodes come in the order of the text, outer
 * ones first, so that the functions around a node are those entered and not yet ended.
 */
export function complexityCounter() {
  const topLevel: Counted = { end: Number.POSITIVE_INFINITY, complexity: 1 };
  const around = [topLevel];
  return {
    topLevel,
    enter(callable: Counted & { start: number }): void {
      while (around.at(-1)!.end <= callable.start) around.pop();
      around.push(callable);
    },
    add(start: number, points: number): void {
      while (around.at(-1)!.end <= start) around.pop();
      around.at(-1)!.complexity += points;
    },
  };
}

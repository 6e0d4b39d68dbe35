/** What is asked for in one walk over a tree, by language: made of the tables of grammars, decision points and import readers. */

import type { NapiConfig, SgNode } from '@ast-grep/napi';
import { decisionPoints, type Points } from './complexity.ts';
import { type Grammar, grammars, type NodeRole } from './grammars.ts';
import { type ImportReader, importReaders } from './imports.ts';

/** What a walk over one language's trees asks for. */
export interface Walk {
  grammar: Grammar;
  roles: Readonly<Record<string, Role>>;
  /** Kinds that others ask for besides, and with which operators they are decisions. */
  operators: Readonly<Record<string, readonly string[]>>;
  /** Kinds that the import reader asks for on other conditions: their role is only that of nodes that meet its own. */
  shared: ReadonlySet<string>;
  importReader: ImportReader | null;
  importKinds: ReadonlySet<string>;
  /** All kinds that are asked for, so that a tree is walked once; some only where the text holds what they are made of. */
  rules: { rule: NapiConfig['rule']; within: RegExp | null }[];
}

/** What a node of some kind is to the walk. */
export type Role = NodeRole | { is: 'decision'; points: Points } | { is: 'preprocessor' };

/** By linguist's name of the language. */
export const walks: ReadonlyMap<string, Walk> = new Map(
  Object.keys(grammars).map((language) => [language, walkOf(language)]),
);

function walkOf(language: string): Walk {
  const grammar = grammars[language]!;
  const { kinds, operators, preprocessor = [] } = decisionPoints[language]!;
  const importReader = importReaders[language] ?? null;
  const roles: Record<string, Role> = {};
  for (const kind of Object.keys(operators)) roles[kind] = { is: 'decision', points: 1 };
  for (const [kind, points] of Object.entries(kinds)) roles[kind] = { is: 'decision', points };
  for (const kind of preprocessor) roles[kind] = { is: 'preprocessor' };
  const further = { ...importReader?.kinds };
  for (const kind of [...Object.keys(kinds), ...preprocessor]) further[kind] = '';
  const selectors = Object.entries(further).filter(([kind, where]) => addsTo(grammar, kind, where));
  const kind = [grammar.selector, ...selectors.map(([name, where]) => name + where)].join(', ');
  const rules = Object.entries(operators).map(([name, some]) => {
    const any = some.map((operator) => operator.replace(/\W/g, '\\$&')).join('|');
    const rule = { kind: name, has: { field: 'operator', regex: `^(?i:${any})$` } };
    return { rule, within: new RegExp(any, 'i') };
  });
  const rare = (importReader?.rare ?? []).map(({ kind, within, where }) => {
    const rule = typeof where === 'string' ? { kind: kind + where } : { kind, has: where };
    return { rule, within };
  });
  const both = Object.entries(operators).filter(([name]) => name in grammar.kinds || name in further);
  return {
    grammar,
    roles: { ...roles, ...grammar.kinds },
    operators: Object.fromEntries(both),
    shared: new Set(selectors.map(([name]) => name).filter((name) => name in grammar.kinds)),
    importReader,
    importKinds: new Set([
      ...Object.keys(importReader?.kinds ?? {}),
      ...(importReader?.rare ?? []).map((rare) => rare.kind),
    ]),
    rules: [{ rule: { kind }, within: null }, ...rules, ...rare],
  };
}

/** Whether nodes of this kind are asked for that the grammar's own selector does not find. */
function addsTo(grammar: Grammar, kind: string, where: string): boolean {
  const role = grammar.kinds[kind];
  return role === undefined || (role.where ?? where) !== where;
}

/** What a node is, by its kind and where kinds are shared by its own; undefined: the walk does not ask for it. */
export function roleOf({ grammar, roles, operators, shared }: Walk, kind: string, node: SgNode): Role | undefined {
  if (operators[kind]) {
    const isDecision = operators[kind].includes(node.field('operator')?.text().toLowerCase() ?? '');
    if (isDecision) return { is: 'decision', points: 1 };
    if (!(kind in grammar.kinds)) return undefined;
  }
  if (shared.has(kind) && !node.matches({ rule: { kind: kind + grammar.kinds[kind]!.where } })) return undefined;
  return roles[kind];
}

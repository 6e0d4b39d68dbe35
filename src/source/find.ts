/** Structural rules over the text of one file: ast-grep's matches with the names of the functions around them. */

import { createHash } from 'node:crypto';
import { parse, parseAsync, type SgNode } from '@ast-grep/napi';
import type { Finding, Rule } from '../model.ts';
import { partsOf, type Script } from './components.ts';
import { decode } from './extract.ts';
import { grammars } from './grammars.ts';
import { componentLanguages } from './lists.ts';
import { boundName } from './syntax.ts';

/** Part of the key under which matches are kept: raised when anything here may find something else. */
const finderVersion = 3;
/** A rule that matches more often in one file says nothing of it. */
const mostMatches = 1_000;
/** A match cannot be interrupted; a rule that took so long on one file is not asked for another. */
const slowest = 2_000;

/** A match of a rule in a blob, whatever the blob's path. */
export type Match = Omit<Finding, 'rule' | 'path'>;

/** What of a rule decides its matches. */
export type Matcher = Pick<Rule, 'id' | 'message' | 'language' | 'match' | 'mentions'>;

/** A rule's matches in one text, or why they are not known; `slow`: asking it again would be as slow. */
export type Found = { matches: Match[] } | { why: string; slow: boolean };

/**
 * By linguist's name of a file's language, the grammar by which a rule of a language reads it: a rule for TypeScript
 * also reads TSX and, by the same grammar, JavaScript. Null where no grammar reads the rule's language.
 */
function readBy(language: string): Readonly<Record<string, string>> | null {
  if (language === 'TypeScript') return { TypeScript: 'TypeScript', TSX: 'TSX', JavaScript: 'TSX' };
  return Object.hasOwn(grammars, language) ? { [language]: language } : null;
}

/**
 * The languages of the files that a rule of a language reads: those of its grammar, and the components of Vue, Svelte and
 * Astro, in whose scripts rules for TypeScript and JavaScript look. None where no grammar reads the rule's language.
 */
export function languagesRead(language: string): string[] {
  const own = Object.keys(readBy(language) ?? {});
  return own.includes('JavaScript') ? [...own, ...componentLanguages] : own;
}

/** Changes whenever the rule may match anything else, or say it in other words. */
export function ruleHash({ id, message, language, match, mentions = [] }: Matcher): string {
  const text = JSON.stringify([finderVersion, id, message, language, match, mentions]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** Rules, and after each the one that may switch it off: all that a tree is asked. */
export function withConditions(rules: readonly Rule[]): Rule[] {
  return rules.flatMap((rule) => (rule.unless === null ? [rule] : [rule, rule.unless]));
}

/** Why ast-grep refuses a rule, in its own words; null: it does not. */
export function refusal({ language, match }: Matcher): string | null {
  for (const grammar of new Set(Object.values(readBy(language) ?? {}))) {
    try {
      parse(grammars[grammar]!.parser, '').root().findAll(plain(match));
    } catch (error) {
      return oneLine((error as Error).message);
    }
  }
  return null;
}

/** The matches of each rule, in their order, in a blob of a language that all of them read. Never throws. */
export async function findIn(content: Buffer, language: string, rules: readonly Matcher[]): Promise<Found[]> {
  const text = decode(content);
  const isComponent = componentLanguages.includes(language);
  const parts = isComponent
    ? partsOf(text, language).scripts
    : [{ start: 0, end: text.length, linesBefore: 0, grammar: language }];
  const read = parts.map((part) => partReader(text, part));
  const found: Found[] = [];
  for (const rule of rules) {
    const matches: Match[] = [];
    let failed: Found | null = null;
    for (const matchesOfPart of read) {
      const answer = await matchesOfPart(rule);
      if ('matches' in answer) matches.push(...answer.matches);
      else failed ??= answer;
    }
    found.push(failed ?? { matches });
  }
  return found;
}

/** A script of a component, or the whole of another file. */
type Part = Omit<Script, 'grammar'> & { grammar: string };

/** Asks rules of a part of a text that is of one language; each grammar reads it once. */
function partReader(text: string, { start, end, linesBefore, grammar: language }: Part) {
  const part = text.slice(start, end);
  const roots = new Map<string, Promise<SgNode>>();
  return async (rule: Matcher): Promise<Found> => {
    const grammar = readBy(rule.language)?.[language];
    if (grammar === undefined || !mayMatch(part, rule)) return { matches: [] };
    const root = roots.get(grammar) ?? parseAsync(grammars[grammar]!.parser, part).then((tree) => tree.root());
    roots.set(grammar, root);
    const found = await root.then(
      (node) => matchesOf(node, grammar, part, rule),
      (): Found => ({ why: 'the grammar cannot read it', slow: false }),
    );
    if (!('matches' in found) || linesBefore === 0) return found;
    const inText = (line: number) => line + linesBefore;
    return {
      matches: found.matches.map((each) => ({ ...each, line: inText(each.line), endLine: inText(each.endLine) })),
    };
  };
}

/** Whether a text holds what must be there for a match: one of the rule's mentions and, of a plain pattern, each of its words. */
function mayMatch(text: string, { mentions = [], match }: Matcher): boolean {
  if (mentions.length > 0 && !mentions.some((mention) => text.includes(mention))) return false;
  const { pattern } = match.rule as { pattern?: unknown };
  return typeof pattern !== 'string' || wordsOf(pattern).every((word) => text.includes(word));
}

/** `fetch($URL)` → `fetch`: not of names for whatever matches. */
function wordsOf(pattern: string): string[] {
  return pattern.match(/(?<![$\w])[A-Za-z_]\w*/g) ?? [];
}

function matchesOf(root: SgNode, grammar: string, text: string, rule: Matcher): Found {
  const begun = performance.now();
  let nodes: SgNode[];
  try {
    nodes = root.findAll(plain(rule.match));
  } catch (error) {
    return { why: oneLine((error as Error).message), slow: false };
  }
  if (performance.now() - begun > slowest) return { why: `it took over ${slowest / 1_000} s`, slow: true };
  if (nodes.length > mostMatches) return { why: `more than ${mostMatches} matches`, slow: false };
  if (nodes.length === 0) return { matches: [] };
  const lines = text.split('\n');
  const functions = functionsIn(root, grammar);
  const matches: Match[] = [];
  for (const node of nodes) {
    const { start, end } = node.range();
    matches.push({
      line: start.line + 1,
      endLine: end.line + 1,
      function: functions.findLast((each) => each.start <= start.index && end.index <= each.end)?.name ?? null,
      message: filledIn(rule.message, node),
      ...(isContested(lines, start.line, rule.id) && { contested: true as const }),
    });
  }
  return { matches };
}

/** Functions in the order of the text, so that of those around a place the innermost comes last. */
function functionsIn(root: SgNode, grammar: string): { name: string; start: number; end: number }[] {
  const { kinds } = grammars[grammar]!;
  const asked = Object.entries(kinds).filter(([, role]) => role.is === 'function' || role.is === 'binding');
  const kind = asked.map(([name, { where = '' }]) => name + where).join(', ');
  const functions: { name: string; start: number; end: number }[] = [];
  let bound: string | undefined;
  for (const node of root.findAll({ rule: { kind } })) {
    const role = kinds[String(node.kind())];
    if (role?.is === 'binding') bound = boundName(node.field(role.name)?.text());
    if (role?.is !== 'function') continue;
    const own = typeof role.name === 'string' ? node.field(role.name)?.text() : role.name?.(node);
    const { start, end } = node.range();
    functions.push({ name: bound ?? own ?? '(anonymous)', start: start.index, end: end.index });
    bound = undefined;
  }
  return functions;
}

const mark = /touchstone-ignore:[ \t]*([\w.:-]+(?:[ \t]*,[ \t]*[\w.:-]+)*)/;
const commentOnly = /^\s*\{?\s*(?:\/\/|#|\/?\*|<!--)/;

/** A comment `touchstone-ignore: <rule>` stands on the line, or alone on the line before. */
function isContested(lines: readonly string[], line: number, rule: string): boolean {
  const before = lines[line - 1] ?? '';
  return [lines[line] ?? '', commentOnly.test(before) ? before : ''].some((text) => {
    const named =
      mark
        .exec(text)?.[1]
        ?.split(',')
        .map((name) => name.trim()) ?? [];
    // Of a vector both directions go by its measure's name.
    return named.includes(rule.split('/')[0]!);
  });
}

/** ast-grep's messages may name what matched: `$NAME`. */
function filledIn(message: string, node: SgNode): string {
  return message.replace(/\$([A-Z_][A-Z0-9_]*)/g, (written, name: string) => {
    const text = oneLine(node.getMatch(name)?.text() ?? written);
    return text.length > 60 ? `${text.slice(0, 59)}…` : text;
  });
}

/** ast-grep takes plain objects alone. */
function plain(match: Matcher['match']): never {
  return JSON.parse(JSON.stringify(match)) as never;
}

function oneLine(text: string): string {
  return text
    .replace(/[\s|]+(?:->)?/g, ' ')
    .trim()
    .slice(0, 300);
}

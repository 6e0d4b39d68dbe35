import type { Rule } from '../model.ts';
import { findIn } from '../source/find.ts';

/** What became of one example: a bad one is to be found, a good one is not. */
export interface Tried {
  kind: 'bad' | 'good';
  /** 1-based, in its list. */
  number: number;
  /** Why it failed; null: it passed. */
  failure: string | null;
}

/** Runs a rule against its own examples, whatever its globs. */
export async function tryExamples(rule: Rule): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const kind of ['bad', 'good'] as const) {
    for (const [index, text] of rule.examples[kind].entries()) {
      const [found] = await findIn(Buffer.from(text), rule.language, [rule]);
      tried.push({ kind, number: index + 1, failure: failureOf(kind, found!) });
    }
  }
  return tried;
}

function failureOf(kind: Tried['kind'], found: Awaited<ReturnType<typeof findIn>>[number]): string | null {
  if ('why' in found) return found.why;
  const [first] = found.matches;
  if (kind === 'bad') return first ? null : 'nothing was found in it';
  return first ? `found in line ${first.line}: ${first.message}` : null;
}

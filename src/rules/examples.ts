import type { Rule } from '../model.ts';
import { findIn, withConditions } from '../source/find.ts';

/** What became of one example: a bad one is to be found, a good one is not. */
export interface Tried {
  /** Of the rule, or of its `unless`. */
  id: string;
  kind: 'bad' | 'good';
  /** 1-based, in its list. */
  number: number;
  /** Why it failed; null: it passed. */
  failure: string | null;
}

/** Runs a rule and its `unless` against their own examples, whatever their globs. */
export async function tryExamples(rule: Rule): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const asked of withConditions([rule])) {
    for (const kind of ['bad', 'good'] as const) {
      for (const [index, text] of asked.examples[kind].entries()) {
        const [found] = await findIn(Buffer.from(text), asked.language, [asked]);
        tried.push({ id: asked.id, kind, number: index + 1, failure: failureOf(kind, found!) });
      }
    }
  }
  return tried;
}

function failureOf(kind: Tried['kind'], found: Awaited<ReturnType<typeof findIn>>[number]): string | null {
  if ('why' in found) return found.why;
  const first = found.matches.find(({ contested }) => !contested);
  if (kind === 'bad') return first ? null : 'nothing was found in it';
  return first ? `found in line ${first.line}: ${first.message}` : null;
}

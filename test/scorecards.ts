import type { Evidence, Result, Scorecard } from '../src/model.ts';
import { scoreOf } from '../src/scoring/evaluate.ts';

/** A scored result of weight 10, a share. */
export function resultOf(id: string, score: number | null, known: Partial<Result> = {}): Result {
  return {
    id,
    version: 1,
    category: 'code',
    weight: 10,
    status: score === null ? 'no-data' : 'scored',
    value: score === null ? null : score / 100,
    unit: 'share',
    score,
    sample: null,
    summary: null,
    reason: score === null ? 'nothing to measure' : null,
    evidence: [],
    leftOut: [],
    ...known,
  };
}

/** Evidence of files by their value. */
export function evidenceOf(files: Record<string, number>): Evidence[] {
  return Object.entries(files).map(([path, value]) => ({ path, value, text: `${value} lines` }));
}

/** The scorecard of `acme/shop` at a day of 2026, `06-01`, whose score is that of its results. */
export function cardAt(monthDay: string, results: Result[], known: Partial<Scorecard> = {}): Scorecard {
  const date = `2026-${monthDay}T12:00:00.000Z`;
  const at = monthDay.replace('-', '').padEnd(40, 'a');
  const subject = { kind: 'repository' as const, repo: 'acme/shop', at, date };
  return { version: 1, subject, definition: '0123456789ab', ...scoreOf(results), categories: [], results, ...known };
}

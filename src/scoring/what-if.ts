import type { Gathered, RepositoryFacts, Result, Scorecard, Settings } from '../model.ts';
import { showPath } from '../text.ts';
import { type Configured, meetsNeeds, resultOf, scoreOf } from './evaluate.ts';

/** What the numbers would be if a file were as it should be. */
export interface WhatIf {
  /** As a reader sees it. */
  path: string;
  value: number;
  /** The measure's own points; null where it would not be scored. */
  points: number | null;
  /** Overall. */
  score: number | null;
}

/** So many files of the evidence are tried, and the best of them shown. */
const mostTried = 30;
const mostShown = 10;

/**
 * The files that move a measure most, each by itself and all of these together: computed by measuring again with the
 * file as it should be. Only this measure is computed again, for the files that its evidence names first; of the others
 * the scorecard's results hold. Null where the measure is not scored, or no file could mend it.
 */
export function whatIf(
  facts: Gathered<RepositoryFacts>,
  configured: Configured,
  card: Scorecard,
  settings: Settings,
): { files: WhatIf[]; together: WhatIf } | null {
  const { measure } = configured;
  const result = card.results.find(({ id }) => id === measure.id);
  if (result?.status !== 'scored' || !measure.mended || !meetsNeeds(measure, facts)) return null;
  const named = new Map(facts.files.map((file) => [showPath(file.path), file.path]));
  const tried = new Set(result.evidence.flatMap(({ path }) => named.get(path ?? '') ?? []));
  const mend = (known: RepositoryFacts, path: string) => ({ ...known, ...measure.mended!(known, path) });
  const measured = (known: RepositoryFacts) => resultOf(configured, known, settings);
  const worth = (other: Result) => Math.abs(other.value! - result.value!);
  const files = [...tried]
    .slice(0, mostTried)
    .map((path) => ({ path, other: measured(mend(facts, path)) }))
    .filter(({ other }) => other.value !== null && other.value !== result.value)
    .sort((a, b) => worth(b.other) - worth(a.other))
    .slice(0, mostShown);
  if (files.length === 0) return null;
  const all = measured(files.reduce((known, { path }) => mend(known, path), facts));
  return {
    files: files.map(({ path, other }) => whatIfOf(showPath(path), other, card)),
    together: whatIfOf('', all, card),
  };
}

function whatIfOf(path: string, other: Result, card: Scorecard): WhatIf {
  const results = card.results.map((result) => (result.id === other.id ? other : result));
  return { path, value: other.value!, points: other.score, score: scoreOf(results).score };
}

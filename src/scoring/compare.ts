import type { Result, Scorecard } from '../model.ts';

/** One measure in two scorecards of one repository. */
export interface Moved {
  before: Result;
  after: Result;
}

/** What changed from one scorecard to a later one. */
export interface Comparison {
  before: Scorecard;
  after: Scorecard;
  /** False: the definition changed in between, and the difference of the scores says nothing. */
  sameDefinition: boolean;
  /** Measures whose value, score or status changed, those that moved the score most first. */
  moved: Moved[];
}

/** Compares measure by measure; a measure that only one of the two has, or has in another version, is not compared. */
export function compare(before: Scorecard, after: Scorecard): Comparison {
  const moved: Moved[] = [];
  for (const result of after.results) {
    const earlier = before.results.find((other) => other.id === result.id && other.version === result.version);
    if (!earlier) continue;
    const same = earlier.value === result.value && earlier.score === result.score && earlier.status === result.status;
    if (!same) moved.push({ before: earlier, after: result });
  }
  moved.sort((a, b) => effect(b) - effect(a));
  return { before, after, sameDefinition: before.definition === after.definition, moved };
}

function effect({ before, after }: Moved): number {
  return Math.abs((after.score ?? 0) - (before.score ?? 0)) * after.weight;
}

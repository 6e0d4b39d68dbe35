/**
 * Number of single-character insertions, deletions, substitutions and swaps of neighbours between two words (optimal
 * string alignment: no part is edited twice) [Damerau 1964].
 */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let least = Math.min(current[column - 1]! + 1, last[column]! + 1, last[column - 1]! + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) least = Math.min(least, beforeLast[column - 2]! + 1);
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length]!;
}

/**
 * Whether one word may be a slip of the pen for the other: at most 2 edits, or a third of the longer word's length
 * where that is more; 1 edit up to four letters, lest `on` stand for `off`. Case does not count. Symmetric.
 */
export function isNearMiss(a: string, b: string): boolean {
  return nearness(a, b) !== null;
}

/** The known word that `word` most likely stands for (the first of several equally near), or null when none is near. */
export function nearMiss(word: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const distance = nearness(word, candidate);
    if (distance === null || distance >= least) continue;
    best = candidate;
    least = distance;
  }
  return best;
}

function nearness(a: string, b: string): number | null {
  const longer = Math.max(a.length, b.length);
  const limit = longer <= 4 ? Math.min(1, longer - 1) : Math.max(2, Math.floor(longer / 3));
  // Lengths alone rule out most pairs, and keep a word of thousands of characters from costing anything.
  if (Math.abs(a.length - b.length) > limit || longer > 200) return null;
  const distance = editDistance(a.toLowerCase(), b.toLowerCase());
  return distance <= limit ? distance : null;
}

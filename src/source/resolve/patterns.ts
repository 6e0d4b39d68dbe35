/** `tsconfig` paths, package `exports` and `imports`: keys with at most one `*`, the longest first. */

/** What a key stands for, and what its `*` matched. */
export interface Match<T> {
  key: string;
  value: T;
  star: string;
}

/** Longer targets are no paths, and more stars only make texts grow. */
const longestTarget = 500;
const mostStars = 4;

/** Asks a table of patterns for a text: the key that it is, else the keys that match, longest prefix first. */
export function patternTable<T>(entries: Iterable<readonly [string, T]>): (text: string) => Match<T>[] {
  const exact = new Map<string, T>();
  const byPrefix = new Map<string, { key: string; suffix: string; value: T }[]>();
  for (const [key, value] of entries) {
    const [prefix, suffix] = key.split('*', 2);
    if (suffix === undefined) exact.set(key, value);
    else {
      const same = byPrefix.get(prefix!) ?? [];
      byPrefix.set(prefix!, [...same.slice(0, 20), { key, suffix, value }]);
    }
  }
  // A text is asked for its own beginnings: that many keys do not matter.
  const lengths = [...new Set([...byPrefix.keys()].map((prefix) => prefix.length))].sort((a, b) => b - a);
  return (text) => {
    if (exact.has(text)) return [{ key: text, value: exact.get(text)!, star: '' }];
    return lengths
      .filter((length) => length <= text.length)
      .flatMap((length) =>
        (byPrefix.get(text.slice(0, length)) ?? [])
          .filter(({ suffix }) => text.length >= length + suffix.length && text.endsWith(suffix))
          .map(({ key, suffix, value }) => ({ key, value, star: text.slice(length, text.length - suffix.length) })),
      );
  };
}

/** The target with what the star matched in the place of its stars. */
export function withStar(target: string, star: string): string {
  return target.slice(0, longestTarget).split('*', mostStars).join(star);
}

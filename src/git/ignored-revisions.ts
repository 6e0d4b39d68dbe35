import type { Step } from './history.ts';
import { readSides } from './merges.ts';
import type { GitView } from './view.ts';

/** Where a team lists the commits that `git blame` is to pass over: reformattings, moves. */
export const blameIgnored = '.git-blame-ignore-revs';

/**
 * Which of `steps` (newest first) the text of a `.git-blame-ignore-revs` names: a commit by its own id or, if it is a merge,
 * by those of all commits that it brought.
 */
export async function readIgnoredSteps(view: GitView, steps: readonly Step[], text: string): Promise<Set<string>> {
  const listed = ignoredRevisions(text);
  const ignored = new Set(steps.map(({ commit }) => commit).filter((commit) => listed.has(commit)));
  if (ignored.size === listed.size) return ignored;
  for (const [merge, { own }] of await readSides(view, steps)) {
    if (own.length > 0 && own.every(({ commit }) => listed.has(commit))) ignored.add(merge);
  }
  return ignored;
}

/** The ids: whole ones, each on a line of its own, `#` begins a comment. */
function ignoredRevisions(text: string): Set<string> {
  const lines = text.split('\n').map((line) => line.replace(/#.*/, '').trim().toLowerCase());
  return new Set(lines.filter((line) => /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(line)));
}

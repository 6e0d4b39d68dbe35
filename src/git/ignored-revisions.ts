import type { GitView } from './view.ts';

/** Where a team lists the commits that `git blame` is to pass over: reformattings, moves. */
export const blameIgnored = '.git-blame-ignore-revs';

/** The ids in the view's `.git-blame-ignore-revs`: whole ones, each on a line of its own, `#` begins a comment. */
export async function readIgnoredRevisions(view: GitView): Promise<Set<string>> {
  const text = await view.read(['cat-file', 'blob', `${view.at}:${blameIgnored}`]);
  const lines = text.split('\n').map((line) => line.replace(/#.*/, '').trim().toLowerCase());
  return new Set(lines.filter((line) => /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(line)));
}

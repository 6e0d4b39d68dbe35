/** What the merges of a first-parent history brought. */

import type { Step } from './history.ts';
import { splitAtNul } from './run.ts';
import type { GitView } from './view.ts';

/** A commit that a merge brought. */
interface Brought {
  commit: string;
  author: string;
  subject: string;
}

/** What a merge brought. */
export interface Side {
  /** The author of its second parent; null where a shallow clone does not have that. */
  tip: string | null;
  /** The commits reachable from its other parents and not from its first, merges apart. */
  own: Brought[];
}

/**
 * What each merge among `steps` (newest first) brought. One pass over all commits since the oldest of them: walking the chain from
 * there on, merges outside the window too, what an older step brought is already taken.
 */
export async function readSides(view: GitView, steps: readonly Step[]): Promise<Map<string, Side>> {
  const result = new Map<string, Side>();
  const merges = steps.filter((step) => step.parents.length > 1);
  const oldest = merges.at(-1);
  if (!oldest) return result;
  const commits = new Map<string, { parents: string[]; author: string; subject: string }>();
  const args = ['log', '-z', '--format=%H%x00%P%x00%an <%ae>%x00%s', view.at!, '--not', oldest.parents[0]!];
  const tokens = splitAtNul(view.stream(args));
  for await (const commit of tokens) {
    const parents = (await tokens.next()).value?.toString('latin1').split(' ').filter(Boolean) ?? [];
    const author = (await tokens.next()).value?.toString('utf8') ?? '';
    const subject = (await tokens.next()).value?.toString('utf8') ?? '';
    commits.set(commit.toString('latin1'), { parents, author, subject });
  }
  const chain = firstParentsOf(view.at!, commits);
  const taken = new Set(chain);
  const wanted = new Set(merges.map((merge) => merge.commit));
  for (const commit of chain.toReversed()) {
    const merge = commits.get(commit)!;
    if (merge.parents.length < 2) continue;
    const own: Side['own'] = [];
    const open = merge.parents.slice(1);
    for (let brought = open.pop(); brought !== undefined; brought = open.pop()) {
      const facts = commits.get(brought);
      if (!facts || taken.has(brought)) continue;
      taken.add(brought);
      if (facts.parents.length < 2) own.push({ commit: brought, author: facts.author, subject: facts.subject });
      open.push(...facts.parents);
    }
    if (wanted.has(commit)) result.set(commit, { tip: commits.get(merge.parents[1]!)?.author ?? null, own });
  }
  return result;
}

function firstParentsOf(tip: string, commits: ReadonlyMap<string, { parents: string[] }>): string[] {
  const chain: string[] = [];
  for (let commit: string | undefined = tip; commit && commits.has(commit); commit = commits.get(commit)!.parents[0]) {
    chain.push(commit);
  }
  return chain;
}

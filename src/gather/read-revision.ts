import { readTree, type TreeFile } from '../git/tree.ts';
import type { GitView } from '../git/view.ts';
import type { Fact } from '../model.ts';
import type { Readers } from '../source/extraction.ts';
import { plural } from '../text.ts';
import type { FactsCache } from './cache.ts';
import { type Contents, readContents } from './contents.ts';
import type { GatherSettings } from './gather.ts';
import { isAttributesFile, lanesOf, type TreeLanes } from './lanes.ts';

/** The files of a revision: which there are, as what, and what each says. */
export interface ReadRevision {
  tree: readonly TreeFile[];
  lanes: TreeLanes;
  contents: Contents;
}

/** Reads the files of the view's revision; what is known of their contents comes from the cache. */
export async function readRevision(
  view: GitView,
  { lanes: globs }: Pick<GatherSettings, 'lanes'>,
  openCache: () => Promise<FactsCache | null>,
  say: (progress: string) => void,
  readers: Readers,
): Promise<Fact<ReadRevision>> {
  const tree = await readTree(view);
  say(`${view.name}: ${plural(tree.length, 'file')} at ${view.at?.slice(0, 9) ?? 'no commit yet'}`);
  if (tree.some((file) => file.size === null && isAttributesFile(file.path))) {
    return { missing: 'this partial clone does not have the .gitattributes that tell which file is what' };
  }
  const lanes = await lanesOf(view, tree, globs);
  const contents = await readContents(view, tree, lanes, await openCache(), say, readers);
  return { tree, lanes, contents };
}

import { type LinguistAttributes, readAttributes, type TreeFile } from '../git/tree.ts';
import type { GitView } from '../git/view.ts';
import type { BlobFacts, Lane } from '../model.ts';
import { hasCpp, inTestDirectory, type Laned, laneRules, languageOf } from '../source/lanes.ts';

/** The lane rules of one revision: attributes, configuration, lists, and what contents say as far as they were read. */
export interface TreeLanes {
  /** The language that a path tells, null where only a shebang could. */
  languageOf(path: string): string | null;
  /** The lane of a file of the tree, by what its content says. */
  place(path: string, content: Pick<BlobFacts, 'language' | 'generatedHeader' | 'hasScript'>): Laned;
  /** The lane of a path: as it was placed, else (of a path that is no longer in the tree) by the path alone. */
  laneOf(path: string): Lane;
  belowTestDirectory(path: string): boolean;
  /** Reads the attributes of further paths, before their lanes are asked. */
  learn(paths: Iterable<string>): Promise<void>;
}

/** Whether git reads attributes in this file. */
export function isAttributesFile(path: string): boolean {
  return /(^|\/)\.gitattributes$/.test(path);
}

/** Prepares the lane rules of a tree; without a view no attributes are read, and paths alone decide. */
export async function lanesOf(
  view: GitView | null,
  tree: readonly Pick<TreeFile, 'path'>[],
  globs: Partial<Record<Lane, readonly string[]>>,
): Promise<TreeLanes> {
  const paths = tree.map((file) => file.path);
  const declared = view !== null && paths.some(isAttributesFile);
  const attributes = new Map<string, LinguistAttributes>();
  const asked = new Set<string>();
  const byPath = new Map<string, Laned>();
  const placed = new Map<string, Lane>();
  const testDirectories = new Map<string, boolean>();
  const languages = new Map<string, string | null>();
  const treeHasCpp = hasCpp(paths);
  const rules = laneRules(paths, globs);

  const laned = (path: string, language: string | null, generatedHeader: boolean, hasScript: boolean) =>
    rules.laneOf({ path, language, attributes: attributes.get(path) ?? {}, generatedHeader, hasScript });

  /** The lane that the path alone tells; most contents have nothing to add. */
  const lanedByPath = (path: string): Laned => {
    let found = byPath.get(path);
    if (!found) {
      found = laned(path, lanes.languageOf(path), false, true);
      byPath.set(path, found);
    }
    return found;
  };

  const lanes: TreeLanes = {
    languageOf(path) {
      if (!languages.has(path)) languages.set(path, languageOf(path, treeHasCpp));
      return languages.get(path) ?? null;
    },
    place(path, { language: read, generatedHeader, hasScript }) {
      const language = lanes.languageOf(path);
      const adds = generatedHeader || !hasScript || (language === null && read !== null);
      const found = adds ? laned(path, language ?? read, generatedHeader, hasScript) : lanedByPath(path);
      placed.set(path, found.lane);
      return found;
    },
    laneOf: (path) => placed.get(path) ?? lanedByPath(path).lane,
    belowTestDirectory(path) {
      const directory = path.slice(0, path.lastIndexOf('/') + 1);
      if (!testDirectories.has(directory)) testDirectories.set(directory, inTestDirectory(path));
      return testDirectories.get(directory) === true;
    },
    async learn(further) {
      if (!declared) return;
      const unknown = [...further].filter((path) => !asked.has(path));
      for (const path of unknown) asked.add(path);
      for (const [path, found] of await readAttributes(view!, unknown)) attributes.set(path, found);
    },
  };
  await lanes.learn(paths);
  return lanes;
}

import type { TreeFile } from '../git/tree.ts';
import type { BlobFacts, FileFacts, Modules, Unread } from '../model.ts';
import { unreadFacts } from '../source/extract.ts';
import { declaredPackages, type Manifests } from '../source/manifests.ts';
import { modulesOf } from '../source/modules.ts';
import { samePackage } from '../source/resolve/same-package.ts';
import { type ImportingFile, importResolver } from '../source/resolve.ts';
import { associateTests } from '../source/tests.ts';
import { testsByImport } from '../source/tests-by-import.ts';
import { checkedByTsconfig } from '../source/tsconfig.ts';
import { rubyTree, type TypedTree, typeState } from '../source/types.ts';
import { type Contents, isLarge } from './contents.ts';
import type { TreeLanes } from './lanes.ts';

/** What was read whole, and the packages that it declares. */
export function manifestsOf(tree: readonly TreeFile[], contents: Contents): Manifests {
  const texts = new Map<string, string>();
  for (const file of tree) {
    const text = contents.factsOf(file)?.text;
    if (text !== undefined) texts.set(file.path, text);
  }
  return { texts, packages: declaredPackages(new Set(tree.map(({ path }) => path)), texts) };
}

/**
 * Everything that depends on a file's path or on the tree as a whole (lane, types, associated test), joined with what
 * its content says. Never kept: it is computed anew at each revision.
 */
export function describeFiles(
  tree: readonly TreeFile[],
  contents: Contents,
  lanes: TreeLanes,
  { texts, packages }: Manifests,
): FileFacts[] {
  const typedTree = typedTreeOf(tree, texts);
  const known = new Map<string, ImportingFile & Pick<BlobFacts, 'asserts'>>();
  const files = tree.map((file): FileFacts => {
    const { path } = file;
    const facts = contents.factsOf(file) ?? unreadFacts(null, whyUnread(file));
    const language = lanes.languageOf(path) ?? facts.language;
    const { lane, rule } = lanes.place(path, facts);
    const { functions, typeMark, hasScript, unread } = facts;
    known.set(path, { ...facts, path, language, lane });
    return {
      path,
      lane,
      laneRule: rule,
      language,
      lines: facts.lines,
      codeLines: facts.codeLines,
      inlineTestLines: facts.inlineTestLines,
      functions,
      topLevelComplexity: facts.topLevelComplexity,
      types: typeState({ path, language, lane, functions, typeMark, hasScript, unread }, typedTree),
      escapes: facts.escapes,
      imports: null,
      test: null,
      unread,
    };
  });
  const importTree = { files: known, texts };
  const importsOf = importResolver(importTree);
  const resolved = files.map((file) => ({ ...file, imports: importsOf(file.path) }));
  const named = associateTests(resolved, new Set(packages.keys()));
  const entries = [...packages.values()].flatMap((each) => each.entries);
  const associated = resolved.map((file) => ({ ...known.get(file.path)!, ...file }));
  const imported = testsByImport(associated, new Set(entries), named, samePackage(importTree));
  return resolved.map((file) => ({ ...file, test: imported.get(file.path) ?? named.get(file.path) ?? null }));
}

/** The modules of the tree; `globs` are the configuration's. */
export function describeModules(
  tree: readonly TreeFile[],
  contents: Contents,
  files: readonly FileFacts[],
  manifests: Manifests,
  globs: readonly string[],
): Modules {
  const exports = new Map(tree.map((file) => [file.path, contents.factsOf(file)?.exports ?? []]));
  const modular = files.map((file) => ({ ...file, exports: exports.get(file.path)! }));
  return modulesOf(modular, manifests, globs);
}

/** Why a file was not read; null where its name says that nothing is to be read. */
function whyUnread(file: TreeFile): Unread | null {
  if (file.size === null) return 'not in this clone';
  return isLarge(file) ? 'large' : null;
}

function typedTreeOf(tree: readonly TreeFile[], texts: Manifests['texts']): TypedTree {
  const paths = tree.map((file) => file.path);
  return { checkedByTsconfig: checkedByTsconfig(paths, texts), ...rubyTree(paths) };
}

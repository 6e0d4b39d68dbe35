import type { TreeFile } from '../git/tree.ts';
import type { FileFacts, Unread } from '../model.ts';
import { unreadFacts } from '../source/extract.ts';
import { type ImportingFile, importResolver } from '../source/resolve.ts';
import { associateTests } from '../source/tests.ts';
import { checkedByTsconfig } from '../source/tsconfig.ts';
import { rubyTree, type TypedTree, typeState } from '../source/types.ts';
import { type Contents, isLarge } from './contents.ts';
import type { TreeLanes } from './lanes.ts';

/**
 * Everything that depends on a file's path or on the tree as a whole (lane, types, associated test), joined with what
 * its content says. Never kept: it is computed anew at each revision.
 */
export function describeFiles(tree: readonly TreeFile[], contents: Contents, lanes: TreeLanes): FileFacts[] {
  const typedTree = typedTreeOf(tree, contents);
  const known = new Map<string, ImportingFile>();
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
  const importsOf = importResolver({ files: known, texts: textsOf(tree, contents) });
  const resolved = files.map((file) => ({ ...file, imports: importsOf(file.path) }));
  const tests = associateTests(resolved);
  return resolved.map((file) => ({ ...file, test: tests.get(file.path) ?? null }));
}

/** Why a file was not read; null where its name says that nothing is to be read. */
function whyUnread(file: TreeFile): Unread | null {
  if (file.size === null) return 'not in this clone';
  return isLarge(file) ? 'large' : null;
}

function typedTreeOf(tree: readonly TreeFile[], contents: Contents): TypedTree {
  const paths = tree.map((file) => file.path);
  return { checkedByTsconfig: checkedByTsconfig(paths, textsOf(tree, contents)), ...rubyTree(paths) };
}

/** The texts that were read whole: what guides types and imports. */
function textsOf(tree: readonly TreeFile[], contents: Contents): Map<string, string> {
  const texts = new Map<string, string>();
  for (const file of tree) {
    const text = contents.factsOf(file)?.text;
    if (text !== undefined) texts.set(file.path, text);
  }
  return texts;
}

import type { TreeFile } from '../git/tree.ts';
import type { FileFacts, Unread } from '../model.ts';
import { unreadFacts } from '../source/extract.ts';
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
  const files = tree.map((file): FileFacts => {
    const { path } = file;
    const facts = contents.factsOf(file) ?? unreadFacts(null, whyUnread(file));
    const language = lanes.languageOf(path) ?? facts.language;
    const { lane, rule } = lanes.place(path, facts);
    const { functions, typeMark, hasScript, unread } = facts;
    const annotatable = functions?.filter((each) => each.annotated !== null) ?? [];
    return {
      path,
      lane,
      laneRule: rule,
      language,
      lines: facts.lines,
      codeLines: facts.codeLines,
      inlineTestLines: facts.inlineTestLines,
      functions: functions?.length ?? null,
      annotatableFunctions: annotatable.length,
      annotatedFunctions: annotatable.filter((each) => each.annotated).length,
      types: typeState({ path, language, lane, functions, typeMark, hasScript, unread }, typedTree),
      test: null,
      unread,
    };
  });
  const tests = associateTests(files);
  return files.map((file) => ({ ...file, test: tests.get(file.path) ?? null }));
}

/** Why a file was not read; null where its name says that nothing is to be read. */
function whyUnread(file: TreeFile): Unread | null {
  if (file.size === null) return 'not in this clone';
  return isLarge(file) ? 'large' : null;
}

function typedTreeOf(tree: readonly TreeFile[], contents: Contents): TypedTree {
  const paths = tree.map((file) => file.path);
  const configs = new Map<string, string>();
  for (const file of tree) {
    const text = contents.factsOf(file)?.text;
    if (text !== undefined) configs.set(file.path, text);
  }
  return { checkedByTsconfig: checkedByTsconfig(paths, configs), ...rubyTree(paths) };
}

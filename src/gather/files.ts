import type { TreeFile } from '../git/tree.ts';
import type { BlobFacts, FileFacts, Unread } from '../model.ts';
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
    const facts = contents.factsOf(file) ?? unreadFacts(file);
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

/** What is known of a file whose content was not read: nothing but, perhaps, why. */
function unreadFacts(file: TreeFile): BlobFacts {
  const unread: Unread | null = file.size === null ? 'not in this clone' : isLarge(file) ? 'large' : null;
  return {
    language: null,
    lines: 0,
    codeLines: 0,
    inlineTestLines: 0,
    functions: null,
    generatedHeader: false,
    typeMark: null,
    hasScript: true,
    unread,
  };
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

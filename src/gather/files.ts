import type { LinguistAttributes, TreeFile } from '../git/tree.ts';
import type { BlobFacts, FileFacts, Lane, Unread } from '../model.ts';
import { hasCpp, inTestDirectory, laneRules, languageOf } from '../source/lanes.ts';
import { associateTests } from '../source/tests.ts';
import { checkedByTsconfig } from '../source/tsconfig.ts';
import { rubyTree, type TypedTree, typeState } from '../source/types.ts';
import { type Contents, isLarge } from './contents.ts';

/** What is known of the tree's files, and where a path of the past belongs. */
export interface Files {
  files: FileFacts[];
  /** The lane of a path, also of one that is no longer in the tree. */
  laneOf(path: string): Lane;
  belowTestDirectory(path: string): boolean;
}

/**
 * Everything that depends on a file's path or on the tree as a whole (lane, types, associated test), joined with what
 * its content says. Never kept: it is computed anew at each revision.
 */
export function describeFiles(
  tree: readonly TreeFile[],
  contents: Contents,
  attributes: ReadonlyMap<string, LinguistAttributes>,
  globs: Partial<Record<Lane, readonly string[]>>,
): Files {
  const paths = tree.map((file) => file.path);
  const treeHasCpp = hasCpp(paths);
  const rules = laneRules(paths, globs);
  const typedTree = typedTreeOf(tree, contents, paths);
  const attributesOf = (path: string) => attributes.get(path) ?? {};

  const files = tree.map((file): FileFacts => {
    const { path } = file;
    const facts = contents.factsOf(file) ?? unreadFacts(file);
    const language = languageOf(path, treeHasCpp) ?? facts.language;
    const { generatedHeader, hasScript, functions, typeMark, unread } = facts;
    const { lane, rule } = rules.laneOf({ path, language, attributes: attributesOf(path), generatedHeader, hasScript });
    const annotated = functions?.some((each) => each.annotated !== null) === true;
    return {
      path,
      lane,
      laneRule: rule,
      language,
      lines: facts.lines,
      codeLines: facts.codeLines,
      inlineTestLines: facts.inlineTestLines,
      functions: functions?.length ?? null,
      annotatedFunctions: annotated ? functions.filter((each) => each.annotated === true).length : null,
      types: typeState({ path, language, lane, functions, typeMark, hasScript, unread }, typedTree),
      test: null,
      unread,
    };
  });
  const tests = associateTests(files);
  for (const file of files) file.test = tests.get(file.path) ?? null;

  const lanes = new Map(files.map((file) => [file.path, file.lane]));
  return {
    files,
    laneOf(path) {
      let lane = lanes.get(path);
      if (lane) return lane;
      const language = languageOf(path, treeHasCpp);
      const gone = { path, language, attributes: attributesOf(path), generatedHeader: false, hasScript: true };
      lane = rules.laneOf(gone).lane;
      lanes.set(path, lane);
      return lane;
    },
    belowTestDirectory: inTestDirectory,
  };
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

function typedTreeOf(tree: readonly TreeFile[], contents: Contents, paths: readonly string[]): TypedTree {
  const configs = new Map<string, string>();
  for (const file of tree) {
    const text = contents.factsOf(file)?.text;
    if (text !== undefined) configs.set(file.path, text);
  }
  return { checkedByTsconfig: checkedByTsconfig(paths, configs), ...rubyTree(paths) };
}

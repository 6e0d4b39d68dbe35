import { posix } from 'node:path';
import type { BlobFacts, FunctionFact, Lane, TypeState, Unread } from '../model.ts';
import { languageNamed } from './lanes.ts';

/** What a tree knows about its types beyond each file's own content. */
export interface TypedTree {
  /** A program covers this JavaScript file with effective `checkJs`. */
  checkedByTsconfig(path: string): boolean;
  /** Types are in use in this tree's Ruby. */
  rubyTypes: boolean;
  /** An RBS signature stands for this Ruby file. */
  hasSignature(path: string): boolean;
}

/** At least this share of the functions of a Python or PHP file has to be annotated. */
const annotatedShare = 0.8;

/** Files that only declare what stands elsewhere. */
export const declaration = /\.(?:d\.[cm]?ts|pyi|rbi)$/;
const toolConfiguration = /^(?:.+\.config\.[^.]+|\..*rc\.[cm]?js|gulpfile\..+|gruntfile\..+)$/is;

/**
 * Whether a file counts for the typed share, and if so as what (MEASURES.md 3.1). Only files of the source lane that
 * were read count; declaration files and tool configuration do not, nor does Python or PHP without a function that is asked for
 * annotations.
 */
export function typeState(
  file: Pick<BlobFacts, 'typeMark' | 'hasScript'> & {
    path: string;
    language: string | null;
    lane: Lane;
    functions: readonly FunctionFact[] | null;
    unread: Unread | null;
  },
  tree: TypedTree,
): TypeState {
  const { path, language, typeMark } = file;
  const name = posix.basename(path);
  if (file.lane !== 'source' || file.unread !== null) return 'not-counted';
  if (declaration.test(name) || toolConfiguration.test(name)) return 'not-counted';
  if (language === null) return 'not-typable';
  if (languageNamed(language)?.typing === 'always') return typeMark === 'unchecked' ? 'untyped' : 'typed';
  switch (language) {
    case 'JavaScript':
      return typedIf(typeMark === 'checked' || (typeMark === null && tree.checkedByTsconfig(path)));
    case 'Vue':
    case 'Svelte':
    case 'Astro':
      return file.hasScript ? typedIf(typeMark === 'checked') : 'not-counted';
    case 'Python':
    case 'PHP':
      return byAnnotations(file.functions ?? []);
    case 'Ruby':
      if (!tree.rubyTypes) return 'not-typable';
      return typedIf(typeMark === 'checked' || tree.hasSignature(path));
    default:
      return 'not-typable';
  }
}

function byAnnotations(functions: readonly FunctionFact[]): TypeState {
  const asked = functions.filter((one) => one.annotated !== null);
  if (asked.length === 0) return 'not-counted';
  const annotated = asked.filter((one) => one.annotated).length;
  return typedIf(annotated / asked.length >= annotatedShare);
}

function typedIf(condition: boolean): TypeState {
  return condition ? 'typed' : 'untyped';
}

/**
 * What the paths of a tree say about Ruby types. Ruby is typable where a `sorbet/` directory or a signature
 * (an .rbs file below `sig/`) lies at the root of the tree or of a package in it (a directory with a Gemfile or a
 * gemspec): deeper ones are a product's own. A signature stands for the file whose path below the package it has below
 * `sig/`, with or without a leading `lib/` or `app/`: `sig/foo/bar.rbs` for `lib/foo/bar.rb`.
 */
export function rubyTree(paths: readonly string[]): Pick<TypedTree, 'rubyTypes' | 'hasSignature'> {
  const packages = new Set(['.']);
  for (const path of paths) if (/(?:^|\/)(?:Gemfile|[^/]*\.gemspec)$/.test(path)) packages.add(posix.dirname(path));

  const signatures = new Set<string>();
  let sorbet = false;
  for (const path of paths) {
    const [, root, directory] = /^(.*?)(?:^|\/)(sorbet|sig)\//s.exec(path) ?? [];
    if (directory === undefined || !packages.has(root || '.')) continue;
    if (directory === 'sorbet') sorbet = true;
    else if (path.endsWith('.rbs')) signatures.add(path);
  }
  return {
    rubyTypes: sorbet || signatures.size > 0,
    hasSignature(path) {
      if (signatures.size === 0) return false;
      for (let root = posix.dirname(path); ; root = posix.dirname(root)) {
        const file = root === '.' ? path : path.slice(root.length + 1);
        const names = [file, file.replace(/^(?:lib|app)\//, '')];
        if (names.some((name) => signatures.has(posix.join(root, 'sig', `${name}s`)))) return true;
        if (root === posix.dirname(root)) return false;
      }
    },
  };
}

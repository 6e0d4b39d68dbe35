/** Which files of the tree an import means: computed at each revision, from specifiers and the tree. */

import type { BlobFacts, Import, ImportFact, Lane } from '../model.ts';
import { resolveC } from './resolve/c.ts';
import { resolveCSharp } from './resolve/csharp.ts';
import { resolveEcmascript } from './resolve/ecmascript.ts';
import { resolveGo } from './resolve/go.ts';
import { resolveJvm } from './resolve/jvm.ts';
import { resolvePhp } from './resolve/php.ts';
import { resolvePython } from './resolve/python.ts';
import { resolveRuby } from './resolve/ruby.ts';
import { resolveRust } from './resolve/rust.ts';

/** A file of the tree as the resolvers see it. */
export interface ImportingFile extends Pick<BlobFacts, 'imports' | 'exports' | 'package' | 'mentions'> {
  path: string;
  language: string | null;
  lane: Lane;
}

/** The tree of one revision. */
export interface ImportTree {
  /** Every regular file, by path. */
  files: ReadonlyMap<string, ImportingFile>;
  /** The texts of the files for which `guidesImports` holds, by path. */
  texts: ReadonlyMap<string, string>;
}

/** What an import means. */
export type Resolution = Pick<Import, 'files' | 'internal' | 'library'>;

/** Made once for a tree; then asked for each import of the files of its languages. */
export type Resolver = (tree: ImportTree) => (from: ImportingFile, what: ImportFact) => Resolution;

/** By linguist's name of the language of the importing file. */
const resolvers: Readonly<Record<string, Resolver>> = {
  JavaScript: resolveEcmascript,
  TypeScript: resolveEcmascript,
  TSX: resolveEcmascript,
  Vue: resolveEcmascript,
  Svelte: resolveEcmascript,
  Astro: resolveEcmascript,
  Python: resolvePython,
  Go: resolveGo,
  C: resolveC,
  'C++': resolveC,
  'C#': resolveCSharp,
  Java: resolveJvm,
  Kotlin: resolveJvm,
  PHP: resolvePhp,
  Ruby: resolveRuby,
  Rust: resolveRust,
};

/** Whether resolving needs this file's text: manifests and settings that give names to directories. */
export function guidesImports(path: string): boolean {
  return guides.test(path);
}

const guides =
  /(?:^|\/)(?:package\.json|pnpm-workspace\.yaml|[jt]sconfig[^/]*\.json|deno\.jsonc?|go\.(?:mod|work)|composer\.json|Cargo\.toml|Directory\.Build\.(?:props|targets)|[^/]+\.csproj)$/;

/** The imports of a file with what they mean; null for a file whose imports are not read. */
export function importResolver(tree: ImportTree): (path: string) => Import[] | null {
  const made = new Map<Resolver, ReturnType<Resolver>>();
  return (path) => {
    const file = tree.files.get(path);
    const resolver = resolvers[file?.language ?? ''];
    if (!file?.imports || !resolver) return null;
    const resolve = made.get(resolver) ?? resolver(tree);
    made.set(resolver, resolve);
    return file.imports.map((each) => ({ ...each, ...resolve(file, each) }));
  };
}

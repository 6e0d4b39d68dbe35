/** From a path without extension, or with that of its output, to the file in the tree: TypeScript's and Vite's rules. */

import { posix } from 'node:path';

const { join } = posix;

/** The paths of a tree's files. */
export interface Paths {
  has(path: string): boolean;
  /** Whether any file is called like this but for what follows the first dot of its name: most guesses end here. */
  mayHave(path: string): boolean;
}

/** Made once for a tree. */
export function pathsOf(files: ReadonlyMap<string, unknown>): Paths {
  const stems = new Set(Array.from(files.keys(), stemOf));
  return { has: (path) => files.has(path), mayHave: (path) => stems.has(stemOf(path)) };
}

/** `a/b.test.ts` → `a/b`, `a/.b.js` → `a/.b`. */
function stemOf(path: string): string {
  const name = path.lastIndexOf('/') + 1;
  const dot = path.indexOf('.', name + 1);
  return dot < 0 ? path : path.slice(0, dot);
}

/** An import says `./a.js` and means what is compiled to it. */
const sourcesOf: Readonly<Record<string, readonly string[]>> = {
  js: ['ts', 'tsx', 'jsx', 'mts', 'mjs', 'd.ts', 'cts', 'cjs', 'vue', 'svelte'],
  jsx: ['tsx', 'd.ts'],
  mjs: ['mts', 'ts', 'tsx', 'js', 'd.mts', 'd.ts'],
  cjs: ['cts', 'ts', 'tsx', 'js', 'd.cts', 'd.ts'],
  'd.ts': ['ts', 'tsx', 'js', 'jsx', 'mts'],
  'd.mts': ['mts', 'ts', 'tsx', 'mjs'],
  'd.cts': ['cts', 'ts', 'tsx', 'cjs'],
};
const appended =
  'ts tsx mts cts js jsx mjs cjs vue svelte astro json d.ts d.mts d.cts native.tsx native.ts ios.tsx ios.ts web.tsx web.ts'.split(
    ' ',
  );
const indexes = appended.filter((extension) => !extension.includes('.') || extension === 'd.ts');
const outputExtension = /\.(d\.[cm]?ts|[cm]?jsx?)$/;

/** The file that a path from the root means, `''` being the root: itself, its source, with an extension, its index. */
export function fileOf(path: string, tree: Paths): string | null {
  return plainFile(path, tree) ?? indexOf(path, tree);
}

/** The same without looking into a directory. */
export function plainFile(path: string, tree: Paths): string | null {
  if (path === '' || path.endsWith('/') || !tree.mayHave(path)) return null;
  if (tree.has(path)) return path;
  const output = outputExtension.exec(path);
  const stem = path.slice(0, output?.index);
  const sources = output ? sourcesOf[output[1]!]!.map((extension) => `${stem}.${extension}`) : [];
  const candidates = [...sources, ...appended.map((extension) => `${path}.${extension}`)];
  return candidates.find((candidate) => tree.has(candidate)) ?? null;
}

/** The index file of a directory. */
export function indexOf(directory: string, tree: Paths): string | null {
  if (!tree.mayHave(join(directory, 'index'))) return null;
  return indexes.map((extension) => join(directory, `index.${extension}`)).find((path) => tree.has(path)) ?? null;
}

/** A path from the root, from what was joined; null outside the tree. `''` is the root. */
export function insideTree(path: string): string | null {
  const normal = posix.normalize(path || '.').replace(/\/$/, '');
  if (normal === '..' || normal.startsWith('../') || normal.startsWith('/')) return null;
  return normal === '.' ? '' : normal;
}

// ── From what is built to what it is built of ─────────────────────────────────────────────────────

const outputDirectory =
  /^(?:dist|build|built|lib|libs|es|esm|esnext|cjs|commonjs|umd|out|output|target|types?|typings|release|bundles?|module|_?build|dist-.+|\.output)$/;
const sourceDirectories = ['src', '', 'source', 'lib', 'src/public', 'src/lib', 'src/node', 'app'];

/**
 * The source of a file of a package that is built: `dist/esm/a.mjs` → `src/a.ts`. Output directories are taken off its
 * front one by one, and the rest is looked for in source directories; a bundle with the package's own name, or with
 * what it is bundled for (`vue.cjs.js`, `index.esm-bundler.js`), is the index.
 */
export function sourceOf(directory: string, target: string, name: string, tree: Paths): string | null {
  const segments = target.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (segments.length > 20) return null;
  for (let from = 0; from < segments.length; from++) {
    if (from > 0 && !outputDirectory.test(segments[from - 1]!) && segments[from - 1] !== 'src') break;
    const rest = segments.slice(from).join('/');
    for (const below of sourceDirectories) {
      const path = insideTree(join(directory, below, rest));
      const found = path === null ? null : fileOf(path, tree);
      if (found !== null && found !== join(directory, target)) return found;
    }
  }
  const [, stem] = /([^/]+?)(?:\.[^/]*)?$/.exec(target) ?? [];
  const own = name.slice(name.lastIndexOf('/') + 1);
  const bundled = target.replace(/([^/.]+)\.[^/]*$/, '$1');
  if (bundled !== target && stem !== own && /\.[^/]*\./.test(target)) return sourceOf(directory, bundled, name, tree);
  return stem === own || stem === 'index' ? (entryOf(directory, tree) ?? null) : null;
}

/** The file that a package without a word about it is entered by. */
export function entryOf(directory: string, tree: Paths): string | null {
  for (const below of ['src', '', 'lib', 'source', 'src/main', 'src/lib', 'src/node']) {
    const found =
      below === 'src/main' ? plainFile(join(directory, below), tree) : indexOf(join(directory, below), tree);
    if (found !== null) return found;
  }
  return null;
}

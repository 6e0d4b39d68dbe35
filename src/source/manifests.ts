/** What package.json and the workspace files of a tree declare: packages, their entries, and which are workspaces. */

import { posix } from 'node:path';
import { isObject } from './config-files.ts';
import { directoryOf } from './resolve/paths.ts';

/** A directory with a package.json. */
export interface DeclaredPackage {
  /** Without a slash at the end; '' is the root. */
  directory: string;
  name: string | null;
  /** What others may write to import it: `@acme/core`, `@acme/core/icons/*`, where `*` is any text. */
  specifiers: readonly string[];
  /** The files of the tree that it declares as entries; a target in a build directory means its source. */
  entries: readonly string[];
}

/** What guides the imports, the modules and the types of a tree. */
export interface Manifests {
  /** The files that were read whole, by path. */
  texts: ReadonlyMap<string, string>;
  /** By directory. */
  packages: ReadonlyMap<string, DeclaredPackage>;
}

const entryFields = ['main', 'module', 'types', 'typings', 'source', 'browser', 'svelte'];
/** Deeper conditions than this are no manifest that anybody wrote. */
const mostConditions = 10;

/** The packages of a tree by directory, as far as their package.json can be read. */
export function declaredPackages(
  paths: ReadonlySet<string>,
  texts: ReadonlyMap<string, string>,
): Map<string, DeclaredPackage> {
  const packages = new Map<string, DeclaredPackage>();
  for (const [path, text] of texts) {
    if (posix.basename(path) !== 'package.json') continue;
    const directory = directoryOf(path);
    const manifest = readJson(text);
    const name = typeof manifest.name === 'string' && manifest.name !== '' ? manifest.name : null;
    const exported = exportsOf(manifest.exports);
    const fields = entryFields.flatMap((field) => leaves(manifest[field], 1));
    const startingWith = startsOf(paths, directory);
    const targets = new Set([...exported.values()].flat().concat(fields));
    const subpaths = manifest.exports === undefined ? ['.'] : [...exported.keys()];
    packages.set(directory, {
      directory,
      name,
      specifiers: name === null ? [] : subpaths.map((subpath) => name + subpath.slice(1)),
      entries: [...new Set([...targets].flatMap((target) => filesOf(target, directory, paths, startingWith)))],
    });
  }
  return packages;
}

function readJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

/**
 * Targets by subpath (`.`, `./icons/*`). What is closed with null is not among them. Nor are `"./*": "./*"`, which opens
 * all and declares nothing, and `"./dist/*": "./dist/*"`, which means the build and no source.
 */
function exportsOf(exports: unknown): Map<string, string[]> {
  const isMap = isObject(exports);
  const subpaths = isMap
    ? Object.entries(exports).filter(([key]) => key.startsWith('.') && !isOpen(key, exports[key]))
    : [];
  const entries =
    isMap && Object.keys(exports).some((key) => key.startsWith('.')) ? subpaths : [['.', exports] as const];
  return new Map(
    entries
      .map(([key, value]) => [key, leaves(value, mostConditions)] as const)
      .filter(([, found]) => found.length > 0),
  );
}

function isOpen(subpath: string, target: unknown): boolean {
  const place = /^\.\/(?:([^/*]+)\/)?\*$/.exec(subpath);
  if (place === null || target !== subpath) return false;
  return place[1] === undefined || /^(?:dist|build|out)$/.test(place[1]);
}

/** The strings of a target: itself, or those of its conditions. */
function leaves(target: unknown, depth: number): string[] {
  if (typeof target === 'string') return [target];
  if (typeof target !== 'object' || target === null || depth === 0) return [];
  return Object.values(target).flatMap((inner) => leaves(inner, depth - 1));
}

// ── From a target to files of the tree ────────────────────────────────────────────────────────────

const built =
  /^(?:dist|build|lib|libs|out|output|es|esm|cjs|umd|mjs|commonjs|module|types|typings|dist[-_].+|.+[-_]dist)$/;
const sourceRoots = ['src/', '', 'source/', 'lib/'];
const extensions = '.ts .tsx .mts .cts .js .jsx .mjs .cjs .vue .svelte .d.ts'.split(' ');
const extension = /(?:\.d)?\.(?:[cm]?[jt]s|[jt]sx)$/;
const buildKind = /\.(?:cjs|esm|umd|mjs|min|prod|dev|production|development|global|browser|node)$/;

/** The file of a target, else the source that it is built from; of a target with one `*`, all files that fit. */
function filesOf(
  target: string,
  directory: string,
  paths: ReadonlySet<string>,
  startingWith: (prefix: string) => readonly string[],
): string[] {
  const path = posix.normalize(target);
  const stars = path.split('*').length - 1;
  if (path.startsWith('../') || posix.isAbsolute(path) || stars > 1) return [];
  for (const below of [path, ...sourcesOf(path)]) {
    const candidate = joined(directory, below);
    if (stars === 0) {
      if (paths.has(candidate)) return [candidate];
      continue;
    }
    const [prefix, suffix] = candidate.split('*') as [string, string];
    const files = startingWith(prefix);
    const fits = files.filter((file) => file.endsWith(suffix) && file.length > candidate.length - 1);
    if (fits.length > 0) return fits;
  }
  return [];
}

/** As `posix.join`, which is slow, and nearly all that is joined is in its normal form already. */
function joined(directory: string, below: string): string {
  if (/(?:^|\/)\.{0,2}(?:\/|$)/.test(below)) return posix.join(directory, below);
  return directory === '' ? below : `${directory}/${below}`;
}

/** The paths that start with a prefix; the many candidates of a target have few prefixes. */
function startsOf(paths: ReadonlySet<string>, directory: string): (prefix: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (prefix) => {
    const found = known.get(prefix) ?? [...paths].filter((path) => path.startsWith(prefix) && isBelow(path, directory));
    known.set(prefix, found);
    return found;
  };
}

function isBelow(path: string, directory: string): boolean {
  return directory === '' || path.startsWith(`${directory}/`);
}

/** `dist/esm/icons.js` → `src/esm/icons.ts`, …, `src/icons.ts`, …, `src/icons/index.ts`: the first that exists is meant. */
function sourcesOf(target: string): string[] {
  let stem = target.replace(extension, '');
  while (buildKind.test(stem)) stem = stem.replace(buildKind, '');
  const stems = [stem];
  for (let parts = stem.split('/'); parts.length > 1 && built.test(parts[0]!); ) {
    parts = parts.slice(1);
    stems.push(parts.join('/'));
  }
  const files = stems.flatMap((each) => sourceRoots.map((root) => root + each));
  return ['', '/index'].flatMap((inner) => files.flatMap((file) => extensions.map((end) => file + inner + end)));
}

// ── Workspaces ────────────────────────────────────────────────────────────────────────────────────

/** The directories that the workspace files of a tree name as packages: npm, Yarn, pnpm, Cargo and Go. */
export function workspaceDirectories(texts: ReadonlyMap<string, string>): string[] {
  const found = new Set<string>();
  for (const [path, text] of texts) {
    const workspace = workspaceOf(posix.basename(path), text);
    if (workspace.globs.length === 0) continue;
    const base = directoryOf(path);
    const candidates = [...texts.keys()].filter((other) => posix.basename(other) === workspace.manifest);
    const matches = matcher(workspace.globs);
    for (const directory of candidates.map(directoryOf)) {
      if (base !== '' && !directory.startsWith(`${base}/`)) continue;
      const below = base === '' ? directory : directory.slice(base.length + 1);
      if (below !== '' && !below.split('/').includes('node_modules') && matches(below)) found.add(directory);
    }
  }
  return [...found];
}

function workspaceOf(name: string, text: string): { manifest: string; globs: string[] } {
  switch (name) {
    case 'package.json': {
      const { workspaces } = readJson(text) as { workspaces?: { packages?: unknown } | unknown[] };
      return { manifest: name, globs: leaves(Array.isArray(workspaces) ? workspaces : workspaces?.packages, 1) };
    }
    case 'pnpm-workspace.yaml': {
      const list = /^packages:[^\n]*\n((?:[ \t]*(?:-[^\n]*|#[^\n]*)?(?:\n|$))*)/m.exec(text)?.[1] ?? '';
      const items = [...list.matchAll(/^[ \t]*-[ \t]*(?:'([^'\n]*)'|"([^"\n]*)"|([^\s#]+))/gm)];
      return { manifest: 'package.json', globs: items.map(([, a, b, c]) => a ?? b ?? c!) };
    }
    case 'Cargo.toml': {
      const section = text.split(/^\[/m).find((each) => each.startsWith('workspace]')) ?? '';
      return { manifest: name, globs: quoted(/^members\s*=\s*\[([^\]]*)\]/m.exec(section)?.[1] ?? '') };
    }
    case 'go.work': {
      const used = [...text.matchAll(/^use\s+(?:\(([^)]*)\)|(\S+))/gm)].map(([, many, one]) => many ?? one!);
      return { manifest: 'go.mod', globs: used.flatMap((each) => each.replace(/\/\/.*$/gm, '').match(/\S+/g) ?? []) };
    }
    default:
      return { manifest: name, globs: [] };
  }
}

function quoted(text: string): string[] {
  return [...text.matchAll(/"([^"\n]*)"|'([^'\n]*)'/g)].map(([, a, b]) => a ?? b!);
}

/** Of the globs that workspace files use: `*` within a name, `**` for directories, `!` takes back. Others match nothing. */
function matcher(globs: readonly string[]): (path: string) => boolean {
  const added = globs.filter((glob) => !glob.startsWith('!')).map(matcherOf);
  const taken = globs.filter((glob) => glob.startsWith('!')).map((glob) => matcherOf(glob.slice(1)));
  return (path) => added.some((matches) => matches?.(path)) && !taken.some((matches) => matches?.(path));
}

/** Null for a glob of another kind, and for one with more stars than a match can be paid for. */
function matcherOf(glob: string): ((path: string) => boolean) | null {
  const segments = posix.normalize(glob).replace(/\/$/, '').split('/');
  const deep = segments.filter((segment) => segment === '**').length;
  if (deep > 2 || !segments.every((segment) => /^(?:\*\*|[\w@.-]*\*?[\w@.-]*)$/.test(segment))) return null;
  const source = segments.map((segment) =>
    segment === '**' ? '(?:[^/]+/)*' : `${segment.replaceAll('.', '\\.').replace('*', '[^/]*')}/`,
  );
  const last = segments.at(-1) === '**' ? '[^/]+/' : '';
  const whole = new RegExp(`^${source.join('')}${last}$`);
  return (path) => whole.test(`${path}/`);
}

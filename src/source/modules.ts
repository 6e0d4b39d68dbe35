/** The modules of a tree and what others may import of them (MEASURES.md 3.4). */

import { posix } from 'node:path';
import picomatch from 'picomatch';
import type { BlobFacts, FileFacts, Module, Modules } from '../model.ts';
import { type DeclaredPackage, type Manifests, workspaceDirectories } from './manifests.ts';

/** A file of the tree as modules are made of it. */
export interface ModularFile
  extends Pick<FileFacts, 'path' | 'lane' | 'language' | 'imports'>,
    Pick<BlobFacts, 'exports'> {}

/** Workspace packages that hold less of the source files than this are not what the tree is divided by. */
const workspaceShare = 0.5;
/** While one directory holds this share of the source files, it is the source root. */
const rootShare = 0.7;
/** A directory with fewer source files is no module. */
const fewestFiles = 3;

/** A file that speaks for its directory. */
const entryName = /^(?:index\.[^.]+|index\.d\.ts|__init__\.py|mod\.(?:rs|[jt]s)|lib\.rs)$/;

/** Whether a file speaks for its directory by its name: `index.*`, `__init__.py`, `mod.*`, `lib.rs`. */
export function isEntryName(path: string): boolean {
  return entryName.test(posix.basename(path));
}

/**
 * The modules of a tree: the directories that the configuration's globs name; else workspace packages, where they hold
 * at least half of the source files; else the directories one level below the source root with at least 3 source
 * files. A directory below a module belongs to it.
 *
 * Their declared entries: what package.json declares (`exports`, `main`, `types`, …, from the build directory back to
 * the sources, and what its declared specifiers were resolved to); the file that speaks for the directory, in the
 * module's own directory or, where there is none, in the one below it that holds 70 % of its source files, and so on;
 * for Go all outside `internal/`; for a Rust crate all, as its compiler refuses the rest. An `__init__.py` that gives
 * nothing is no entry.
 */
export function modulesOf(
  files: readonly ModularFile[],
  { texts, packages }: Manifests,
  globs: readonly string[],
): Modules {
  const counts = countsOf(files);
  const { by, directories, within = [] } = divide(counts, texts, globs);
  const modules = withEntries(directories, files, counts, packages, texts);
  return { by, modules, ...(within.length > 0 && { within }) };
}

// ── What the modules are ──────────────────────────────────────────────────────────────────────────

/** How many source files lie in a directory or below it; '' is the root. */
type Counts = ReadonlyMap<string, number>;

function countsOf(files: readonly ModularFile[]): Counts {
  const counts = new Map<string, number>();
  for (const { path, lane } of files) {
    if (lane !== 'source') continue;
    for (const directory of directoriesAbove(path)) counts.set(directory, (counts.get(directory) ?? 0) + 1);
  }
  return counts;
}

/** The directories that a file lies in, the innermost first; '' is the root. */
function directoriesAbove(path: string): string[] {
  const directories: string[] = [];
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    directories.push(path.slice(0, slash));
  }
  return [...directories, ''];
}

function divide(
  counts: Counts,
  texts: ReadonlyMap<string, string>,
  globs: readonly string[],
): { by: Modules['by']; directories: string[]; within?: string[] } {
  if (globs.length > 0) {
    const how = { dot: true, noextglob: true, windows: false, flags: 's' }; // as for lanes
    const matches = globs.map((glob) => picomatch(glob, how));
    const named = [...counts.keys()].filter((path) => path !== '' && matches.some((match) => match(path)));
    const directories = outermost(named);
    return { by: 'configuration', directories, within: named.filter((path) => !directories.includes(path)).sort() };
  }
  const workspaces = outermost(workspaceDirectories(texts).filter((directory) => counts.has(directory)));
  const held = workspaces.reduce((sum, directory) => sum + counts.get(directory)!, 0);
  if (workspaces.length > 0 && held >= workspaceShare * counts.get('')!) {
    return { by: 'workspaces', directories: workspaces };
  }
  const all = counts.get('') ?? 0;
  const children = childrenOf(counts);
  let root = '';
  for (let next = largest(root); next && counts.get(next)! >= rootShare * all; next = largest(root)) root = next;
  const directories = (children.get(root) ?? []).filter((child) => counts.get(child)! >= fewestFiles);
  return { by: 'directories', directories: outermost(directories) };

  function largest(directory: string): string | undefined {
    return (children.get(directory) ?? []).toSorted((a, b) => counts.get(b)! - counts.get(a)!)[0];
  }
}

function childrenOf(counts: Counts): Map<string, string[]> {
  const children = new Map<string, string[]>();
  for (const directory of counts.keys()) {
    if (directory === '') continue;
    const parent = directoriesAbove(directory)[0]!;
    const siblings = children.get(parent);
    if (siblings) siblings.push(directory);
    else children.set(parent, [directory]);
  }
  return children;
}

/** In order of their names, without those that lie in another. */
function outermost(directories: readonly string[]): string[] {
  const all = new Set(directories);
  return [...all].filter((directory) => !directoriesAbove(directory).some((above) => all.has(above))).sort();
}

// ── What others may import of them ────────────────────────────────────────────────────────────────

function withEntries(
  directories: readonly string[],
  files: readonly ModularFile[],
  counts: Counts,
  packages: ReadonlyMap<string, DeclaredPackage>,
  texts: ReadonlyMap<string, string>,
): Module[] {
  const filesIn = new Map<string, ModularFile[]>(directories.map((directory) => [directory, []]));
  const moduleAt = (path: string) => directoriesAbove(path).find((directory) => filesIn.has(directory));
  for (const file of files) filesIn.get(moduleAt(file.path) ?? '')?.push(file);
  const declared = new Map(directories.map((directory) => [directory, new Set<string>()]));
  const declare = (path: string) => declared.get(moduleAt(path) ?? '')?.add(path);
  for (const { entries } of packages.values()) entries.forEach(declare);
  declaredTargets(files, packages).forEach(declare);
  const children = childrenOf(counts);
  return directories.map((directory) => {
    const own = filesIn.get(directory)!;
    const isCrate = texts.has(`${directory}/Cargo.toml`);
    const open = own.filter(({ path, lane, language }) => {
      if (lane !== 'source') return false;
      if (language === 'Go') return !path.slice(directory.length).includes('/internal/');
      return language === 'Rust' && isCrate;
    });
    const entries = new Set([
      ...declared.get(directory)!,
      ...speakers(directory, own, counts, children),
      ...pathsOf(open),
    ]);
    return { name: packages.get(directory)?.name ?? directory, directory, entries: [...entries].sort() };
  });
}

/** What the imports of this tree by a package's name and a declared subpath mean. */
function declaredTargets(files: readonly ModularFile[], packages: ReadonlyMap<string, DeclaredPackage>): string[] {
  // A test project may call a package of its own by the name of a real one.
  const byName = Map.groupBy(packages.values(), (each) => each.name);
  return files.flatMap(({ imports }) =>
    (imports ?? []).flatMap(({ specifier, files: targets }) => {
      const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
      const named = (targets.length > 0 && name && byName.get(name)) || [];
      return named.some(({ specifiers }) => specifiers.some((each) => fits(specifier, each))) ? targets : [];
    }),
  );
}

function fits(specifier: string, declared: string): boolean {
  const [prefix, suffix] = declared.split('*');
  if (suffix === undefined) return specifier === declared;
  return specifier.startsWith(prefix!) && specifier.endsWith(suffix) && specifier.length >= declared.length;
}

/** The files that speak for a module, in the first directory of the way to its source root that has some. */
function speakers(
  module: string,
  own: readonly ModularFile[],
  counts: Counts,
  children: ReadonlyMap<string, readonly string[]>,
): string[] {
  const entries = own.filter((file) => isEntryName(file.path) && gives(file));
  const enough = rootShare * counts.get(module)!;
  for (
    let directory: string | undefined = module;
    directory !== undefined;
    directory = children.get(directory)?.find((child) => counts.get(child)! >= enough)
  ) {
    const here = entries.filter(({ path }) => directoriesAbove(path)[0] === directory);
    if (here.length > 0) return pathsOf(here);
  }
  return [];
}

function gives({ language, lane, imports, exports }: ModularFile): boolean {
  if (lane !== 'source' && lane !== 'generated') return false;
  if (language !== 'Python') return true;
  return (
    exports.some((name) => !name.startsWith('__')) || (imports ?? []).some((each) => each.reexport || each.internal)
  );
}

function pathsOf(files: readonly ModularFile[]): string[] {
  return files.map(({ path }) => path);
}

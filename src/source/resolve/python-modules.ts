/** Where Python would find the modules of a tree. */

import { posix } from 'node:path';
import type { ImportTree } from '../resolve.ts';
import { insideTree } from './files-of-paths.ts';
import { directoryOf } from './paths.ts';

const { join } = posix;

/** What a dotted name is in the tree: a file, and where it is a package its directory. A namespace package has no file. */
export interface Module {
  file: string | null;
  directory: string | null;
}

/** The modules of a tree. */
export interface Modules {
  /** Directories from which the first name of an absolute import may be found, the likeliest first. */
  rootsOf(name: string, importingDirectory: string): readonly string[];
  /** Null where nothing is there. No names: the package that the directory is. */
  moduleAt(directory: string, names: readonly string[]): Module | null;
}

const extensions = ['.py', '.pyi', '.pyx'];
const pythonFile = /^(.*?)([^/]+?)\.(?:py|pyi|pyx)$/s;
const project = /(?:^|\/)(?:pyproject\.toml|setup\.(?:py|cfg))$/;
/** Below a project's directory, or any that is asked from below. */
const layouts = ['', 'src', 'lib', 'python'];
/** What lies there is tried or copied, and is no module of the product. */
const foreign: ReadonlySet<string> = new Set(['fixture', 'vendored', 'docs']);
/** Of roots with the same name in them. */
const mostRoots = 20;
/** Directories above a file that are looked into; of deeper trees the shared roots are enough. */
const mostAbove = 50;

/**
 * Source roots are found by what lies in them. A directory that is no package and has modules or packages is one for the
 * files in and below it; a project's directory (pyproject.toml, setup.py) and its `src`, `lib` and `python`, and the root of
 * the tree are for all files; and so is every directory with a package of the source lane, as in monorepos without
 * project files.
 */
export function pythonModules({ files }: ImportTree): Modules {
  const directories = new Set<string>();
  const packages = new Set<string>();
  for (const path of files.keys()) {
    const name = pythonFile.exec(path)?.[2];
    if (name === undefined) continue;
    if (name === '__init__') packages.add(directoryOf(path));
    for (let above = directoryOf(path); !directories.has(above); above = directoryOf(above)) directories.add(above);
  }

  const outermostKnown = new Map<string, string | null>();
  /** The first of the packages in each other that a directory is or lies in; null: it is none. */
  function outermost(directory: string): string | null {
    if (directory === '' || !packages.has(directory)) return null;
    const before = outermostKnown.get(directory);
    if (before !== undefined) return before;
    const found = outermost(directoryOf(directory)) ?? directory;
    outermostKnown.set(directory, found);
    return found;
  }

  const projects = new Set(layouts);
  for (const [path, { lane }] of files) {
    if (!project.test(path) || foreign.has(lane)) continue;
    for (const layout of layouts) projects.add(join(directoryOf(path), layout));
  }

  /** By first name: the directories in which it is a module or a proper package. */
  const known = new Map<string, Set<string>>();
  /** The same, of those that are for all files. */
  const shared = new Map<string, Set<string>>();
  for (const [path, { lane }] of files) {
    const own = pythonFile.exec(path)?.[2];
    if (own === undefined || foreign.has(lane)) continue;
    const top = outermost(directoryOf(path));
    const name = top === null ? own : top.slice(top.lastIndexOf('/') + 1);
    const root = directoryOf(top ?? path);
    const proper = top !== null;
    add(known, name, root);
    if (projects.has(root) || (proper && lane === 'source')) add(shared, name, root);
  }
  for (const directory of directories) {
    const root = directoryOf(directory);
    const name = directory.slice(directory.lastIndexOf('/') + 1);
    if (projects.has(root) && !packages.has(root)) add(shared, name, root);
  }
  const sorted = new Map<string, string[]>();

  function sharedRoots(name: string): string[] {
    const before = sorted.get(name);
    if (before) return before;
    const all = [...(shared.get(name) ?? [])].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)).slice(0, mostRoots);
    sorted.set(name, all);
    return all;
  }

  function rank(root: string): number {
    return (projects.has(root) ? 0 : 10_000) + root.length;
  }

  const above = new Map<string, readonly string[]>();
  /** The directories around a file that hold anything of Python, the nearest first. */
  function placesAround(directory: string): readonly string[] {
    const before = above.get(directory);
    if (before) return before;
    const places: string[] = [];
    for (let here = directory, steps = 0; steps < mostAbove; here = directoryOf(here), steps++) {
      for (const layout of layouts) {
        const place = insideTree(join(here, layout)) ?? '';
        if (directories.has(place)) places.push(place);
      }
      if (here === '') break;
    }
    above.set(directory, places);
    return places;
  }

  function isRootOf(directory: string, name: string): boolean {
    if (known.get(name)?.has(directory)) return true;
    return !packages.has(directory) && directories.has(directory === '' ? name : `${directory}/${name}`);
  }

  return {
    rootsOf(name, importingDirectory) {
      const roots = placesAround(importingDirectory).filter((place) => isRootOf(place, name));
      return [...new Set([...roots, ...sharedRoots(name)])];
    },

    moduleAt(directory, names) {
      const path = insideTree(join(directory, ...names));
      if (path === null) return null;
      const init = existing(join(path, '__init__'));
      if (init !== null) return { file: init, directory: path };
      const file = names.length > 0 ? existing(path) : null;
      if (file !== null) return { file, directory: null };
      return directories.has(path) ? { file: null, directory: path } : null;
    },
  };

  function existing(stem: string): string | null {
    const extension = extensions.find((each) => files.has(`${stem}${each}`));
    return extension === undefined ? null : `${stem}${extension}`;
  }
}

function add(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set);
  set.add(value);
}

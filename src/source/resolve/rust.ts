/** Rust: paths through the modules of the tree's crates, which are files where `mod x;` says so. */

import type { ImportFact } from '../../model.ts';
import type { ImportingFile, ImportTree, Resolution, Resolver } from '../resolve.ts';
import { type Crates, cratesOf, isRoot, isTargetDirectory } from './cargo.ts';
import { below, directoriesAbove, directoryOf } from './paths.ts';

/** The tree, and what is known of it once for all imports. */
interface RustTree extends Pick<ImportTree, 'files'> {
  crates: Crates;
  /** What a file gives on (`pub use a::b`), by its name. */
  given(file: ImportingFile): ReadonlyMap<string, ImportFact>;
}

/** A module: the file that holds it and the directory of its child modules. */
interface Module {
  file: string | null;
  directory: string;
}

/**
 * The file of the last module on the path; what follows are items of it. A path that goes on through a module which that
 * file gives on (`pub use`) is followed for one hop; an item that it gives on is left for the reader of `reexport` to follow.
 */
export const resolveRust: Resolver = (tree) => {
  const rust: RustTree = { files: tree.files, crates: cratesOf(tree), given: modulesGivenOn() };
  return (from, { specifier }) => resolve(rust, from, specifier, 1);
};

function resolve(tree: RustTree, from: ImportingFile, specifier: string, hops: number): Resolution {
  const absolute = specifier.startsWith('::');
  const segments = specifier.replace(/^::/, '').split('::');
  const start = absolute ? null : startOf(tree, from.path, segments);
  const [first = ''] = segments;
  if (start === null) {
    const root = tree.crates.libraries.get(first);
    if (root !== undefined) {
      const rest = segments.slice(1);
      return internal(walk(tree, { file: root, directory: directoryOf(root) }, rest, hops));
    }
    return { files: [], internal: false, library: libraryOf(tree.crates, first, absolute) };
  }
  return internal(walk(tree, start.module, start.rest, hops));
}

function internal(file: string | null): Resolution {
  return { files: file === null ? [] : [file], internal: true, library: null };
}

/** Of a name that no manifest knows, only the language's crates are told from what the file itself brings into scope. */
function libraryOf(crates: Crates, name: string, absolute: boolean): string | null {
  if (/^(?:std|core|alloc|proc_macro|test)$/.test(name)) return null;
  return crates.dependencies.get(name) ?? (absolute ? name : null);
}

/** Where a path begins; null: at the name of a crate, or of something that the file has in scope. */
function startOf(tree: RustTree, path: string, segments: string[]) {
  const own = moduleOf(tree, path);
  const [first, ...rest] = segments;
  if (first === 'crate') return { module: rootOf(tree, path), rest };
  if (first === 'self' || first === 'super') {
    let module = own;
    let at = first === 'self' ? 1 : 0;
    for (; segments[at] === 'super'; at++) module = parentOf(tree, module.directory);
    return { module, rest: segments.slice(at) };
  }
  // Since 2018 a path may begin at a child module; before, at a module of the root.
  if (childOf(tree, own.directory, first!)) return { module: own, rest: segments };
  const root = rootOf(tree, path);
  if (
    !tree.crates.libraries.has(first!) &&
    !tree.crates.dependencies.has(first!) &&
    childOf(tree, root.directory, first!)
  )
    return { module: root, rest: segments };
  return null;
}

function modulesGivenOn(): RustTree['given'] {
  const known = new Map<ImportingFile, Map<string, ImportFact>>();
  return (file) => {
    const before = known.get(file);
    if (before) return before;
    const given = new Map<string, ImportFact>();
    for (const each of file.imports ?? []) {
      const name = each.names?.[0];
      if (each.reexport && name !== undefined && each.specifier !== `self::${name}`) given.set(name, each);
    }
    known.set(file, given);
    return given;
  };
}

function walk(tree: RustTree, start: Module, segments: string[], hops: number): string | null {
  let module = start;
  let at = 0;
  for (; at < segments.length; at++) {
    const child = childOf(tree, module.directory, segments[at]!);
    if (child === null) break;
    module = child;
  }
  const rest = segments.slice(at);
  const file = module.file === null ? undefined : tree.files.get(module.file);
  if (rest.length >= 2 && hops > 0 && file) {
    const given = tree.given(file).get(rest[0]!);
    const through = given && resolve(tree, file, [given.specifier, ...rest.slice(1)].join('::'), hops - 1);
    if (through && through.files.length > 0) return through.files[0]!;
  }
  return module.file;
}

/** `x.rs` or `x/mod.rs`; null: a module within the file, or no module. */
function childOf(tree: RustTree, directory: string, name: string): Module | null {
  const child = below(directory, name);
  const file = [`${child}.rs`, `${child}/mod.rs`].find((path) => tree.files.has(path));
  return file === undefined ? null : { file, directory: child };
}

function moduleOf(tree: RustTree, path: string): Module {
  const beside = path.endsWith('/mod.rs') || isRoot(tree.crates, path);
  return { file: path, directory: beside ? directoryOf(path) : path.replace(/\.rs$/, '') };
}

/** The module around the one whose children lie in this directory. */
function parentOf(tree: RustTree, directory: string): Module {
  const above = directoryOf(directory);
  return { file: fileOf(tree, above), directory: above };
}

function fileOf(tree: RustTree, directory: string): string | null {
  const possible = [
    below(directory, 'mod.rs'),
    `${directory}.rs`,
    below(directory, 'lib.rs'),
    below(directory, 'main.rs'),
  ];
  return possible.find((path) => tree.files.has(path)) ?? null;
}

/** The root module of the crate that a file is part of: the nearest above that has one. */
function rootOf(tree: RustTree, path: string): Module {
  if (isRoot(tree.crates, path)) return { file: path, directory: directoryOf(path) };
  for (const directory of directoriesAbove(path)) {
    for (const name of ['lib.rs', 'main.rs']) {
      const file = below(directory, name);
      if (tree.files.has(file)) return { file, directory };
    }
    if (isTargetDirectory(tree.crates, directory)) return { file: null, directory };
    const root = tree.crates.rootsByDirectory.get(directory);
    if (root !== undefined) return { file: root, directory };
  }
  return { file: null, directory: directoryOf(path) };
}

/** Rust: paths through the modules of the tree's crates, which are files where `mod x;` says so. */

import type { ImportingFile, ImportTree, Resolution, Resolver } from '../resolve.ts';
import { type Crates, cratesOf, isRoot, isTargetDirectory } from './cargo.ts';
import { below, directoriesAbove, directoryOf } from './paths.ts';

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
  const crates = cratesOf(tree);
  return (from, { specifier }) => resolve(tree, crates, from, specifier, 1);
};

function resolve(tree: ImportTree, crates: Crates, from: ImportingFile, specifier: string, hops: number): Resolution {
  const absolute = specifier.startsWith('::');
  const segments = specifier.replace(/^::/, '').split('::');
  const start = absolute ? null : startOf(tree, crates, from.path, segments);
  const [first = ''] = segments;
  if (start === null) {
    const root = crates.libraries.get(first);
    if (root !== undefined) {
      const rest = segments.slice(1);
      return internal(walk(tree, crates, { file: root, directory: directoryOf(root) }, rest, hops));
    }
    return { files: [], internal: false, library: libraryOf(crates, first, absolute) };
  }
  return internal(walk(tree, crates, start.module, start.rest, hops));
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
function startOf(tree: ImportTree, crates: Crates, path: string, segments: string[]) {
  const own = moduleOf(crates, path);
  const [first, ...rest] = segments;
  if (first === 'crate') return { module: rootOf(tree, crates, path), rest };
  if (first === 'self' || first === 'super') {
    let module = own;
    let at = first === 'self' ? 1 : 0;
    for (; segments[at] === 'super'; at++) module = parentOf(tree, module.directory);
    return { module, rest: segments.slice(at) };
  }
  // Since 2018 a path may begin at a child module; before, at a module of the root.
  if (childOf(tree, own.directory, first!)) return { module: own, rest: segments };
  const root = rootOf(tree, crates, path);
  if (!crates.libraries.has(first!) && !crates.dependencies.has(first!) && childOf(tree, root.directory, first!))
    return { module: root, rest: segments };
  return null;
}

function walk(tree: ImportTree, crates: Crates, start: Module, segments: string[], hops: number): string | null {
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
    const given = file.imports?.find(
      (each) => each.reexport && each.names?.[0] === rest[0] && each.specifier !== `self::${rest[0]}`,
    );
    const through = given && resolve(tree, crates, file, [given.specifier, ...rest.slice(1)].join('::'), hops - 1);
    if (through && through.files.length > 0) return through.files[0]!;
  }
  return module.file;
}

/** `x.rs` or `x/mod.rs`; null: a module within the file, or no module. */
function childOf(tree: ImportTree, directory: string, name: string): Module | null {
  const child = below(directory, name);
  const file = [`${child}.rs`, `${child}/mod.rs`].find((path) => tree.files.has(path));
  return file === undefined ? null : { file, directory: child };
}

function moduleOf(crates: Crates, path: string): Module {
  const beside = path.endsWith('/mod.rs') || isRoot(crates, path);
  return { file: path, directory: beside ? directoryOf(path) : path.replace(/\.rs$/, '') };
}

/** The module around the one whose children lie in this directory. */
function parentOf(tree: ImportTree, directory: string): Module {
  const above = directoryOf(directory);
  return { file: fileOf(tree, above), directory: above };
}

function fileOf(tree: ImportTree, directory: string): string | null {
  const possible = [
    below(directory, 'mod.rs'),
    `${directory}.rs`,
    below(directory, 'lib.rs'),
    below(directory, 'main.rs'),
  ];
  return possible.find((path) => tree.files.has(path)) ?? null;
}

/** The root module of the crate that a file is part of: the nearest above that has one. */
function rootOf(tree: ImportTree, crates: Crates, path: string): Module {
  if (isRoot(crates, path)) return { file: path, directory: directoryOf(path) };
  for (const directory of directoriesAbove(path)) {
    for (const name of ['lib.rs', 'main.rs']) {
      const file = below(directory, name);
      if (tree.files.has(file)) return { file, directory };
    }
    if (isTargetDirectory(crates, directory)) return { file: null, directory };
    const root = rootIn(crates, directory);
    if (root !== undefined) return { file: root, directory };
  }
  return { file: null, directory: directoryOf(path) };
}

function rootIn(crates: Crates, directory: string): string | undefined {
  for (const root of crates.roots) if (directoryOf(root) === directory) return root;
  return undefined;
}

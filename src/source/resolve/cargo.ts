/** What the Cargo.toml files of a tree say: its crates, their targets, and the names of what they depend on. */

import type { ImportTree } from '../resolve.ts';
import { below, directoryOf, joined } from './paths.ts';

/** The crates of a tree. */
export interface Crates {
  /** The library's root file by the name that code calls it, renamed dependencies too. */
  libraries: ReadonlyMap<string, string>;
  /** Root files of targets that do not lie where Cargo looks by itself. */
  roots: ReadonlySet<string>;
  /** One of them, by its directory. */
  rootsByDirectory: ReadonlyMap<string, string>;
  /** Directories of packages. */
  packages: ReadonlySet<string>;
  /** A dependency as its manifest names it, by the name that code calls it. */
  dependencies: ReadonlyMap<string, string>;
}

/** By lines: what is asked stands in plain keys. */
export function cratesOf(tree: ImportTree): Crates {
  const libraries = new Map<string, string>();
  const roots = new Set<string>();
  const packages = new Set<string>();
  const dependencies = new Map<string, string>();
  const renamed = new Map<string, string>();

  for (const [path, text] of tree.texts) {
    if (!/(?:^|\/)Cargo\.toml$/.test(path)) continue;
    const directory = directoryOf(path);
    const names = new Map<string, string>();
    let library = 'src/lib.rs';
    for (const { section, key, value } of entriesOf(text)) {
      const dependency = dependencyOf(section, key);
      if (dependency !== null) {
        dependencies.set(inCode(dependency), dependency);
        const actual = section.endsWith('dependencies') ? /\bpackage\s*=\s*"([^"]+)"/.exec(value)?.[1] : undefined;
        if (actual !== undefined) renamed.set(inCode(dependency), inCode(actual));
      } else if (key === 'name') names.set(section, unquoted(value));
      else if (key === 'path' && /^(?:lib|bin|test|bench|example)$/.test(section)) {
        const root = joined(directory, unquoted(value));
        if (root !== null && tree.files.has(root)) roots.add(root);
        if (section === 'lib') library = unquoted(value);
      }
    }
    const name = names.get('lib') ?? names.get('package');
    if (names.has('package')) packages.add(directory);
    const root = joined(directory, library);
    if (name !== undefined && root !== null && tree.files.has(root)) libraries.set(inCode(name), root);
  }
  for (const [alias, actual] of renamed) {
    const root = libraries.get(actual);
    if (root !== undefined && !libraries.has(alias)) libraries.set(alias, root);
  }
  const rootsByDirectory = new Map([...roots].map((root) => [directoryOf(root), root]));
  return { libraries, roots, rootsByDirectory, packages, dependencies };
}

/** No line that a person wrote is longer. */
const longestLine = 2_000;

function* entriesOf(text: string): Generator<{ section: string; key: string; value: string }> {
  let section = '';
  for (const line of text.split('\n')) {
    if (line.length > longestLine) continue;
    const header = /^\s*\[\[?\s*([^\]]+?)\s*\]/.exec(line)?.[1];
    if (header !== undefined) {
      section = header;
      yield { section, key: '', value: '' };
      continue;
    }
    const [, key, value] = /^\s*"?([\w.-]+)"?\s*=\s*(.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) yield { section, key, value };
  }
}

const dependencySection = /^(?:.*\.)?(?:dev-|build-)?dependencies(?:\.(?<name>[^.]+))?$/;

/** `serde` of `[dependencies]` and `serde.workspace = true`, and of `[dependencies.serde]`. */
function dependencyOf(section: string, key: string): string | null {
  const match = dependencySection.exec(section);
  if (match === null) return null;
  if (match.groups?.name !== undefined) return match.groups.name.replaceAll('"', '');
  return key === '' ? null : key.split('.')[0]!;
}

function inCode(name: string): string {
  return name.replaceAll('-', '_');
}

function unquoted(value: string): string {
  return /^["']([^"']*)["']/.exec(value)?.[1] ?? '';
}

/** Where Cargo finds targets by itself: each file directly in these directories of a package is the root of one. */
export function isTargetDirectory(crates: Crates, directory: string): boolean {
  return ['tests', 'benches', 'examples', 'src/bin'].some(
    (name) =>
      `/${directory}`.endsWith(`/${name}`) && crates.packages.has(directory.slice(0, -name.length).replace(/\/$/, '')),
  );
}

/** Whether this file is the root of a target: its modules lie beside it. */
export function isRoot(crates: Crates, path: string): boolean {
  if (/(?:^|\/)(?:lib|main)\.rs$/.test(path) || crates.roots.has(path)) return true;
  const directory = directoryOf(path);
  return (
    isTargetDirectory(crates, directory) || (crates.packages.has(directory) && path === below(directory, 'build.rs'))
  );
}

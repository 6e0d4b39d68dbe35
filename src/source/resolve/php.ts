/** PHP: by the full names that the files of the tree declare; where none does, by PSR-4 as composer.json has it. */

import type { ImportTree, Resolution, Resolver } from '../resolve.ts';
import { declaredIn, fileByFile, outer } from './declared.ts';
import { below, directoriesAbove, directoryOf, joined } from './paths.ts';

/**
 * Classes, functions and constants by name; of a namespace those of its types that the file mentions by it (`use A\B`, then
 * `B\C`; by its alias if it has one); required files from the file's directory, then from those above it.
 */
export const resolvePhp: Resolver = (tree) => {
  const declared = declaredIn(tree, ['PHP'], '\\');
  const prefixes = psr4(tree);
  const throughNamespace = fileByFile(({ mentions }) => {
    const byFirst = Map.groupBy(mentions, (name) => name.split('\\', 1)[0]!);
    const known = new Map<string, string[]>();
    function filesOf(namespace: string, alias: string): string[] {
      const names = known.has(namespace) ? [] : (byFirst.get(alias) ?? []);
      const files =
        known.get(namespace) ?? names.flatMap((name) => declared.types.get(namespace + name.slice(alias.length)) ?? []);
      known.set(namespace, [...new Set(files)]);
      return known.get(namespace)!;
    }
    const isNamespace = (alias: string) => byFirst.get(alias)?.some((name) => name !== alias) ?? false;
    return { filesOf, isNamespace };
  });
  return (from, { specifier, names }) => {
    if (names === null) return required(tree, from.path, specifier);
    const types = declared.types.get(specifier);
    if (types) return internal(types);
    const alias = names[0]!;
    const through = declared.above.has(specifier) ? throughNamespace(from).filesOf(specifier, alias) : [];
    if (through.length > 0) return internal(through);
    for (let prefix = specifier; prefix !== ''; prefix = outer(prefix, '\\')) {
      const directories = prefixes.get(prefix);
      if (!directories) continue;
      const rest = specifier.slice(prefix.length + 1).replaceAll('\\', '/');
      const file = directories.map((directory) => below(directory, `${rest}.php`)).find((path) => tree.files.has(path));
      if (file !== undefined) return internal([file]);
    }
    // Packages share their owner's namespace (`Composer\Pcre`): what counts is whether the tree has the inner one.
    const namespace = throughNamespace(from).isNamespace(alias) ? specifier : outer(specifier, '\\');
    if (declared.above.has(specifier) || (namespace !== '' && declared.above.has(namespace))) return internal([]);
    return { files: [], internal: false, library: libraryOf(namespace) };
  };
};

function internal(files: readonly string[]): Resolution {
  return { files, internal: true, library: null };
}

function required(tree: ImportTree, from: string, specifier: string): Resolution {
  if (/^\.\.?\//.test(specifier)) {
    const file = joined(directoryOf(from), specifier);
    const found = file !== null && tree.files.has(file);
    return { files: found ? [file] : [], internal: found || !/(?:^|\/)vendor\//.test(specifier), library: null };
  }
  const file = directoriesAbove(from)
    .map((directory) => below(directory, specifier))
    .find((path) => tree.files.has(path));
  return { files: file === undefined ? [] : [file], internal: file !== undefined, library: null };
}

/** The first two segments of the namespace, or `Twig` alone; a class without namespace is the language's. */
function libraryOf(namespace: string): string | null {
  return namespace === '' ? null : namespace.split('\\').slice(0, 2).join('\\');
}

/** Directories by namespace, without separators at their ends. */
function psr4(tree: ImportTree): Map<string, string[]> {
  const prefixes = new Map<string, string[]>();
  for (const [path, text] of tree.texts) {
    if (!/(?:^|\/)composer\.json$/.test(path)) continue;
    for (const section of ['autoload', 'autoload-dev']) {
      const entries = record(record(record(parsed(text))[section])['psr-4']);
      for (const [prefix, value] of Object.entries(entries)) {
        const directories = [value].flat().filter((each) => typeof each === 'string');
        const name = prefix.replace(/\\+$/, '');
        if (name === '') continue;
        const there = directories.flatMap((each) => joined(directoryOf(path), each) ?? []);
        prefixes.set(name, [...(prefixes.get(name) ?? []), ...there]);
      }
    }
  }
  return prefixes;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

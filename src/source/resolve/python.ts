/** What an import of Python means. */

import type { ImportFact } from '../../model.ts';
import type { ImportingFile, ImportTree, Resolution, Resolver } from '../resolve.ts';
import { directoryOf } from './paths.ts';
import { type Module, type Modules, pythonModules } from './python-modules.ts';
import { pythonStandardLibrary } from './python-standard-library.ts';

/** The standard library is not shadowed by what lies beside a script; `test` is what everybody calls their own. */
function isStandard(name: string): boolean {
  return pythonStandardLibrary.has(name) && name !== 'test';
}

/**
 * Relative imports from the file's own package, absolute ones from the source roots. `from a import b` means the module
 * `a.b` where there is one and `a` itself defines no `b`; then the package is not meant. Several names may mean several files.
 */
export const resolvePython: Resolver = (tree) => {
  const modules = pythonModules(tree);
  const defined = definedNames(tree);
  const found = new Map<string, Map<string, Found>>();
  return (from, what) => {
    const directory = directoryOf(from.path);
    const here = found.get(directory) ?? new Map<string, Found>();
    found.set(directory, here);
    const target = here.get(what.specifier) ?? find(modules, directory, what.specifier);
    here.set(what.specifier, target);
    return resolution(target, from, what, modules, defined);
  };
};

/** Where a specifier leads: places of which the first that holds the names counts, and what it is when none does. */
interface Found {
  modules: Module[];
  /** It is of this repository even where nothing was found. */
  internal: boolean;
  library: string | null;
}

function find(modules: Modules, directory: string, specifier: string): Found {
  const [, dots, rest] = /^(\.*)(.*)$/s.exec(specifier)!;
  const names = rest!.split('.').filter((name) => name !== '');
  if (names.some((name) => name.includes('/'))) return { modules: [], internal: false, library: null };
  if (dots !== '') return findRelative(modules, directory, dots!.length, names);
  const first = names[0] ?? '';
  if (first === '' || isStandard(first)) return { modules: [], internal: false, library: first || null };
  const roots = modules.rootsOf(first, directory);
  const there = roots.map((root) => modules.moduleAt(root, names)).filter((module) => module !== null);
  // A namespace is nobody's alone: `google` in the tree does not make `google.auth` ours. A plain module holds no others.
  const owned = roots.some((root) => {
    const top = modules.moduleAt(root, names.slice(0, 1));
    if (top?.file != null && (names.length === 1 || top.directory !== null)) return true;
    return names.length > 1 && modules.moduleAt(root, names.slice(0, 2)) !== null;
  });
  return { modules: there, internal: owned, library: first };
}

function findRelative(modules: Modules, directory: string, dots: number, names: string[]): Found {
  let base = directory;
  for (let up = 1; up < dots; up++) {
    if (base === '') return { modules: [], internal: false, library: null };
    base = directoryOf(base);
  }
  const module = modules.moduleAt(base, names);
  return { modules: module ? [module] : [], internal: true, library: null };
}

function resolution(
  found: Found,
  from: ImportingFile,
  { names }: ImportFact,
  modules: Modules,
  defined: (file: string) => ReadonlySet<string>,
): Resolution {
  for (const module of found.modules) {
    const files = new Set<string>();
    for (const name of names ?? []) {
      const isOwn = module.file !== null && module.file !== from.path && defined(module.file).has(name);
      const inner = module.directory === null || isOwn ? null : modules.moduleAt(module.directory, [name]);
      const file = inner?.file ?? module.file;
      if (file !== null) files.add(file);
    }
    if (names === null && module.file !== null) files.add(module.file);
    if (files.size > 0) return { files: [...files], internal: true, library: null };
  }
  return { files: [], internal: found.internal, library: found.internal ? null : found.library };
}

/**
 * What a package's own file defines, or takes from elsewhere: such a name means that, not the module of the same name. Of
 * a file with `__all__` only what it takes is known for sure, as modules are listed there too.
 */
function definedNames(tree: ImportTree): (file: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (path) => {
    const before = known.get(path);
    if (before) return before;
    const { exports = [], imports } = tree.files.get(path) ?? {};
    const names = new Set(exports.includes('__all__') ? [] : exports);
    for (const { specifier, names: taken } of imports ?? []) {
      if (specifier !== '.') for (const name of taken ?? []) names.add(name);
    }
    known.set(path, names);
    return names;
  };
}

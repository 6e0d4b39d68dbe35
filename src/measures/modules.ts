import type { FileFacts, LeftOut, Module, Modules } from '../model.ts';
import { count } from '../text.ts';
import { tally } from './tally.ts';

/** An import of a source file into another module. */
export interface Crossing {
  /** The importer's module; null: it is in none. */
  from: Module | null;
  /** What is imported: a file, or the files of a package. */
  targets: readonly string[];
  module: Module;
  /** It is none of the module's entries. */
  deep: boolean;
}

/** Languages in which a module can say what others may import of it. */
const languages: ReadonlySet<string | null> = new Set(
  'JavaScript TypeScript JSX TSX Vue Svelte Astro Python Go Rust'.split(' '),
);

/** Whether a file is in a language in which a module can say what others may import of it. */
export function hasEntries({ language }: FileFacts): boolean {
  return languages.has(language);
}

/** The imports of these files that lead to a source file of another module of the tree. */
export function crossingsOf(
  importing: readonly FileFacts[],
  files: readonly FileFacts[],
  modules: readonly Module[],
): Crossing[] {
  const moduleOf = moduleFinder(modules);
  const entries = new Set(modules.flatMap((module) => module.entries));
  const sources = new Set(files.filter(({ lane }) => lane === 'source').map(({ path }) => path));
  return importing.flatMap(({ path: importer, imports }) => {
    const from = moduleOf(importer);
    return (imports ?? []).flatMap(({ files: meant }): Crossing[] => {
      const targets = meant.filter((path) => sources.has(path) || entries.has(path));
      const module = targets.length === 0 ? null : moduleOf(targets[0]!);
      if (module === null || module === from || isFace(importer, module)) return [];
      return [{ from, targets, module, deep: !targets.some((path) => entries.has(path)) }];
    });
  });
}

/** `src/parser.rs` beside `src/parser/` is the module's own face, which may reach in. */
function isFace(importer: string, module: Module): boolean {
  return importer.replace(/\.[^./]+$/, '') === module.directory;
}

/** What is imported past the entries of its module: how often, and from how many modules. The most often first. */
export function deepTargets(
  crossings: readonly Crossing[],
): { path: string; module: Module; times: number; from: number }[] {
  const byTarget = Map.groupBy(
    crossings.filter(({ deep }) => deep),
    ({ targets }) => targets[0]!,
  );
  return [...byTarget]
    .map(([path, of]) => ({
      path,
      module: of[0]!.module,
      times: of.length,
      from: new Set(of.map(({ from }) => from)).size,
    }))
    .sort((a, b) => b.times - a.times || (a.path < b.path ? -1 : 1));
}

/** Imports into modules that declare no entry, by module; and what was named as a module, but lies in one. */
export function leftOutCrossings(crossings: readonly Crossing[], { within = [] }: Modules): LeftOut[] {
  const closed = crossings.filter(({ module }) => module.entries.length === 0);
  const examples = tally(closed.map(({ module }) => module.name)).map(([name, times]) => `${name} ${count(times)}`);
  return [
    { what: 'imports into modules that declare no entry', count: closed.length, examples: examples.slice(0, 3) },
    {
      what: 'directories named in `modules:` that lie in a module',
      count: within.length,
      examples: within.slice(0, 3),
    },
  ].filter(({ count: times }) => times > 0);
}

/** How many of a module's source files are imported from outside. */
export interface Width {
  module: Module;
  imported: number;
  files: number;
}

/** The widths of the modules that are imported from outside, the widest first. */
export function widthsOf(crossings: readonly Crossing[], files: readonly FileFacts[]): Width[] {
  const byModule = Map.groupBy(crossings, ({ module }) => module);
  const moduleOf = moduleFinder([...byModule.keys()]);
  const sizes = Map.groupBy(
    files.filter(({ lane }) => lane === 'source'),
    ({ path }) => moduleOf(path),
  );
  return [...byModule]
    .map(([module, into]) => {
      const own = sizes.get(module) ?? [];
      const targets = new Set(into.flatMap(({ targets: meant }) => meant));
      return { module, imported: own.filter(({ path }) => targets.has(path)).length, files: own.length };
    })
    .filter((width) => width.imported > 0)
    .sort((a, b) => b.imported / b.files - a.imported / a.files || (a.module.directory < b.module.directory ? -1 : 1));
}

/** Which module a path lies in; null: none. */
export function moduleFinder(modules: readonly Module[]): (path: string) => Module | null {
  const byDirectory = new Map(modules.map((module) => [module.directory, module]));
  return (path) => {
    for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      const module = byDirectory.get(path.slice(0, slash));
      if (module) return module;
    }
    return byDirectory.get('') ?? null;
  };
}

/** What an import of Go means. */

import { posix } from 'node:path';
import type { ImportTree, Resolution, Resolver } from '../resolve.ts';
import { insideTree } from './files-of-paths.ts';
import { directoryOf } from './paths.ts';

const { basename, dirname, join } = posix;

/** Modules that tests are tried on. */
const foreign: ReadonlySet<string> = new Set(['fixture', 'vendored']);

/**
 * A package of a module of this tree means all its files but tests. Modules are told by every go.mod (with go.work or
 * without), and by what one replaces with a directory. The rest are libraries, called as the go.mod files require them.
 */
export const resolveGo: Resolver = (tree) => {
  const { places, required } = readModules(tree);
  const packages = filesByDirectory(tree);
  const known = new Map<string, Resolution>();
  return (_from, { specifier }) => {
    const found = known.get(specifier) ?? resolve(specifier);
    known.set(specifier, found);
    return found;
  };

  function resolve(specifier: string): Resolution {
    if (specifier === 'C') return { files: [], internal: false, library: null };
    for (const module of prefixesOf(specifier)) {
      const place = places.get(module);
      if (place === undefined) continue;
      const directory = insideTree(join(place, specifier.slice(module.length + 1)));
      return { files: packages.get(directory ?? '..') ?? [], internal: true, library: null };
    }
    const module = prefixesOf(specifier).find((prefix) => required.has(prefix));
    return { files: [], internal: false, library: withoutMajor(module ?? guessModule(specifier)) };
  }
};

/** `a/b/c`, `a/b`, `a`. */
function prefixesOf(specifier: string): string[] {
  const prefixes: string[] = [];
  for (let end = specifier.length; end > 0 && prefixes.length < 100; end = specifier.lastIndexOf('/', end - 1)) {
    prefixes.push(specifier.slice(0, end));
  }
  return prefixes;
}

/** `github.com/a/b/v2` is what a team calls `github.com/a/b`. */
function withoutMajor(module: string): string {
  return module.replace(/\/v\d+$/, '');
}

/** Where no go.mod says so: three names at the hosts of code, two elsewhere; of the standard library all. */
function guessModule(specifier: string): string {
  const names = specifier.split('/');
  if (!names[0]!.includes('.')) return specifier;
  const deep = /^(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|golang\.org)$/.test(names[0]!);
  return names.slice(0, deep ? 3 : 2).join('/');
}

/** By directory: what is compiled there into one package. A lone `main` beside a package is a script of its own. */
function filesByDirectory({ files }: ImportTree): Map<string, readonly string[]> {
  const sources = [...files.values()].filter(({ path }) => path.endsWith('.go') && !path.endsWith('_test.go'));
  const packages = new Map<string, readonly string[]>();
  for (const [directory, all] of Map.groupBy(sources, ({ path }) => directoryOf(path))) {
    const others = all.some((file) => file.package !== null && file.package !== 'main');
    const kept = others ? all.filter((file) => file.package !== 'main') : all;
    packages.set(
      directory,
      kept.map(({ path }) => path),
    );
  }
  return packages;
}

// ── go.mod ────────────────────────────────────────────────────────────────────────────────────────

interface GoModules {
  /** Directories by module path. */
  places: Map<string, string>;
  required: Set<string>;
}

function readModules({ files, texts }: ImportTree): GoModules {
  const places = new Map<string, string>();
  const replaced = new Map<string, string>();
  const required = new Set<string>();
  // Of two modules with one path the one nearer the root is meant.
  const paths = [...texts.keys()].filter((path) => basename(path) === 'go.mod' || basename(path) === 'go.work');
  for (const path of paths.sort((a, b) => a.length - b.length || (a < b ? -1 : 1))) {
    if (foreign.has(files.get(path)?.lane ?? 'data')) continue;
    const directory = dirname(path) === '.' ? '' : dirname(path);
    for (const [verb, first = '', ...rest] of directivesOf(texts.get(path)!)) {
      if (verb === 'module' && !places.has(first)) places.set(first, directory);
      if (verb === 'require') required.add(first);
      const target = rest[rest.indexOf('=>') + 1];
      if (verb !== 'replace' || !rest.includes('=>') || !/^\.\.?(?:\/|$)/.test(target ?? '')) continue;
      const place = insideTree(join(directory, target!));
      if (place !== null) replaced.set(first, place);
    }
  }
  for (const [module, place] of replaced) if (!places.has(module)) places.set(module, place);
  return { places, required };
}

/** `require ( … )` is many of the same verb. */
function* directivesOf(text: string): Generator<string[]> {
  let block: string | null = null;
  for (const line of text.split('\n')) {
    const words = line
      .replace(/\/\/.*$/s, '')
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word) => word.replace(/^(["`])(.*)\1$/s, '$2'));
    if (words.length === 0) continue;
    if (words[0] === ')') block = null;
    else if (block !== null) yield [block, ...words];
    else if (words.at(-1) === '(') block = words[0]!;
    else yield words;
  }
}

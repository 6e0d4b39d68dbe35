/** The npm packages of a tree, by name and place, and which file one of their specifiers means. */

import { posix } from 'node:path';
import { isObject, parseObject } from '../config-files.ts';
import type { ImportTree } from '../resolve.ts';
import { entryOf, fileOf, indexOf, insideTree, type Paths, plainFile, sourceOf } from './files-of-paths.ts';
import { directoryOf } from './paths.ts';
import { type Match, patternTable, withStar } from './patterns.ts';

const { basename, dirname, join } = posix;

/** One package.json of the tree. */
export interface Package {
  name: string | null;
  directory: string;
  /** The file that `.` or `./a` of it means; null: none. */
  fileOf(subpath: string): string | null;
  /** What its `imports` say of `#a`: targets; null: nothing. */
  targetsOf(specifier: string): string[] | null;
  /** Its version range of another package; null: none. */
  wants(name: string): string | null;
}

/** The packages of a tree. */
export interface Packages {
  byName(name: string): Package | null;
  /** The packages in whose directories a file of this directory lies, innermost first. */
  around(directory: string): readonly Package[];
}

/** Other people's packages, and such as tests are tried on. */
const foreign: ReadonlySet<string> = new Set(['vendored', 'fixture', 'generated', 'lock']);
const mostConditions = 100;
const mostTargets = 10;
const mostAround = 5;

/** Reads every package.json but those of fixtures and vendored code. Of two with one name the one nearer the root has it. */
export function packagesOf(tree: ImportTree, files: Paths): Packages {
  const named = new Map<string, Package>();
  const placed = new Map<string, Package>();
  const paths = [...tree.texts.keys()].filter((path) => basename(path) === 'package.json');
  for (const path of paths.sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))) {
    if (foreign.has(tree.files.get(path)?.lane ?? 'data')) continue;
    const one = packageAt(dirname(path), parseObject(tree.texts.get(path)!), files);
    placed.set(one.directory, one);
    if (one.name !== null && !named.has(one.name)) named.set(one.name, one);
  }

  const known = new Map<string, readonly Package[]>();
  function around(directory: string): readonly Package[] {
    const before = known.get(directory);
    if (before) return before;
    const here = placed.get(directory);
    const above = directory === '' ? [] : around(directoryOf(directory));
    const all = here ? [here, ...above].slice(0, mostAround) : above;
    known.set(directory, all);
    return all;
  }
  return { byName: (name) => named.get(name) ?? null, around };
}

function depth(path: string): number {
  return path.split('/').length;
}

function packageAt(place: string, manifest: Record<string, unknown>, files: Paths): Package {
  const directory = place === '.' ? '' : place;
  const name = typeof manifest.name === 'string' ? manifest.name : null;
  const exported = patternTable(exportsOf(manifest.exports));
  const imported = patternTable(isObject(manifest.imports) ? Object.entries(manifest.imports) : []);
  const mains = ['source', 'module', 'main', 'browser', 'types', 'typings'].map((key) => manifest[key]);

  /** Sources as they are come first, then what is built, mapped back; declarations last. */
  function firstFile(targets: string[]): string | null {
    const inside = targets.filter((target) => insideTree(join(directory, target)) !== null);
    const asTheyAre = inside.map((target) => placeOf(target, directory)).filter((path) => files.has(path));
    const code = asTheyAre.find((path) => !/\.d\.[cm]?ts$/.test(path));
    if (code !== undefined) return code;
    for (const target of inside) {
      const found = plainFile(placeOf(target, directory), files) ?? sourceOf(directory, target, name ?? '', files);
      if (found !== null && !/\.d\.[cm]?ts$/.test(found)) return found;
    }
    return asTheyAre[0] ?? null;
  }

  return {
    name,
    directory,
    fileOf(subpath) {
      const match = exported(subpath)[0];
      const mapped = match ? firstFile(starred(match)) : null;
      if (mapped !== null) return mapped;
      if (subpath !== '.')
        return fileOf(placeOf(subpath, directory), files) ?? sourceOf(directory, subpath, name ?? '', files);
      const main = mains.filter((target) => typeof target === 'string');
      const found = firstFile(main) ?? main.map((target) => indexOf(placeOf(target, directory), files)).find(isThere);
      return found ?? entryOf(directory, files);
    },
    targetsOf(specifier) {
      const match = imported(specifier)[0];
      return match ? starred(match) : null;
    },
    wants(other) {
      for (const key of ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']) {
        const wanted = manifest[key];
        if (isObject(wanted) && typeof wanted[other] === 'string') return wanted[other];
      }
      return null;
    },
  };
}

function isThere(path: string | null): path is string {
  return path !== null;
}

function placeOf(target: string, directory: string): string {
  return insideTree(join(directory, target)) ?? '';
}

/** `exports` as a table of subpaths. What is no table is about `.`; `./a/` is the old form of `./a/*`. */
function exportsOf(exports: unknown): [string, unknown][] {
  if (exports === undefined) return [];
  const entries = isObject(exports) ? Object.entries(exports) : [];
  if (!entries.some(([key]) => key.startsWith('.'))) return [['.', exports]];
  return entries.map(([key, value]) => [key.endsWith('/') ? `${key}*` : key, value]);
}

/** All that its conditions lead to, in their order. */
function starred({ key, value, star }: Match<unknown>): string[] {
  const targets: string[] = [];
  const waiting = [value];
  for (let steps = 0; waiting.length > 0 && steps < mostConditions; steps++) {
    const next = waiting.shift();
    if (typeof next === 'string')
      targets.push(withStar(next.endsWith('/') && key.endsWith('/*') ? `${next}*` : next, star));
    else if (Array.isArray(next)) waiting.unshift(...next.slice(0, mostConditions));
    else if (isObject(next)) waiting.unshift(...Object.values(next).slice(0, mostConditions));
  }
  return targets.slice(0, mostTargets);
}

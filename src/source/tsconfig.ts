import { posix } from 'node:path';
import { type Config, configFile, isPackage, readConfigs, type Spec } from './config-files.ts';

const { basename, dirname, join } = posix;

/** What TypeScript would be run on: paths, and patterns as segments from the root of the tree. */
interface Program {
  files: Set<string>;
  include: string[][];
  exclude: string[][];
}

const javaScript = /\.(?:[cm]?js|jsx)$/;
const notPassed = new Set(['node_modules', 'bower_components', 'jspm_packages']);
/** Where one of these is in the program too, TypeScript takes the JavaScript file for its output and leaves it out. */
const sourcesOfOutput: Record<string, string[]> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.ts', '.tsx', '.js'],
  '.mjs': ['.mts', '.d.mts'],
  '.cjs': ['.cts', '.d.cts'],
};

/**
 * Whether `checkedByTsconfig` needs this file's content: a tsconfig or jsconfig, a package.json (a config may extend a
 * workspace package by its name), or a JSON file in a directory named for shared configs (`packages/tsconfig/base.json`).
 */
export function mayConfigureTypes(path: string): boolean {
  if (configFile.test(basename(path)) || isPackage(path)) return true;
  return path.endsWith('.json') && /ts-?config|typescript/.test(basename(dirname(path)));
}

/**
 * Which JavaScript files some program of the repository checks: a tsconfig or jsconfig *covers* them with effective
 * `checkJs` (MEASURES.md 3.1). `paths` are the paths of the tree, `configs` the contents, by path, of those for which
 * `mayConfigureTypes` holds.
 *
 * The rules for `extends`, `files`, `include` and `exclude` are TypeScript's own. A program is a tsconfig.json; a
 * jsconfig.json without one beside it; what a config references; and any other tsconfig*.json that nothing extends and
 * whose name has no part `base`. A config that is not JSON with comments covers nothing; one that is extended and is not
 * in the tree contributes nothing; a file that is only imported by a covered one is not covered.
 */
export function checkedByTsconfig(
  paths: readonly string[],
  configs: ReadonlyMap<string, string>,
): (path: string) => boolean {
  const tree = new Set(paths);
  const checked = new Set<string>();
  // A program is asked only about files below what its patterns have in common: programs × files would be too many.
  const programsBelow = new Map<string, Set<Program>>();
  for (const program of checkingPrograms(configs)) {
    for (const path of program.files) if (javaScript.test(path)) checked.add(path);
    for (const pattern of program.include) {
      const base = literalPart(pattern);
      programsBelow.set(base, (programsBelow.get(base) ?? new Set()).add(program));
    }
  }
  for (const path of programsBelow.size > 0 ? paths : []) {
    if (!javaScript.test(path)) continue;
    for (let below = path; below !== dirname(below); below = dirname(below)) {
      for (const program of programsBelow.get(dirname(below)) ?? []) if (covers(program, path, tree)) checked.add(path);
    }
  }
  return (path) => checked.has(path);
}

// ── Configs and programs ──────────────────────────────────────────────────────────────────────────

function checkingPrograms(configs: ReadonlyMap<string, string>): Program[] {
  const { effective, extended, referenced } = readConfigs(configs);

  function isProgram(path: string): boolean {
    const name = basename(path);
    if (name === 'tsconfig.json' || referenced.has(path)) return true;
    if (name === 'jsconfig.json') return !effective.has(join(dirname(path), 'tsconfig.json'));
    return /^tsconfig/.test(name) && configFile.test(name) && !extended.has(path) && !/[._-]base[._-]/.test(name);
  }

  return [...effective].flatMap(([path, config]) => {
    if (!isProgram(path)) return [];
    return config.checkJs && config.allowJs !== false ? [toProgram(config, dirname(path))] : [];
  });
}

function toProgram({ files, include, exclude, outDir, declarationDir }: Config, directory: string): Program {
  function patterns(specs: (Spec | undefined)[]): string[][] {
    const found = specs.map((spec) => spec && toSegments(spec, directory)).filter((segments) => !!segments);
    return found.map((segments) => (/[.*?]/.test(segments.at(-1) ?? '') ? segments : [...segments, '**', '*']));
  }
  const included = patterns(include ?? (files ? [] : [{ directory, text: '**/*' }]));
  return {
    files: new Set(files?.map((spec) => toSegments(spec, directory)?.join('/') ?? '')),
    include: included.filter((pattern) => pattern.at(-1) !== '**'), // TypeScript refuses `src/**`.
    exclude: patterns(exclude ?? [outDir, declarationDir]),
  };
}

/** Null for what lies outside the tree. `${configDir}` is the directory of the config that is run, not of the one that says so. */
function toSegments({ directory, text }: Spec, programDirectory: string): string[] | null {
  const fromProgram = text.replace(/^\$\{configDir\}\/?/i, './');
  const path = join(fromProgram === text ? directory : programDirectory, fromProgram);
  const segments = path.split('/').filter((name) => name !== '' && name !== '.');
  return segments[0] === '..' || text.startsWith('/') ? null : segments;
}

// ── Patterns ──────────────────────────────────────────────────────────────────────────────────────

function covers({ include, exclude }: Program, path: string, tree: Set<string>): boolean {
  const matches = (candidate: string) => {
    const names = candidate.split('/');
    return (
      include.some((pattern) => isIncluded(pattern, names)) && !exclude.some((pattern) => isExcluded(pattern, names))
    );
  };
  if (!matches(path)) return false;
  const extension = posix.extname(path);
  return !sourcesOfOutput[extension]!.some((other) => {
    const source = `${path.slice(0, -extension.length)}${other}`;
    return tree.has(source) && matches(source);
  });
}

/** The directory below which everything lies that the pattern matches. */
function literalPart(pattern: string[]): string {
  const wildcard = pattern.findIndex((segment) => /[*?]/.test(segment));
  return pattern.slice(0, wildcard < 0 ? -1 : wildcard).join('/') || '.';
}

/** A pattern of `include` matches the whole path, and its wildcards nothing hidden, installed or minified. */
function isIncluded(pattern: string[], names: string[]): boolean {
  function matches(segment: string, name: string): boolean {
    if (!/[*?]/.test(segment)) return segment === name;
    if (notPassed.has(name) || (/^[*?]/.test(segment) && name.startsWith('.'))) return false;
    if (name.endsWith('.min.js') && !segment.endsWith('.min.js')) return false;
    return matchesName(segment, name);
  }
  return (
    depthsReached(pattern, names, matches, (name) => !name.startsWith('.') && !notPassed.has(name)).at(-1) === true
  );
}

/** A pattern of `exclude` matches the path or a directory above it. */
function isExcluded(pattern: string[], names: string[]): boolean {
  return depthsReached(pattern, names, matchesName, () => true).includes(true);
}

/**
 * For each number of leading names whether the whole pattern matches them; `**` matches any number of names that it may
 * pass. All positions in the pattern advance together, so that no pattern takes longer than its length times the path's.
 */
function depthsReached(
  pattern: string[],
  names: string[],
  matches: (segment: string, name: string) => boolean,
  passes: (name: string) => boolean,
): boolean[] {
  let positions = new Set<number>();
  function enter(next: Set<number>, from: number) {
    let at = from;
    for (; pattern[at] === '**'; at++) next.add(at);
    next.add(at);
  }
  enter(positions, 0);
  const reached = [positions.has(pattern.length)];
  for (const name of names) {
    const next = new Set<number>();
    for (const at of positions) {
      if (pattern[at] === '**') {
        if (passes(name)) enter(next, at);
      } else if (at < pattern.length && matches(pattern[at]!, name)) enter(next, at + 1);
    }
    positions = next;
    reached.push(positions.has(pattern.length));
  }
  return reached;
}

/** `*` any characters, `?` one. Goes back to the last `*` only, which is enough and never explodes. */
function matchesName(segment: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let starEnd = 0;
  for (let read = 0; read < name.length; ) {
    if (segment[at] === '*') {
      star = at++;
      starEnd = read;
    } else if (at < segment.length && (segment[at] === '?' || segment[at] === name[read])) {
      at++;
      read++;
    } else if (star >= 0) {
      at = star + 1;
      read = ++starEnd;
    } else return false;
  }
  return /^\**$/.test(segment.slice(at));
}

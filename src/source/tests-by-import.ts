/** Which test a source file has by what tests import (MEASURES.md 3.2, *By import*). */

import { posix } from 'node:path';
import type { BlobFacts, FileFacts, Import } from '../model.ts';
import { isEntryName } from './modules.ts';

type Association = NonNullable<FileFacts['test']>;

/** A file of the tree as tests are found for it. */
export interface AssociatedFile
  extends Pick<FileFacts, 'path' | 'lane' | 'language' | 'imports' | 'inlineTestLines'>,
    Pick<BlobFacts, 'exports' | 'package' | 'mentions' | 'asserts'> {}

/** Here an import may mean a package whole. */
const packaged: ReadonlySet<string | null> = new Set(['Java', 'Kotlin', 'C#', 'PHP']);
const includes: ReadonlySet<string | null> = new Set(['C', 'C++', 'Objective-C', 'Objective-C++', 'Cuda']);

/**
 * The test of each source file that has one by import, by the source file's path. `entries` are the files that packages
 * declare as theirs; `named` the tests found by name: of several tests that import a file the one of its name is
 * shown, else one that asserts something, else the most direct, else the one with most words of its name in common, else one in a
 * directory that is called like the file's, else the one that imports the fewest files; `seen` the files that one needs no
 * import for (`samePackage`). A benchmark that asserts nothing runs a file and tests nothing; a helper that asserts nothing
 * is not shown where a test is called after the file.
 *
 * - `inline`: the file has an inline test module (Rust); it is then its own test.
 * - `import`: a test-lane file imports it, and more than its types. Ruby: or a test class is called after its class
 *   (`UserTest`). Java, Kotlin, C#, PHP: an import of a whole package means the files whose type
 *   is mentioned. C, C++: a header stands for the file of its stem that includes it. Not Go, where an import is a whole package.
 * - `same package`: Java, Kotlin, C#, PHP: the test is of its package (C#: or of one in it, or a `global using` names it) and
 *   mentions its type. Go: a `_test.go` in its directory, of several the one that is called after the package.
 * - `re-export`: a test-lane file imports an entry file that re-exports it, or that imports it from its own directory
 *   or below; where the names are known, only for the names that the test imports. These are followed through files that
 *   re-export them in turn (`index.ts` → `links.ts` → `links/http.ts`).
 */
export function testsByImport(
  files: readonly AssociatedFile[],
  entries: ReadonlySet<string>,
  named: ReadonlyMap<string, Association>,
  seen: (path: string) => readonly string[],
): Map<string, Association> {
  const sources = new Map(files.filter(({ lane }) => lane === 'source').map((file) => [file.path, file]));
  const found = new Map<string, Candidate>();
  for (const { path, inlineTestLines } of sources.values()) {
    if (inlineTestLines > 0) found.set(path, { path, rule: 'inline', rank: -1, likeness: 1, apart: 0, breadth: 0 });
  }
  const wordsBySource = new Map([...sources.keys()].map((path) => [path, wordsOf(path)]));
  const reach = reachOf(sources, entries, seen);
  for (const test of files) {
    if (test.lane !== 'test' || (benchmark.test(test.path) && !test.asserts)) continue;
    const breadth = breadthOf(test);
    const asserts = test.asserts && !fixtures.test(test.path);
    const words = wordsOf(test.path);
    for (const { source, rule, calledAfter } of reach(test)) {
      const byName = named.get(source.path)?.path;
      if (byName !== undefined && byName !== test.path && !asserts) continue;
      const isNamed = calledAfter || byName === test.path;
      const rank = isNamed ? 0 : 1 + ranks.indexOf(rule) + (asserts ? 0 : ranks.length);
      const likeness = likenessOf(words, wordsBySource.get(source.path)!);
      const apart = directoryName(source.path) === directoryName(test.path) ? 0 : 1;
      const candidate: Candidate = { path: test.path, rule, rank, likeness, apart, breadth };
      const other = found.get(source.path);
      if (other === undefined || compare(candidate, other) < 0) found.set(source.path, candidate);
    }
  }
  return new Map([...found].map(([path, { path: test, rule }]) => [path, { path: test, rule }]));
}

/** A test of a source file. The lower, the better it is, but for the likeness of their names. */
interface Candidate extends Association {
  rank: number;
  /** From 0 to 1. */
  likeness: number;
  /** 0: in a directory of the same name (`Polly/Timeout`, `Polly.Specs/Timeout`). */
  apart: number;
  /** How many files it imports: the fewer, the more it is about each. */
  breadth: number;
}

const ranks: readonly Association['rule'][] = ['import', 'same package', 're-export'];

/** Pytest looks for no test in it, whatever its fixtures assert. */
const fixtures = /(?:^|\/)conftest\.py$/;
const benchmark = /(?:^|\/)(?:bench|benches|benchmarks?|__benchmarks__|jmh)\/|\.bench\.[^/]*$/i;

function directoryName(path: string): string {
  return posix.basename(posix.dirname(path));
}

/** A `_test.go` is about its whole package, however much it imports; the one of the package's name is so by intent. */
function breadthOf({ path, language, package: name, imports }: AssociatedFile): number {
  if (language === 'Go') return posix.basename(path) === `${name?.replace(/_test$/, '')}_test.go` ? 0 : 1;
  return new Set((imports ?? []).flatMap(({ files }) => files)).size;
}

function compare(a: Candidate, b: Candidate): number {
  return (
    a.rank - b.rank ||
    b.likeness - a.likeness ||
    a.apart - b.apart ||
    a.breadth - b.breadth ||
    a.path.length - b.path.length ||
    (a.path < b.path ? -1 : Number(a.path > b.path))
  );
}

/** The words of a file's name but those that make it a test: `BulkheadAsyncSpecs.cs` has `bulkhead` and `async`. */
function wordsOf(path: string): ReadonlySet<string> {
  const name = posix.basename(path).split('.', 1)[0]!;
  const words = name.match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\d+/gu) ?? [];
  return new Set(words.map((word) => word.toLowerCase()).filter((word) => !/^(?:tests?|specs?)$/.test(word)));
}

/** Dice's coefficient of two sets. */
function likenessOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return (2 * one.intersection(other).size) / Math.max(one.size + other.size, 1);
}

interface Reached {
  source: AssociatedFile;
  rule: Association['rule'];
  /** The test says by its own name that it is about the file. */
  calledAfter?: true;
}

/** What a test-lane file reaches. */
function reachOf(
  sources: ReadonlyMap<string, AssociatedFile>,
  entries: ReadonlySet<string>,
  seen: (path: string) => readonly string[],
): (test: AssociatedFile) => Generator<Reached> {
  const goFiles = Map.groupBy(
    [...sources.values()].filter(({ language }) => language === 'Go'),
    ({ path }) => posix.dirname(path),
  );
  const implementations = implementationsOf(sources);
  const rubyClasses = rubyClassesOf(sources);

  return function* reach(test) {
    if (test.language === 'Go') {
      if (!test.path.endsWith('_test.go')) return;
      for (const source of goFiles.get(posix.dirname(test.path)) ?? []) yield { source, rule: 'same package' };
      return;
    }
    for (const name of test.language === 'Ruby' ? test.exports : []) {
      const source = /Test$/.test(name) && rubyClasses.get(name.slice(0, -'Test'.length));
      if (source) yield { source, rule: 'import', calledAfter: true };
    }
    const mentioned = new Set(test.mentions);
    for (const path of seen(test.path)) {
      const source = sources.get(path);
      if (source) yield { source, rule: 'same package' };
    }
    for (const taken of test.imports ?? []) {
      if (taken.types) continue;
      for (const path of taken.files) {
        const source = sources.get(path);
        if (!source) continue;
        const whole = packaged.has(test.language) && taken.files.length > 1;
        if (whole && !mentions(mentioned, source)) continue;
        yield { source, rule: 'import' };
        for (const implementation of implementations.get(path) ?? []) yield { source: implementation, rule: 'import' };
        if (!entries.has(path) && !isEntryName(path)) continue;
        for (const given of givenBy(source, taken, sources)) yield { source: given, rule: 're-export' };
      }
    }
  };
}

function mentions(mentioned: ReadonlySet<string>, source: AssociatedFile): boolean {
  return source.exports.some((name) => mentioned.has(name) || mentioned.has(/[^.\\]*$/.exec(name)![0]));
}

/** By full name, the file that declares it. */
function rubyClassesOf(sources: ReadonlyMap<string, AssociatedFile>): Map<string, AssociatedFile> {
  const ruby = [...sources.values()].filter(({ language }) => language === 'Ruby');
  return new Map(ruby.flatMap((source) => source.exports.map((name) => [name, source] as const)));
}

/** By header: the files of its stem that include it. */
function implementationsOf(sources: ReadonlyMap<string, AssociatedFile>): Map<string, AssociatedFile[]> {
  const found = new Map<string, AssociatedFile[]>();
  for (const source of sources.values()) {
    if (!includes.has(source.language)) continue;
    for (const header of new Set((source.imports ?? []).flatMap(({ files }) => files))) {
      if (header === source.path || posix.parse(header).name !== posix.parse(source.path).name) continue;
      found.set(header, [...(found.get(header) ?? []), source]);
    }
  }
  return found;
}

// ── Through an entry file ─────────────────────────────────────────────────────────────────────────

/**
 * The files that an entry gives to one who takes `taken` from it. Where names are known they are followed through files that
 * re-export them in turn.
 */
function* givenBy(
  entry: AssociatedFile,
  taken: Import,
  sources: ReadonlyMap<string, AssociatedFile>,
): Generator<AssociatedFile> {
  const directory = posix.dirname(entry.path);
  const waiting = [{ file: entry, names: taken.names }];
  const passed = new Set<string>();
  for (const { file, names } of waiting) {
    for (const given of file.imports ?? []) {
      if (given.types) continue;
      for (const path of given.files) {
        const source = sources.get(path);
        const below = file === entry && (directory === '.' || path.startsWith(`${directory}/`));
        if (!source || source === entry || !(given.reexport || below)) continue;
        if (givesNames(names, given, file, source)) yield source;
        const on = given.reexport && names?.filter((name) => given.names?.includes(name) ?? true);
        if (!on || on.length === 0 || passed.has(`${path} ${on}`)) continue;
        passed.add(`${path} ${on}`);
        waiting.push({ file: source, names: on });
      }
    }
  }
}

/** Whether some of the names that were taken from an entry come by one of its imports. */
function givesNames(
  taken: readonly string[] | null,
  given: Import,
  entry: AssociatedFile,
  source: AssociatedFile,
): boolean {
  // What stands behind the default of an entry, if it is not another's, is made of all that the entry imports.
  if (taken === null || (!given.reexport && taken.includes('default'))) return true;
  if (given.names === null) return taken.some((name) => source.exports.includes(name));
  if (given.names.some((name) => taken.includes(name))) return true;
  // Given on under another name (`export { default as Button } from './button'`): the file's own name has to tell.
  const renamed = given.names.some((name) => !entry.exports.includes(name));
  return renamed && taken.some((name) => bare(name) === bare(nameOf(source.path)));
}

function nameOf(path: string): string {
  const { name, dir } = posix.parse(path);
  return isEntryName(path) ? posix.basename(dir) : name;
}

/** `useThing`, `use-thing` and `use_thing` are one name. */
function bare(name: string): string {
  return name.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}

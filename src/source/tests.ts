import type { FileFacts, Lane } from '../model.ts';
import { declaration } from './types.ts';

type Association = NonNullable<FileFacts['test']>;
/** `shared`: how many directories the two paths have in common, test directories and source roots taken out. */
type Match = Association & { shared: number };

/** Languages whose files test each other. Files of any other language are tested in their own. */
const families: Record<string, string[]> = {
  JS: ['JavaScript', 'JSX', 'TypeScript', 'TSX', 'Vue', 'Svelte', 'Astro'],
  C: ['C', 'C++'],
  JVM: ['Java', 'Kotlin', 'Scala', 'Groovy', 'Clojure'],
};
const familyOf = new Map(Object.entries(families).flatMap(([family, names]) => names.map((name) => [name, family])));

/** Affixes that mark a test wherever it lies: those of 3.2, and what lane rule 4 adds to them for a language. */
const affixes = [/^test_(?<stem>.+)$/s, /^(?<stem>.+)[._](?:test|spec)$/s];
const affixesOf = new Map<string, RegExp[]>([
  ['Go', [/^(?<stem>.+)_test$/s]],
  ['JS', [...affixes, /^(?<stem>.+)\.(?:cy|e2e-spec|test-d|spec-d)$/s]],
  ['C', [...affixes, /^(?<stem>.+)_unittest$/s]],
  ['JVM', [...affixes, /^(?<stem>.+?)(?:Tests?|IT|Spec)$/s]],
  ['C#', [...affixes, /^(?<stem>.+?)Tests?$/s]],
  ['PHP', [...affixes, /^(?<stem>.+)Test$/s]],
  ['Swift', [...affixes, /^(?<stem>.+)Tests$/s]],
]);
const affixesInTestDirectory = [/^(?<stem>.+?)(?:Tests?|Specs?|-test|-spec)$/s, /^Test(?<stem>\p{Lu}.*)$/su];

const testDirectory = /^(?:tests?|__tests__|spec|e2e|cypress)$/i;
/** `src/androidTest/` (JVM). */
const testSourceSet = /^[a-z]\w*Test$/;
/** `Foo.Tests/` or `Foo.Test/` (C#) and `FooTests/` (Swift) hold the tests of `Foo/`. */
const testProject = /^(?<of>.+?)(?:\.Test|\.?(?:Unit|Integration)?Tests)$/s;
const droppedFromTest = /^(?:units?|cases|integration|functional|java|kotlin|scala|groovy)$/;
const sourceRoot = /^(?:src|lib|app|sources?|main|java|kotlin|scala|groovy)$/i;
/** `src/commonMain/` of Kotlin for several platforms. */
const sourceSet = /^[a-z]\w*Main$/;
/** What Rails autoloads from. */
const autoloadRoot = /(?:^|\/)app\/[^/]+(?:\/concerns)?$/;
/** A directory with this share of its parent's source files is a source root too (as in 3.4): `src/black/`. */
const dominantShare = 0.7;

const commonStem = /^(?:index|main|mod|utils|helpers|types|base)$/i;
const header = /\.(?:h|hh|hpp|hxx)$/;

/** Names of directories that are looked at for nested test directories and for source roots, for paths without end. */
const maxNested = 4;

interface Named {
  path: string;
  lane: Lane;
  family: string;
  directories: string[];
  stem: string;
}

/**
 * The test that names a source file (MEASURES.md 3.2, *By name*), by the source file's path. `files` are the files of
 * one revision in any order; a source file that no test names has no entry. Three rules, the first two tried together:
 *
 * - `same stem`: a test of that stem in the same directory, or in a test directory beside or above. From above it means
 *   the file that lies directly in the source root, else the only file of that stem and language family below:
 *   `test/utils.test.ts` does not test every `utils.ts`.
 * - `mirrored path`: the directories below the test directory are those below the source root. On the test side
 *   `unit(s)`, `cases`, `integration`, `functional`, further test directories (`tests/Composer/Test/Util`) and JVM language
 *   directories may be left out; source roots are `src`, `lib`, `app`, `source(s)`, `main`, JVM language directories, for
 *   Ruby each directory below `app` and its `concerns`, and a directory that holds 70 % of its parent's source files (`src/black`, `lib/active_record`).
 * - `unique stem`: anywhere, if the stem has at least 4 letters, no common name (`index`, `utils`, …) and only one source
 *   file of its language family has it, and the test is not of another package (below the root) that has more source files
 *   than tests: that one tests itself. Declaration files are no source here; C headers are counted apart.
 *
 * Ties: the longest common path suffix (test directories and source roots taken out), the shortest path, path order.
 * A test is a test-lane file with a test's affix; without affix, a file in a test directory in which no file of its
 * family has one (`test/foo.js` of mocha). So helpers and benchmarks name nothing. Case counts. `packages` are the
 * directories of the packages that the tree declares.
 */
export function associateTests(
  files: readonly { path: string; lane: Lane; language: string | null }[],
  packages: ReadonlySet<string>,
): Map<string, Association> {
  const named = files.filter(({ language, path }) => language !== null && !declaration.test(path)).map(readPath);
  const sources = named.filter(({ lane }) => lane === 'source');
  const tests = readTests(named.filter(({ lane }) => lane === 'test'));
  const byStem = Map.groupBy(tests, stemKey);
  const byPlace = testsByPlace(tests);
  const isRoot = sourceRoots(sources);
  const isElsewhere = testsOfOtherPackages(sources, tests, packages);

  const found = new Map<string, Association>();
  for (const group of Map.groupBy(sources, sourceKey).values()) {
    const candidates = byStem.get(stemKey(group[0]!));
    if (!candidates) continue;
    const counts = countBelow(group);
    for (const source of group) {
      const match =
        bestPlaced(source, byPlace, counts, isRoot) ?? bestAnywhere(source, candidates, counts, isElsewhere);
      if (match) found.set(source.path, { path: match.path, rule: match.rule });
    }
  }
  return found;
}

function readPath({ path, lane, language }: { path: string; lane: Lane; language: string | null }): Named {
  const directories = path.split('/');
  const stem = directories.pop()!.replace(/(?<=.)\.[^.]*$/s, '');
  return { path, lane, family: familyOf.get(language!) ?? language!, directories, stem };
}

function stemKey({ family, stem }: Named): string {
  return `${family}\0${stem}`;
}

/** A C header does not make the stem of its implementation ambiguous, nor the other way round. */
function sourceKey(source: Named): string {
  return `${header.test(source.path) ? 'header ' : ''}${stemKey(source)}`;
}

// ── Tests: what they are called and where they point ──────────────────────────────────────────────

/** The test-lane files that are tests, with their affixes taken off. */
function readTests(files: Named[]): Named[] {
  const affixed: Named[] = [];
  const plain: Named[] = [];
  for (const file of files) {
    const stem = withoutAffix(file);
    if (stem) affixed.push({ ...file, stem });
    else plain.push(file);
  }
  const withAffixes = new Set(affixed.map(outermostTestDirectory));
  return [
    ...affixed,
    ...plain.filter((file) => {
      const directory = outermostTestDirectory(file);
      return directory !== null && !withAffixes.has(directory);
    }),
  ];
}

function withoutAffix({ family, directories, stem }: Named): string | undefined {
  const always = affixesOf.get(family) ?? affixes;
  const possible = directories.some((name) => testedDirectories(name))
    ? [...always, ...affixesInTestDirectory]
    : always;
  for (const affix of possible) {
    const match = affix.exec(stem)?.groups?.stem;
    if (match) return match;
  }
  return undefined;
}

/** Null outside test directories, and for Go, which has none. */
function outermostTestDirectory({ family, directories }: Named): string | null {
  const at = directories.findIndex((name) => testedDirectories(name));
  return at < 0 || family === 'Go' ? null : `${family}\0${directories.slice(0, at + 1).join('/')}`;
}

/** What a test directory's name says about where the tested files lie: mostly nothing. Null: it is no test directory. */
function testedDirectories(name: string): string[] | null {
  if (testDirectory.test(name) || testSourceSet.test(name)) return [];
  const of = testProject.exec(name)?.groups?.of;
  return of === undefined ? null : [of];
}

function withoutTestParts(directories: string[]): string[] {
  return directories.filter((name) => !droppedFromTest.test(name)).flatMap((name) => testedDirectories(name) ?? [name]);
}

/** By base directory: for every stem and place below the base that a test points at, the test that wins there. */
type Places = Map<string, Map<string, string>>;

/** `below` is a path below the base; null stands for the base directory itself, tests and sources side by side. */
function placeKey(file: Named, below: string | null): string {
  return `${stemKey(file)}\0${below ?? '.'}`;
}

function testsByPlace(tests: Named[]): Places {
  const places: Places = new Map();
  function point(test: Named, base: string, below: string | null) {
    const there = places.get(base) ?? new Map<string, string>();
    places.set(base, there);
    const key = placeKey(test, below);
    const other = there.get(key);
    if (other === undefined || comparePaths(test.path, other) < 0) there.set(key, test.path);
  }
  for (const test of tests) {
    point(test, test.directories.join('/'), null);
    const nested = [...test.directories.keys()].filter((at) => testedDirectories(test.directories[at]!));
    for (const at of nested.slice(0, maxNested)) {
      const base = test.directories.slice(0, at).join('/');
      const below = [...testedDirectories(test.directories[at]!)!, ...test.directories.slice(at + 1)];
      point(test, base, below.join('/'));
      point(test, base, withoutTestParts(below).join('/'));
    }
  }
  return places;
}

// ── Source files: which test points at them ───────────────────────────────────────────────────────

type Count = (directory: string) => number;

/** How many of these files lie in a directory or below it; '' is the root. */
function countBelow(files: Named[]): Count {
  const counts = new Map<string, number>();
  for (const { directories } of files) {
    for (const directory of ancestorsOf(directories.join('/'))) counts.set(directory, (counts.get(directory) ?? 0) + 1);
  }
  return (directory) => counts.get(directory) ?? 0;
}

/** The directory and all above it, the root ('') first. */
function ancestorsOf(directory: string): string[] {
  const ancestors = [''];
  for (let at = directory.indexOf('/'); at >= 0; at = directory.indexOf('/', at + 1))
    ancestors.push(directory.slice(0, at));
  if (directory !== '') ancestors.push(directory);
  return ancestors;
}

function sourceRoots(sources: Named[]): (directory: string) => boolean {
  const count = countBelow(sources);
  return (directory) => {
    const slash = directory.lastIndexOf('/');
    const parent = directory.slice(0, Math.max(slash, 0));
    const name = directory.slice(slash + 1);
    return sourceRoot.test(name) || sourceSet.test(name) || count(directory) / count(parent) >= dominantShare;
  };
}

function bestPlaced(
  source: Named,
  places: Places,
  counts: Count,
  isRoot: (directory: string) => boolean,
): Match | null {
  const directory = source.directories.join('/');
  const ancestors = ancestorsOf(directory);
  const depth = ancestors.length - 1;
  const matches: Match[] = [];
  for (const [above, base] of ancestors.entries()) {
    const there = places.get(base);
    if (!there) continue;
    function look(rule: Match['rule'], shared: number, below: string | null) {
      const path = there!.get(placeKey(source, below));
      if (path !== undefined) matches.push({ path, rule, shared });
    }
    if (above === depth) look('same stem', depth, null);
    let root = above;
    for (; root < depth && root <= above + maxNested; root++) {
      const below = directory.slice(root === 0 ? 0 : ancestors[root]!.length + 1);
      look('mirrored path', above + depth - root, below);
      const next = ancestors[root + 1]!;
      if (!isRoot(next) && !(source.family === 'Ruby' && autoloadRoot.test(next))) break;
    }
    if (root === depth || counts(base) === 1) look('same stem', above, '');
  }
  return best(matches);
}

function bestAnywhere(source: Named, candidates: Named[], counts: Count, isElsewhere: Apart): Match | null {
  const letters = source.stem.match(/\p{L}/gu)?.length ?? 0;
  if (counts('') > 1 || letters < 4 || commonStem.test(source.stem)) return null;
  const possible = candidates.filter((test) => !isElsewhere(source, test));
  return best(
    possible.map(({ path, directories }) => {
      const shared = commonSuffix(source.directories, withoutTestParts(directories));
      return { path, rule: 'unique stem', shared };
    }),
  );
}

type Apart = (source: Named, test: Named) => boolean;

/** Whether a test is of another package than the source file, one with more source files than tests. */
function testsOfOtherPackages(sources: Named[], tests: Named[], packages: ReadonlySet<string>): Apart {
  const packageOf = ({ directories }: Named) =>
    ancestorsOf(directories.join('/')).findLast((directory) => packages.has(directory)) ?? '';
  const sourcesOf = Map.groupBy(sources, packageOf);
  const testsOf = Map.groupBy(tests, packageOf);
  return (source, test) => {
    const of = packageOf(test);
    return of !== '' && of !== packageOf(source) && (sourcesOf.get(of)?.length ?? 0) > testsOf.get(of)!.length;
  };
}

function commonSuffix(one: string[], other: string[]): number {
  let length = 0;
  while (length < Math.min(one.length, other.length) && one.at(-1 - length) === other.at(-1 - length)) length++;
  return length;
}

function best(matches: Match[]): Match | null {
  return matches.sort((a, b) => b.shared - a.shared || comparePaths(a.path, b.path))[0] ?? null;
}

function comparePaths(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}

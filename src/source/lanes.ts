import picomatch from 'picomatch';
import type { Lane } from '../model.ts';
import * as lists from './lists.ts';

// ── Languages ─────────────────────────────────────────────────────────────────────────────────────

const byName = new Map(lists.languages.map((language) => [language.name, language]));
const byFileName = namesBy('fileNames');
const byExtension = namesBy('extensions');
const byInterpreter = namesBy('interpreters');

function namesBy(key: 'fileNames' | 'extensions' | 'interpreters'): ReadonlyMap<string, string> {
  return new Map(lists.languages.flatMap(({ name, [key]: words = [] }) => words.map((word) => [word, name] as const)));
}

/** The language of this (linguist's) name, with its comment syntax and typing. */
export function languageNamed(name: string): lists.Language | undefined {
  return byName.get(name);
}

/**
 * Linguist's name of a file's language, or null when the table does not know it: by file name, then by the longest
 * extension, then by the file name before its first dot (`Dockerfile.dev`). `treeHasCpp` decides what `.h` is.
 */
export function languageOf(path: string, treeHasCpp: boolean): string | null {
  if (lists.isCompiledCatalog(path)) return null;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const [, ...parts] = name.slice(1).toLowerCase().split('.'); // slice: the dot of `.bashrc` begins no extension
  const language =
    byFileName.get(name) ??
    byExtension.get(`.${parts.slice(-2).join('.')}`) ?? // none has more than two dots
    byExtension.get(`.${parts.at(-1)}`) ??
    byFileName.get(name.split('.', 1)[0]!);
  return language === 'C' && parts.at(-1) === 'h' && treeHasCpp ? 'C++' : (language ?? null);
}

/** Whether the headers (`.h`) of a tree with these paths are C++. */
export function hasCpp(paths: Iterable<string>): boolean {
  return Iterator.from(paths).some((path) => lists.cppLanguages.includes(languageOf(path, false) ?? ''));
}

/** The language that a `#!` line asks for (`#!/usr/bin/env -S python3.12 -u`: Python), or null. */
export function languageOfShebang(firstLine: string): string | null {
  if (!firstLine.startsWith('#!')) return null;
  const words = firstLine.slice(2, 256).trim().split(/\s+/); // no kernel reads more of it
  if (/(^|\/)env$/.test(words[0]!)) words[0] = words.slice(1).find((word) => !/^-|=/.test(word)) ?? '';
  const program = words[0]!.slice(words[0]!.lastIndexOf('/') + 1);
  return byInterpreter.get(program) ?? byInterpreter.get(program.replace(/-?[\d.]+$/, '')) ?? null;
}

// ── Lanes ─────────────────────────────────────────────────────────────────────────────────────────

/** What `.gitattributes` says of a file: set (true), unset with `-linguist-…` or `=false` (false), unspecified (absent). */
export interface Attributes {
  vendored?: boolean;
  generated?: boolean;
  documentation?: boolean;
}

/** What a file's lane depends on, beside the tree and the configuration. Its path need not be in the tree. */
export interface LaneInput {
  path: string;
  /** By `languageOf`, else `languageOfShebang`. */
  language: string | null;
  attributes: Attributes;
  /** By `headerSaysGenerated`. */
  generatedHeader: boolean;
  /** Whether a Vue, Svelte or Astro file has a script; not asked of other languages. */
  hasScript: boolean;
}

/** A file's lane and the rule that put it there, for people: `directory tests/`, `name *.test.*`, `language Go`. */
export interface Laned {
  lane: Lane;
  rule: string;
}

/**
 * Rules 1–6 of MEASURES.md section 1, *Lanes*: the first that says something wins. `paths` are those of the tree, in any
 * order, read once; `globs` the configuration's, in picomatch's syntax.
 */
export function laneRules(paths: Iterable<string>, globs: Globs): { laneOf(file: LaneInput): Laned } {
  const configured = compileGlobs(globs);
  const tested = directoriesWithTests(paths);
  const places = new Map<string, Place>();
  return {
    laneOf(file) {
      const [directory, name] = split(file.path);
      const place = places.get(directory) ?? readPlace(directory, tested);
      places.set(directory, place);
      return (
        laneByAttribute(file) ??
        laneByConfiguration(file, name, configured) ??
        laneByList(file, name, place) ??
        laneOfTest(file, name, place) ??
        laneByLanguage(file, name)
      );
    },
  };
}

/** What `.gitattributes` can put into a lane (rule 1) or, unset, keep out of it (rules 2 and 3). */
const laneOfAttribute = { vendored: 'vendored', generated: 'generated', documentation: 'docs' } as const;
const attributeNames = ['vendored', 'generated', 'documentation'] as const;

function laneByAttribute({ attributes }: LaneInput): Laned | undefined {
  const set = attributeNames.find((name) => attributes[name]);
  return set && { lane: laneOfAttribute[set], rule: `.gitattributes linguist-${set}` };
}

function isKeptOut(lane: Lane, { attributes }: LaneInput): boolean {
  return attributeNames.some((name) => laneOfAttribute[name] === lane && attributes[name] === false);
}

/** Rule 3 in its order. */
const listedLanes = ['vendored', 'lock', 'generated', 'fixture', 'docs'] as const;

type Globs = Partial<Record<Lane, readonly string[]>>;
type Configured = { lane: Lane; glob: string; matches(path: string): boolean }[];

/** Where globs of several lanes match: `source` takes back, so it is first; then in the order of rules 3 and 4. */
function compileGlobs(globs: Globs): Configured {
  const order = ['source', ...listedLanes, 'test', 'data'] as const;
  const how = { dot: true, noextglob: true, windows: false, flags: 's' }; // s: paths may hold newlines
  return order.flatMap((lane) => (globs[lane] ?? []).map((glob) => ({ lane, glob, matches: picomatch(glob, how) })));
}

function laneByConfiguration(file: LaneInput, name: string, configured: Configured): Laned | undefined {
  const found = configured.find(({ lane, matches }) => !isKeptOut(lane, file) && matches(file.path));
  if (!found) return undefined;
  const rule = `configured ${found.lane}: ${found.glob}`;
  if (found.lane !== 'source') return { lane: found.lane, rule };
  // Taken back from rules 3 and 4, but not made a program: a YAML file stays data.
  const own = laneByLanguage(file, name);
  return { lane: own.lane, rule: `${rule}, ${own.rule}` };
}

const listedNames = {
  vendored: nameMatcher([]),
  lock: nameMatcher(lists.lock.names),
  generated: nameMatcher(lists.generated.names),
  fixture: nameMatcher(lists.fixture.names),
  docs: nameMatcher(lists.docs.names),
};
const testNames = new Map(
  lists.testNames.flatMap(({ languages, names }) => languages.map((language) => [language, nameMatcher(names)])),
);
const helperNames = nameMatcher(lists.testHelpers.names);
const goHelperNames = nameMatcher(lists.testHelpers.goNames);
const manifestNames = nameMatcher(lists.buildManifests.names);

function laneByList(file: LaneInput, name: string, place: Place): Laned | undefined {
  for (const lane of listedLanes) {
    if (isKeptOut(lane, file)) continue;
    const rule = place.lanes.get(lane) ?? listedNames[lane](name);
    if (rule) return { lane, rule };
    if (lane === 'generated' && file.generatedHeader) return { lane, rule: 'header says generated' };
    if (lane === 'docs' && isLicenceOrChangeLog(file, name)) return { lane, rule: 'licence or change log' };
  }
  return undefined;
}

function isLicenceOrChangeLog({ language }: LaneInput, name: string): boolean {
  const isProse = language === null || byName.get(language)?.type === 'prose'; // not `license.ts`, `changes.json`
  const parts = name.toLowerCase().split(/[-._]/);
  return isProse && (lists.docs.stems.includes(parts[0]!) || parts.some((part) => lists.docs.licences.includes(part)));
}

/** Rule 4 is for programs: what lies beside tests and is none stays data. */
function laneOfTest(file: LaneInput, name: string, place: Place): Laned | undefined {
  const { language } = file;
  if (language === null || !isProgram(file, name)) return undefined;
  const directory = place.tests.find(
    ({ languages, onlyPython }) =>
      language !== 'Go' && (!onlyPython || language === 'Python') && (!languages || languages.includes(language)),
  );
  const helper = place.helpers ?? helperNames(name) ?? (language === 'Go' ? goHelperNames(name) : undefined);
  const rule = testNames.get(language)?.(name) ?? directory?.rule ?? helper;
  return rule ? { lane: 'test', rule } : undefined;
}

function laneByLanguage(file: LaneInput, name: string): Laned {
  const { language } = file;
  if (language === null) return { lane: 'data', rule: 'no known language' };
  if (isProgram(file, name)) return { lane: 'source', rule: `language ${language}` };
  const scriptless = lists.componentLanguages.includes(language) ? ' without a script' : '';
  return { lane: 'data', rule: manifestRule(name) ?? `language ${language}${scriptless}` };
}

function isProgram({ language, hasScript }: LaneInput, name: string): boolean {
  if (language === null || manifestRule(name)) return false;
  if (lists.buildManifests.languages.includes(language) || lists.sqlLanguages.includes(language)) return false;
  return lists.componentLanguages.includes(language) ? hasScript : byName.get(language)?.type === 'programming';
}

function manifestRule(name: string): string | undefined {
  const found = manifestNames(name) ?? manifestNames(name.split('.', 1)[0]!);
  return found && `build manifest, ${found}`;
}

// ── Directories ───────────────────────────────────────────────────────────────────────────────────

/** What the path of a directory says of the files in it, as rules; read once per directory. */
interface Place {
  /** Rule 3: the first segment that names each lane. */
  lanes: ReadonlyMap<Lane, string>;
  /** Rule 4: the test directories. `onlyPython`: below `src/` or `lib/`, without a test-named file. */
  tests: readonly { rule: string; languages: readonly string[] | undefined; onlyPython: boolean }[];
  helpers: string | undefined;
}

function readPlace(directory: string, tested: ReadonlySet<string>): Place {
  const lanes = new Map<Lane, string>();
  const tests = [];
  let helpers: string | undefined;
  const segments = directory.split('/');
  let belowSource = false;
  let inPackages = false;
  for (const [at, segment] of segments.entries()) {
    const above = segments[at - 1];
    const rule = `directory ${segment}/`;
    const lane = laneOfDirectory(segment, above);
    inPackages ||= segments[at - 3] === 'src' && lists.docs.packageRoots.includes(above ?? '');
    if (lane && !(lane === 'docs' && inPackages) && !lanes.has(lane)) lanes.set(lane, rule);
    if (lists.testHelpers.directories.includes(uncapitalised(segment))) helpers ??= rule;
    for (const { languages, below, anywhere } of testDirectoriesNamed(segment, above)) {
      const counts = anywhere || !belowSource || tested.has(segments.slice(0, at + 1).join('/'));
      tests.push({ rule: below ? `directory ${below}/${segment}/` : rule, languages, onlyPython: !counts });
    }
    belowSource ||= lists.sourceRoots.includes(segment);
  }
  return { lanes, tests, helpers };
}

function laneOfDirectory(segment: string, above: string | undefined): Lane | undefined {
  if (lists.vendored.directories.includes(segment)) return 'vendored'; // not `Vendor/`, a shop's own word
  const name = uncapitalised(segment);
  if (lists.generated.directories.includes(name)) return 'generated';
  if (lists.fixture.directories.includes(name)) return 'fixture';
  const top = above === undefined || lists.docs.packageDirectories.includes(above);
  if (top && lists.docs.topDirectories.includes(name)) return 'docs';
  return lists.docs.directories.includes(name) ? 'docs' : undefined;
}

const testDirectories = lists.testDirectories.map((entry) => ({ ...entry, matches: nameMatcher(entry.names) }));

function testDirectoriesNamed(segment: string, above: string | undefined): typeof testDirectories {
  const name = uncapitalised(segment);
  return testDirectories.filter(({ matches, below }) => matches(name) && (!below || below === above));
}

/** Whether a file of any kind, in this tree or another, lies below a directory that is named as test directories are. */
export function inTestDirectory(path: string): boolean {
  const segments = path.split('/').slice(0, -1);
  return segments.some((one, at) => testDirectoriesNamed(one, segments[at - 1]).some((entry) => !entry.onlyPrograms));
}

/** All directories with a test-named file in them or below them that tells of tests there. */
function directoriesWithTests(paths: Iterable<string>): ReadonlySet<string> {
  const tested = new Set<string>();
  for (const path of paths) {
    let [directory, name] = split(path);
    if (!testNames.get(languageOf(path, false) ?? '')?.(name)) continue;
    for (; directory !== ''; [directory] = split(directory)) if (lists.proves(name, directory)) tested.add(directory);
  }
  return tested;
}

// ── Names and headers ─────────────────────────────────────────────────────────────────────────────

/** `a/b/c` → `a/b` and `c`; the root is ''. */
function split(path: string): [directory: string, name: string] {
  const slash = path.lastIndexOf('/');
  return [path.slice(0, Math.max(slash, 0)), path.slice(slash + 1)];
}

/** Swift, C# and PHP write `Tests/`, `Fixtures/`, `Examples/`. */
function uncapitalised(segment: string): string {
  return segment.charAt(0).toLowerCase() + segment.slice(1);
}

/** Finds the first pattern that a whole name fits, as a rule. */
function nameMatcher(patterns: readonly string[]): (name: string) => string | undefined {
  const exact = new Set(patterns);
  const wild = patterns
    .filter((pattern) => pattern.includes('*'))
    .map((pattern) => [pattern, new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`, 's')] as const);
  return (name) => {
    const pattern = exact.has(name) ? name : wild.find(([, regex]) => regex.test(name))?.[0];
    return pattern && `name ${pattern}`;
  };
}

/** Whether a file's leading comment (all before its first code line, as written) says that it is generated: rule 3. */
export function headerSaysGenerated(leadingComment: string): boolean {
  return leadingComment.split(/\r\n|\r|\n/, lists.generated.headerLines).some((line) => {
    const text = line.slice(0, 2000).replace(/^([^\p{L}\p{N}@]|(rem|dnl)\s)+/iu, ''); // cut: a hostile line has no end
    return lists.generated.headers.some((header) => header.test(text));
  });
}

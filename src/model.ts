/**
 * The vocabulary of Touchstone: facts → measure → scorecard. Everything else speaks in these words.
 * This file imports nothing.
 */

// ── What a file is ────────────────────────────────────────────────────────────────────────────────

/** The lanes of MEASURES.md section 1, in the order in which they are shown. A file is in exactly one. */
export const lanes = ['source', 'test', 'fixture', 'docs', 'data', 'generated', 'lock', 'vendored'] as const;
/** One of the lanes. */
export type Lane = (typeof lanes)[number];

/** What measures are about, in the order of the scorecard. */
export const categories = [
  'types',
  'tests',
  'structure',
  'hot spots',
  'changes',
  'conventions',
  'service',
  'reported',
] as const;
/** One of the categories. */
export type Category = (typeof categories)[number];

/** Why a file's content was not read, or was read and could not be understood. */
export type Unread = 'large' | 'binary' | 'unparsable' | 'not in this clone';

/**
 * One function with a body, as the grammar sees it. `annotated` is true when every parameter (but `self`/`cls`) and
 * the return type carry a type; it is null where nobody asks for annotations: in a language that is typed or is not, and
 * of PHP's closures, whose types follow from their use.
 */
export interface FunctionFact {
  /** Declared name, or `(anonymous)`. */
  name: string;
  /** 1-based line of the function's first character. */
  line: number;
  /** Code lines from its first to its last line, functions within it included. */
  codeLines: number;
  /** Cyclomatic complexity (3.3): 1 + the decision points of its own body, without functions within it. */
  complexity: number;
  annotated: boolean | null;
}

/**
 * One import as the text has it. `specifier` without quotes, in the language's own form: `./a`, `@scope/b/c`; Python
 * `..pkg.mod`; Java and Kotlin `com.acme.Order`, `com.acme.*`; Rust `crate::a::b`, of `mod x;` `self::x`; C# and PHP the
 * namespace or name, of a PHP `require` the path; Ruby `./a` for `require_relative 'a'`, else as required, and `Acme::Order`
 * for each constant that the file does not declare, since autoloading makes an import of it; C and C++ of `"a.h"` alone,
 * not of `<a.h>`.
 */
export interface ImportFact {
  specifier: string;
  /** 1-based. */
  line: number;
  /**
   * The names taken from it, as the other file calls them (`default` for a default import; of a module taken whole those
   * used of it, of types and values the values); null: all, or not told.
   */
  names: string[] | null;
  /** What it takes it gives on: `export … from`, `pub use`, `global using`, a relative import in an `__init__.py`. */
  reexport: boolean;
  /** Types alone are taken: nothing of the other file runs for it. */
  types?: true;
}

/** One place where a typed file steps out of its types (3.1). */
export interface EscapeFact {
  kind: 'any' | 'ignore';
  /** 1-based. */
  line: number;
}

/**
 * What the content of one blob says, whatever its path: kept by (blob id, language, extractor version).
 * Lines are `\n`-terminated lines plus an unterminated last one; code lines have something other than white space and
 * comments (docstrings are comments).
 */
export interface BlobFacts {
  /** The language it was read as: the one given, or the shebang's where none was given. Null: neither is known. */
  language: string | null;
  lines: number;
  codeLines: number;
  /** Code lines inside inline test modules and test functions (Rust's `#[cfg(test)]`, `#[test]`), part of `codeLines`. */
  inlineTestLines: number;
  /** Functions and methods with a body; null where no grammar reads this language. */
  functions: FunctionFact[] | null;
  /**
   * Complexity of the code outside functions, as one unit: 1 + its decision points. Where no grammar reads this language, the sum
   * of its code lines' indentation in levels instead (3.3), which compares with its like alone.
   */
  topLevelComplexity: number;
  /** In the order of the text; null where nothing reads this language's imports. */
  imports: ImportFact[] | null;
  /**
   * What others may take from it, where the text says so: exported names of JS/TS (`default` too), top-level names of
   * Python, full names of types in Java, Kotlin, C#, PHP and Ruby (`com.acme.Order`, `Acme\\Order`, `Acme::Order`), of Kotlin's and
   * PHP's functions, C#'s extension methods and Ruby's constants too; public items of a Rust file's own module.
   */
  exports: string[];
  /** The package or first namespace that it declares: Go, Java, Kotlin, C#, PHP; else null. */
  package: string | null;
  /** Distinct names of types or constants that occur in it (Java, Kotlin, C#, PHP, Ruby), where no import need name them. */
  mentions: string[];
  /** Null in languages whose types cannot be escaped, or that have none. */
  escapes: EscapeFact[] | null;
  /** Something in it asserts (`expect`, `assert…`, `require.Equal`, …): what a test is made of. */
  asserts: boolean;
  /** A marker of generated code stands in the leading comment. */
  generatedHeader: boolean;
  /** What the file itself says about type checking, e.g. `@ts-check`, `# typed: strict`, `<script lang="ts">`. */
  typeMark: 'checked' | 'unchecked' | null;
  /** Vue, Svelte and Astro: there is a script block. Always true elsewhere. */
  hasScript: boolean;
  /** Set when the content could not be read as text or parsed; the counts are then 0. */
  unread: Unread | null;
  /** The text itself, of the few files that other files' facts depend on (tsconfig, package.json). */
  text?: string;
}

/** Whether a file counts for the typed share. `not-typable`: its language has no types here; `not-counted`: see 3.1. */
export type TypeState = 'typed' | 'untyped' | 'not-typable' | 'not-counted';

/** How a test was found (3.2): by what it imports, by its name, or in the file itself (Rust). */
export type TestRule =
  | 'import'
  | 're-export'
  | 'same package'
  | 'inline'
  | 'same stem'
  | 'mirrored path'
  | 'unique stem';

/** An import and what it means in this tree. */
export interface Import extends ImportFact {
  /** Files of the tree that it means: one, of a package all; none where it is of elsewhere or was not found. */
  files: readonly string[];
  /** It means something of this repository, whether or not it was found. */
  internal: boolean;
  /** The library that it means, as a team would call it (`axios`, `@scope/b`, `django`, `github.com/a/b`); null: none. */
  library: string | null;
}

/** One file of the tree at the revision. */
export interface FileFacts {
  /** Path from the root of the repository, `/`-separated. Invalid UTF-8 is carried as lone surrogates; shown by `showPath`. */
  path: string;
  lane: Lane;
  /** Which rule put it there, e.g. `directory test/` or `.gitattributes linguist-generated`. */
  laneRule: string;
  /** Linguist's name of its language, or null when the table does not know it. */
  language: string | null;
  lines: number;
  /** Counted in the source and test lanes, 0 elsewhere; so are functions. */
  codeLines: number;
  inlineTestLines: number;
  /** Functions with a body; null where no grammar reads this language. */
  functions: readonly FunctionFact[] | null;
  topLevelComplexity: number;
  types: TypeState;
  escapes: readonly EscapeFact[] | null;
  /** Of source and test files: what it imports and which files of the tree that is. Null: imports are not read here. */
  imports: readonly Import[] | null;
  /** The test-lane file that tests this one (3.2), and by which rule; null for none and for files outside the source lane. */
  test: { path: string; rule: TestRule } | null;
  unread: Unread | null;
}

// ── What happened to it ───────────────────────────────────────────────────────────────────────────

/** Who made a change: MEASURES.md section 1, *Actors*. */
export type Actor = 'human' | 'dependency-bot' | 'ci-bot' | 'ai-reviewer' | 'ai-author';

/** A file that a change touched; symbolic links and submodules are none. */
export interface ChangedFile {
  /** Path after the change (before it, for a deletion). */
  path: string;
  lane: Lane;
  /** Path before a rename, else null. */
  renamedFrom: string | null;
  /** Some directory above it is a test directory, whatever the file's own lane (a snapshot, a helper, test data). */
  belowTestDirectory: boolean;
}

/** A changed file with its line counts; both are 0 for binary files. */
export interface CountedFile extends ChangedFile {
  added: number;
  deleted: number;
  /** Among the changed lines are tests that stand in the file beside what they test (Rust). */
  inlineTests?: true;
}

/** One step of the first-parent history, with the files of its diff against its first parent. */
export interface Change<File extends ChangedFile = ChangedFile> {
  commit: string;
  /** Committer date, seconds since 1970. */
  date: number;
  title: string;
  actor: Actor;
  /** `Name <email>` of the author (of a merge: of most of its commits), as `.mailmap` has it. */
  author: string;
  /** Number of the pull that it is; null for a direct change. */
  pull: number | null;
  /** The humans who had a part in it: authors of its commits, and those it names as co-authors. Never shown to a team. */
  people: readonly string[];
  /** Who says that it is a bulk change (a reformatting, a move), which says nothing of the files that it touches; else null. */
  bulk: '.git-blame-ignore-revs' | 'configuration' | null;
  files: File[];
}

// ── Facts ─────────────────────────────────────────────────────────────────────────────────────────

/** A fact that this kind of input cannot give (shallow clone, no report): measures that need it become no-data. */
export interface Missing {
  missing: string;
}

/** A fact whose gathering broke: measures that need it become failed, and withhold the score. */
export interface Failed {
  failed: string;
}
/** There, missing or failed. `evaluate` resolves that; a measure only ever sees what is there. */
export type Fact<T> = T | Missing | Failed;

/** The revision at which a repository is measured; its date is "now". */
export interface Revision {
  /** Commit id in hex, null for a repository without commits. */
  at: string | null;
  /** Committer date, seconds since 1970; null for a repository without commits. */
  date: number | null;
  /** A shallow clone knows no change before this date (seconds since 1970); null when its history is whole. */
  historyFrom: number | null;
  /** Set where a partial clone lacks the contents that tell a rename: what a file was called before is not known. */
  renamesUnknown?: true;
}

/** A file of a proposed change: merge base → head. */
export interface ProposedFile extends CountedFile {
  status: 'added' | 'modified' | 'removed';
}

/** What measures may know of a pull: what it changes, the tree that it leads to, and what happened before it. */
export interface PullFacts {
  /** The merge base: its date is the "now" of every window, so that a pull reads the same whenever it is scored. */
  revision: Revision;
  /** Every regular file of the tree at the head, by path. */
  files: FileFacts[];
  /** Changes of the longest window before the merge base, newest first. */
  changes: Change[];
  /** The files of the difference from the merge base to the head, renames at git's default of 50 %. */
  proposed: ProposedFile[];
  /** What structural rules say of the whole tree at the head. */
  findings: Finding[];
  ruleGaps: RuleGap[];
  rulesOff: RuleOff[];
  introduced: Introduced;
}

/** What a pull brings: on lines of source files that it adds, and not in the same file before. */
export interface Introduced {
  findings: Finding[];
  /** Only where vectors ask for them. */
  imports: (Import & { path: string })[];
}

/** A part of the codebase with an outside: who imports it does so by its entries (3.4). */
export interface Module {
  /** As readers know it: `packages/core`, `@acme/core`. */
  name: string;
  /** Its directory, without a slash at the end; '' is the root. */
  directory: string;
  /** Paths of its files that others may import. */
  entries: readonly string[];
}

/** The modules of a tree, and who says so. */
export interface Modules {
  by: 'configuration' | 'workspaces' | 'directories';
  /** No module lies in another; a file outside all of them is in none. */
  modules: readonly Module[];
  /** Directories that the configuration names too, but that lie in a module. */
  within?: readonly string[];
}

/** One way of doing something: an import specifier, in which `*` is any text, or a structural pattern. */
export type Way = string | { pattern: string; language: string };

/** What a team moves to, and from what (3.7). */
export interface Vector {
  id: string;
  prefer: readonly Way[];
  insteadOf: readonly Way[];
  /** Path of the example to follow. */
  golden: string | null;
}

/** A structural rule (3.7). */
export interface Rule {
  id: string;
  message: string;
  severity: 'error' | 'warning' | 'info' | 'hint';
  /** Linguist's names of the languages whose files it reads. */
  languages: readonly string[];
  /** The language that it is written for, and what ast-grep is to find. */
  language: string;
  match: { rule: object; constraints?: object | undefined; utils?: object | undefined };
  /** Texts of which a file must hold one to be looked into at all: what matches does so anyway, and parsing takes time. */
  mentions?: readonly string[];
  /** Globs over paths: only these, where there are any, and not those. */
  files: readonly string[];
  ignores: readonly string[];
  /** Path of the example to follow. */
  golden: string | null;
  examples: { bad: readonly string[]; good: readonly string[] };
  /** Where this one finds anything in the source lane, the rule says nothing of the tree; its message says why. */
  unless: Rule | null;
}

/** A rule whose findings in a file are not known: it broke there, or took too long. */
export interface RuleGap {
  rule: string;
  path: string;
  why: string;
}

/** A rule that says nothing of the tree, and the first place that its `unless` found. */
export interface RuleOff {
  rule: string;
  path: string;
  /** 1-based. */
  line: number;
  why: string;
}

/** A place at which a structural rule matches (3.7). */
export interface Finding {
  /** The rule's id. */
  rule: string;
  path: string;
  /** 1-based, first and last line. */
  line: number;
  endLine: number;
  /** Name of the function around it; null: top-level code. */
  function: string | null;
  message: string;
  /** Set where a comment says `touchstone-ignore: <rule>`. */
  contested?: true;
}

/** What reports say (3.8), in terms of the tree. Null: no report says anything of that. */
export interface Reports {
  /** By file of the tree. */
  coverage: readonly { path: string; covered: number; coverable: number }[] | null;
  endpoints: readonly { endpoint: string; coldMs: number }[] | null;
  /** Test files of JUnit reports; `file` is a path of the tree where it could be told, else the report's own word. */
  tests: readonly { file: string; tests: number; failures: number; flaky: number; seconds: number }[] | null;
  numbers: Readonly<Record<string, number>>;
  /** What became of the paths of coverage reports. */
  paths: ReportedPaths;
}

/** The paths of coverage reports, by how they were found in the tree. */
export interface ReportedPaths {
  /** Named as in the tree. */
  exact: number;
  /** Found by their longest suffix. */
  bySuffix: readonly { reported: string; path: string }[];
  /** Files of nowhere in the tree: of a library, generated, of another revision. */
  unknown: readonly string[];
  /** Several files of the tree end like this. */
  ambiguous: readonly string[];
}

/** What measures may know of a repository. */
export interface RepositoryFacts {
  revision: Revision;
  /** Every regular file of the tree, by path. */
  files: FileFacts[];
  /** Changes of the longest window, newest first. */
  changes: Change[];
  /** Those of them whose lines are counted, as settings ask. */
  countedChanges: Change<CountedFile>[];
  modules: Modules;
  /** Of the configured rules and vectors, by path and line. */
  findings: Finding[];
  /** What is not known of them, by path. */
  ruleGaps: RuleGap[];
  /** The configured rules that the tree switches off, of which there are no findings. */
  rulesOff: RuleOff[];
  reports: Reports;
}

/** Facts as they are gathered: each one there, missing or failed. The revision is always there. */
export type Gathered<F extends { revision: Revision }> = { revision: Revision } & {
  [K in Exclude<keyof F, 'revision'>]: Fact<F[K]>;
};

/** The facts of each kind of subject. */
export type FactsOf = { repository: RepositoryFacts; pull: PullFacts };

// ── Measures and results ──────────────────────────────────────────────────────────────────────────

/** What a measure can be about. */
export type SubjectKind = keyof FactsOf;

/**
 * Of a measure's value: a share is 0–1, lines and files are counts (medians may be halves), `per 1,000 lines` and
 * `per 100 files` are rates, a number is what it is.
 */
export type Unit = 'share' | 'lines' | 'files' | 'per 1,000 lines' | 'per 100 files' | 'number';

/** Good = 100 points, poor = 0, a straight line between (on a logarithmic axis where `log`), clamped. */
export interface Scale {
  good: number;
  poor: number;
  log?: boolean | undefined;
}

/** Window lengths in days. */
export interface Windows {
  pulls: number;
  history: number;
}

/** What a measure may know of the configuration. */
export interface Settings {
  windows: Windows;
}

/** One thing that a number rests on: a file, or a change. */
export interface Evidence {
  path?: string;
  /** 1-based; where a pull is to be annotated. */
  line?: number;
  commit?: string;
  pull?: number;
  /** The evidence's own share of the number, in the measure's unit or as `text` says. */
  value?: number;
  text: string;
}

/** What a number does not rest on, so that nothing is left out silently. */
export interface LeftOut {
  what: string;
  count: number;
  examples: string[];
}

/** What a measure answers when it has something to say. */
export interface Reading {
  value: number;
  /** One line that a reader understands without the definition. */
  summary: string;
  sample?: number;
  /** Most important first. */
  evidence?: Evidence[];
  leftOut?: LeftOut[];
  /** Set when the value stands but is not fit to be scored here, and why. */
  informative?: string;
}

/** The thing measured cannot exist here, and why. No weight. */
export interface NotApplicable {
  notApplicable: string;
  leftOut?: LeftOut[];
}

/** It could exist and does not (too small a sample, no report), and why. Its weight counts as not measured. */
export interface NoData {
  noData: string;
  sample?: number;
  leftOut?: LeftOut[];
}

/** One thing that is measured: a small pure unit with its own documentation. `Need` is what `compute` may read. */
export interface Measure<
  Kind extends SubjectKind = SubjectKind,
  Need extends keyof FactsOf[Kind] = keyof FactsOf[Kind],
> {
  /** = file name. */
  id: string;
  /** Raised when the definition changes: a marked break in every trend. */
  version: number;
  title: string;
  unit: Unit;
  about: Kind;
  /** The exact definition, as docs/measures.md and `touchstone explain` print it (Markdown). */
  definition: string;
  /** One sentence: why a reader should care. */
  why: string;
  /** One sentence: what to do on Monday. */
  improve: string;
  /** Known limits and the source of the formula. */
  limits: string;
  source: string;
  needs: readonly Need[];
  /** Absent = informative. */
  scale?: Scale;
  /** 10th, 50th and 90th percentile seen on public repositories, with the edition. Context, never part of a score. */
  seen?: { p10: number; p50: number; p90: number; edition: string };
  /** A shell line with git alone that reproduces the number, or the part of it that git alone can see. */
  shell?(facts: Pick<FactsOf[Kind], Need | 'revision'>, settings: Settings): string | null;
  compute(facts: Pick<FactsOf[Kind], Need | 'revision'>, settings: Settings): Reading | NotApplicable | NoData;
  /** The facts that would differ if a file of the evidence were as it should be: what that is worth is computed of it. */
  mended?(facts: Pick<FactsOf[Kind], Need>, path: string): Partial<FactsOf[Kind]>;
}

/** Of a result: only `scored` has points; only `scored` and `informative` have a value. */
export const statuses = ['scored', 'informative', 'not-applicable', 'no-data', 'failed'] as const;
/** One of the statuses. */
export type Status = (typeof statuses)[number];

/** One measure's part of a scorecard. */
export interface Result {
  id: string;
  version: number;
  category: string;
  weight: number;
  status: Status;
  value: number | null;
  unit: Unit;
  /** 0–100, null unless scored. */
  score: number | null;
  sample: number | null;
  summary: string | null;
  /** Why it is not scored; null when it is. */
  reason: string | null;
  evidence: Evidence[];
  leftOut: LeftOut[];
}

/** The weighted mean of a category's scored measures. */
export interface CategoryResult {
  id: string;
  /** Sum of the weights of its measures that are neither informative nor not-applicable. */
  weight: number;
  score: number | null;
  measuredShare: number;
}

/** A repository at a revision: `date` is the "now" of every window. */
export interface RepositorySubject {
  kind: 'repository';
  repo: string;
  at: string | null;
  /** ISO 8601 committer date of `at`. */
  date: string | null;
}

/** A pull, from its merge base to its head: `date` is the merge base's, the "now" of every window. */
export interface PullSubject {
  kind: 'pull';
  repo: string;
  number: number;
  /** Commit ids in hex; the base is null where only GitHub's list of files was read. */
  base: string | null;
  head: string;
  date: string | null;
}

/** What was measured. */
export type Subject = RepositorySubject | PullSubject;

/** The one document that everything is rendered from. `version` is that of the document's shape. */
export interface Scorecard<S extends Subject = RepositorySubject> {
  version: 1;
  subject: S;
  /** Hash over all that defines the numbers; a trend draws a break where it changes. */
  definition: string;
  /** 0–100; null when nothing is scored or a measure failed. */
  score: number | null;
  measuredShare: number;
  categories: CategoryResult[];
  results: Result[];
}

// ── Hot spots and the trend ───────────────────────────────────────────────────────────────────────

/** What a hot spot lacks to be healthy (3.6), in the words that readers see. */
export const lacks = ['tests', 'types', 'shorter file', 'simpler functions'] as const;
/** One of these. */
export type Lack = (typeof lacks)[number];

/** A source file that is changed often and is complex (3.6). */
export interface Hotspot {
  /** 1 is the hottest. Ranks of two repositories are never compared. */
  rank: number;
  /** As it is shown. */
  path: string;
  /** Changes of the window that touch it, and of the window before; null where that is not known (a shallow clone). */
  changes: number;
  previousChanges: number | null;
  /** Share of the window's pulls that touch it; null where pulls are not recognisable. */
  pullShare: number | null;
  /** Sum over its functions and its top-level code; of what is not `parsed`, its indentation (3.3). */
  complexity: number;
  /** Whether a grammar reads its language. */
  parsed: boolean;
  /** Inline tests apart. */
  codeLines: number;
  /** Null: nothing to test, or tests here run the product from outside. */
  tested: boolean | null;
  /** Null: its language has no types, or it is not asked for any. */
  typed: boolean | null;
  /** How many people changed it in the window; never who. */
  people: number;
  missing: Lack[];
  /** One sentence: what to do about it first. */
  nextStep: string;
}

/** The hot-spot report of a repository: a contract (hotspots.schema.json). `version` is that of its shape. */
export interface HotspotReport {
  version: 1;
  subject: RepositorySubject;
  /** As in a scorecard: what was counted by another definition is not compared. */
  definition: string;
  /** ISO 8601; `(from, to]`. */
  window: { from: string | null; to: string | null; days: number };
  /** Pulls in the window. */
  pulls: number;
  /** Why there are none, where something is in the way (a shallow clone, no history); else null. */
  noData: string | null;
  /** By rank; at most 50, and fewer where fewer are hot. */
  hotspots: Hotspot[];
  /** Source and test files in most of the pulls of the pulls window, the hottest first. */
  hotFiles: { path: string; pulls: number; share: number }[];
  /** Files of different modules that change together (3.5), the strongest first. */
  coupling: { a: string; b: string; shared: number; degree: number }[];
  /** Of each area, hot files with enough changes, and those that one person made nearly alone. No names. */
  knowledge: { area: string; files: number; byOnePerson: number }[];
  leftOut: LeftOut[];
}

/** The score at one revision of the past, by today's configuration. */
export interface TrendPoint {
  /** ISO 8601 committer date of `at`. */
  date: string;
  at: string;
  score: number | null;
  measuredShare: number;
  definition: string;
  /** Values by measure; null where it has none. */
  results: Record<string, number | null>;
}

/** A repository's score over time: a contract (trend.schema.json). Points oldest first. */
export interface Trend {
  version: 1;
  subject: RepositorySubject;
  points: TrendPoint[];
}

// ── Actions ───────────────────────────────────────────────────────────────────────────────────────

/** A line of a file that a check run points at. */
export interface Annotation {
  path: string;
  /** 1-based. */
  line: number;
  message: string;
}

/** What a check run says. It never fails a pull: nothing blocks unless a team asked for it. */
export interface CheckRun {
  conclusion: 'success' | 'neutral';
  title: string;
  /** GitHub-flavoured Markdown. */
  summary: string;
  text: string;
  annotations: Annotation[];
}

// ── Errors ────────────────────────────────────────────────────────────────────────────────────────

/** The user can mend it: the message says what, where and what to do. Terminal: exit 1. */
export class UserError extends Error {
  override name = 'UserError';
}

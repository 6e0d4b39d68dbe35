import type { FileFacts } from '../model.ts';
import { isDeclaration } from './files.ts';
import { unresolvedLanguages } from './imports.ts';

/** Where imports mean nothing, files are associated by name alone: not fit to be scored for more than half of them. */
const fewestResolved = 0.5;
/** Few files with a test of theirs beside this much test code: the tests run the product from outside. */
const outside = { share: 0.35, lines: 0.5 };

/**
 * Steps that a database takes once, and the configuration of tools, by the names that Rails, Django, Alembic, Doctrine and
 * JavaScript's tools give them.
 */
const stepsAndTools =
  /(?:^|\/)(?:db\/(?:\w+_)?migrate\/\d+_[^/]+|migrations\/(?:\d{4}_[^/]+\.py|Version\d+\.php|\d{10,}[^/]*)|alembic\/versions\/[^/]+\.py|[^/]+\.config\.[cm]?[jt]sx?)$/;

/** As declarations, these are tested by nobody, and no later change would be safer for it. */
function needsNone({ path }: FileFacts): boolean {
  return stepsAndTools.test(path) || isDeclaration(path);
}

/** Which source files are asked for a test (3.2), and how far the answer can be trusted. */
export interface Testing {
  /** Those with something to test, in languages whose imports are found; all of them where those are too few. */
  testable: FileFacts[];
  /** With something to test, but left out: their language's imports are not found. */
  unresolved: FileFacts[];
  /** With functions, but nobody tests such files: migrations, configuration of tools, declarations. */
  askedForNone: FileFacts[];
  /** Why the answer is not fit to be scored here; null where it is. */
  informative: string | null;
}

/** Which of the files that were read are asked for a test. */
export function testingOf(read: readonly FileFacts[], files: readonly FileFacts[]): Testing {
  const all = read.filter((file) => file.functions !== null && file.functions.length > 0);
  const defining = all.filter((file) => !needsNone(file));
  const none = all.filter(needsNone);
  const tests = files.filter((file) => file.lane === 'test' && file.unread === null);
  const languages = unresolvedLanguages([...defining, ...tests]);
  const resolved = defining.filter(({ language }) => !languages.has(language));
  if (resolved.length < fewestResolved * defining.length) {
    const names = [...languages].sort().join(', ');
    const informative = `imports of ${names} are not resolved: tests are found by file name only`;
    return { testable: defining, unresolved: [], askedForNone: none, informative };
  }
  const unresolved = defining.filter(({ language }) => languages.has(language));
  return { testable: resolved, unresolved, askedForNone: none, informative: fromOutside(resolved, read, tests) };
}

function fromOutside(
  testable: readonly FileFacts[],
  source: readonly FileFacts[],
  tests: readonly FileFacts[],
): string | null {
  const share = testable.filter(({ test }) => test !== null).length / testable.length;
  if (share >= outside.share || linesOf(tests) < outside.lines * linesOf(source)) return null;
  return 'the tests here run the product from outside; report coverage';
}

function linesOf(files: readonly FileFacts[]): number {
  return files.reduce((sum, file) => sum + file.lines, 0);
}

/** Of a source file whether a test is associated with it; null where it needs none, or where nobody can tell. */
export function testStates(files: readonly FileFacts[]): (file: FileFacts) => boolean | null {
  const read = files.filter((file) => file.lane === 'source' && file.unread === null);
  const { testable, informative } = testingOf(read, files);
  const asked = new Set(informative === null ? testable.map(({ path }) => path) : []);
  return ({ path, test }) => (test !== null ? true : asked.has(path) ? false : null);
}

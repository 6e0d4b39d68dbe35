import { addedLines } from '../git/diff.ts';
import { readTree, type TreeFile } from '../git/tree.ts';
import type { GitView } from '../git/view.ts';
import type { FileFacts, Finding, Introduced, ProposedFile, Rule } from '../model.ts';
import type { Readers } from '../source/extraction.ts';
import type { FactsCache } from './cache.ts';
import { type Contents, readContents } from './contents.ts';
import { readFindings } from './findings.ts';
import type { ReadRevision } from './read-revision.ts';

/** What is asked of a pull's own lines. */
export interface Asked {
  rules: readonly Rule[];
  /** Whether new imports are asked for. */
  imports: boolean;
}

/** The head of a pull. */
interface Head {
  view: GitView;
  read: ReadRevision;
  files: readonly FileFacts[];
  /** What the rules find in its whole tree. */
  findings: readonly Finding[];
}

/**
 * What a pull brings on the lines that it adds to source files. What the file said before, at the merge base and by the
 * name that it had there, is nothing new, wherever it stands now: it is told by rule, function and message, and an import by
 * its specifier.
 */
export async function readIntroduced(
  base: GitView,
  { view, read: { tree, lanes }, files, findings }: Head,
  proposed: readonly ProposedFile[],
  { rules, imports }: Asked,
  openCache: () => Promise<FactsCache | null>,
  readers: Readers,
): Promise<Introduced> {
  const found = Map.groupBy(findings, ({ path }) => path);
  const facts = new Map(files.map((file) => [file.path, file]));
  const importsOf = (path: string) => (imports ? (facts.get(path)?.imports ?? []) : []);
  const touched = proposed.filter(
    ({ path, lane, status }) =>
      status !== 'removed' && lane === 'source' && (found.has(path) || importsOf(path).length > 0),
  );
  const introduced: Introduced = { findings: [], imports: [] };
  if (touched.length === 0) return introduced;
  const blobs = new Map(tree.map((file) => [file.path, file.blob]));
  const before = await readBefore(touched, base, lanes, rules, openCache, readers);
  for (const file of touched) {
    const { path } = file;
    const old = before.of(file);
    const added = old === null ? null : await addedLines(view, old.blob, blobs.get(path)!);
    const isAdded = (first: number, last = first) =>
      added === null || added.some(([from, to]) => from <= last && first <= to);
    introduced.findings.push(...unknownBefore(found.get(path) ?? [], old?.findings ?? [], isAdded));
    for (const each of importsOf(path)) {
      if (isAdded(each.line) && !old?.specifiers.has(each.specifier)) introduced.imports.push({ path, ...each });
    }
  }
  return introduced;
}

/** What a file said at the merge base. */
interface Before {
  blob: string;
  findings: readonly Finding[];
  specifiers: ReadonlySet<string>;
}

async function readBefore(
  touched: readonly ProposedFile[],
  base: GitView,
  lanes: ReadRevision['lanes'],
  rules: readonly Rule[],
  openCache: () => Promise<FactsCache | null>,
  readers: Readers,
): Promise<{ of(file: ProposedFile): Before | null }> {
  const nameOf = ({ path, renamedFrom, status }: ProposedFile) =>
    renamedFrom ?? (status === 'added' ? undefined : path);
  const names = new Set(touched.map(nameOf));
  const tree = (await readTree(base)).filter(({ path }) => names.has(path));
  const contents = await readContents(base, tree, lanes, await openCache(), () => {}, readers);
  const { findings } = await readFindings(base, tree, asSource(tree, contents, lanes), rules, openCache, () => {});
  const found = Map.groupBy(findings, ({ path }) => path);
  const byPath = new Map(tree.map((file) => [file.path, file]));
  return {
    of(file) {
      const old = byPath.get(nameOf(file) ?? '');
      if (!old) return null;
      const { imports } = contents.factsOf(old) ?? { imports: null };
      const specifiers = new Set(imports?.map(({ specifier }) => specifier));
      return { blob: old.blob, findings: found.get(old.path) ?? [], specifiers };
    },
  };
}

/** As rules ask who they are: what is a source file now is compared with what it was then, whatever lane it had. */
function asSource(tree: readonly TreeFile[], contents: Contents, lanes: ReadRevision['lanes']) {
  return tree.map((file) => {
    const facts = contents.factsOf(file);
    const language = lanes.languageOf(file.path) ?? facts?.language ?? null;
    return { path: file.path, lane: 'source' as const, language, unread: facts ? facts.unread : ('large' as const) };
  });
}

/** Of what is found in a file, the rest after as many of the same are taken away as were found before. */
function unknownBefore(
  found: readonly Finding[],
  before: readonly Finding[],
  isAdded: (first: number, last: number) => boolean,
): Finding[] {
  const kindOf = ({ rule, function: name, message }: Finding) => JSON.stringify([rule, name, message]);
  const left = new Map<string, number>();
  const count = (each: Finding, by: number) => {
    const times = left.get(kindOf(each)) ?? 0;
    left.set(kindOf(each), times + by);
    return times;
  };
  for (const each of before) count(each, 1);
  const onAdded = ({ line, endLine }: Finding) => isAdded(line, endLine);
  for (const each of found) if (!onAdded(each)) count(each, -1);
  return found.filter(onAdded).filter((each) => count(each, -1) <= 0);
}

import { type CommitFacts, type History, readHistory, readWindow, type Step } from '../git/history.ts';
import { type ActorPatterns, actorOf, mainAuthor, readIdentities } from '../git/identities.ts';
import { blameIgnored, readIgnoredSteps } from '../git/ignored-revisions.ts';
import { GitError } from '../git/run.ts';
import type { GitView } from '../git/view.ts';
import type { Change, CountedFile, Fact, Gathered, Lane, RepositoryFacts, Revision, Rule } from '../model.ts';
import { describeReports } from '../reports/describe.ts';
import type { Report } from '../reports/report.ts';
import { openReaders, type Readers } from '../source/extraction.ts';
import { wholeClone } from '../text.ts';
import type { FactsCache } from './cache.ts';
import { describeFiles, describeModules, manifestsOf } from './files.ts';
import { readFindings } from './findings.ts';
import type { TreeLanes } from './lanes.ts';
import { type ReadRevision, readRevision } from './read-revision.ts';

/** What of the configuration decides facts. */
export interface GatherSettings {
  /** Days of history that any measure looks back, and of those the days whose lines are counted. */
  history: number;
  counted: number;
  lanes: Partial<Record<Lane, readonly string[]>>;
  /** Globs over directories that are modules; none: the tree tells. */
  modules: readonly string[];
  actors: ActorPatterns;
  /** Ids of bulk changes, whole or their beginnings. */
  bulkCommits: readonly string[];
  /** What is looked for in the source lane. */
  rules?: readonly Rule[];
  /** Of a pull: whether new imports are asked for. */
  newImports?: boolean;
}

/** What is there already, and need not be looked for. */
export interface Given {
  /** Of this revision. */
  reports?: readonly Report[];
  /** A first-parent history that passes through the revision. */
  chain?: readonly Step[];
  /** Of whoever measures more than this revision; else some are opened, and end as soon as contents are read. */
  readers?: Readers;
  /** What `readRevision` answers, or will. */
  read?: Promise<Fact<ReadRevision>>;
}

/**
 * The one way to facts: everything that measures may know of a repository at the view's revision. The cache is a
 * read-through: cold, warm or absent, the facts are the same. What git cannot give is a missing or failed fact with its
 * reason.
 */
export async function gather(
  view: GitView,
  settings: GatherSettings,
  openCache: () => Promise<FactsCache | null>,
  say: (progress: string) => void,
  given: Given = {},
): Promise<Gathered<RepositoryFacts>> {
  const facts = await attempt(() => gatherReadable(view, settings, openCache, say, given));
  return 'failed' in facts ? unavailable(view, facts) : facts;
}

async function gatherReadable(
  view: GitView,
  settings: GatherSettings,
  openCache: () => Promise<FactsCache | null>,
  say: (progress: string) => void,
  { reports = [], chain = [], ...given }: Given,
): Promise<Gathered<RepositoryFacts>> {
  const since = countedSince(view, settings);
  const [read, history] = await Promise.all([
    given.read ?? readBy(given.readers ?? null, view, settings, openCache, say),
    // Git walks the history while the database opens, which takes this process's turns.
    attempt(async () => {
      const window = await readWindow(view, settings.history, chain);
      return await readHistory(view, window, (await openCache())?.commits ?? null, since);
    }),
  ]);
  if ('missing' in read || 'failed' in read) return unavailable(view, read);
  const { tree, lanes, contents } = read;
  const manifests = manifestsOf(tree, contents);
  const files = describeFiles(tree, contents, lanes, manifests);
  const further = {
    modules: describeModules(tree, contents, files, manifests, settings.modules),
    ...(await readFindings(view, tree, files, settings.rules ?? [], openCache, say)),
    reports: describeReports(reports, files),
  };
  const revision: Revision = {
    at: view.at,
    date: view.date,
    historyFrom: 'failed' in history ? null : history.knownFrom,
    ...('failed' in history || history.renamed ? {} : { renamesUnknown: true as const }),
  };
  if ('failed' in history) return { revision, files, changes: history, countedChanges: history, ...further };
  const changes = await describeChanges(view, history, read, settings);
  return {
    revision,
    files,
    changes,
    countedChanges: history.counted
      ? changes.filter(({ date }) => date > since)
      : { missing: `line counts need file contents that this partial clone does not have ${wholeClone}` },
    ...further,
  };
}

/** Reads the revision by readers that are there, or by some of its own, whose memory is free for what follows. */
async function readBy(
  readers: Readers | null,
  view: GitView,
  settings: GatherSettings,
  openCache: () => Promise<FactsCache | null>,
  say: (progress: string) => void,
): Promise<Fact<ReadRevision>> {
  if (readers) return await readRevision(view, settings, openCache, say, readers);
  using own = openReaders();
  // Most runs find something new: a process to read it starts while git is asked for the tree and the database opens.
  own.expect(0);
  return await readRevision(view, settings, openCache, say, own);
}

/** A git that fails makes a failed fact; anything else that throws is a defect of ours and is not hidden. */
export async function attempt<T>(read: () => Promise<T>): Promise<T | { failed: string }> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof GitError) return { failed: error.message };
    throw error;
  }
}

/** Lines of changes after this moment (seconds since 1970) are counted. */
function countedSince({ date }: GitView, { counted }: GatherSettings): number {
  return (date ?? 0) - counted * 86_400;
}

function unavailable(view: GitView, fact: Fact<never>): Gathered<RepositoryFacts> {
  const revision = { at: view.at, date: view.date, historyFrom: null };
  const history = { changes: fact, countedChanges: fact };
  const rules = { findings: fact, ruleGaps: fact, rulesOff: fact };
  return { revision, files: fact, ...history, modules: fact, ...rules, reports: fact };
}

function pathsOf(commits: readonly CommitFacts[]): Set<string> {
  return new Set(commits.flatMap((commit) => commit.files.map(([path]) => path)));
}

/** The commits of a window as changes: lanes by the tree's rules, authors by the `.mailmap` of the view's revision. */
export async function describeChanges(
  view: GitView,
  { commits, steps }: History,
  { tree, lanes, contents }: ReadRevision,
  { actors, bulkCommits }: Pick<GatherSettings, 'actors' | 'bulkCommits'>,
): Promise<Change<CountedFile>[]> {
  await lanes.learn(pathsOf(commits));
  const fileAt = (path: string) => tree.find((file) => file.path === path && file.size !== null);
  const authors = commits.flatMap(({ authors, coAuthors }) => [...authors.map(([author]) => author), ...coAuthors]);
  const identities = await readIdentities(view, authors, fileAt('.mailmap') !== undefined);
  const listed = fileAt(blameIgnored);
  const ignored = await readIgnoredSteps(view, steps, (listed && contents.factsOf(listed)?.text) ?? '');
  const bulkOf = ({ commit }: CommitFacts): Change['bulk'] => {
    if (ignored.has(commit)) return blameIgnored;
    return bulkCommits.some((id) => commit.startsWith(id)) ? 'configuration' : null;
  };
  return commits.map((commit) => ({ ...describeChange(commit, identities, lanes, actors), bulk: bulkOf(commit) }));
}

function describeChange(
  commit: CommitFacts,
  identities: ReadonlyMap<string, string>,
  lanes: TreeLanes,
  actors: ActorPatterns,
): Omit<Change<CountedFile>, 'bulk'> {
  const author = mainAuthor(commit.authors, identities);
  // A merge's tip stands among its authors to decide a tie, with or without a commit of its own.
  const wrote = commit.authors.filter(([, commits]) => commits > 0);
  const named = [...(wrote.length > 0 ? wrote : commit.authors).map(([each]) => each), ...commit.coAuthors];
  const people = new Set(named.map((each) => identities.get(each) ?? each));
  return {
    commit: commit.commit,
    date: commit.date,
    title: commit.title,
    actor: actorOf(author, actors),
    author,
    pull: commit.pull,
    people: [...people].filter((each) => actorOf(each, actors) === 'human'),
    files: commit.files.map(([path, renamedFrom, added, deleted, inlineTests]) => ({
      path,
      lane: lanes.laneOf(path),
      renamedFrom,
      belowTestDirectory: lanes.belowTestDirectory(path),
      added: added ?? 0,
      deleted: deleted ?? 0,
      ...(inlineTests && { inlineTests }),
    })),
  };
}

import { type CommitFacts, type History, readHistory, readWindow, type Step } from '../git/history.ts';
import { type ActorPatterns, actorOf, mainAuthor, readIdentities } from '../git/identities.ts';
import { blameIgnored, readIgnoredSteps } from '../git/ignored-revisions.ts';
import { GitError } from '../git/run.ts';
import { readTree, type TreeFile } from '../git/tree.ts';
import type { GitView } from '../git/view.ts';
import type { Change, CountedFile, Fact, Gathered, Lane, RepositoryFacts, Revision, Rule } from '../model.ts';
import { describeReports } from '../reports/describe.ts';
import type { Report } from '../reports/report.ts';
import { openReaders, type Readers } from '../source/extraction.ts';
import { plural } from '../text.ts';
import type { FactsCache } from './cache.ts';
import { readContents } from './contents.ts';
import { describeFiles, describeModules, manifestsOf } from './files.ts';
import { readFindings } from './findings.ts';
import { isAttributesFile, lanesOf, type TreeLanes } from './lanes.ts';

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
  /** What is looked for in the source lane; of a repository alone. */
  rules?: readonly Rule[];
}

/** What is there already, and need not be looked for. */
export interface Given {
  /** Of this revision. */
  reports?: readonly Report[];
  /** A first-parent history that passes through the revision. */
  chain?: readonly Step[];
  /** Of whoever measures more than this revision; else some are opened, and end as soon as contents are read. */
  readers?: Readers;
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
  { reports = [], chain = [], readers }: Given,
): Promise<Gathered<RepositoryFacts>> {
  await using own = new AsyncDisposableStack();
  const reading = readers ?? own.use(openReaders());
  // Most runs find something new: a process to read it starts while git is asked for the tree and the database opens.
  if (!readers) reading.expect(0);
  // Git walks the history while the database opens, which takes this process's turns.
  const walked = attempt(() => readWindow(view, settings.history, chain));
  const tree = await readTree(view);
  say(`${view.name}: ${plural(tree.length, 'file')} at ${view.at?.slice(0, 9) ?? 'no commit yet'}`);
  if (tree.some((file) => file.size === null && isAttributesFile(file.path))) {
    return unavailable(view, {
      missing: 'this partial clone does not have the .gitattributes that tell which file is what',
    });
  }
  const lanes = await lanesOf(view, tree, settings.lanes);
  const cache = await openCache();
  const [contents, history] = await Promise.all([
    // The memory of readers of its own is free for what follows.
    readContents(view, tree, lanes, cache, say, reading).finally(() => own.disposeAsync()),
    walked.then((window) =>
      'failed' in window
        ? window
        : attempt(() => readHistory(view, window, cache?.commits ?? null, countedSince(view, settings))),
    ),
  ]);
  const manifests = manifestsOf(tree, contents);
  const files = describeFiles(tree, contents, lanes, manifests);
  const further = {
    modules: describeModules(tree, contents, files, manifests, settings.modules),
    ...(await readFindings(view, tree, files, settings.rules ?? [], cache, say)),
    reports: describeReports(reports, files),
  };
  const revision: Revision = {
    at: view.at,
    date: view.date,
    historyFrom: 'failed' in history ? null : history.knownFrom,
    ...('failed' in history || history.counted ? {} : { renamesUnknown: true as const }),
  };
  if ('failed' in history) return { revision, files, changes: history, countedChanges: history, ...further };
  const changes = await describeChanges(view, history, tree, lanes, settings);
  return {
    revision,
    files,
    changes,
    countedChanges: history.counted
      ? changes.filter(({ date }) => date > countedSince(view, settings))
      : { missing: 'line counts need file contents that this partial clone does not have' },
    ...further,
  };
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
  tree: readonly TreeFile[],
  lanes: TreeLanes,
  { actors, bulkCommits }: Pick<GatherSettings, 'actors' | 'bulkCommits'>,
): Promise<Change<CountedFile>[]> {
  await lanes.learn(pathsOf(commits));
  const has = (path: string) => tree.some((file) => file.path === path && file.size !== null);
  const authors = commits.flatMap(({ authors, coAuthors }) => [...authors.map(([author]) => author), ...coAuthors]);
  const identities = await readIdentities(view, authors, has('.mailmap'));
  const ignored = has(blameIgnored) ? await readIgnoredSteps(view, steps) : new Set<string>();
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

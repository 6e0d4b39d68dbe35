import { readDifference } from '../git/diff.ts';
import { readHistory, readWindow } from '../git/history.ts';
import type { GitView } from '../git/view.ts';
import type { Fact, Gathered, ProposedFile, PullFacts, Revision } from '../model.ts';
import type { Readers } from '../source/extraction.ts';
import type { FactsCache } from './cache.ts';
import { describeFiles, manifestsOf } from './files.ts';
import { readFindings } from './findings.ts';
import { attempt, describeChanges, type GatherSettings } from './gather.ts';
import { readIntroduced } from './introduced.ts';
import { lanesOf, type TreeLanes } from './lanes.ts';
import { readRevision } from './read-revision.ts';

/**
 * What measures may know of a pull, from the merge base to the head. Both are revisions of one repository; the merge
 * base gives the history and "now", the head the tree and its lanes.
 */
export async function gatherPull(
  base: GitView,
  head: GitView,
  settings: GatherSettings,
  openCache: () => Promise<FactsCache | null>,
  readers: Readers,
): Promise<Gathered<PullFacts>> {
  const revision = { at: base.at, date: base.date, historyFrom: null };
  const facts = await attempt(async (): Promise<Gathered<PullFacts>> => {
    const [read, history, entries] = await Promise.all([
      readRevision(head, settings, openCache, () => {}, readers),
      attempt(async () => {
        const window = await readWindow(base, settings.history);
        return await readHistory(base, window, (await openCache())?.commits ?? null, base.date ?? 0);
      }),
      attempt(() => readDifference(head, base.at!)),
    ]);
    if ('missing' in read || 'failed' in read) return unavailable(revision, read);
    const { tree, lanes, contents } = read;
    const files = describeFiles(tree, contents, lanes, manifestsOf(tree, contents));
    const changes =
      'failed' in history
        ? history
        : history.renamed
          ? await describeChanges(base, history, read, settings)
          : { failed: 'git log: the contents that a diff needs are not there' };
    const proposed =
      'failed' in entries
        ? entries
        : await describeProposed(
            entries.filter((entry) => entry.isFile),
            lanes,
          );
    const asked = { rules: settings.rules ?? [], imports: settings.newImports === true };
    const rules = await readFindings(head, tree, files, asked.rules, openCache, () => {});
    const headFacts = { view: head, read, files, findings: rules.findings };
    const introduced =
      'failed' in proposed ? proposed : await readIntroduced(base, headFacts, proposed, asked, openCache, readers);
    return { revision, files, changes, proposed, ...rules, introduced };
  });
  return 'failed' in facts ? unavailable(revision, facts) : facts;
}

function unavailable(revision: Revision, fact: Fact<never>): Gathered<PullFacts> {
  const rules = { findings: fact, ruleGaps: fact, rulesOff: fact, introduced: fact };
  return { revision, files: fact, changes: fact, proposed: fact, ...rules };
}

/**
 * What GitHub's list of files alone says of a pull, where its contents cannot be read: paths decide the lanes, and what
 * needs the repository is missing, because `why`.
 */
export async function gatherListedPull(
  listed: readonly UnlanedFile[],
  globs: GatherSettings['lanes'],
  why: string,
): Promise<Gathered<PullFacts>> {
  const lanes = await lanesOf(null, listed, globs);
  const missing = { missing: why };
  const proposed = await describeProposed(listed, lanes);
  return { ...unavailable({ at: null, date: null, historyFrom: null }, missing), proposed };
}

/** A file of a pull before it has a lane; counts are null where they are not known. */
export interface UnlanedFile {
  path: string;
  renamedFrom: string | null;
  status: ProposedFile['status'];
  added: number | null;
  deleted: number | null;
  inlineTests?: true;
}

/** The files of a pull with their lanes. */
async function describeProposed(
  entries: readonly UnlanedFile[],
  lanes: Pick<TreeLanes, 'learn' | 'laneOf' | 'belowTestDirectory'>,
): Promise<ProposedFile[]> {
  await lanes.learn(entries.map(({ path }) => path));
  return entries.map(({ path, renamedFrom, status, added, deleted, inlineTests }) => ({
    path,
    renamedFrom,
    status,
    added: added ?? 0,
    deleted: deleted ?? 0,
    lane: lanes.laneOf(path),
    belowTestDirectory: lanes.belowTestDirectory(path),
    ...(inlineTests && { inlineTests }),
  }));
}

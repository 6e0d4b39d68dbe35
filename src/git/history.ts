import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { countingDiff, type OpenDiff, openDiff, plainDiff, takeEntry } from './diff.ts';
import { GitError, splitAtNul } from './run.ts';
import type { GitView } from './view.ts';

/** Raised when what is read of a commit changes: kept changes of another version are read again. */
export const historyReaderVersion = 1;

/**
 * What one commit of the first-parent history says: it never changes, whatever the configuration, and is kept by commit
 * id. Files are those of the diff against its first parent, renames at git's default of 50 %.
 */
export interface CommitFacts {
  commit: string;
  /** Committer date, seconds since 1970. */
  date: number;
  /** What it is called: the subject without a trailing `(#12)`; of `Merge pull request #12 …` the pull's own title. */
  title: string;
  /** The number of the pull that the message names (MEASURES.md section 1, *Change*); null for a direct change. */
  pull: number | null;
  /**
   * Who wrote it, as recorded: of a merge, the authors of its own commits with their number, the tip's author first;
   * else the commit's author.
   */
  authors: [author: string, commits: number][];
  files: FileChange[];
}

/** Line counts are 0 for binary files, and null throughout where a partial clone lacks the contents. */
export type FileChange = [path: string, renamedFrom: string | null, added: number | null, deleted: number | null];

/** The window of a first-parent history. */
export interface History {
  /** Commits inside the window, newest first by position. */
  commits: CommitFacts[];
  /** A shallow clone knows nothing before this date (seconds since 1970); null when the history is whole. */
  knownFrom: number | null;
  /** False where a partial clone lacks the contents that line counts and renames need. */
  counted: boolean;
}

/** Where facts of commits are kept between runs; null to keep none. */
export interface CommitCache {
  load(commits: readonly string[]): Promise<Map<string, CommitFacts>>;
  save(commits: readonly CommitFacts[]): Promise<void>;
}

/** Messages and diffs of a window's commits: those that the cache does not have are read. */
export async function readHistory(view: GitView, window: HistoryWindow, cache: CommitCache | null): Promise<History> {
  const cached = (await cache?.load(window.steps.map((step) => step.commit))) ?? new Map<string, CommitFacts>();
  const unknown = window.steps.filter((step) => !cached.has(step.commit));
  const merged = await mergeAuthors(view, unknown);
  // Diffs are what git takes longest for: as many at once as there are processors.
  const parts = splitEvenly(unknown, Math.min(availableParallelism(), Math.ceil(unknown.length / 50)));
  const read = await Promise.all(parts.map((part) => readCommits(view, part, merged)));
  const commits = read.flatMap((part) => part.commits);
  const counted = read.every((part) => part.counted);
  // What a merge brought may be cut off in a shallow clone, and is not what it will be when the rest is there.
  const whole = view.shallow ? commits.filter((commit) => !merged.has(commit.commit)) : commits;
  if (counted) await cache?.save(whole);
  for (const facts of commits) cached.set(facts.commit, facts);
  return {
    commits: window.steps.map((step) => cached.get(step.commit)!),
    knownFrom: window.knownFrom,
    counted,
  };
}

/** One commit of the first-parent history, by its id alone. */
interface Step {
  commit: string;
  parents: string[];
}

/** One commit of the first-parent history, with its committer date in seconds since 1970. */
export interface DatedStep extends Step {
  date: number;
}

/** Which commits of the first-parent history lie in a window. */
export interface HistoryWindow extends Pick<History, 'knownFrom'> {
  /** Newest first by position. */
  steps: Step[];
}

/**
 * The first-parent commits whose committer date lies in `(now − days, now]`, now being the view's date. Committer dates
 * are not monotonic, so the whole chain is walked: as a stream of ids and dates, or along a `chain` that passes through
 * the view's commit and was read before.
 */
export async function readWindow(
  view: GitView,
  days: number,
  chain: readonly DatedStep[] = [],
): Promise<HistoryWindow> {
  if (!view.at || view.date === null) return { steps: [], knownFrom: null };
  const after = view.date - days * 86_400;
  const cut = view.shallow ? new Set((await readFile(join(view.gitDir, 'shallow'), 'utf8')).split('\n')) : new Set();
  const steps: Step[] = [];
  let knownFrom: number | null = null;
  const start = chain.findIndex(({ commit }) => commit === view.at);
  for await (const { commit, parents, date } of start === -1 ? walkChain(view) : chain.slice(start)) {
    // The parents of a shallow clone's oldest commits are cut off: their diff would be the whole tree.
    if (cut.has(commit)) {
      knownFrom = date;
      break;
    }
    if (date > after && date <= view.date) steps.push({ commit, parents });
  }
  return { steps, knownFrom };
}

/** The first-parent history from the view's commit on, newest first by position. */
export async function readChain(view: GitView): Promise<DatedStep[]> {
  return view.at ? await Array.fromAsync(walkChain(view)) : [];
}

async function* walkChain(view: GitView): AsyncGenerator<DatedStep> {
  const args = ['rev-list', '--first-parent', '--timestamp', '--parents', view.at!];
  for await (const line of linesOf(view.stream(args))) {
    const [date, commit = '', ...parents] = line.trimEnd().split(' ');
    yield { commit, parents, date: Number(date) };
  }
}

/**
 * For each merge among `steps` (newest first) the authors of the commits that it brought: those reachable from its other
 * parents and not from its first, merges apart. One pass over all commits since the oldest of them: walking the chain from
 * there on, merges outside the window too, what an older step brought is already taken.
 */
async function mergeAuthors(view: GitView, steps: readonly Step[]): Promise<Map<string, [string, number][]>> {
  const result = new Map<string, [string, number][]>();
  const merges = steps.filter((step) => step.parents.length > 1);
  const oldest = merges.at(-1);
  if (!oldest) return result;
  const commits = new Map<string, { parents: string[]; author: string }>();
  const args = ['log', '-z', '--format=%H%x00%P%x00%an <%ae>', view.at!, '--not', oldest.parents[0]!];
  const tokens = splitAtNul(view.stream(args));
  for await (const commit of tokens) {
    const parents = (await tokens.next()).value?.toString('latin1').split(' ').filter(Boolean) ?? [];
    const author = (await tokens.next()).value?.toString('utf8') ?? '';
    commits.set(commit.toString('latin1'), { parents, author });
  }
  const chain = firstParentsOf(view.at!, commits);
  const taken = new Set(chain);
  const wanted = new Set(merges.map((merge) => merge.commit));
  for (const commit of chain.toReversed()) {
    const merge = commits.get(commit)!;
    if (merge.parents.length < 2) continue;
    const counts = new Map<string, number>();
    const tip = commits.get(merge.parents[1]!);
    // The tip's author stands first, also when the tip is itself a merge: it decides a tie.
    if (tip) counts.set(tip.author, 0);
    const open = merge.parents.slice(1);
    for (let brought = open.pop(); brought !== undefined; brought = open.pop()) {
      const facts = commits.get(brought);
      if (!facts || taken.has(brought)) continue;
      taken.add(brought);
      if (facts.parents.length < 2) counts.set(facts.author, (counts.get(facts.author) ?? 0) + 1);
      open.push(...facts.parents);
    }
    if (wanted.has(commit)) result.set(commit, [...counts]);
  }
  return result;
}

/** The items in `parts` runs of about the same length. */
function splitEvenly<T>(items: readonly T[], parts: number): T[][] {
  const length = Math.ceil(items.length / parts);
  return Array.from({ length: parts }, (_, part) => items.slice(part * length, (part + 1) * length));
}

function firstParentsOf(tip: string, commits: ReadonlyMap<string, { parents: string[] }>): string[] {
  const chain: string[] = [];
  for (let commit: string | undefined = tip; commit && commits.has(commit); commit = commits.get(commit)!.parents[0]) {
    chain.push(commit);
  }
  return chain;
}

async function readCommits(view: GitView, steps: readonly Step[], authors: ReadonlyMap<string, [string, number][]>) {
  try {
    return { commits: await readDiffs(view, steps, authors, countingDiff), counted: true };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return { commits: await readDiffs(view, steps, authors, ['--raw', '--no-renames']), counted: false };
  }
}

async function readDiffs(
  view: GitView,
  steps: readonly Step[],
  authors: ReadonlyMap<string, [string, number][]>,
  diff: readonly string[],
): Promise<CommitFacts[]> {
  const commits: CommitFacts[] = [];
  if (steps.length === 0) return commits;
  const format = '--format=%H%x00%ct%x00%an <%ae>%x00%B';
  const fixed = ['--no-walk=unsorted', '--stdin', '--root', '--diff-merges=first-parent'];
  const args = ['log', ...fixed, ...plainDiff, '-z', format, ...diff];
  const input = (function* () {
    for (const step of steps) yield `${step.commit}\n`;
  })();
  const tokens = splitAtNul(view.stream(args, { input }));
  const next = async () => (await tokens.next()).value ?? Buffer.alloc(0);
  let files = openDiff();
  for await (const token of tokens) {
    if (await takeEntry(files, token, next)) continue;
    const commit = token.toString('latin1');
    if (commit === '' || commit === '\n') continue;
    closeDiff(commits.at(-1), files);
    files = openDiff();
    const date = Number((await next()).toString('latin1'));
    const author = (await next()).toString('utf8');
    const message = (await next()).toString('utf8');
    commits.push({
      commit,
      date,
      title: titleOf(message),
      pull: pullOf(message),
      authors: authors.get(commit) ?? [[author, 1]],
      files: [],
    });
  }
  closeDiff(commits.at(-1), files);
  return commits;
}

/** Symbolic links and submodules are no files. */
function closeDiff(commit: CommitFacts | undefined, { entries }: OpenDiff): void {
  for (const { path, renamedFrom, isFile, added, deleted } of entries) {
    if (isFile) commit?.files.push([path, renamedFrom, added, deleted]);
  }
}

function subjectOf(message: string): string {
  return message
    .trimStart()
    .split(/\r?\n\s*\n/, 1)[0]!
    .split(/\r?\n/)
    .map((line) => line.trim())
    .join(' ')
    .trimEnd();
}

function titleOf(message: string): string {
  const subject = subjectOf(message);
  if (!/^Merge pull request #\d+/.test(subject)) return subject.replace(/\s*\(#\d+\)$/, '');
  const [, title = ''] = message.trimStart().split(/\r?\n(?:\s*\n)+/, 2);
  return title.split(/\r?\n/, 1)[0]!.trim() || subject;
}

/** The message forms by which forges and bots mark a pull (MEASURES.md section 1, *Change*). */
export function pullOf(message: string): number | null {
  const subject = subjectOf(message);
  const found =
    /\(#([1-9]\d{0,8})\)$/.exec(subject) ??
    /^Merge pull request #([1-9]\d{0,8})\b/.exec(subject) ??
    /^Merge #([1-9]\d{0,8})\b/.exec(subject) ??
    /^Merged PR ([1-9]\d{0,8})\b/.exec(subject) ??
    /^Auto merge of #([1-9]\d{0,8})\b/.exec(subject) ??
    /\(pull request #([1-9]\d{0,8})\)/.exec(subject) ??
    /^See merge request \S*!([1-9]\d{0,8})\b/m.exec(message);
  return found ? Number(found[1]) : null;
}

async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest) yield rest;
}

import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { countingDiff, type OpenDiff, openDiff, plainDiff, renames, renamingDiff, takeEntry } from './diff.ts';
import { inlineTestsIn, mayHoldTests } from './inline-tests.ts';
import { readSides, type Side } from './merges.ts';
import { factsOfMessage, type MessageFacts } from './message.ts';
import { GitError, linesOf, splitAtNul } from './run.ts';
import type { GitView } from './view.ts';

/** Raised when what is read of a commit changes: kept changes of another version are read again. */
export const historyReaderVersion = 4;

/**
 * What one commit of the first-parent history says: it never changes, whatever the configuration, and is kept by commit
 * id. Files are those of the diff against its first parent, renames at git's default of 50 %.
 */
export interface CommitFacts extends MessageFacts {
  commit: string;
  /** Committer date, seconds since 1970. */
  date: number;
  /**
   * Who wrote it, as recorded: of a merge, the authors of its own commits with their number, the tip's author first;
   * else the commit's author.
   */
  authors: [author: string, commits: number][];
  files: FileChange[];
}

/**
 * Line counts are 0 for binary files; null throughout where they were not asked for, or a partial clone lacks the contents.
 * Where they are there, so is `inlineTests` if tests were touched that stand in a source file.
 */
export type FileChange = [
  path: string,
  renamedFrom: string | null,
  added: number | null,
  deleted: number | null,
  inlineTests?: true,
];

/** Whether the lines of its files were counted. */
export function hasLines({ files }: CommitFacts): boolean {
  return files.every(([, , added]) => added !== null);
}

/** The window of a first-parent history. */
export interface History extends HistoryWindow {
  /** What the steps say, in their order. */
  commits: CommitFacts[];
  /** False where a partial clone lacks the contents that line counts need. */
  counted: boolean;
  /** False where it also lacks those that tell a rename. */
  renamed: boolean;
}

/** Where facts of commits are kept between runs; null to keep none. */
export interface CommitCache {
  load(commits: readonly string[]): Promise<Map<string, CommitFacts>>;
  save(commits: readonly CommitFacts[]): Promise<void>;
}

/**
 * Messages and diffs of a window's commits: those that the cache does not have are read. Lines are counted where git
 * must compare contents anyway, or `countedSince` (seconds since 1970) asks for them: that is what takes git longest.
 */
export async function readHistory(
  view: GitView,
  window: HistoryWindow,
  cache: CommitCache | null,
  countedSince = Number.NEGATIVE_INFINITY,
): Promise<History> {
  const cached = (await cache?.load(window.steps.map((step) => step.commit))) ?? new Map<string, CommitFacts>();
  const isAsked = (step: Step) => step.date > countedSince;
  const unknown = window.steps.filter((step) => {
    const known = cached.get(step.commit);
    return !known || (isAsked(step) && !hasLines(known));
  });
  const merged = await readSides(view, unknown);
  // Diffs are what git takes longest for: as many at once as there are processors.
  const parts = [
    ...splitEvenly(unknown.filter(isAsked)).map((steps) => ({ steps, diff: countingDiff })),
    ...splitEvenly(unknown.filter((step) => !isAsked(step))).map((steps) => ({ steps, diff: renamingDiff })),
  ];
  const read = await Promise.all(parts.map(({ steps, diff }) => readCommits(view, steps, merged, diff)));
  const commits = read.flatMap((part) => part.commits);
  const counted = read.every((part) => part.counted);
  const renamed = read.every((part) => part.renamed);
  // What a merge brought may be cut off in a shallow clone, and is not what it will be when the rest is there.
  const whole = view.shallow ? commits.filter((commit) => !merged.has(commit.commit)) : commits;
  if (renamed) await cache?.save(whole);
  for (const facts of commits) cached.set(facts.commit, facts);
  return {
    ...window,
    commits: window.steps.map((step) => cached.get(step.commit)!),
    counted,
    renamed,
  };
}

/** One commit of the first-parent history, by its id alone. */
export interface Step {
  commit: string;
  /** Committer date, seconds since 1970. */
  date: number;
  parents: string[];
}

/** A longer run of dates outside of the window is no wrong clock: one old commit claims to be new. */
const longestRun = 100;

/** Which commits of the first-parent history lie in a window: by date, or between two that do. */
export interface HistoryWindow {
  /** Newest first by position. */
  steps: Step[];
  /** A shallow clone knows nothing before this date (seconds since 1970); null when the history is whole. */
  knownFrom: number | null;
}

/**
 * The first-parent commits whose committer date lies in `(now − days, now]`, now being the view's date. Committer dates
 * are not monotonic, so the whole chain is walked: as a stream of ids and dates, or along a `chain` that passes through
 * the view's commit and was read before. Commits between two of the window are there under whatever date, because a rename
 * among them must be followed: who counts changes asks for their dates.
 */
export async function readWindow(view: GitView, days: number, chain: readonly Step[] = []): Promise<HistoryWindow> {
  if (!view.at || view.date === null) return { steps: [], knownFrom: null };
  const after = view.date - days * 86_400;
  const cut = view.shallow ? new Set((await readFile(join(view.gitDir, 'shallow'), 'utf8')).split('\n')) : new Set();
  const steps: Step[] = [];
  let run: Step[] = [];
  let knownFrom: number | null = null;
  const start = chain.findIndex(({ commit }) => commit === view.at);
  for await (const { commit, parents, date } of start === -1 ? walkChain(view) : chain.slice(start)) {
    // The parents of a shallow clone's oldest commits are cut off: their diff would be the whole tree.
    if (cut.has(commit)) {
      knownFrom = date;
      break;
    }
    if (date > after && date <= view.date) {
      steps.push(...(run.length <= longestRun ? run : []), { commit, date, parents });
      run = [];
    } else if (run.length <= longestRun) run.push({ commit, date, parents });
  }
  return { steps, knownFrom };
}

/** The first-parent history from the view's commit on, newest first by position. */
export async function readChain(view: GitView): Promise<Step[]> {
  return view.at ? await Array.fromAsync(walkChain(view)) : [];
}

async function* walkChain(view: GitView): AsyncGenerator<Step> {
  const args = ['rev-list', '--first-parent', '--timestamp', '--parents', view.at!];
  for await (const line of linesOf(view.stream(args))) {
    const [date, commit = '', ...parents] = line.trimEnd().split(' ');
    yield { commit, parents, date: Number(date) };
  }
}

/** The items in as many runs of about the same length as there are processors; few of them in fewer. */
function splitEvenly<T>(items: readonly T[]): T[][] {
  const parts = Math.min(availableParallelism(), Math.ceil(items.length / 50));
  const length = Math.ceil(items.length / parts);
  return Array.from({ length: parts }, (_, part) => items.slice(part * length, (part + 1) * length));
}

/** What was read of some commits. */
interface Part extends Pick<History, 'counted' | 'renamed'> {
  commits: CommitFacts[];
}

/** Counting compares the contents of every file, renames those of few: a partial clone may lack the ones and have the others. */
async function readCommits(
  view: GitView,
  steps: readonly Step[],
  sides: ReadonlyMap<string, Side>,
  diff: readonly string[],
): Promise<Part> {
  try {
    const commits = await readDiffs(view, steps, sides, diff);
    if (diff === countingDiff) await markInlineTests(view, commits);
    return { commits, counted: true, renamed: true };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (diff === countingDiff) return { ...(await readCommits(view, steps, sides, renamingDiff)), counted: false };
    return {
      commits: await readDiffs(view, steps, sides, ['--raw', '--no-renames']),
      counted: false,
      renamed: false,
    };
  }
}

async function markInlineTests(view: GitView, commits: readonly CommitFacts[]): Promise<void> {
  const asked = commits.filter(({ files }) => files.some(([path]) => mayHoldTests(path)));
  if (asked.length === 0) return;
  const input = asked.map(({ commit }) => `${commit}\n`);
  const args = ['log', ...givenCommits, ...plainDiff, ...renames, '--format=commit %H'];
  const touched = await inlineTestsIn(view, args, { input });
  for (const { commit, files } of asked) {
    for (const file of files) if (touched.get(commit)?.has(file[0])) file[4] = true;
  }
}

/** Each commit on the standard input, compared with its first parent. */
const givenCommits = ['--no-walk=unsorted', '--stdin', '--root', '--diff-merges=first-parent'] as const;

async function readDiffs(
  view: GitView,
  steps: readonly Step[],
  sides: ReadonlyMap<string, Side>,
  diff: readonly string[],
): Promise<CommitFacts[]> {
  const commits: CommitFacts[] = [];
  if (steps.length === 0) return commits;
  const format = '--format=%H%x00%ct%x00%an <%ae>%x00%B';
  const args = ['log', ...givenCommits, ...plainDiff, '-z', format, ...diff];
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
    const side = sides.get(commit);
    const brought = side?.own.length === 1 ? side.own[0]!.subject : undefined;
    const authors = authorsOf(side, author);
    commits.push({ commit, date, ...factsOfMessage(message, brought), authors, files: [] });
  }
  closeDiff(commits.at(-1), files);
  return commits;
}

/** Of a merge, who wrote what it brought; of any other commit, and of a merge of nothing, who made it. */
function authorsOf(side: Side | undefined, author: string): [string, number][] {
  if (!side) return [[author, 1]];
  // The tip's author stands first, also when the tip is itself a merge: it decides a tie.
  const counts = new Map(side.tip === null ? [] : [[side.tip, 0]]);
  for (const { author: each } of side.own) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts.size > 0 ? [...counts] : [[author, 1]];
}

/** Symbolic links and submodules are no files. */
function closeDiff(commit: CommitFacts | undefined, { entries }: OpenDiff): void {
  for (const { path, renamedFrom, isFile, added, deleted } of entries) {
    if (isFile) commit?.files.push([path, renamedFrom, added, deleted]);
  }
}

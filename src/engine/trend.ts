import type { Config } from '../config/config.ts';
import type { FactsCache } from '../gather/cache.ts';
import { holding } from '../gather/held.ts';
import { readRevision } from '../gather/read-revision.ts';
import { readChain, readHistory, readWindow, type Step } from '../git/history.ts';
import { type GitView, openBeside, openKnown } from '../git/view.ts';
import type { Gathered, RepositoryFacts, Scorecard } from '../model.ts';
import type { RuleFile } from '../rules/rule-file.ts';
import { soonest, weeklyRevisions } from '../scoring/weeks.ts';
import { openReaders } from '../source/extraction.ts';
import { type Definition, definitionInForce, measureBy } from './measure-repository.ts';

/** The points of a trend that are kept between runs. */
export interface KeptPoints {
  /** By commit. */
  load(commits: readonly string[]): Promise<Map<string, Scorecard>>;
  save(scorecard: Scorecard): Promise<void>;
}

/** What is kept of a repository between runs; null: nothing. */
export type Kept = { facts: FactsCache; points: KeptPoints } | null;

/** The past of a repository's score. */
export interface MeasuredTrend {
  /** Oldest first. */
  points: Scorecard[];
  /** Of today. */
  definition: Definition;
}

/** Which past is wanted, and of whose rules. */
export interface TrendOptions {
  months: number;
  /** Points that are known by an earlier definition are measured anew. */
  recompute: boolean;
  ownRules: readonly RuleFile[] | null;
}

/**
 * The scorecards of the last `months` months, one a week, by one configuration: each is what measuring that revision by
 * it gives. Known points are not measured again; each new one is kept as soon as it is there, so that an interrupted run
 * goes on where it was.
 */
export async function measureTrend(
  view: GitView,
  config: Config,
  { months, recompute, ownRules }: TrendOptions,
  openKept: () => Promise<Kept>,
  say: (progress: string) => void,
): Promise<MeasuredTrend> {
  const reading = readChain(view);
  // Awaited below; until then a failure of the store comes first.
  reading.catch(() => {});
  const kept = await openKept();
  const chain = await reading;
  const definition = await definitionInForce(view, config, { ownRules });
  const revisions = weeklyRevisions(chain, months);
  const points = new Map(await kept?.points.load(revisions.map(({ commit }) => commit)));
  const open = soonest(revisions).filter((revision) => {
    const known = points.get(revision.commit);
    // The newest is what `touchstone measure` says now, whatever it was known to be.
    return !known || ((recompute || revision === revisions[0]) && known.definition !== definition.id);
  });
  const cache = holding(kept?.facts ?? null);
  using readers = openReaders();
  const ahead = readAhead(view, open, chain, definition, cache);
  try {
    let there = revisions.length - open.length;
    const saying = (text: string) => say(`trend: ${there} of ${revisions.length} points; ${text}`);
    const readFiles = (past: GitView) => readRevision(past, definition.wanted, async () => cache, saying, readers);
    for await (const { revision, past, read } of inTurn(view, open, readFiles)) {
      const { scorecard, facts } = await measureBy(definition, past, async () => ahead.of(revision), saying, {
        chain,
        read,
      });
      points.set(revision.commit, scorecard);
      there++;
      if (isWhole(past, facts)) await kept?.points.save(scorecard);
    }
  } finally {
    await ahead.stop();
  }
  return { points: revisions.map(({ commit }) => points.get(commit)!).reverse(), definition };
}

/** The points of the last `months` months that are known already, oldest first: nothing is measured. */
export async function knownTrend(view: GitView, kept: KeptPoints, months: number): Promise<Scorecard[]> {
  const commits = weeklyRevisions(await readChain(view), months).map(({ commit }) => commit);
  const points = await kept.load(commits);
  return commits.flatMap((commit) => points.get(commit) ?? []).reverse();
}

/** The commits that a trend has points of, in a git directory of ours, in the order in which it stands soonest. */
export async function trendCommits(gitDir: string, head: string, months: number): Promise<string[]> {
  await using view = await openKnown(gitDir, head, '');
  return soonest(weeklyRevisions(await readChain(view), months)).map(({ commit }) => commit);
}

/** A revision that is measured next, and its files, which have been read. */
interface Turn {
  revision: Step;
  past: GitView;
  read: ReturnType<typeof readRevision>;
}

/** One revision after the other. The files of the next are read, in other processes, while this one is measured. */
async function* inTurn(
  view: GitView,
  revisions: readonly Step[],
  readFiles: (past: GitView) => Turn['read'],
): AsyncGenerator<Turn> {
  const begin = async (revision: Step): Promise<Turn> => {
    const past = await openBeside(view, revision);
    const read = readFiles(past);
    // What fails here fails again where it is measured.
    read.catch(() => {});
    return { revision, past, read };
  };
  const waiting = revisions.values();
  const beginNext = () => {
    const { value } = waiting.next();
    const turn = value && begin(value);
    // Awaited when its turn comes; until then this one is measured.
    turn?.catch(() => {});
    return turn;
  };
  let next = beginNext();
  try {
    while (next) {
      const turn = await next;
      await using _ = turn.past;
      // The next asks what of its contents is not known by then.
      await turn.read.catch(() => {});
      next = beginNext();
      yield turn;
    }
  } finally {
    const left = await next?.catch(() => undefined);
    // Its git is at work in what is removed.
    await left?.read.catch(() => {});
    await left?.past[Symbol.asyncDispose]();
  }
}

/**
 * Git takes longest for the diffs of a history: they are read ahead while contents are being parsed, and many at once,
 * because each git begins with nothing at hand. The first revisions do not wait for all: what is read doubles each time.
 * What of a revision the cache gives waits for its own.
 */
function readAhead(
  view: GitView,
  revisions: readonly Step[],
  chain: readonly Step[],
  { wanted }: Definition,
  cache: FactsCache,
): { of(revision: Step): FactsCache; stop(): Promise<void> } {
  const read = new Map<Step, Promise<void>>();
  let stopped = false;
  let last = Promise.resolve();
  for (let start = 0, size = 1; start < revisions.length; start += size, size = start) {
    const some = revisions.slice(start, start + size);
    const readSome = async () => {
      if (stopped) return;
      const seen = some.map(({ commit: at, date }) => readWindow({ ...view, at, date }, wanted.history, chain));
      const commits = new Set((await Promise.all(seen)).flatMap(({ steps }) => steps.map(({ commit }) => commit)));
      const steps = chain.filter(({ commit }) => commits.has(commit));
      await readHistory(view, { steps, knownFrom: null }, cache.commits);
    };
    // What fails here fails again where it is asked for, and is told there.
    last = last.then(readSome).catch(() => {});
    for (const revision of some) read.set(revision, last);
  }
  return {
    of: (revision) => ({
      ...cache,
      commits: {
        ...cache.commits,
        async load(commits) {
          await read.get(revision);
          return await cache.commits.load(commits);
        },
      },
    }),
    async stop() {
      stopped = true;
      await last;
    },
  };
}

/** Whether all was there that git could give: what a fuller clone would say otherwise is not kept. */
function isWhole({ shallow }: GitView, facts: Gathered<RepositoryFacts>): boolean {
  if (shallow || Object.values(facts).some((fact) => 'failed' in fact || 'missing' in fact)) return false;
  return Array.isArray(facts.files) && !facts.files.some(({ unread }) => unread === 'not in this clone');
}

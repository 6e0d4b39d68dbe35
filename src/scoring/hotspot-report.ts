import { activeFiles, activityOf } from '../measures/activity.ts';
import { couplingOf } from '../measures/coupling.ts';
import { ownLines, sourceFiles } from '../measures/files.ts';
import { heatOf } from '../measures/heat.ts';
import { type RankedFile, rankHotspots } from '../measures/hotspots.ts';
import { type KnownFile, knownAreas, knownFiles, peopleOf } from '../measures/knowledge.ts';
import { nextStep } from '../measures/next-step.ts';
import { type PullWindow, pullWindow, unknownPast } from '../measures/windows.ts';
import type {
  Change,
  Fact,
  Gathered,
  Hotspot,
  HotspotReport,
  RepositoryFacts,
  RepositorySubject,
  Revision,
  Windows,
} from '../model.ts';
import { isoDate, showPath } from '../text.ts';

/** So many rows are shown at most. */
const mostRows = 50;
/** Hot files that are listed though none is in a quarter of the pulls. */
const fewestHotFiles = 5;
const hotShare = 0.25;
/** Fewer pulls say nothing of a share. */
const fewestPulls = 20;

/** Facts that are there. */
type Facts = Pick<RepositoryFacts, 'revision' | 'files' | 'changes' | 'modules'>;

/**
 * The hot-spot report of what was gathered (3.5, 3.6). Changes of twice the window give what a file had in the window
 * before; where `facts` look back less far, that is null.
 */
export function hotspotReport(
  facts: Gathered<RepositoryFacts>,
  windows: Windows,
  about: { repo: string; definition: string; lookBack: number },
): HotspotReport {
  const { at, date } = facts.revision;
  const days = windows.history;
  const subject: RepositorySubject = {
    kind: 'repository',
    repo: about.repo,
    at,
    date: date === null ? null : isoDate(date),
  };
  const window = { from: date === null ? null : isoDate(date - days * 86_400), to: subject.date, days };
  const none = { hotspots: [], hotFiles: [], coupling: [], knowledge: [], leftOut: [], pulls: 0 };
  const report = { version: 1 as const, subject, definition: about.definition, window };
  const noData = whyNone(facts, days);
  if (noData !== null) return { ...report, noData, ...none };
  return { ...report, noData: null, ...contents(facts as unknown as Facts, windows, about.lookBack) };
}

function whyNone(facts: Gathered<RepositoryFacts>, days: number): string | null {
  if (facts.revision.at === null) return 'there is no commit yet';
  const needed: Fact<unknown>[] = [facts.files, facts.changes, facts.modules];
  for (const fact of needed as object[]) {
    if ('failed' in fact) return String(fact.failed);
    if ('missing' in fact) return String(fact.missing);
  }
  const { missing } = sourceFiles(facts.files as RepositoryFacts['files']);
  return (missing ?? unknownPast(facts.revision, days))?.noData ?? null;
}

function contents(facts: Facts, windows: Windows, lookBack: number) {
  const { revision, changes } = facts;
  const days = windows.history;
  const ranking = rankHotspots(facts, days);
  const pulls = pullWindow(changes, revision, days);
  const top = ranking.hotspots.slice(0, mostRows);
  const known = knownFiles(ranking);
  const knows = lookBack >= 2 * days && knowsBefore(revision, 2 * days);
  const before = knows ? activeFiles(changes, activityOf(facts, days, days).changes, facts.files) : null;
  const rows = { pulls, known, before, touchedBy: pullsByPath(facts, pulls) };
  return {
    pulls: pulls.pulls.length,
    hotspots: top.map((each) => rowOf(each, rows)),
    hotFiles: hotFilesOf(facts, windows.pulls),
    coupling: couplingOf(facts, days)
      .pairs.slice(0, mostRows)
      .map((pair) => ({ ...pair, a: showPath(pair.a), b: showPath(pair.b) })),
    knowledge: knownAreas(known, facts.modules).map((each) => ({ ...each, area: showPath(each.area) })),
    leftOut: ranking.leftOut,
  };
}

function knowsBefore({ historyFrom, date }: Revision, days: number): boolean {
  return historyFrom === null || historyFrom <= (date ?? 0) - days * 86_400;
}

interface Rows {
  pulls: PullWindow<Change>;
  known: readonly KnownFile[];
  /** What was worked on in the window before; null: not known. */
  before: ReadonlyMap<string, { changes: readonly Change[] }> | null;
  touchedBy: ReadonlyMap<string, number>;
}

function rowOf(ranked: RankedFile, { pulls, known, before, touchedBy }: Rows): Hotspot {
  const { file, changes, rank, complexity, tested, typed, missing } = ranked;
  const knowing = known.find(({ hotspot }) => hotspot.file.path === file.path);
  const countable = pulls.unknownStyle === null && pulls.pulls.length > 0;
  return {
    rank,
    path: showPath(file.path),
    changes: changes.length,
    previousChanges: before === null ? null : (before.get(file.path)?.changes.length ?? 0),
    pullShare: countable ? (touchedBy.get(file.path) ?? 0) / pulls.pulls.length : null,
    complexity: Math.round(complexity),
    parsed: file.functions !== null,
    codeLines: ownLines(file),
    tested,
    typed,
    people: peopleOf(changes),
    missing,
    nextStep: nextStep(ranked, { byOnePerson: knowing?.byOnePerson === true }),
  };
}

/** In how many of the window's pulls each file is: all of them, bulk ones too. */
function pullsByPath({ changes, files }: Facts, { pulls }: PullWindow<Change>): Map<string, number> {
  return new Map(heatOf(changes, pulls, files).map((heat) => [heat.path, heat.changes]));
}

function hotFilesOf({ changes, revision, files }: Facts, days: number): HotspotReport['hotFiles'] {
  const { pulls, unknownStyle } = pullWindow(changes, revision, days);
  if (unknownStyle !== null || pulls.length < fewestPulls) return [];
  return heatOf(changes, pulls, files)
    .map((heat) => ({ path: showPath(heat.path), pulls: heat.changes, share: heat.changes / pulls.length }))
    .filter(({ share }, index) => index < fewestHotFiles || share > hotShare);
}

import type { Hotspot, HotspotReport, Lack } from '../model.ts';

/** Ranks shift a little every week. So many places are more than that. */
const clearly = 5;

/** A hot spot that is in two reports, and what it lacks no more or lacks now. */
export interface HotspotMove {
  before: Hotspot;
  after: Hotspot;
  gone: Lack[];
  fresh: Lack[];
}

/** What changed from one hot-spot report of a repository to a later one. */
export interface HotspotComparison {
  before: HotspotReport;
  /** Why the two cannot be compared, and then nothing is; else null. */
  incomparable: string | null;
  /** Hot now and not before: those without tests first, then by rank. */
  entered: Hotspot[];
  /** Hot before and not now, as they were. */
  left: Hotspot[];
  /** A lack is gone, or it has fewer changes and is clearly cooler. */
  better: HotspotMove[];
  /** It lacks something new, or is clearly hotter with more changes or complexity. What is worse in one thing is not called better for another. */
  worse: HotspotMove[];
}

/** Compares file by file. A file that was moved has left by its old path and entered by its new one. */
export function compareHotspots(before: HotspotReport, after: HotspotReport): HotspotComparison {
  const nothing = { before, entered: [], left: [], better: [], worse: [] };
  const incomparable = whyIncomparable(before, after);
  if (incomparable !== null) return { ...nothing, incomparable };

  const was = new Map(before.hotspots.map((hotspot) => [hotspot.path, hotspot]));
  const paths = new Set(after.hotspots.map(({ path }) => path));
  const entered = after.hotspots.filter(({ path }) => !was.has(path)).sort(untestedFirst);
  const left = before.hotspots.filter(({ path }) => !paths.has(path));
  const better: HotspotMove[] = [];
  const worse: HotspotMove[] = [];
  for (const hotspot of after.hotspots) {
    const earlier = was.get(hotspot.path);
    if (!earlier) continue;
    const move = moveOf(earlier, hotspot);
    if (move.fresh.length > 0 || isHotter(earlier, hotspot)) worse.push(move);
    else if (move.gone.length > 0 || isCooler(earlier, hotspot)) better.push(move);
  }
  return { before, incomparable: null, entered, left, better, worse };
}

function whyIncomparable(before: HotspotReport, after: HotspotReport): string | null {
  // The window is part of the definition.
  if (before.window.days !== after.window.days) return 'the window has another length';
  if (before.definition !== after.definition) return 'the definition changed';
  if (before.noData !== null) return `there were no hot spots to know of then: ${before.noData}`;
  return after.noData === null ? null : `there are no hot spots to know of now: ${after.noData}`;
}

/** Clearly, and not only because others have cooled down. */
function isHotter(before: Hotspot, after: Hotspot): boolean {
  const grown = after.changes > before.changes || after.complexity > before.complexity;
  return grown && before.rank - after.rank >= clearly;
}

/** Clearly, and not only because others are hotter. */
function isCooler(before: Hotspot, after: Hotspot): boolean {
  return after.changes < before.changes && after.rank - before.rank >= clearly;
}

function moveOf(before: Hotspot, after: Hotspot): HotspotMove {
  return {
    before,
    after,
    gone: before.missing.filter((lack) => !after.missing.includes(lack)),
    fresh: after.missing.filter((lack) => !before.missing.includes(lack)),
  };
}

function untestedFirst(a: Hotspot, b: Hotspot): number {
  return Number(isUntested(b)) - Number(isUntested(a)) || a.rank - b.rank;
}

/** Something to test, and no test. */
export function isUntested({ missing }: Hotspot): boolean {
  return missing.includes('tests');
}

/** The hot spots of a report against the window before it, each group by rank. */
export interface AgainstBefore {
  /** Not changed at all in the window before. */
  fresh: Hotspot[];
  /** Changed at least twice as often as then, and at most half as often. */
  hotter: Hotspot[];
  cooler: Hotspot[];
  /** The history does not reach back so far. */
  unknown: Hotspot[];
}

/** What the changes of the window before say of each hot spot. */
export function againstWindowBefore({ hotspots }: HotspotReport): AgainstBefore {
  const found: AgainstBefore = { fresh: [], hotter: [], cooler: [], unknown: [] };
  for (const hotspot of hotspots) {
    const { changes, previousChanges } = hotspot;
    if (previousChanges === null) found.unknown.push(hotspot);
    else if (previousChanges === 0) found.fresh.push(hotspot);
    else if (changes >= 2 * previousChanges) found.hotter.push(hotspot);
    else if (2 * changes <= previousChanges) found.cooler.push(hotspot);
  }
  return found;
}

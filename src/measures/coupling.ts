import type { LeftOut, Modules } from '../model.ts';
import { activeFiles, activityOf } from './activity.ts';
import { eachChange } from './heat.ts';
import type { HotspotFacts } from './hotspots.ts';
import { moduleFinder } from './modules.ts';

/** What makes a pair (3.5): fewer shared changes, or a weaker bond, can be chance. */
const fewestShared = 5;
const weakest = 0.3;

/** Two source files of different modules that change together. */
export interface Pair {
  /** The path that comes first, and the other. */
  a: string;
  b: string;
  /** Changes that touch both. */
  shared: number;
  /** 2 · shared ÷ (changes of a + changes of b) [code-maat]. */
  degree: number;
}

/** The coupling of a window. */
export interface Coupling {
  /** The strongest first; then by shared changes, then by path. */
  pairs: Pair[];
  /** How many source files of the tree the window changed, and of these at least five times. */
  changed: number;
  often: number;
  leftOut: LeftOut[];
}

/**
 * Pairs of source files of the tree that lie in different modules (without modules: in different directories) and change
 * together, over the same changes as hot spots.
 */
export function couplingOf(facts: HotspotFacts & { modules: Modules }, days: number): Coupling {
  const { changes, leftOut } = activityOf(facts, days);
  const active = activeFiles(facts.changes, changes, facts.files);
  const often = new Map([...active].filter(([, each]) => each.changes.length >= fewestShared));
  const placeOf = placesOf(facts.modules);
  const counted = new Set(changes);
  const shared = new Map<string, Map<string, number>>();
  eachChange(facts.changes, (change, paths) => {
    if (!counted.has(change)) return;
    const touched = [...paths].filter((path) => often.has(path)).sort();
    for (const [index, a] of touched.entries()) {
      for (const b of touched.slice(index + 1)) {
        if (placeOf(a) === placeOf(b)) continue;
        const ofA = shared.get(a) ?? new Map<string, number>();
        shared.set(a, ofA.set(b, (ofA.get(b) ?? 0) + 1));
      }
    }
  });
  const changesOf = (path: string) => often.get(path)!.changes.length;
  const pairs = [...shared].flatMap(([a, others]) =>
    [...others].map(([b, together]) => ({
      a,
      b,
      shared: together,
      degree: (2 * together) / (changesOf(a) + changesOf(b)),
    })),
  );
  return {
    pairs: pairs
      .filter((pair) => pair.shared >= fewestShared && pair.degree >= weakest)
      .sort((x, y) => y.degree - x.degree || y.shared - x.shared || (x.a < y.a || (x.a === y.a && x.b < y.b) ? -1 : 1)),
    changed: active.size,
    often: often.size,
    leftOut,
  };
}

/** Where a file lies: its module; outside of all modules, and where there are none, its directory. */
function placesOf({ modules }: Modules): (path: string) => string {
  const moduleOf = moduleFinder(modules);
  return (path) => moduleOf(path)?.directory ?? path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

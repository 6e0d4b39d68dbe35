import type { Change, Modules } from '../model.ts';
import type { RankedFile, Ranking } from './hotspots.ts';
import { moduleFinder } from './modules.ts';

/** A file with fewer changes says nothing of who knows it. */
const fewestChanges = 5;
/** Who made this share of a file's changes alone knows it nearly alone. */
const nearlyAll = 0.8;
/** As many hot spots are asked who made them. */
const asked = 50;

/** A hot spot and how it is known. Never by whom. */
export interface KnownFile {
  hotspot: RankedFile;
  /** The largest share of its changes that one person made without another. */
  share: number;
  byOnePerson: boolean;
}

/**
 * Of the top 50 hot spots, those with at least five changes, by rank: whether one person made 80 % of them alone. Who works
 * alone cannot share what one knows.
 */
export function knownFiles({ hotspots, changes }: Ranking): KnownFile[] {
  const isTeam = peopleOf(changes) > 1;
  return hotspots
    .slice(0, asked)
    .filter(({ changes }) => changes.length >= fewestChanges)
    .map((hotspot) => {
      const share = largestPart(hotspot.changes) / hotspot.changes.length;
      return { hotspot, share, byOnePerson: isTeam && share >= nearlyAll };
    });
}

/** The most changes that one person made without another. */
function largestPart(changes: readonly Change[]): number {
  const parts = new Map<string, number>();
  for (const { people } of changes) {
    if (people.length === 1) parts.set(people[0]!, (parts.get(people[0]!) ?? 0) + 1);
  }
  return Math.max(0, ...parts.values());
}

/** How many people had a part in these changes. */
export function peopleOf(changes: readonly Change[]): number {
  return new Set(changes.flatMap(({ people }) => people)).size;
}

/** The same by area (module, else directory), the areas with most files of one person first. */
export function knownAreas(
  known: readonly KnownFile[],
  { modules }: Modules,
): { area: string; files: number; byOnePerson: number }[] {
  const moduleOf = moduleFinder(modules);
  const areaOf = ({ hotspot: { file } }: KnownFile) =>
    moduleOf(file.path)?.directory || file.path.slice(0, Math.max(0, file.path.lastIndexOf('/'))) || '.';
  return [...Map.groupBy(known, areaOf)]
    .map(([area, files]) => ({
      area,
      files: files.length,
      byOnePerson: files.filter(({ byOnePerson }) => byOnePerson).length,
    }))
    .filter(({ byOnePerson }) => byOnePerson > 0)
    .sort((a, b) => b.byOnePerson - a.byOnePerson || a.files - b.files || (a.area < b.area ? -1 : 1));
}

import type { FileFacts, Hotspot } from '../../model.ts';
import { plural, showPath } from '../../text.ts';

/** A rectangle of the map: a directory, a file, or what is too small to be drawn alone. */
export interface Tile {
  /** Fit to be shown. */
  name: string;
  /** Where there is no room for the name. */
  short: string;
  path: string;
  codeLines: number;
  /** Code lines, but a hot spot is never drawn smaller than its number. */
  area: number;
  files: number;
  hotspot: Hotspot | null;
  /** Empty: nothing is drawn within it. */
  children: Tile[];
}

interface Directory {
  name: string;
  path: string;
  codeLines: number;
  files: Tile[];
  directories: Map<string, Directory>;
}

/**
 * The tree of source files as a map of about `most` rectangles, area = code lines. Hot spots are always drawn; files and
 * directories that are smaller than one part in `most` are merged within their directory. No line is lost or counted twice.
 */
export function tilesOf(files: readonly FileFacts[], hotspots: readonly Hotspot[], most: number): Tile[] {
  const hot = new Map(hotspots.map((hotspot) => [hotspot.path, hotspot]));
  const root = emptyDirectory('', '');
  for (const { lane, path, codeLines } of files) {
    if (lane !== 'source' || codeLines === 0) continue;
    const hotspot = hot.get(showPath(path)) ?? null;
    const parts = path.split('/');
    const name = showPath(parts.pop()!);
    let directory = root;
    for (const part of ['', ...parts]) {
      if (directory !== root || part !== '') directory = within(directory, part);
      directory.codeLines += codeLines;
    }
    const short = hotspot ? String(hotspot.rank) : '';
    directory.files.push({
      ...{ name, short, path: showPath(path), codeLines, area: codeLines },
      ...{ files: 1, hotspot, children: [] },
    });
  }
  return tilesWithin(root, root.codeLines / most);
}

function emptyDirectory(name: string, path: string): Directory {
  return { name, path, codeLines: 0, files: [], directories: new Map() };
}

function within(parent: Directory, part: string): Directory {
  const known = parent.directories.get(part);
  if (known) return known;
  const name = showPath(part);
  const made = emptyDirectory(name, parent.path === '' ? name : `${parent.path}/${name}`);
  parent.directories.set(part, made);
  return made;
}

function tilesWithin(directory: Directory, least: number): Tile[] {
  const tiles: Tile[] = [];
  const small: Tile[] = [];
  for (const file of directory.files) (file.codeLines >= least ? tiles : small).push(file);
  for (const child of directory.directories.values()) {
    // A frame takes room of its own: what is too small for one is drawn without.
    if (child.codeLines >= 2 * least) tiles.push(framed(child, least));
    else if (child.codeLines >= least && !filesBelow(child).some(({ hotspot }) => hotspot)) tiles.push(whole(child));
    else small.push(...filesBelow(child));
  }
  const hot = small.filter(({ hotspot }) => hotspot);
  const others = small.filter(({ hotspot }) => !hotspot);
  tiles.push(...hot.map((tile) => ({ ...tile, area: Math.max(tile.codeLines, least / 4) })));
  if (others.length === 1) tiles.push(others[0]!);
  if (others.length > 1) tiles.push(merged(directory.path, others));
  return tiles;
}

function framed(given: Directory, least: number): Tile {
  let directory = given;
  let { name } = given;
  // A directory that only leads to another is one step of the way.
  while (directory.files.length === 0 && directory.directories.size === 1) {
    directory = [...directory.directories.values()][0]!;
    name = `${name}/${directory.name}`;
  }
  return { ...whole(directory), name, children: tilesWithin(directory, least) };
}

function whole(directory: Directory): Tile {
  const { name, path, codeLines } = directory;
  const files = filesBelow(directory).length;
  return { name, short: '', path, codeLines, area: codeLines, files, hotspot: null, children: [] };
}

function filesBelow({ files, directories }: Directory): Tile[] {
  return [...files, ...[...directories.values()].flatMap(filesBelow)];
}

function merged(path: string, tiles: readonly Tile[]): Tile {
  const codeLines = tiles.reduce((sum, tile) => sum + tile.codeLines, 0);
  const name = plural(tiles.length, 'smaller file');
  const short = `+${tiles.length}`;
  return { name, short, path, codeLines, area: codeLines, files: tiles.length, hotspot: null, children: [] };
}

/** A tile and all within it, each before what it holds. */
export function withChildren(tile: Tile): Tile[] {
  return [tile, ...tile.children.flatMap(withChildren)];
}

/** Four steps of heat, so that a map can be read without its colours; 0 for a file that is no hot spot. */
export function heat(hotspot: Hotspot | null): number {
  if (!hotspot) return 0;
  return hotspot.rank <= 5 ? 1 : hotspot.rank <= 10 ? 2 : hotspot.rank <= 25 ? 3 : 4;
}

/** What the steps of heat mean, for the legend. */
export const heatRanks = ['rank 1–5', 'rank 6–10', 'rank 11–25', 'rank 26–50'] as const;

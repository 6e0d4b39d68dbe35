/** Where a report's path lies in the tree. */
export type Place = { path: string; exact: boolean } | { nowhere: 'unknown' | 'ambiguous' };

/** The best that one path came to: how many segments at its end it has in common with a file, and with which ones. */
interface Candidate {
  /** The report's path, in segments. */
  reported: readonly string[];
  common: number;
  /** These are all of the file's path, which goes before as many of a longer one. */
  whole: boolean;
  paths: readonly string[];
}

/**
 * Finds the files of a report in the tree: by the path as it is, else by the longest suffix that it has in common with a
 * path of the tree, in whole segments; of two files with as much in common, the one that is all of it goes before; a tie
 * is ambiguous. Not by any suffix, for a wrong file would be a wrong number: either one of the two paths is all of the
 * suffix, or the report's begins at a root of its own (`/app/…`, `C:\…`, `github.com/…`) and two segments are the same.
 * A file name alone is enough only where another file of the report has the same root. `files` are the ways in which
 * each file of one report may be meant; the answer is in their order.
 */
export function placesOf(files: readonly (readonly string[])[], tree: readonly string[]): Place[] {
  const paths = new Set(tree);
  const bySuffix = suffixesOf(tree, new Set(files.flat().map((way) => nameOf(normal(way)))));
  const found = files.map((ways): Place | Candidate => {
    const as = ways.flatMap((way) => [way, normal(way)]).find((way) => paths.has(way));
    return as === undefined
      ? longest(ways.map((way) => candidate(normal(way), paths, bySuffix)))
      : { path: as, exact: true };
  });
  const roots = new Set(found.flatMap(rootsOf));
  return found.map((each): Place => {
    if (!('common' in each)) return each;
    const lone = each.common === 1 && roots.size > 0;
    const meant = lone ? each.paths.filter((path) => roots.has(rootOf(each, path))) : each.paths;
    if (meant.length === 1) return { path: meant[0]!, exact: false };
    return { nowhere: meant.length === 0 ? 'unknown' : 'ambiguous' };
  });
}

/** `C:\ci\app\src\a.ts` → `C:/ci/app/src/a.ts`; `./` and `../` at the front and schemes (`file://`, `webpack://`) go. */
function normal(path: string): string {
  const slashed = path.replaceAll('\\', '/').replace(/^[a-z-]{2,}:\/\/+/i, '/');
  return slashed.replace(/\/(\.?\/)+/g, '/').replace(/^(\.{1,2}\/)+/, '');
}

/** The path begins where the tree does not: at a file system's root, at a drive, at a host (a Go module). */
function hasOwnRoot(path: string): boolean {
  return /^(\/|[a-z]:\/|[a-z\d-]+(\.[a-z\d-]+)+\/)/i.test(path);
}

function candidate(way: string, paths: ReadonlySet<string>, bySuffix: ReadonlyMap<string, string[]>): Candidate {
  const reported = way.split('/').filter((segment) => segment !== '');
  for (let common = reported.length; common > 0; common--) {
    const suffix = reported.slice(-common).join('/');
    if (paths.has(suffix)) return { reported, common, whole: true, paths: [suffix] };
    const found = common === reported.length || (common > 1 && hasOwnRoot(way)) ? bySuffix.get(suffix) : undefined;
    if (found) return { reported, common, whole: false, paths: found };
  }
  return { reported, common: 0, whole: false, paths: [] };
}

/** Every suffix of every path that ends in one of these names, with the paths that have it. */
function suffixesOf(tree: readonly string[], names: ReadonlySet<string>): Map<string, string[]> {
  const bySuffix = new Map<string, string[]>();
  for (const path of tree) {
    if (!names.has(nameOf(path))) continue;
    for (let from = 0; ; from = path.indexOf('/', from) + 1) {
      const suffix = path.slice(from);
      const same = bySuffix.get(suffix);
      if (same) same.push(path);
      else bySuffix.set(suffix, [path]);
      if (!suffix.includes('/')) break;
    }
  }
  return bySuffix;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function closeness({ common, whole }: Pick<Candidate, 'common' | 'whole'>): number {
  return 2 * common + (whole ? 1 : 0);
}

/** The candidate with the most in common; what two ways come to alike is a tie. */
function longest(candidates: readonly Candidate[]): Candidate {
  if (candidates.length === 1) return candidates[0]!;
  const most = Math.max(...candidates.map(closeness));
  const best = candidates.filter((each) => closeness(each) === most);
  return { ...best[0]!, paths: [...new Set(best.flatMap((each) => each.paths))] };
}

/** What stands before the suffix on either side: two files with the same root were moved alike. */
function rootOf({ reported, common }: Candidate, path: string): string {
  return root(reported.slice(0, -common), path.split('/').slice(0, -common));
}

/** What is known of the report's roots: by the paths that are the tree's own, and by those with more than a name in common. */
function rootsOf(found: Place | Candidate): string[] {
  if ('exact' in found) return [root([], [])];
  return 'common' in found && found.common > 1 && found.paths.length === 1 ? [rootOf(found, found.paths[0]!)] : [];
}

function root(reported: readonly string[], tree: readonly string[]): string {
  return `${reported.join('/')} → ${tree.join('/')}`;
}

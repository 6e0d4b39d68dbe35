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
  const byName = new Map<string, string[][]>();
  for (const path of tree) {
    const segments = path.split('/');
    const same = byName.get(segments.at(-1)!);
    if (same) same.push(segments);
    else byName.set(segments.at(-1)!, [segments]);
  }
  const found = files.map((ways): Place | Candidate => {
    const as = ways.flatMap((way) => [way, normal(way)]).find((way) => paths.has(way));
    return as === undefined ? longest(ways.map((way) => candidate(normal(way), byName))) : { path: as, exact: true };
  });
  const roots = new Set(found.flatMap(rootsOf));
  return found.map((each): Place => {
    if (!('common' in each)) return each;
    const lone = each.common === 1 && roots.size > 0;
    const [path, ...others] = lone ? each.paths.filter((one) => roots.has(rootOf(each, one))) : each.paths;
    if (path === undefined) return { nowhere: 'unknown' };
    return others.length > 0 ? { nowhere: 'ambiguous' } : { path, exact: false };
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

function candidate(way: string, byName: ReadonlyMap<string, string[][]>): Candidate {
  const reported = way.split('/').filter((segment) => segment !== '');
  let best = { reported, common: 0, whole: false, paths: [] as string[] };
  for (const segments of byName.get(reported.at(-1) ?? '') ?? []) {
    const common = commonSuffix(reported, segments);
    const whole = common === segments.length;
    if (!whole && common < reported.length && (common < 2 || !hasOwnRoot(way))) continue;
    const order = closeness({ common, whole }) - closeness(best);
    if (order > 0) best = { reported, common, whole, paths: [] };
    if (order >= 0) best.paths.push(segments.join('/'));
  }
  return best;
}

function closeness({ common, whole }: Pick<Candidate, 'common' | 'whole'>): number {
  return 2 * common + (whole ? 1 : 0);
}

function commonSuffix(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) length++;
  return length;
}

/** The candidate with the most in common; what two ways come to alike is a tie. */
function longest(candidates: readonly Candidate[]): Candidate {
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
  const [path, ...others] = 'common' in found && found.common > 1 ? found.paths : [];
  return 'common' in found && path !== undefined && others.length === 0 ? [rootOf(found, path)] : [];
}

function root(reported: readonly string[], tree: readonly string[]): string {
  return `${reported.join('/')} → ${tree.join('/')}`;
}

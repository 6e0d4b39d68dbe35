import type { Change, FileFacts, ProposedFile, PullFacts } from '../model.ts';
import { showPath } from '../text.ts';
import { heatOf } from './heat.ts';
import { type Ranking, rankHotspots } from './hotspots.ts';
import { knownFiles } from './knowledge.ts';
import { servesTests } from './tests-touched.ts';

/** A file that this share of the pulls touches is hot: the median repository's hottest file is in 13 % of them. */
const hotShare = 0.1;
/** So is one among this share of the source files that were changed, by their rank as hot spots. */
const hottestShare = 0.1;

/** What is asked of a pull. */
type Pulled = Pick<PullFacts, 'revision' | 'files' | 'changes' | 'proposed'>;

/** A hot source file that a proposed change touches, and why it is hot. */
export interface HotTouched {
  file: ProposedFile;
  /** Of the past changes those that touch it, and their share. */
  changes: number;
  share: number;
  /** `, hot spot 3 (missing: types)`, or nothing. */
  spot: string;
  /** Whether one person among several knows it nearly alone. */
  byOnePerson: boolean;
}

/** The hot source files that a change touches, those in most of the `past` changes first. */
export function hotTouched(facts: Pulled, past: readonly Change[], days: number): HotTouched[] {
  const byOldPath = new Map(facts.proposed.map((file) => [file.renamedFrom ?? file.path, file]));
  const touched = [...byOldPath].map(([path, { lane }]) => ({ path, lane }));
  const ranking = rankHotspots({ ...facts, files: asBefore(facts) }, days);
  const known = knownFiles(ranking).filter(({ byOnePerson }) => byOnePerson);
  const single = new Set(known.map(({ hotspot }) => hotspot.file.path));
  return heatOf(facts.changes, past, touched)
    .map(({ path, changes }) => ({
      file: byOldPath.get(path)!,
      changes,
      share: changes / past.length,
      spot: spotOf(path, ranking),
      byOnePerson: single.has(path),
    }))
    .filter(({ file, share, spot }) => file.lane === 'source' && (share >= hotShare || spot !== ''));
}

/** The files of the head under the paths that the past knows. */
function asBefore({ files, proposed }: Pulled): FileFacts[] {
  const oldPaths = new Map(proposed.map(({ path, renamedFrom }) => [path, renamedFrom ?? path]));
  return files.map((file) => ({ ...file, path: oldPaths.get(file.path) ?? file.path }));
}

function spotOf(path: string, { hotspots, changed }: Ranking): string {
  const spot = hotspots.find(({ file }) => file.path === path);
  if (!spot || spot.rank > Math.round(hottestShare * changed)) return '';
  const lacks = spot.missing.filter((lack) => lack !== 'tests');
  return `, hot spot ${spot.rank}${lacks.length === 0 ? '' : ` (missing: ${lacks.join(', ')})`}`;
}

/** Whether a hot file was edited without its test, and what to say of the test. */
export function testOf(file: ProposedFile, files: readonly FileFacts[], proposed: readonly ProposedFile[]) {
  if (file.status === 'removed') return { missing: false, test: '; deleted here' };
  if (file.added + file.deleted === 0) return { missing: false, test: '; only moved here' };
  const tests = proposed.filter((other) => servesTests(other) && other.status !== 'removed');
  const own = files.find(({ path }) => path === file.path)?.test ?? null;
  if (own === null) {
    return tests.length > 0
      ? { missing: false, test: '; no test of its own, other tests changed' }
      : { missing: true, test: '; no test changed' };
  }
  if (own.rule === 'inline') return { missing: false, test: '; its tests stand in it' };
  const changed =
    tests.find(({ path }) => path === own.path) ?? tests.find(({ path }) => importing(path, file.path, files));
  if (changed) return { missing: false, test: `; its test ${showPath(changed.path)} changed too` };
  // Of a package or through an entry file any test may be the one.
  const some = tests.length > 0 && (own.rule === 'same package' || own.rule === 're-export');
  return { missing: !some, test: `; its test ${showPath(own.path)} did not change${some ? ', other tests did' : ''}` };
}

function importing(test: string, source: string, files: readonly FileFacts[]): boolean {
  const imports = files.find(({ path }) => path === test)?.imports ?? [];
  return imports.some((each) => each.files.includes(source));
}

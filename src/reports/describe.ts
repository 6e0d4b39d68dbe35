import { type FileFacts, type Reports, UserError } from '../model.ts';
import { plural, showPath } from '../text.ts';
import { placesOf } from './paths.ts';
import { type Lines, markLine, type Report } from './report.ts';
import { filesOfTests } from './test-files.ts';

type Of<Kind extends Report['kind']> = Extract<Report, { kind: Kind }>;

/**
 * What reports say in terms of the tree; several of one kind are one (a line is covered that any of them covers).
 * Throws a UserError for reports that do not fit: of another tree, of another revision, or at odds with each other.
 */
export function describeReports(reports: readonly Report[], files: readonly FileFacts[]): Reports {
  const of = <Kind extends Report['kind']>(kind: Kind) =>
    reports.filter((report): report is Of<Kind> => report.kind === kind);
  return {
    ...coverageOf(of('coverage'), files),
    endpoints: endpointsOf(of('endpoints')),
    tests: testsOf(of('tests'), files),
    numbers: numbersOf(of('numbers')),
  };
}

function coverageOf(reports: readonly Of<'coverage'>[], files: readonly FileFacts[]) {
  const tree = files.map((file) => file.path);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const covered = new Map<string, Lines>();
  const paths = {
    exact: 0,
    bySuffix: new Map<string, string>(),
    unknown: new Set<string>(),
    ambiguous: new Set<string>(),
  };
  for (const report of reports) {
    const places = placesOf(
      report.files.map((file) => file.paths),
      tree,
    );
    if (!places.some((place) => 'path' in place)) throw ofAnotherTree(report, files);
    for (const [index, place] of places.entries()) {
      const { lines, paths: ways } = report.files[index]!;
      const reported = ways[0]!;
      if ('nowhere' in place) {
        paths[place.nowhere].add(reported);
        continue;
      }
      if (place.exact) paths.exact++;
      else paths.bySuffix.set(reported, place.path);
      checkLines(report, reported, byPath.get(place.path)!, lines);
      const known = covered.get(place.path) ?? new Map();
      covered.set(place.path, known);
      for (const [line, run] of lines) markLine(known, line, run);
    }
  }
  const coverage = [...covered].map(([path, lines]) => {
    const run = [...lines.values()].filter(Boolean).length;
    return { path, covered: run, coverable: lines.size };
  });
  return {
    coverage: reports.length === 0 ? null : coverage.sort((a, b) => (a.path < b.path ? -1 : 1)),
    paths: {
      exact: paths.exact,
      bySuffix: [...paths.bySuffix].map(([reported, path]) => ({ reported, path })),
      unknown: [...paths.unknown],
      ambiguous: [...paths.ambiguous],
    },
  };
}

/** Lines are known of files that were read; of others a report may say what it likes. */
function checkLines(report: Report, reported: string, file: FileFacts, lines: Lines): void {
  if (file.unread !== null || file.lines === 0) return;
  let last = 0;
  for (const line of lines.keys()) last = Math.max(last, line);
  if (last <= file.lines) return;
  const as = reported === file.path ? '' : ` (in the report: ${reported})`;
  throw new UserError(
    `${report.name}: it speaks of line ${last} of ${showPath(file.path)}${as}, which has ${plural(file.lines, 'line')} at this revision; ` +
      'the report is of another one: make it anew, or measure its revision with --at',
  );
}

function ofAnotherTree(report: Of<'coverage'>, files: readonly FileFacts[]): UserError {
  const source = files.filter((file) => file.lane === 'source');
  const tree = (source.length > 0 ? source : files).slice(0, 3).map((file) => showPath(file.path));
  const named = report.files.slice(0, 3).map((file) => showPath(file.paths[0]!));
  return new UserError(
    `${report.name}: none of its ${plural(report.files.length, 'path')} is found in this tree, not even by its end; is it of another repository or of build output?\n` +
      `  in the report: ${named.join(', ')}\n  in the tree:   ${tree.join(', ') || 'no file'}`,
  );
}

/** An endpoint that is reported several times is as slow as it was at its slowest. */
function endpointsOf(reports: readonly Of<'endpoints'>[]): Reports['endpoints'] {
  if (reports.length === 0) return null;
  const slowest = new Map<string, number>();
  for (const { endpoint, coldMs } of reports.flatMap((report) => report.endpoints)) {
    slowest.set(endpoint, Math.max(coldMs, slowest.get(endpoint) ?? 0));
  }
  return [...slowest].map(([endpoint, coldMs]) => ({ endpoint, coldMs }));
}

function testsOf(reports: readonly Of<'tests'>[], files: readonly FileFacts[]): Reports['tests'] {
  if (reports.length === 0) return null;
  const groups = reports.flatMap((report) => report.groups);
  const places = filesOfTests(groups, files);
  const byFile = new Map<string, { file: string; tests: number; failures: number; flaky: number; seconds: number }>();
  for (const [index, group] of groups.entries()) {
    const file = places[index]!;
    const sum = byFile.get(file) ?? { file, tests: 0, failures: 0, flaky: 0, seconds: 0 };
    byFile.set(file, sum);
    for (const key of ['tests', 'failures', 'flaky', 'seconds'] as const) sum[key] += group[key];
  }
  return [...byFile.values()];
}

function numbersOf(reports: readonly Of<'numbers'>[]): Reports['numbers'] {
  const known = new Map<string, { value: number; by: string }>();
  for (const report of reports) {
    for (const [name, value] of Object.entries(report.numbers)) {
      const earlier = known.get(name);
      if (earlier && earlier.value !== value) {
        throw new UserError(
          `${report.name}: \`${name}\` is ${value} here and ${earlier.value} in ${earlier.by}; leave one of the two out`,
        );
      }
      known.set(name, { value, by: report.name });
    }
  }
  return Object.fromEntries([...known].map(([name, { value }]) => [name, value]));
}

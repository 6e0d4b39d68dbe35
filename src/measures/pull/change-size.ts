import { lanes, type Measure, type ProposedFile } from '../../model.ts';
import { count, plural, showPath } from '../../text.ts';

/** Upper ends of the classes XS to L, in source lines; above them XL. */
const classes = [
  ['XS', 10],
  ['S', 100],
  ['M', 400],
  ['L', 1_000],
] as const;

/** Lanes that nobody reviews line by line. */
const unreviewed: readonly string[] = ['generated', 'lock', 'vendored'];

export const changeSize: Measure<'pull', 'proposed'> = {
  id: 'change-size',
  version: 1,
  title: 'Size of this change',
  unit: 'lines',
  about: 'pull',
  definition:
    'Lines added and deleted in the source lane between the merge base and the head, with renames followed (git’s default of 50 %). XS up to 10, S up to 100, M up to 400, L up to 1,000, XL above. Beside it the lines and files of every lane and the number of directories; generated, lock and vendored files are left out and counted.',
  why: 'Small changes are reviewed sooner and better, and are easier to undo.',
  improve: 'Split a large change: first the refactoring that makes room, then the feature.',
  limits: 'A moved file counts only the lines that changed in it; binary files have no lines.',
  source: 'git diff --numstat -M <merge base> <head>; touchstone files tells the lanes',
  needs: ['proposed'],
  scale: { good: 100, poor: 1_000, log: true },
  compute({ proposed }) {
    if (proposed.length === 0) return { notApplicable: 'it changes no file' };
    const reviewed = proposed.filter((file) => !unreviewed.includes(file.lane));
    const source = proposed.filter((file) => file.lane === 'source');
    const lines = linesOf(source);
    const [size = 'XL'] = classes.find(([, most]) => lines <= most) ?? [];
    const directories = new Set(reviewed.map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1)));
    const where = `${plural(reviewed.length, 'file')} of ${plural(directories.size, 'directory', 'directories')}`;
    return {
      value: lines,
      sample: reviewed.length,
      summary: `${plural(lines, 'source line')} (${size}) in ${where}`,
      evidence: lanes
        .map((lane) => ({ lane, files: reviewed.filter((file) => file.lane === lane) }))
        .filter(({ files }) => files.length > 0)
        .map(({ lane, files }) => ({ value: linesOf(files), text: laneInWords(lane, files) })),
      leftOut: unreviewed
        .map((lane) => ({ what: `${lane} files`, files: proposed.filter((file) => file.lane === lane) }))
        .filter(({ files }) => files.length > 0)
        .map(({ what, files }) => ({
          what,
          count: files.length,
          examples: files.slice(0, 3).map(({ path }) => showPath(path)),
        })),
    };
  },
};

function linesOf(files: readonly ProposedFile[]): number {
  return files.reduce((sum, file) => sum + file.added + file.deleted, 0);
}

function laneInWords(lane: string, files: readonly ProposedFile[]): string {
  const added = files.reduce((sum, file) => sum + file.added, 0);
  const apart = [
    ['moved', files.filter((file) => file.renamedFrom !== null).length],
    ['deleted', files.filter((file) => file.status === 'removed').length],
  ] as const;
  const aside = apart.filter(([, times]) => times > 0).map(([what, times]) => `${plural(times, 'file')} ${what}`);
  return `${lane}: ${count(added)} added, ${count(linesOf(files) - added)} deleted in ${plural(files.length, 'file')}${aside.length > 0 ? ` (${aside.join(', ')})` : ''}`;
}

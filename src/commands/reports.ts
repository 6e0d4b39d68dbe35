import { readFile, stat } from 'node:fs/promises';
import { type Fact, type Reports, UserError } from '../model.ts';
import { largestReport, readReport, tooLarge } from '../reports/read-report.ts';
import { failing, type Report } from '../reports/report.ts';
import { plural, showPath } from '../text.ts';

/** Reads the reports that the user named. Throws a UserError for the first that cannot be read or understood. */
export async function readReports(files: readonly string[]): Promise<Report[]> {
  const reports: Report[] = [];
  for (const file of new Set(files)) reports.push(readReport(file, await readBytes(file)));
  return reports;
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) {
      throw new UserError(`--report ${file}: a directory is no report; the repository's path comes before --report`);
    }
    if (!found.isFile()) throw new UserError(`--report ${file}: no regular file; write the report into one`);
    // Before it is read: it may be of any size.
    if (found.size > largestReport) throw tooLarge(failing(file), found.size);
    return await readFile(file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(`--report ${file}: cannot be read (${code}); name an existing file`);
  }
}

/** What the user should know of the paths of coverage reports: which were matched by suffix, which not at all. */
export function pathNotes(reports: Fact<Reports>): string[] {
  if ('missing' in reports || 'failed' in reports) return [];
  const { bySuffix, unknown, ambiguous } = reports.paths;
  const some = (paths: readonly string[]) => {
    const more = paths.length > 3 ? `, … (${paths.length - 3} more)` : '';
    return `${paths.slice(0, 3).join(', ')}${more}`;
  };
  const notes: string[] = [];
  if (bySuffix.length > 0) {
    const moved = bySuffix.map(({ reported, path }) => `${showPath(reported)} → ${showPath(path)}`);
    notes.push(`${plural(bySuffix.length, 'path')} of the reports matched by suffix: ${some(moved)}`);
  }
  if (unknown.length > 0) {
    notes.push(
      `${plural(unknown.length, 'path')} of the reports found nowhere in the tree: ${some(unknown.map(showPath))}`,
    );
  }
  if (ambiguous.length > 0) {
    const paths = some(ambiguous.map(showPath));
    notes.push(
      `${plural(ambiguous.length, 'path')} of the reports left out, for several files end like that: ${paths}`,
    );
  }
  return notes;
}

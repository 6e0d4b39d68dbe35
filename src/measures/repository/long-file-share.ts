import type { FileFacts, Measure } from '../../model.ts';
import { count, percent, plural } from '../../text.ts';
import {
  bySize,
  codeLinesOf,
  isDeclaration,
  leftOutFiles,
  leftOutLanguages,
  otherLanes,
  ownLines,
  sourceFiles,
  unparsedNote,
  withMended,
} from '../files.ts';

/** A file with more code lines than this is long. */
const long = 500;

export const longFileShare: Measure<'repository', 'files'> = {
  id: 'long-file-share',
  version: 2,
  title: 'Code in long files',
  unit: 'share',
  about: 'repository',
  definition:
    'Over the source files with at least one function: the share of their code lines that stand in files of more than 500 code lines. Code lines have something other than white space and comments; docstrings are comments. Rust’s inline test modules and declaration files (`.d.ts`, `.pyi`, `.rbi`) are not counted.',
  why: 'Long files collect responsibilities: they are read more slowly, conflict more often and are split less often than anybody intends.',
  improve: 'Take the longest file in the evidence and move out the part that changes for another reason than the rest.',
  limits: 'A long file of one table-like function counts like a long file of many; mark generated files as such.',
  source: 'touchstone files lists every file with its code lines',
  needs: ['files'],
  scale: { good: 0.1, poor: 0.6 },
  seen: { p10: 0.08, p50: 0.26, p90: 0.52, edition: '2026-11' },
  compute(facts) {
    const source = sourceFiles(facts.files);
    if (source.missing) return source.missing;
    const declarations = source.read.filter((file) => isDeclaration(file.path));
    const code = source.read.filter((file) => !isDeclaration(file.path));
    const files = code.filter((file) => file.functions !== null && file.functions.length > 0);
    const without = code.filter((file) => file.functions?.length === 0);
    const leftOut = [
      ...source.leftOut,
      ...leftOutLanguages(
        'languages that are not parsed',
        code.filter((file) => file.functions === null),
      ),
      ...(without.length === 0 ? [] : [leftOutFiles('files without a function', without)]),
      ...(declarations.length === 0 ? [] : [leftOutFiles('declaration files', declarations)]),
      ...otherLanes(facts.files),
    ];
    const total = codeLinesOf(files);
    if (total === 0) return { notApplicable: 'no source file defines a function', leftOut };
    const longFiles = files.filter((file) => ownLines(file) > long).sort(bySize);
    const value = codeLinesOf(longFiles) / total;
    const holds = `${percent(value)} of ${count(total)} code lines`;
    const found =
      longFiles.length === 0
        ? `no file is longer than ${long} code lines (${count(total)} in all)`
        : `${plural(longFiles.length, 'file')} of more than ${long} code lines ${longFiles.length === 1 ? 'holds' : 'hold'} ${holds}`;
    return {
      value,
      sample: files.length,
      summary: `${found}${unparsedNote(code)}`,
      evidence: longFiles.map((file) => ({
        path: file.path,
        value: ownLines(file),
        text: `${plural(ownLines(file), 'code line')}, ${plural(file.functions!.length, 'function')}`,
      })),
      leftOut,
    };
  },
  mended: (facts, path) => withMended(facts, path, split),
};

/** The same lines in files that are not long. */
function split(file: FileFacts): FileFacts[] {
  const parts = Math.max(1, Math.ceil(ownLines(file) / long));
  return Array.from({ length: parts }, () => ({ ...file, codeLines: ownLines(file) / parts, inlineTestLines: 0 }));
}

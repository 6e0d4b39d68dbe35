import type { EscapeFact, FileFacts, Measure } from '../../model.ts';
import { count, decimal, plural } from '../../text.ts';
import { codeLinesOf, leftOutFiles, leftOutLanguages, otherLanes, sourceFiles, withMended } from '../files.ts';

/** Over fewer code lines a single escape decides the rate. */
const fewestLines = 1_000;

export const typeEscapes: Measure<'repository', 'files'> = {
  id: 'type-escapes',
  version: 1,
  title: 'Escapes from the types',
  unit: 'per 1,000 lines',
  about: 'repository',
  definition: `Escapes per 1,000 code lines of the typed source files whose types can be escaped; at least 1,000 such lines.

- TypeScript: \`any\` in a type position, \`@ts-ignore\`, \`@ts-expect-error\`. Python: \`Any\` in an annotation, \`cast(\`, \`# type: ignore\`. Ruby: \`T.untyped\`, \`T.unsafe\`. Not in strings, nor in the prose of comments.
- Which files are typed is told by \`typed-file-share\`. Any-types and checks that are switched off are shown apart.`,
  why: 'An escape turns the type checker off where the types were hardest, which is where mistakes are made.',
  improve:
    'Take the file with the most escapes: give one of its any-types the shape that the code already assumes, or mend what one of its checks was switched off for.',
  limits: 'Escapes of other forms (`as unknown as T`, `!`, unchecked generics) are not counted.',
  source: 'the grammar of each typed file and its comments',
  needs: ['files'],
  scale: { good: 1, poor: 25, log: true },
  seen: { p10: 0.2, p50: 3.6, p90: 26, edition: '2026-11' },
  compute(facts) {
    const source = sourceFiles(facts.files);
    if (source.missing) return source.missing;
    const typed = source.read.filter((file) => file.types === 'typed');
    const files = typed.filter((file) => file.escapes !== null);
    const without = typed.filter((file) => file.escapes === null);
    const untyped = source.read.filter((file) => file.types !== 'typed');
    const leftOut = [
      ...source.leftOut,
      ...leftOutLanguages('languages whose types are not escaped', without),
      ...(untyped.length === 0 ? [] : [leftOutFiles('files that are not typed', untyped)]),
      ...otherLanes(facts.files),
    ];
    if (files.length === 0) {
      return { notApplicable: 'no typed source file is in a language whose types can be escaped', leftOut };
    }
    const lines = codeLinesOf(files);
    if (lines < fewestLines) {
      const noData = `${plural(lines, 'code line')} of typed files that can escape; at least ${count(fewestLines)} are needed`;
      return { noData, sample: lines, leftOut };
    }
    const escapes = files.flatMap((file) => file.escapes!);
    const value = escapes.length / (lines / 1_000);
    return {
      value,
      sample: lines,
      summary: `${plural(escapes.length, 'escape')} in ${count(lines)} code lines, ${decimal(value)} per 1,000: ${kinds(escapes)}`,
      evidence: files
        .filter((file) => file.escapes!.length > 0)
        .sort(byEscapes)
        .map((file) => ({
          path: file.path,
          value: file.escapes!.length,
          text: `${kinds(file.escapes!)}, from line ${file.escapes![0]!.line} on`,
        })),
      leftOut,
    };
  },
  mended: (facts, path) => withMended(facts, path, (file) => ({ ...file, escapes: file.escapes && [] })),
};

function kinds(escapes: readonly EscapeFact[]): string {
  const any = escapes.filter(({ kind }) => kind === 'any').length;
  return `${plural(any, 'any-type')}, ${plural(escapes.length - any, 'check')} switched off`;
}

/** Most escapes first; ties by path. */
function byEscapes(a: FileFacts, b: FileFacts): number {
  return b.escapes!.length - a.escapes!.length || (a.path < b.path ? -1 : 1);
}

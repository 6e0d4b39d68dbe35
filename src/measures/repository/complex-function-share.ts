import type { FileFacts, FunctionFact, Measure } from '../../model.ts';
import { count, percent, plural } from '../../text.ts';
import {
  codeLinesOf,
  leftOutLanguages,
  otherLanes,
  ownLines,
  sourceFiles,
  unparsedNote,
  withMended,
} from '../files.ts';

/** A function of more than this cyclomatic complexity is complex [McCabe]. */
const limit = 10;
const anonymous = '(anonymous)';

export const complexFunctionShare: Measure<'repository', 'files'> = {
  id: 'complex-function-share',
  version: 1,
  title: 'Complex functions',
  unit: 'share',
  about: 'repository',
  definition: `Named functions of the source lane with a cyclomatic complexity of more than 10 ÷ named functions; the share of code lines in them beside it.

- Cyclomatic complexity is 1 + the decision points of a function’s own body, without functions within it: \`if\`, \`elif\`, loops, each \`case\` or arm but the default, \`catch\`, \`?:\`, \`&&\`, \`||\`, \`??\`, logical assignments, \`and\`, \`or\`, \`for\` and \`if\` of comprehensions. Not \`?.\`, default values, Rust’s \`?\`, nor Go’s \`if err != nil\` whose body is one \`return\`.
- Named are declarations, methods, and functions bound to a name or property. Inline callbacks keep their own points; those over 10 are in the evidence and not in the number.
- A complex function within another is counted among the functions, its lines only once.`,
  why: 'Each decision is a path that a test has to take and a reader has to keep in mind; over ten, both begin to miss some.',
  improve: 'Take the most complex function that you will change this month, and give its longest branch a name.',
  limits:
    'A long flat `switch` counts like nested conditions. Functions within Rust’s inline test modules do not count.',
  source: 'the functions of each file by its grammar; McCabe 1976',
  needs: ['files'],
  scale: { good: 0.02, poor: 0.12 },
  seen: { p10: 0.023, p50: 0.05, p90: 0.096, edition: '2026-11' },
  compute(facts) {
    const source = sourceFiles(facts.files);
    if (source.missing) return source.missing;
    const parsed = source.read.filter((file) => file.functions !== null);
    const unparsed = source.read.filter((file) => file.functions === null);
    const leftOut = [
      ...source.leftOut,
      ...leftOutLanguages('languages that are not parsed', unparsed),
      ...otherLanes(facts.files),
    ];
    const named = parsed.flatMap((file) => file.functions!.filter(isNamed));
    if (named.length === 0) return { notApplicable: 'no source file defines a named function', leftOut };
    const complex = parsed.flatMap((file) =>
      file.functions!.filter(isComplex).map((fact) => ({ ...fact, path: file.path })),
    );
    const found = complex.filter(isNamed).length;
    const value = found / named.length;
    const lines = parsed.reduce((sum, file) => sum + complexLines(file), 0);
    const all = codeLinesOf(parsed);
    const callbacks = complex.length - found;
    const beside = callbacks === 0 ? '' : `; ${plural(callbacks, 'inline callback')} beside them`;
    return {
      value,
      sample: named.length,
      summary: `${count(found)} of ${plural(named.length, 'named function')} of a complexity over ${limit} (${percent(value)}), ${percent(all === 0 ? 0 : lines / all)} of the code lines${beside}${unparsedNote(source.read)}`,
      evidence: complex.sort(byComplexity).map(({ path, name, line, complexity, codeLines }) => ({
        path,
        value: complexity,
        text: `${name === anonymous ? 'an inline callback' : name}, line ${line}: complexity ${complexity}, ${plural(codeLines, 'code line')}`,
      })),
      leftOut,
    };
  },
  mended: (facts, path) =>
    withMended(facts, path, (file) => ({
      ...file,
      functions: file.functions?.map((fact) => (isComplex(fact) ? { ...fact, complexity: limit } : fact)) ?? null,
    })),
};

function isNamed({ name }: FunctionFact): boolean {
  return name !== anonymous;
}

function isComplex({ complexity }: FunctionFact): boolean {
  return complexity > limit;
}

function byComplexity(a: FunctionFact & { path: string }, b: FunctionFact & { path: string }): number {
  return b.complexity - a.complexity || (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1);
}

/** Code lines in named complex functions. What begins before one has all its code lines lies within it. */
function complexLines(file: FileFacts): number {
  let [lines, end] = [0, 0];
  const complex = file.functions!.filter((fact) => isComplex(fact) && isNamed(fact));
  for (const { line, codeLines } of complex.sort((a, b) => a.line - b.line)) {
    if (line < end) continue;
    lines += codeLines;
    end = line + codeLines;
  }
  return Math.min(lines, ownLines(file));
}

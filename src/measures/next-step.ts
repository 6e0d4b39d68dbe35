import type { FunctionFact } from '../model.ts';
import { complexityInWords, count, oneLine, plural } from '../text.ts';
import { ownLines } from './files.ts';
import { healthy, type RankedFile } from './hotspots.ts';

/** How many functions a first test need not bother about. */
const few = 3;

/** One sentence: what to do first about a hot spot. Tests come before the changes that they make safe. */
export function nextStep({ file, missing, complexity }: RankedFile, known: { byOnePerson: boolean }): string {
  const functions = file.functions ?? [];
  const worst = functions.toSorted((a, b) => b.complexity - a.complexity || a.line - b.line)[0];
  if (missing.includes('tests')) {
    return worst === undefined
      ? 'Write a first test for it.'
      : `Write a first test for ${named(worst)} before the next change.`;
  }
  if (missing.includes('simpler functions')) {
    const over = functions.filter((each) => each.complexity > healthy.complexity).length;
    const others = over > 1 ? `, the worst of ${count(over)} functions over ${healthy.complexity}` : '';
    return `Split ${named(worst!)}: complexity ${count(worst!.complexity)}${others}.`;
  }
  if (missing.includes('shorter file')) {
    const parts = [
      plural(ownLines(file), 'code line'),
      ...(functions.length > 0 ? [plural(functions.length, 'function')] : []),
    ];
    return `Move one responsibility out of its ${parts.join(' and ')}.`;
  }
  if (missing.includes('types')) {
    const bare = functions.filter(({ annotated }) => annotated === false);
    return bare.length > 0
      ? `Annotate the ${bare.length > few ? `${count(bare.length)} functions` : bare.map(named).join(', ')} without types.`
      : 'Turn on type checking for it.';
  }
  if (known.byOnePerson) return 'Let someone else make the next change: one person knows it.';
  return `Nothing is missing: ask why it changes so often, at ${complexityInWords(complexity, file.functions !== null)}.`;
}

function named({ name, line }: FunctionFact): string {
  return `${name === '(anonymous)' ? 'the function' : oneLine(name)} (line ${line})`;
}

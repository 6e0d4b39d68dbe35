import { expect, it } from 'vitest';
import { rankHotspots } from '../../src/measures/hotspots.ts';
import { nextStep } from '../../src/measures/next-step.ts';
import type { FileFacts } from '../../src/model.ts';
import { changed, facts, file, fn, history, pull } from '../facts.ts';

const test = { path: 'test/a.test.ts', rule: 'import' as const };

it.each<[string, Partial<FileFacts>, boolean]>([
  [
    'Write a first test for parse (line 7) before the next change.',
    { functions: [fn('run'), fn('parse', { complexity: 40, line: 7 })] },
    false,
  ],
  [
    'Split parse (line 7): complexity 1,040, the worst of 2 functions over 15.',
    { test, functions: [fn('run', { complexity: 16 }), fn('parse', { complexity: 1_040, line: 7 })] },
    false,
  ],
  [
    'Split the function (line 1700): complexity 16.',
    { test, functions: [fn('(anonymous)', { complexity: 16, line: 1_700 })] },
    false,
  ],
  [
    'Move one responsibility out of its 501 code lines and 1 function.',
    { test, codeLines: 501, types: 'untyped' },
    false,
  ],
  // Tests within the file are not what is to be moved out.
  [
    'Move one responsibility out of its 600 code lines and 1 function.',
    { test, codeLines: 1_000, inlineTestLines: 400 },
    false,
  ],
  // Nobody counted the functions of a language without a grammar.
  ['Move one responsibility out of its 501 code lines.', { test, codeLines: 501, functions: null }, false],
  [
    'Annotate the a (line 1), b (line 2) without types.',
    {
      test,
      types: 'untyped',
      functions: [fn('a', { annotated: false }), fn('b', { annotated: false, line: 2 }), fn('c', { annotated: true })],
    },
    false,
  ],
  [
    'Annotate the 4 functions without types.',
    { test, types: 'untyped', functions: Array.from({ length: 4 }, () => fn('a', { annotated: false })) },
    false,
  ],
  ['Turn on type checking for it.', { test, types: 'untyped' }, false],
  ['Let someone else make the next change: one person knows it.', { test }, true],
  ['Nothing is missing: ask why it changes so often, at complexity 2.', { test }, false],
  [
    'Nothing is missing: ask why it changes so often, at indentation 1,040.',
    { test, functions: null, topLevelComplexity: 1_040 },
    false,
  ],
])('%s', (step, known, byOnePerson) => {
  const files = [file('src/a.ts', known)];
  const changes = history(...[1, 2, 3].map((n) => pull(n, n, [changed('src/a.ts')])));
  expect(nextStep(rankHotspots(facts({ files, changes }), 365).hotspots[0]!, { byOnePerson })).toBe(step);
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decisionPoints } from '../../src/source/complexity.ts';
import { readBlob } from '../../src/source/extract.ts';

/** Each of these says of each function what it counts, in a comment before it, and of the top level. */
const files: Record<string, string> = {
  TypeScript: 'typescript.ts',
  TSX: 'tsx.tsx',
  JavaScript: 'javascript.js',
  Python: 'python.py',
  Go: 'go.go',
  Java: 'java.java',
  Kotlin: 'kotlin.kt',
  Ruby: 'ruby.rb',
  Rust: 'rust.rs',
  'C#': 'csharp.cs',
  PHP: 'php.php',
  C: 'c.c',
  'C++': 'cpp.cpp',
  Vue: 'vue.vue',
};

describe.each(Object.entries(files))('%s', (language, file) => {
  const text = readFileSync(new URL(`fixtures/decisions/${file}`, import.meta.url), 'utf8');
  const counted = [...text.matchAll(/[/#*] (\S+|\(top level\)): (1(?: \+ .+?)?) = (\d+)(?:, (\d+) code lines?)?/g)];
  const topLevel = counted.find(([, name]) => name === '(top level)')!;
  const functions = counted.filter((each) => each !== topLevel);

  test('as counted by hand', () => {
    const facts = readBlob(Buffer.from(text), language);
    const expected = functions.map(([, name, , points, lines]) => `${name} ${points}, ${lines} lines`);
    expect(facts.functions!.map((each) => `${each.name} ${each.complexity}, ${each.codeLines} lines`)).toEqual(
      expected,
    );
    expect(facts.topLevelComplexity).toBe(Number(topLevel[3]));
  });

  test.each(counted)('the sum of %s', (...[, , terms, sum]) => {
    const points = terms!.split(' + ').map((term) => Number(/^\d+/.exec(term)?.[0] ?? 1));
    expect(points.reduce((all, one) => all + one, 0)).toBe(Number(sum));
  });
});

test('each language of the table has a fixture', () => {
  expect(Object.keys(files).toSorted()).toEqual([...Object.keys(decisionPoints), 'Vue'].toSorted());
});

test('the points of functions within each other stay their own, however deep and in whatever order', () => {
  interface Nest {
    ifs: number;
    within: Nest[];
  }
  const nest: fc.Memo<Nest> = fc.memo((depth) =>
    fc.record({ ifs: fc.nat(5), within: depth <= 1 ? fc.constant([]) : fc.array(nest(depth - 1), { maxLength: 3 }) }),
  );
  const write = ({ ifs, within }: Nest): string =>
    `function f${ifs}() { ${'if (a) b();'.repeat(Math.floor(ifs / 2))} ${within.map(write).join(' ')} ${'if (a) b();'.repeat(Math.ceil(ifs / 2))} }\n`;
  fc.assert(
    fc.property(fc.array(nest(4), { maxLength: 3 }), (nests) => {
      const { functions, topLevelComplexity } = readBlob(
        Buffer.from(`if (x) y();\n${nests.map(write).join('')}`),
        'JavaScript',
      );
      expect(topLevelComplexity).toBe(2);
      expect(functions!.every(({ name, complexity }) => name === `f${complexity - 1}`)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test.each(Object.entries(decisionPoints))(
  '%s says in words which nodes are not one point each',
  (_, { kinds, but = {} }) => {
    const conditional = Object.keys(kinds).filter((kind) => kinds[kind] !== 1);
    expect(Object.keys(but).toSorted()).toEqual(conditional.toSorted());
  },
);

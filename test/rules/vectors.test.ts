import { expect, test } from 'vitest';
import { vectorRules } from '../../src/rules/vectors.ts';

test('the patterns of vectors are rules by the name of the measure and the side', () => {
  const { rules, problems } = vectorRules([
    {
      id: 'http',
      prefer: ['@acme/http', { pattern: 'client.get($$$)', language: 'TypeScript' }],
      insteadOf: ['axios', { pattern: 'fetch($$$)', language: 'TypeScript' }],
      golden: null,
    },
  ]);
  expect(problems).toEqual([]);
  expect(rules.map(({ id, match }) => [id, match.rule])).toEqual([
    ['preferred-library:http/prefer', { pattern: 'client.get($$$)' }],
    ['preferred-library:http/insteadOf', { pattern: 'fetch($$$)' }],
  ]);
});

test('a pattern that ast-grep refuses is said, and the others hold', () => {
  const { rules, problems } = vectorRules([
    {
      id: 'x',
      prefer: [{ pattern: 'a(); b()', language: 'TypeScript' }],
      insteadOf: [{ pattern: 'c()', language: 'TypeScript' }],
      golden: null,
    },
  ]);
  expect(rules).toHaveLength(1);
  expect(problems).toEqual([expect.stringMatching(/^vector `x`: ast-grep refuses the pattern `a\(\); b\(\)`: /)]);
});

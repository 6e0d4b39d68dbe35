import { expect, test } from 'vitest';
import { readRule, readRules } from '../../src/rules/rule-file.ts';

const good = `id: no-fetch
message: Use the client
language: TypeScript
severity: error
rule: { pattern: fetch($X) }
constraints: { X: { regex: a } }
files: ["src/**"]
ignores: ["src/http.ts"]
golden: src/http.ts
examples: { bad: ["fetch(1)"], good: ["get(1)"] }
note: for ast-grep
`;

test('a rule is what ast-grep reads, with an example to follow and examples to try', () => {
  expect(readRule({ file: 'a.yml', text: good })).toEqual({
    rules: [
      {
        id: 'no-fetch',
        message: 'Use the client',
        severity: 'error',
        languages: ['TypeScript', 'TSX', 'JavaScript', 'Vue', 'Svelte', 'Astro'],
        language: 'TypeScript',
        match: { rule: { pattern: 'fetch($X)' }, constraints: { X: { regex: 'a' } }, utils: undefined },
        mentions: [],
        files: ['src/**'],
        ignores: ['src/http.ts'],
        golden: 'src/http.ts',
        examples: { bad: ['fetch(1)'], good: ['get(1)'] },
        unless: null,
      },
    ],
    problems: [],
  });
});

test('what a file must mention is a list of texts', () => {
  const read = (list: string) => readRule({ file: 'a.yml', text: `${good}mentions: ${list}\n` });
  expect(read('[fetch, axios]').rules[0]!.mentions).toEqual(['fetch', 'axios']);
  expect(read('fetch').problems).toEqual([expect.stringContaining('expected a list of texts')]);
  expect(read('[""]').problems).toEqual([expect.stringContaining('expected text that a file holds')]);
});

test('the condition that switches a rule off is a rule itself, of the same language', () => {
  const text = `${good}unless:
  message: fetch is replaced
  rule: { pattern: globalThis.fetch = $F }
  examples: { bad: ["globalThis.fetch = get"] }
`;
  const [rule] = readRule({ file: 'a.yml', text }).rules;
  expect(rule!.unless).toEqual({
    ...rule!,
    id: 'no-fetch/unless',
    message: 'fetch is replaced',
    severity: 'info',
    match: { rule: { pattern: 'globalThis.fetch = $F' }, constraints: undefined, utils: undefined },
    mentions: [],
    files: [],
    ignores: [],
    golden: null,
    examples: { bad: ['globalThis.fetch = get'], good: [] },
    unless: null,
  });
  expect(readRule({ file: 'a.yml', text: text.replace('pattern: globalThis', 'patern: globalThis') }).problems).toEqual(
    [expect.stringMatching(/^a\.yml:14:3 unless\.rule: ast-grep refuses it: unknown field `patern`/)],
  );
});

test.each([
  ['severity', good.replace('error', 'fatal'), /^a\.yml:4:11 severity: expected error, warning, info or hint/],
  ['unknown key', good.replace('golden', 'goldn'), 'a.yml:9:1 goldn: unknown key; did you mean "golden"?'],
  ['language', good.replace('TypeScript', 'typescript'), /^a\.yml:3:11 language: .*; did you mean "TypeScript"\?$/],
  ['no id', good.replace('id: no-fetch\n', ''), /^a\.yml:1:1 id: expected an id/],
  ['refused', good.replace('pattern:', 'patern:'), /^a\.yml:5:1 rule: ast-grep refuses it: unknown field `patern`/],
  ['glob', good.replace('src/**', '/src'), /^a\.yml:7:9 files\[0\]: a glob starts at the top/],
  ['no mapping', 'just text', /^a\.yml:1:1 expected keys such as `rule:`/],
  ['two documents', `${good}---\n${good}`, /^a\.yml:13:1 a second document/],
])('a broken rule says where and what: %s', (_what, text, problem) => {
  const { rules, problems } = readRule({ file: 'a.yml', text });
  expect(rules).toEqual([]);
  expect(problems).toHaveLength(1);
  if (typeof problem === 'string') expect(problems[0]).toBe(problem);
  else expect(problems[0]).toMatch(problem);
});

test('a broken rule does not stop the others, and the first of an id holds', () => {
  const files = [
    { file: 'a.yml', text: good },
    { file: 'b.yml', text: 'id: B' },
    { file: 'c.yml', text: good.replace('Use', 'Do use') },
    { file: 'd.yml', text: good.replace('no-fetch', 'd') },
  ];
  const { rules, problems } = readRules(files);
  expect(rules.map(({ id, message }) => [id, message])).toEqual([
    ['no-fetch', 'Use the client'],
    ['d', 'Use the client'],
  ]);
  expect(problems.at(-1)).toBe('c.yml: there is a rule `no-fetch` before; give this one another id');
  expect(problems.slice(0, -1).every((problem) => problem.startsWith('b.yml:'))).toBe(true);
});

import { expect, test } from 'vitest';
import { ruleLanguages } from '../../src/config/rule-names.ts';
import { findIn, languagesRead, type Matcher, refusal, ruleHash } from '../../src/source/find.ts';

function rule(pattern: string, more: Partial<Matcher> = {}): Matcher {
  return { id: 'r', message: 'found', language: 'TypeScript', match: { rule: { pattern } }, ...more };
}

async function found(text: string, asked: Matcher, language = 'TypeScript'): Promise<string[]> {
  const [answer] = await findIn(Buffer.from(text), language, [asked]);
  if ('why' in answer!) return [answer.why];
  return answer!.matches
    .filter(({ contested }) => !contested)
    .map((each) => `${each.line}-${each.endLine} ${each.function}: ${each.message}`);
}

test('a match has its lines, the innermost function around it, and what the message names', async () => {
  const text = `fetch('a');
function outer() {
  const inner = () => fetch(
    'b',
  );
  return fetch('c');
}
class A { load() { return [1].map(() => fetch('d')); } }
`;
  expect(await found(text, rule('fetch($URL)', { message: 'fetches $URL, not $OTHER' }))).toEqual([
    "1-1 null: fetches 'a', not $OTHER",
    "3-5 inner: fetches 'b', not $OTHER",
    "6-6 outer: fetches 'c', not $OTHER",
    "8-8 (anonymous): fetches 'd', not $OTHER",
  ]);
});

test('a rule for TypeScript reads TSX and JavaScript too, one for JavaScript nothing else', async () => {
  const jsx = 'const A = () => <b>{fetch(1)}</b>;';
  expect(await found(jsx, rule('fetch($$$)'), 'TSX')).toHaveLength(1);
  expect(await found(jsx, rule('fetch($$$)'), 'JavaScript')).toHaveLength(1);
  expect(await found(jsx, rule('fetch($$$)', { language: 'JavaScript' }), 'JavaScript')).toHaveLength(1);
  expect(await found('fetch(1)', rule('fetch($$$)', { language: 'JavaScript' }), 'TypeScript')).toEqual([]);
});

test('of a component the scripts are read, each as what it is, under the lines of the file', async () => {
  const component = `<template>
  <p>{{ fetch('in markup') }}</p>
</template>
<script>
export function load() {
  // touchstone-ignore: r
  fetch(1)
  return fetch(2)
}
</script>
<script setup lang="ts">
const b = fetch(3 as number)
</script>
`;
  const everywhere = ['8-8 load: found', '12-12 null: found'];
  expect(await found(component, rule('fetch($$$)'), 'Vue')).toEqual(everywhere);
  expect(await found(component, rule('fetch($$$)', { language: 'JavaScript' }), 'Vue')).toEqual(['8-8 load: found']);
  expect(await found('---\nfetch(1)\n---\n<p/>', rule('fetch($$$)'), 'Astro')).toEqual(['2-2 null: found']);
  expect(await found('<p>fetch(1)</p>', rule('fetch($$$)'), 'Svelte')).toEqual([]);
  expect(languagesRead('TypeScript')).toEqual(['TypeScript', 'TSX', 'JavaScript', 'Vue', 'Svelte', 'Astro']);
  expect(languagesRead('Python')).toEqual(['Python']);
});

test('what a comment contests is still told', async () => {
  const [answer] = await findIn(Buffer.from('fetch(1) // touchstone-ignore: r'), 'TypeScript', [rule('fetch($$$)')]);
  expect(answer).toEqual({
    matches: [{ line: 1, endLine: 1, function: null, message: 'found', contested: true }],
  });
});

test.each([
  ['on the line', 'fetch(1) // touchstone-ignore: r', 0],
  ['on the line before', '// touchstone-ignore: other, r\nfetch(1)', 0],
  ['of another rule', 'fetch(1) // touchstone-ignore: rr', 1],
  ['after other code on the line before', 'a() // touchstone-ignore: r\nfetch(1)', 1],
  ['two lines before', '// touchstone-ignore: r\n\nfetch(1)', 1],
  ['on the line after', 'fetch(1)\n// touchstone-ignore: r', 1],
])('a comment that contests %s', async (_where, text, left) => {
  expect(await found(text, rule('fetch($$$)'))).toHaveLength(left);
});

test('of a vector both ways are ignored by the name of its measure', async () => {
  const asked = rule('fetch($$$)', { id: 'preferred-library:http/insteadOf' });
  expect(await found('fetch(1) // touchstone-ignore: preferred-library:http', asked)).toEqual([]);
});

test('a hash comment ignores in Python and Ruby', async () => {
  expect(await found('# touchstone-ignore: r\nget(1)', rule('get($X)', { language: 'Python' }), 'Python')).toEqual([]);
  expect(await found('get(1) # touchstone-ignore: r', rule('get($X)', { language: 'Ruby' }), 'Ruby')).toEqual([]);
});

test('one rule that breaks does not stop the others', async () => {
  const broken = rule('', { match: { rule: { kind: 'no_such_kind' } } });
  const [first, second] = await findIn(Buffer.from('fetch(1)'), 'TypeScript', [broken, rule('fetch($$$)')]);
  expect(first).toMatchObject({ why: expect.stringContaining('no_such_kind'), slow: false });
  expect(second).toMatchObject({ matches: [{ line: 1 }] });
});

test('a rule that matches everywhere says nothing', async () => {
  expect(await found('f();'.repeat(1_001), rule('f()'))).toEqual(['more than 1000 matches']);
  expect(await found('f();'.repeat(1_000), rule('f()'))).toHaveLength(1_000);
});

test('text that is no program is looked at like any other', async () => {
  expect(await found('((((\n}}} \ufffd fetch(1', rule('nothing($$$)'))).toEqual([]);
});

test('what ast-grep refuses is told in its words', () => {
  expect(refusal(rule('fetch($$$)'))).toBeNull();
  expect(refusal(rule('', { match: { rule: { kind: 'nonsense' } } }))).toMatch(/Kind `nonsense` is invalid/);
  expect(refusal(rule('', { match: { rule: { patern: 'x' } } }))).toMatch(/unknown field `patern`/);
  expect(refusal(rule('', { match: { rule: { matches: 'nowhere' } } }))).toMatch(/nowhere/);
});

test('every language that the configuration offers is read', () => {
  expect(ruleLanguages.filter((language) => languagesRead(language).length === 0)).toEqual([]);
});

test('a hash changes with what a rule finds or says, and with nothing else', () => {
  const base = rule('fetch($$$)');
  const further = [
    rule('fetch($X)'),
    rule('fetch($$$)', { message: 'other' }),
    rule('fetch($$$)', { id: 's' }),
    rule('fetch($$$)', { language: 'TSX' }),
    rule('fetch($$$)', { match: { rule: { pattern: 'fetch($$$)' }, constraints: { X: { regex: 'a' } } } }),
  ];
  expect(new Set([base, ...further].map(ruleHash)).size).toBe(6);
  expect(ruleHash({ ...base, files: ['a'], golden: 'b' } as Matcher)).toBe(ruleHash(base));
});

test('a file that mentions nothing of what a rule names is not looked into', async () => {
  const asked = rule('', { match: { rule: { kind: 'call_expression' } }, mentions: ['fetch', 'axios'] });
  expect(await found('load(1)', asked)).toEqual([]);
  expect(await found('load(fetch)', asked)).toHaveLength(1);
  expect(ruleHash(asked)).not.toBe(ruleHash({ ...asked, mentions: ['fetch'] }));
});

test.each([
  ['fetch($URL)', 'fetch(1)'],
  ['$CLIENT.get_all($$$REST)', 'http.get_all(1, 2)'],
  ['await $A', 'async () => { await b; }'],
  ['const { $A } = $B', 'const { a } = b;'],
  ['console.log("$A")', 'console.log("x")'],
])('a pattern finds no less for it: %s', async (pattern, text) => {
  const plain = await found(text, rule(pattern));
  expect(plain).toEqual(await found(text, rule('', { match: { rule: { all: [{ pattern }] } } })));
});

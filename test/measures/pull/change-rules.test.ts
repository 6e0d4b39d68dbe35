import { expect, test } from 'vitest';
import { changeRules } from '../../../src/measures/pull/change-rules.ts';
import type { Finding, Import, Introduced, PullFacts, Reading, Rule, Vector } from '../../../src/model.ts';
import { file, proposed, pullFacts, rule, settings } from '../../facts.ts';

const finding = (of: string, line: number, more: Partial<Finding> = {}): Finding => ({
  rule: of,
  path: 'src/a.ts',
  line,
  endLine: line,
  function: 'run',
  message: `not ${of}`,
  ...more,
});
const imported = (specifier: string, more: Partial<Import> = {}): Introduced['imports'][number] => ({
  path: 'src/a.ts',
  specifier,
  line: 1,
  names: null,
  reexport: false,
  files: [],
  internal: false,
  library: specifier,
  ...more,
});
const http: Vector = {
  id: 'http',
  prefer: ['undici'],
  insteadOf: ['axios', { pattern: 'fetch($$$)', language: 'TypeScript' }],
  golden: 'src/http.ts',
};

function read(rules: Rule[], vectors: Vector[], introduced: Partial<Introduced>, more: Partial<PullFacts> = {}) {
  const known = pullFacts({
    files: [file('src/a.ts')],
    introduced: { findings: [], imports: [], ...introduced },
    ...more,
  });
  return changeRules(rules, vectors, []).compute(known, settings);
}

test('findings of rules and uses of alternatives, each at its line', () => {
  const reading = read([rule('x', { golden: 'src/good.ts' }), rule('y')], [http], {
    findings: [
      finding('x', 9),
      finding('y', 3, { function: null }),
      finding('preferred-library:http/insteadOf', 4, { message: 'fetch($$$)' }),
    ],
    imports: [imported('axios'), imported('undici'), imported('./axios', { line: 2, library: null })],
  }) as Reading;
  expect(reading.value).toBe(4);
  expect(reading.summary).toBe('new: 2 findings of rules, 2 uses of what the team moves away from');
  expect(reading.evidence).toEqual([
    { path: 'src/a.ts', line: 1, text: 'line 1: uses axios, not undici (preferred-library:http); follow src/http.ts' },
    { path: 'src/a.ts', line: 3, text: 'line 3: not y (y)' },
    {
      path: 'src/a.ts',
      line: 4,
      text: 'line 4: uses fetch($$$), not undici (preferred-library:http); follow src/http.ts',
    },
    { path: 'src/a.ts', line: 9, text: 'line 9, in run: not x (x); follow src/good.ts' },
  ]);
});

test('the preferred way is nothing to tell, and nothing new is 0', () => {
  const preferred = finding('preferred-library:http/prefer', 4);
  expect(read([rule('x')], [http], { findings: [preferred], imports: [imported('undici')] })).toMatchObject({
    value: 0,
    summary: 'none new, by 2 rules and vectors',
    evidence: [],
  });
});

test('what is contested does not count, nor what a rule says that is switched off', () => {
  const found = [finding('x', 1, { contested: true }), finding('y', 2)];
  const rulesOff = [{ rule: 'y', path: 's.py', line: 1, why: 'requests are atomic' }];
  expect(read([rule('x'), rule('y')], [], { findings: found }, { findings: found, rulesOff })).toMatchObject({
    value: 0,
    leftOut: [{ what: 'findings that a comment contests', count: 1, examples: ['x: src/a.ts, line 1'] }],
  });
});

test('of what is left out it says what concerns the change', () => {
  const elsewhere = finding('x', 1, { path: 'src/b.ts', contested: true });
  const ruleGaps = ['src/a.ts', 'src/b.ts'].map((path) => ({ rule: 'x', path, why: 'too slow' }));
  expect(
    read([rule('x')], [], {}, { findings: [elsewhere], ruleGaps, proposed: [proposed('src/a.ts')] }),
  ).toMatchObject({
    leftOut: [{ what: 'files in which a rule gave no answer', count: 1, examples: ['x in src/a.ts: too slow'] }],
  });
});

test('without a rule and a vector it is not applicable; where none can be used there is no data', () => {
  expect(read([], [], {})).toEqual({ notApplicable: 'no rule and no vector is configured' });
  expect(changeRules([], [], ['r.yml:1:1 broken']).compute(pullFacts(), settings)).toMatchObject({
    noData: 'no configured rule can be used',
  });
  expect(changeRules([], [], []).needs).toEqual([]);
});

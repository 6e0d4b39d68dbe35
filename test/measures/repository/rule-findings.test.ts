import { expect, test } from 'vitest';
import { ruleFindings } from '../../../src/measures/repository/rule-findings.ts';
import type { Finding, Reading, Rule, RuleGap } from '../../../src/model.ts';
import { facts, file, rule, settings } from '../../facts.ts';

function finding(of: string, path: string, line: number, name: string | null = 'run'): Finding {
  return { rule: of, path, line, endLine: line, function: name, message: `not ${of}` };
}

const files = [file('a.ts'), file('b.tsx', { language: 'TSX' }), file('c.py', { language: 'Python', codeLines: 900 })];

function read(rules: Rule[], findings: Finding[] = [], ruleGaps: RuleGap[] = [], refused: string[] = []) {
  return ruleFindings(rules, refused).compute(facts({ files, findings, ruleGaps }), settings);
}

test('findings per 1,000 code lines of the languages that the rules read', () => {
  const findings = [
    finding('y', 'a.ts', 3),
    finding('x', 'a.ts', 9, null),
    finding('x', 'b.tsx', 1),
    finding('preferred-library:http/prefer', 'a.ts', 1),
  ];
  const reading = read([rule('x', { golden: 'src/good.ts' }), rule('y')], findings) as Reading;
  // 3 findings in 100 lines of TypeScript and 100 of TSX; the 900 of Python are nobody's.
  expect(reading.value).toBe(15);
  expect(reading.sample).toBe(200);
  expect(reading.summary).toBe('3 findings of 2 rules in 200 code lines (15 per 1,000): x 2, y 1');
  expect(reading.informative).toBeUndefined();
  expect(reading.evidence).toEqual([
    { path: 'a.ts', text: 'line 9: not x (x); follow src/good.ts' },
    { path: 'b.tsx', text: 'line 1, in run: not x (x); follow src/good.ts' },
    { path: 'a.ts', text: 'line 3, in run: not y (y)' },
  ]);
});

test('nothing found is 0, no rule is not applicable', () => {
  expect(read([rule('x')])).toMatchObject({ value: 0 });
  expect(read([])).toEqual({ notApplicable: 'no rule is configured' });
  expect(read([rule('x', { languages: ['Go'] })])).toMatchObject({
    notApplicable: expect.stringContaining('no source file'),
  });
});

test('rules that cannot be used are said, and none that can is no data', () => {
  const leftOut = [{ what: 'rules that cannot be used', count: 1, examples: ['r.yml:1:1 broken'] }];
  expect(read([rule('x')], [], [], ['r.yml:1:1 broken'])).toMatchObject({ value: 0, leftOut });
  expect(read([], [], [], ['r.yml:1:1 broken'])).toEqual({ noData: 'no configured rule can be used', leftOut });
});

test('a rule that gave no answer for a file makes the value unfit to be scored', () => {
  const reading = read([rule('x')], [], [{ rule: 'x', path: 'a.ts', why: 'it took over 2 s' }]);
  expect(reading).toMatchObject({
    informative: 'a rule gave no answer for 1 file',
    leftOut: [{ what: 'files in which a rule gave no answer', count: 1, examples: ['x in a.ts: it took over 2 s'] }],
  });
});

test('lines are counted for the rules that are not switched off, and which are is said', () => {
  const rulesOff = [{ rule: 'y', path: 'settings.py', line: 7, why: 'ATOMIC_REQUESTS is on' }];
  const leftOut = [
    {
      what: 'rules that this repository switches off',
      count: 1,
      examples: ['y: ATOMIC_REQUESTS is on (settings.py, line 7)'],
    },
  ];
  const both = [rule('x'), rule('y', { languages: ['Python'] })];
  const given = facts({ files, findings: [finding('x', 'a.ts', 3)], rulesOff });
  expect(ruleFindings(both, []).compute(given, settings)).toMatchObject({
    value: 5,
    sample: 200,
    summary: '1 finding of 1 rule in 200 code lines (5 per 1,000): x 1',
    leftOut,
  });
  expect(ruleFindings([both[1]!], []).compute(given, settings)).toEqual({
    notApplicable: 'every configured rule is switched off',
    leftOut,
  });
});

const contested = (of: string, path: string, line: number): Finding => ({
  ...finding(of, path, line),
  contested: true,
});

test('what a comment contests does not count, and is said', () => {
  const reading = read([rule('x')], [finding('x', 'a.ts', 3), contested('x', 'a.ts', 5)]) as Reading;
  expect(reading).toMatchObject({
    value: 5,
    summary: '1 finding of 1 rule in 200 code lines (5 per 1,000): x 1',
    leftOut: [{ what: 'findings that a comment contests', count: 1, examples: ['x: a.ts, line 5'] }],
  });
  expect(reading.evidence).toHaveLength(1);
});

test.each([
  [20, 3, true],
  [20, 2, false],
  [19, 19, false],
])('of %i findings %i contested: the rule is switched off: %s', (all, some, off) => {
  const of = (id: string) =>
    Array.from({ length: all }, (_, n) => (n < some ? contested(id, 'a.ts', n + 1) : finding(id, 'a.ts', n + 1)));
  const { leftOut, ...reading } = read([rule('x'), rule('y')], [...of('x'), finding('y', 'b.tsx', 1)]) as Reading;
  const both = `${all - some + 1} findings of 2 rules`;
  expect(reading.summary).toContain(off ? '1 finding of 1 rule' : both.replace(/^1 findings/, '1 finding'));
  expect(leftOut?.find(({ what }) => what.startsWith('rules'))).toEqual(
    off ? { what: 'rules that are contested too often', count: 1, examples: ['x: 3 of 20 findings'] } : undefined,
  );
  expect(read([rule('x')], of('x'))).toMatchObject(
    off ? { notApplicable: 'every configured rule is switched off' } : { value: (all - some) * 5 },
  );
});

import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { packNames } from '../../src/config/rule-names.ts';
import { tryExamples } from '../../src/rules/examples.ts';
import { packRules } from '../../src/rules/packs.ts';
import { withConditions } from '../../src/source/find.ts';

test('every pack that can be named has rules, and no other is shipped', () => {
  expect(readdirSync('src/rules/packs').sort()).toEqual([...packNames].sort());
  for (const name of packNames) expect(packRules([name])).not.toEqual([]);
});

describe.each(withConditions(packRules(packNames)))('$id', (rule) => {
  test('has bad and good examples', () => {
    expect(rule.examples.bad.length).toBeGreaterThan(0);
    expect(rule.examples.good.length).toBeGreaterThan(1);
  });

  test('finds its bad examples and leaves its good ones alone', async () => {
    expect((await tryExamples(rule)).filter(({ failure }) => failure !== null)).toEqual([]);
  });
});

test('an example that is not as its rule says fails', async () => {
  const [rule] = packRules([packNames[0]]);
  const { bad, good } = rule!.examples;
  const tried = await tryExamples({ ...rule!, examples: { bad: good.slice(0, 1), good: bad.slice(0, 1) } });
  expect(tried).toEqual([
    { id: rule!.id, kind: 'bad', number: 1, failure: 'nothing was found in it' },
    { id: rule!.id, kind: 'good', number: 1, failure: expect.stringMatching(/^found in line \d+: /) },
  ]);
});

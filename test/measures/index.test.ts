import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pullRegistry, registry } from '../../src/measures/index.ts';
import { categories, type NoData, type NotApplicable, type Reading } from '../../src/model.ts';
import { facts, pullFacts, settings } from '../facts.ts';

const nothing = { revision: { at: null, date: null, historyFrom: null } };
const all = [
  ...registry.map((entry) => ({ ...entry, ofNothing: () => entry.measure.compute(facts(nothing), settings) })),
  ...pullRegistry.map((entry) => ({ ...entry, ofNothing: () => entry.measure.compute(pullFacts(nothing), settings) })),
] satisfies { ofNothing(): Reading | NotApplicable | NoData }[];

describe.each(all)('measure $measure.id', ({ measure, category, weight, ofNothing }) => {
  it('lives in the file of its name, with a test beside it', () => {
    expect(existsSync(`src/measures/${measure.about}/${measure.id}.ts`)).toBe(true);
    expect(existsSync(`test/measures/${measure.about}/${measure.id}.test.ts`)).toBe(true);
  });

  it('explains itself', () => {
    for (const sentence of [measure.why, measure.improve]) {
      expect(sentence).toMatch(/^[A-Z][^.!?]*(\.[a-z/]?[^.!?]*)*\.$/);
    }
    for (const text of [measure.title, measure.definition, measure.limits, measure.source]) expect(text).not.toBe('');
  });

  it('has a category, a weight that fits its scale, and a version', () => {
    expect([...categories, 'this change']).toContain(category);
    expect(weight > 0).toBe(measure.scale !== undefined);
    expect(Number.isInteger(measure.version) && measure.version > 0).toBe(true);
  });

  it('answers where there is nothing with not-applicable or no-data, neither throwing nor 0', () => {
    const answer = ofNothing();
    expect('notApplicable' in answer || 'noData' in answer).toBe(true);
  });
});

it('has no two measures of one id', () => {
  expect(new Set(all.map(({ measure }) => measure.id)).size).toBe(all.length);
});

it.each([
  ['repository', registry],
  ['pull', pullRegistry],
] as const)('has what is about a %s in the registry of its own', (kind, entries) => {
  expect(new Set(entries.map(({ measure }) => measure.about))).toEqual(new Set([kind]));
});

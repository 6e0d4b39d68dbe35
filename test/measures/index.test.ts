import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { categories, registry } from '../../src/measures/index.ts';
import { facts, settings } from '../facts.ts';

const empty = facts({ revision: { at: null, date: null, historyFrom: null } });

describe.each(registry)('measure $measure.id', ({ measure, category, weight }) => {
  it('lives in the file of its name, with a test beside it', () => {
    const folder = measure.about === 'repository' ? 'repository' : measure.about;
    expect(existsSync(`src/measures/${folder}/${measure.id}.ts`)).toBe(true);
    expect(existsSync(`test/measures/${folder}/${measure.id}.test.ts`)).toBe(true);
  });

  it('explains itself', () => {
    for (const sentence of [measure.why, measure.improve]) {
      expect(sentence).toMatch(/^[A-Z][^.!?]*(\.[a-z/]?[^.!?]*)*\.$/);
    }
    for (const text of [measure.title, measure.definition, measure.limits, measure.source]) expect(text).not.toBe('');
  });

  it('has a category, a weight that fits its scale, and a version', () => {
    expect(categories).toContain(category);
    expect(weight > 0).toBe(measure.scale !== undefined);
    expect(Number.isInteger(measure.version) && measure.version > 0).toBe(true);
  });

  it('answers an empty repository with not-applicable or no-data, neither throwing nor 0', () => {
    const answer = measure.compute(empty, settings);
    expect('notApplicable' in answer || 'noData' in answer).toBe(true);
  });
});

it('has no two measures of one id', () => {
  expect(new Set(registry.map(({ measure }) => measure.id)).size).toBe(registry.length);
});

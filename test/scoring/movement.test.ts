import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/model.ts';
import { movementBetween } from '../../src/scoring/movement.ts';
import { cardAt, evidenceOf, resultOf } from '../scorecards.ts';

const tenths = (value: number) => Math.round(value * 10);
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + tenths(value), 0);

describe('what moved the score', () => {
  it('is told per measure in points of the overall score, the strongest first, with the files that did it', () => {
    const before = cardAt('05-01', [
      resultOf('type-escapes', 60, { weight: 6, evidence: evidenceOf({ 'a.ts': 4, 'b.ts': 2, 'd.ts': 9 }) }),
      resultOf('long-file-share', 50, { weight: 2, evidence: evidenceOf({ 'big.ts': 900 }) }),
      resultOf('pull-size', 80, { weight: 2 }),
    ]);
    const after = cardAt('06-01', [
      resultOf('type-escapes', 50, { weight: 6, evidence: evidenceOf({ 'a.ts': 7, 'c.ts': 12, 'd.ts': 1 }) }),
      resultOf('long-file-share', 100, { weight: 2 }),
      resultOf('pull-size', 80, { weight: 2 }),
    ]);
    const found = movementBetween(before, after)!;
    expect(found.difference).toBe(4);
    expect(found.measures.map(({ after: { id }, contribution, causes }) => [id, contribution, causes])).toEqual([
      ['long-file-share', 10, [{ path: 'big.ts', text: '900 lines', how: 'left' }]],
      [
        'type-escapes',
        -6,
        [
          { path: 'c.ts', text: '12 lines', how: 'entered' },
          { path: 'a.ts', text: '7 lines', how: 'changed' },
        ],
      ],
    ]);
    expect(found.others).toEqual({ difference: 0, entered: [], left: [] });
  });

  it('names no file that only grew where files are counted, and no function but the one that entered', () => {
    const untested = (files: Record<string, number>, score: number) =>
      cardAt('05-01', [resultOf('test-file-share', score, { evidence: evidenceOf(files) })]);
    const [measure] = movementBetween(
      untested({ 'old.ts': 10 }, 50),
      untested({ 'old.ts': 500, 'new.ts': 5 }, 40),
    )!.measures;
    expect(measure!.causes).toEqual([{ path: 'new.ts', text: '5 lines', how: 'entered' }]);

    const complex = (names: string[], score: number) => {
      const evidence = names.map((name) => ({ path: 'a.ts', value: 12, text: `${name}, line 3: complexity 12` }));
      return cardAt('05-01', [resultOf('complex-function-share', score, { evidence })]);
    };
    const [moved] = movementBetween(complex(['f'], 50), complex(['f', 'g'], 40))!.measures;
    expect(moved!.causes).toEqual([{ path: 'a.ts', text: 'g, line 3: complexity 12', how: 'entered' }]);
  });

  it('names of a peak only what rose above the peak of then', () => {
    const peak = (heat: Record<string, number>, value: number, score: number) =>
      cardAt('05-01', [resultOf('hot-file-peak', score, { value, evidence: evidenceOf(heat) })]);
    const [measure] = movementBetween(
      peak({ 'a.ts': 0.2, 'b.ts': 0.1 }, 0.2, 80),
      peak({ 'a.ts': 0.1, 'b.ts': 0.3, 'c.ts': 0.15 }, 0.3, 60),
    )!.measures;
    expect(measure!.causes.map(({ path }) => path)).toEqual(['b.ts']);
  });

  it('names pulls where files are not what the number rests on', () => {
    const sizes = (pulls: Record<number, number>, score: number) =>
      cardAt('05-01', [
        resultOf('pull-size', score, {
          evidence: Object.entries(pulls).map(([pull, value]) => ({ pull: Number(pull), value, text: `#${pull} Big` })),
        }),
      ]);
    const [measure] = movementBetween(sizes({ 1: 10 }, 90), sizes({ 1: 10, 2: 900 }, 40))!.measures;
    expect(measure!.causes).toEqual([{ path: null, text: '#2 Big', how: 'entered' }]);
  });

  it('compares only measures that both ends scored; what comes from the others stands apart', () => {
    const before = cardAt('05-01', [resultOf('a', 60), resultOf('b', 90)]);
    const after = cardAt('06-01', [resultOf('a', 70), resultOf('b', null), resultOf('c', 20)]);
    expect(movementBetween(before, after)).toMatchObject({
      difference: -30,
      measures: [{ after: { id: 'a' }, contribution: 10 }],
      others: { difference: -40, entered: ['c'], left: ['b'] },
    });
  });

  it('is nothing across a change of the definition, and without a score', () => {
    const before = cardAt('05-01', [resultOf('a', 60)]);
    expect(movementBetween(before, cardAt('06-01', [resultOf('a', 70)], { definition: 'ffffffffffff' }))).toBeNull();
    expect(movementBetween(before, cardAt('06-01', [resultOf('a', null)]))).toBeNull();
    expect(movementBetween(cardAt('06-01', []), before)).toBeNull();
  });

  it('adds up also where the scores are rounded the other way than the parts', () => {
    const card = (date: string, a: number, b: number) =>
      cardAt(date, [resultOf('a', a, { weight: 1 }), resultOf('b', b, { weight: 1 })]);
    // 3.75 is shown as 3.8, 46.95 as 46.9; the parts are 0.3 and 42.9.
    const { measures, difference } = movementBetween(card('05-01', 0, 7.5), card('06-01', 0.6, 93.3))!;
    expect(difference).toBe(43.1);
    expect(sumOf(measures.map(({ contribution }) => contribution))).toBe(431);
  });

  const weights = [1, 2, 6, 10, 12, 0.5];
  const scores = fc.option(
    fc.integer({ min: 0, max: 1_000 }).map((score) => score / 10),
    { nil: null, freq: 6 },
  );
  const cards = fc
    .array(fc.tuple(scores, scores, fc.constantFrom(...weights)), { minLength: 1, maxLength: 14 })
    .map((rows) => {
      const results = (end: 0 | 1): Result[] =>
        rows.map((row, index) => resultOf(`m${index}`, row[end], { weight: row[2] }));
      return [cardAt('05-01', results(0)), cardAt('06-01', results(1))] as const;
    });

  it('adds up exactly to the difference of the scores, and says nothing of what did not move', () => {
    fc.assert(
      fc.property(cards, ([before, after]) => {
        const found = movementBetween(before, after);
        if (found === null) return before.score === null || after.score === null;
        const { measures, others } = found;
        const parts = [...measures.map(({ contribution }) => contribution), others.difference];
        expect(sumOf(parts)).toBe(tenths(after.score!) - tenths(before.score!));
        expect(sumOf([found.difference])).toBe(sumOf(parts));
        for (const each of measures) expect(each.before.score).not.toBe(each.after.score);
        if (others.entered.length + others.left.length === 0) expect(others.difference).toBe(0);
        return true;
      }),
      { numRuns: 500 },
    );
  });
});

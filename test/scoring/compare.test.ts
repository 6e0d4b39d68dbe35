import { describe, expect, it } from 'vitest';
import { registry } from '../../src/measures/index.ts';
import type { Scorecard } from '../../src/model.ts';
import { compare } from '../../src/scoring/compare.ts';
import { configureMeasures, evaluateRepository } from '../../src/scoring/evaluate.ts';
import { facts, file, settings } from '../facts.ts';

function card(typed: number, definition = '0123456789ab'): Scorecard {
  const files = Array.from({ length: 10 }, (_, n) =>
    file(`${n}.ts`, { types: n < typed ? 'typed' : 'untyped', escapes: null }),
  );
  return evaluateRepository(facts({ files }), configureMeasures(registry, {}), settings, {
    repo: 'acme/tools',
    definition,
  });
}

describe('compare', () => {
  it('names the measures that moved', () => {
    const { moved, sameDefinition } = compare(card(10), card(6));
    expect(sameDefinition).toBe(true);
    expect(moved.map(({ before, after }) => [after.id, before.value, after.value])).toEqual([
      ['typed-file-share', 1, 0.6],
    ]);
  });

  it('finds nothing where nothing changed, and says when the definition did', () => {
    expect(compare(card(6), card(6)).moved).toEqual([]);
    expect(compare(card(6, 'ba9876543210'), card(6)).sameDefinition).toBe(false);
  });

  it('does not compare a measure with another version of itself', () => {
    const before = card(10);
    before.results[0]!.version = 99;
    expect(compare(before, card(6)).moved).toEqual([]);
  });
});

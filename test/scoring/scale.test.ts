import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { points } from '../../src/scoring/scale.ts';

describe('points', () => {
  it.each([
    [{ good: 1, poor: 0.2 }, 1, 100],
    [{ good: 1, poor: 0.2 }, 0.2, 0],
    [{ good: 1, poor: 0.2 }, 0.6, 50],
    [{ good: 1, poor: 0.2 }, 0, 0],
    [{ good: 0.1, poor: 0.6 }, 0.05, 100],
    [{ good: 0.1, poor: 0.6 }, 0.35, 50],
    [{ good: 100, poor: 1_000, log: true }, 100, 100],
    [{ good: 100, poor: 1_000, log: true }, 1_000, 0],
    [{ good: 100, poor: 1_000, log: true }, Math.sqrt(100_000), 50],
    [{ good: 100, poor: 1_000, log: true }, 0, 100],
    [{ good: 1_000, poor: 100, log: true }, 0, 0],
  ])('%j of %d is %d', (scale, value, expected) => {
    expect(points(scale, value)).toBeCloseTo(expected, 9);
  });

  it('stays within 0 and 100 on every scale', () => {
    const end = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    const scales = fc.record({ good: end, poor: end, log: fc.boolean() }).filter(({ good, poor }) => good !== poor);
    fc.assert(
      fc.property(scales, fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), (scale, value) => {
        const score = points(scale, value);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
      }),
    );
  });
});

import type { Scale } from '../model.ts';

/**
 * Points of a value on a scale, 0–100: `good` is 100, `poor` is 0, a straight line between, on a logarithmic axis where
 * the scale says so; clamped. MEASURES.md section 2.
 */
export function points(scale: Scale, value: number): number {
  const axis = scale.log ? (x: number) => Math.log(Math.max(x, Number.MIN_VALUE)) : (x: number) => x;
  const position = (axis(value) - axis(scale.poor)) / (axis(scale.good) - axis(scale.poor));
  return Math.min(100, Math.max(0, position * 100));
}

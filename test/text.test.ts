import { describe, expect, it } from 'vitest';
import { count, day, decimal, inUnit, oneLine, percent, plural, scaleInWords } from '../src/text.ts';

describe('numbers', () => {
  it.each([
    [count(1_234_567), '1,234,567'],
    [count(999), '999'],
    [plural(1, 'file'), '1 file'],
    [plural(1_200, 'file'), '1,200 files'],
    [percent(0.5), '50 %'],
    [percent(0.9934), '99.3 %'],
    [percent(0.9999), '99.9 %'],
    [percent(0.0001), '0.1 %'],
    [percent(0), '0 %'],
    [percent(1), '100 %'],
    [decimal(57), '57'],
    [decimal(2.25), '2.3'],
    [decimal(1_234.5), '1,234.5'],
    [decimal(0.0197), '0.02'],
    [decimal(0.04), '0.04'],
    [decimal(0), '0'],
    [inUnit(0.0078, 'per 1,000 lines'), '0.008 per 1,000 lines'],
    [inUnit(0.25, 'share'), '25 %'],
    [inUnit(1, 'files'), '1 file'],
    [inUnit(2.5, 'files'), '2.5 files'],
    [inUnit(0.333_9, 'per 100 files'), '0.3 per 100 files'],
    [inUnit(182.43, 'number'), '182.4'],
    [inUnit(-0.004_21, 'number'), '-0.00421'],
    [inUnit(-12_345.6, 'number'), '-12,346'],
    [day('2026-08-22T16:17:01.000Z'), '22 August 2026'],
    [scaleInWords({ good: 1, poor: 0.2 }, 'share'), '100 points at 100 %, 0 at 20 % or less'],
    [scaleInWords({ good: 0, poor: 0.4 }, 'share'), '100 points at 0 %, 0 at 40 % or more'],
    [
      scaleInWords({ good: 100, poor: 1_000, log: true }, 'lines'),
      '100 points at 100 lines or less, 0 at 1,000 lines or more (log)',
    ],
  ])('%s', (shown, expected) => {
    expect(shown).toBe(expected);
  });
});

describe('oneLine', () => {
  it('takes the power from control characters and direction overrides', () => {
    expect(oneLine('a\u001b[31mb\nc\u202ed\u0007')).toBe('a\ufffd[31mb\ufffdc\ufffdd\ufffd');
    expect(oneLine('é 😀 — ok')).toBe('é 😀 — ok');
  });
});

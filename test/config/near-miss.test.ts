import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance, isNearMiss, nearMiss } from '../../src/config/near-miss.ts';

const known = ['typed-file-share', 'test-file-share', 'hot-files', 'hot-file-peak', 'pull-size', 'off'];

test.each([
  ['', '', 0],
  ['', 'abc', 3],
  ['abc', 'abc', 0],
  ['abc', 'acb', 1],
  ['kitten', 'sitting', 3],
  ['ca', 'abc', 3], // optimal string alignment, not the unrestricted distance (2)
])('%j to %j takes %i edits', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
});

test.each([
  ['typd-file-share', 'typed-file-share'],
  ['hotfiles', 'hot-files'],
  ['pul-sise', 'pull-size'],
  ['Hot-Files', 'hot-files'],
  ['of', 'off'],
  ['on', null],
  ['offf', 'off'],
  ['xyz', null],
  ['complexity', null],
  ['', null],
  ['a'.repeat(60_000), null],
])('%.20s is meant as %s', (word, expected) => {
  expect(nearMiss(word, known)).toBe(expected);
});

test('the nearest wins, the first of equals', () => {
  expect(nearMiss('test-fil-share', known)).toBe('test-file-share');
  expect(nearMiss('cat', ['bat', 'rat'])).toBe('bat');
});

test('near miss is symmetric, distance too', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '-'), maxLength: 12 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(isNearMiss(a, b)).toBe(isNearMiss(b, a));
      expect(editDistance(a, b)).toBe(editDistance(b, a));
    }),
  );
});

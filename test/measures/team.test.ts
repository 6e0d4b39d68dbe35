import { expect, test } from 'vitest';
import { registry } from '../../src/measures/index.ts';
import { registryOf } from '../../src/measures/team.ts';
import type { Vector } from '../../src/model.ts';

const none = { vectors: [], rules: [], refused: [], reported: [] };

function vector(id: string): Vector {
  return { id, prefer: ['a'], insteadOf: ['b'], golden: null };
}

function shape(entries: ReturnType<typeof registryOf>) {
  return entries.map(({ measure, category, weight }) => [measure.id, category, weight]);
}

test('without a configuration it is the built-in policy', () => {
  expect(shape(registryOf(none))).toEqual(shape(registry));
});

test('vectors share one weight, stand with the conventions, and take nothing from the others', () => {
  const all = shape(registryOf({ ...none, vectors: [vector('x'), vector('y'), vector('z')] }));
  expect(all.filter(([id]) => String(id).startsWith('preferred-library:'))).toEqual([
    ['preferred-library:x', 'conventions', 2],
    ['preferred-library:y', 'conventions', 2],
    ['preferred-library:z', 'conventions', 2],
  ]);
  expect(all.filter(([id]) => !String(id).startsWith('preferred-library:'))).toEqual(shape(registry));
  const categories = all.map(([, category]) => category);
  expect(categories.lastIndexOf('conventions') - categories.indexOf('conventions')).toBe(3);
});

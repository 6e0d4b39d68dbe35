import { expect, test } from 'vitest';
import { type Config, defaultConfig } from '../../src/config/config.ts';
import { teamOf } from '../../src/engine/definition.ts';
import { registry } from '../../src/measures/index.ts';
import { registryOf } from '../../src/measures/team.ts';
import type { Vector } from '../../src/model.ts';
import { configureMeasures, evaluateRepository } from '../../src/scoring/evaluate.ts';
import { facts, reports, settings } from '../facts.ts';
import { reportOf } from '../reports/fixture.ts';

test('a reported number is scored by the configuration’s scale, shown without one, and not there when off', () => {
  const config: Config = {
    ...defaultConfig,
    measures: {
      'pull-size': { weight: 3 },
      'reported:bundle-kb': { weight: 2, scale: { good: 100, poor: 300 } },
      'reported:p95': { scale: { good: 100, poor: 1_000, log: true } },
      'reported:absent': {},
      'reported:hidden': 'off',
    },
  };
  const report = reportOf('{ "bundle-kb": 150, "p95": 100, "hidden": 1, "todo": 7 }');
  const numbers = { 'bundle-kb': 150, p95: 100, hidden: 1, todo: 7 };
  const measures = configureMeasures(registryOf(teamOf(config, { reports: [report] })), config.measures);
  const card = evaluateRepository(facts({ reports: reports({ numbers }) }), measures, settings, {
    repo: 'r',
    definition: 'd',
  });
  const own = card.results.filter((result) => result.category === 'reported');
  expect(own.map(({ id, weight, status, value, score }) => [id, weight, status, value, score])).toEqual([
    ['reported:bundle-kb', 2, 'scored', 150, 75],
    ['reported:p95', 1, 'scored', 100, 100],
    ['reported:absent', 0, 'no-data', null, null],
    ['reported:todo', 0, 'informative', 7, null],
  ]);
  expect(card.categories.find(({ id }) => id === 'reported')).toMatchObject({
    weight: 3,
    score: 83.3,
    measuredShare: 1,
  });
});

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

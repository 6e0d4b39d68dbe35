import { expect, it } from 'vitest';
import { type Config, defaultConfig } from '../../src/config/config.ts';
import { teamOf } from '../../src/engine/definition.ts';
import { registry } from '../../src/measures/index.ts';
import { registryOf } from '../../src/measures/team.ts';
import { configureMeasures, evaluateRepository } from '../../src/scoring/evaluate.ts';
import { facts, reports, settings } from '../facts.ts';
import { reportOf } from '../reports/fixture.ts';

it('is everybody’s measures where a team adds none', () => {
  expect(registryOf({})).toEqual(registry);
});

it('a reported number is scored by the configuration’s scale, shown without one, and not there when off', () => {
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
  const measures = configureMeasures(registryOf(teamOf(config, [report])), config.measures);
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

import { describe, expect, it } from 'vitest';
import { registry } from '../../src/measures/index.ts';
import { definitionText } from '../../src/scoring/definition.ts';
import { configureMeasures } from '../../src/scoring/evaluate.ts';
import { settings } from '../facts.ts';

const inputs = {
  settings,
  lanes: { test: ['a'], docs: ['b'] },
  modules: [] as string[],
  actors: {},
  readers: { lists: 1 },
  sources: 'git',
};
const text = (overrides: Parameters<typeof configureMeasures>[1], changes: Partial<typeof inputs> = {}) =>
  definitionText({ ...inputs, ...changes, measures: configureMeasures(registry, overrides) });

describe('definitionText', () => {
  it('does not depend on the order of keys', () => {
    expect(text({}, { lanes: { docs: ['b'], test: ['a'] } })).toBe(text({}));
  });

  it('changes with weights, scales, windows, lanes, modules, reader versions, sources and measures switched off', () => {
    const texts = [
      text({}),
      text({ 'pull-size': { weight: 9 } }),
      text({ 'pull-size': { scale: { good: 1, poor: 2 } } }),
      text({ 'pull-size': 'off' }),
      text({}, { settings: { windows: { pulls: 30, history: 365 } } }),
      text({}, { lanes: { test: ['a'], docs: [] } }),
      text({}, { modules: ['src/*'] }),
      text({}, { readers: { lists: 2 } }),
      text({}, { sources: 'git+github' }),
    ];
    expect(new Set(texts).size).toBe(texts.length);
  });
});

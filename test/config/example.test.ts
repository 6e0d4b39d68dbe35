import { expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { exampleConfig } from '../../src/config/example.ts';
import { parseConfig } from '../../src/config/parse.ts';

const measures = [
  { id: 'typed-file-share', title: 'Typed files', weight: 12, scale: { good: 1, poor: 0.2 } },
  { id: 'pull-size', title: 'Size of\npulls: #1', weight: 8, scale: { good: 100, poor: 1000, log: true } },
  { id: 'hot-files', title: 'Hot files', weight: 0, scale: undefined },
];
const ids = measures.map(({ id }) => id);
const example = exampleConfig(measures);
const lines = example.split('\n');
const settings = lines.map((line, index) => ({ line, index })).filter(({ line }) => /^#(?! \S|$)/.test(line));

test('as written it means the default configuration', () => {
  expect(lines.every((line) => line === '' || line.startsWith('#'))).toBe(true);
  expect(parseConfig(example, ids)).toEqual({ config: defaultConfig });
});

test('no line is wider than an editor', () => {
  expect(lines.filter((line) => line.length > 120)).toEqual([]);
});

test.each(settings)('uncommented with its section: $line', ({ index }) => {
  const section = lines.findLastIndex((line, at) => at <= index && /^#[a-z]/.test(line));
  expect(parseConfig(uncommented(new Set([section, index])), ids)).toHaveProperty('config');
});

test('uncommented as a whole it is valid and knows every section and lane', () => {
  const parsed = parseConfig(uncommented(new Set(settings.map(({ index }) => index))), ids);
  expect(parsed).toMatchObject({
    config: {
      measures: {
        'typed-file-share': { weight: 12, scale: { good: 1, poor: 0.2 } },
        'pull-size': { weight: 8, scale: { good: 100, poor: 1000, log: true } },
        'hot-files': { weight: 0 },
      },
      windows: defaultConfig.windows,
    },
  });
  const { lanes, actors } = (parsed as { config: typeof defaultConfig }).config;
  for (const list of [...Object.values(lanes), ...Object.values(actors)]) expect(list).toHaveLength(1);
});

function uncommented(which: Set<number>): string {
  return lines.map((line, index) => (which.has(index) ? line.slice(1) : line)).join('\n');
}

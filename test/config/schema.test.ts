import { expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { configJsonSchema, configSchema, laterSections } from '../../src/config/schema.ts';
import { lanes } from '../../src/model.ts';

const ids = ['hot-files', 'pull-size'];
interface Schema {
  $schema?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean;
  patternProperties?: Record<string, unknown>;
  anyOf?: Schema[];
  $defs?: Record<string, Schema>;
  default?: unknown;
}
const schema = configJsonSchema(ids) as Schema;

test('the JSON schema is draft 2020-12, closed, and asks for nothing', () => {
  expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  expect(schema.additionalProperties).toBe(false);
  expect(schema.required).toBeUndefined();
  expect(Object.keys(schema.properties!)).toEqual([
    'measures',
    'lanes',
    'modules',
    'windows',
    'actors',
    'bulkCommits',
    'vectors',
    'rules',
    'hotspots',
  ]);
  for (const section of laterSections) expect(JSON.stringify(schema)).not.toContain(`"${section}":`);
});

test('measures and lanes are property names, so that editors complete them', () => {
  const below = (section: string) => schema.properties![section]!.anyOf![0]!.properties!;
  expect(Object.keys(below('measures'))).toEqual(ids);
  expect(Object.keys(below('lanes')).toSorted()).toEqual(lanes.toSorted());
  expect(below('windows')).toMatchObject({ pulls: { default: '90d' }, history: { default: '365d' } });
});

test('reported numbers and vectors are measures by the form of their names', () => {
  const patterns = Object.keys(schema.properties!.measures!.anyOf![0]!.patternProperties!);
  const known = (id: string) => patterns.some((pattern) => new RegExp(pattern).test(id));
  expect(['reported:bundle-kb', 'preferred-library:dates', 'reported:Bundle'].map(known)).toEqual([true, true, false]);
});

test('every key explains itself', () => {
  const silent: string[] = [];
  walk(schema, '');
  expect(silent).toEqual([]);

  function walk(node: Schema, path: string): void {
    for (const [key, value] of Object.entries(node.properties ?? {})) {
      const described = value.description ?? value.anyOf?.find((option) => option.description)?.description;
      if (described === undefined && !('$ref' in value)) silent.push(`${path}.${key}`);
      walk(value, `${path}.${key}`);
    }
    for (const option of node.anyOf ?? []) walk(option, path);
    for (const [name, value] of Object.entries(node.$defs ?? {})) walk(value, `${path}#${name}`);
  }
});

test('nothing given is the default, every time anew', () => {
  const config = configSchema(ids).parse({});
  expect(config).toEqual(defaultConfig);
  config.lanes.source.push('x');
  config.measures['hot-files'] = 'off';
  expect(configSchema(ids).parse({})).toEqual(defaultConfig);
});

import { z } from 'zod';
import type { Config } from './config.ts';
import { nearMiss } from './near-miss.ts';
import { keyPath, type Problem, showValue } from './problem.ts';
import { readYaml, type YamlFile } from './read-yaml.ts';
import { configSchema, laterSections, ownMeasureIds, reportedForm } from './schema.ts';

export { formatProblem, type Problem } from './problem.ts';

/**
 * Reads `.github/touchstone.yml` against the measures of this version: the normalised configuration, or every problem
 * of the file in the order of its lines. Never throws; an empty file is the default configuration.
 */
export function parseConfig(text: string, measureIds: readonly string[]): { config: Config } | { problems: Problem[] } {
  const file = readYaml(text);
  if ('problems' in file) return { problems: inOrder(file.problems) };
  const vectors = vectorIds(file.value).map((id) => `preferred-library:${id}`);
  const ids = [...measureIds, ...vectors, ...ownMeasureIds(file.value)];
  const parsed = against(file, configSchema(ids), 'measures');
  return 'problems' in parsed ? parsed : { config: parsed.value };
}

/** Reads a file of rules or the like against a schema: what it says, or every problem in the order of its lines. */
export function parseAgainst<T>(
  text: string,
  schema: z.ZodType<T>,
): { value: T; file: YamlFile } | { problems: Problem[] } {
  const file = readYaml(text, 'rule');
  if ('problems' in file) return { problems: inOrder(file.problems) };
  const parsed = against(file, schema, 'rule');
  return 'problems' in parsed ? parsed : { ...parsed, file };
}

function against<T>(file: YamlFile, schema: z.ZodType<T>, example: string): { value: T } | { problems: Problem[] } {
  if (file.value !== null && (typeof file.value !== 'object' || Array.isArray(file.value))) {
    const message = `expected keys such as \`${example}:\`, found ${showValue(file.value)}; is the space after a colon missing?`;
    return { problems: [{ ...file.place([], 'value'), path: '', message, suggestion: null }] };
  }
  const parsed = schema.safeParse(file.value ?? {});
  if (parsed.success) return { value: parsed.data };
  const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, issue.path, file, schema));
  return { problems: inOrder(problems) };
}

function problemsOf(issue: z.core.$ZodIssue, path: PropertyKey[], file: YamlFile, schema: z.ZodType): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, path);
    return issue.keys.map((key) => unknownKey([...path, key], known, file));
  }

  const value = valueAt(file.value, path);
  if (issue.code === 'invalid_union' && isMapping(value)) {
    const inner = issue.errors.at(-1) ?? [];
    return inner.flatMap((found) => problemsOf(found, [...path, ...found.path], file, schema));
  }

  const place = { ...file.place(path, 'value'), path: keyPath(path) };
  if (issue.code === 'custom') {
    return [{ ...place, message: issue.message, suggestion: issue.params?.suggestion ?? null }];
  }
  const found =
    value === undefined || (issue.code === 'too_big' && Array.isArray(value)) ? '' : `, found ${showValue(value)}`;
  return [{ ...place, message: `${issue.message}${found}`, suggestion: rewrite(value, path) }];
}

function unknownKey(path: PropertyKey[], known: readonly string[], file: YamlFile): Problem {
  const key = String(path.at(-1));
  const place = { ...file.place(path, 'key'), path: keyPath(path) };
  if (path.length === 1 && laterSections.includes(key)) {
    const message = `\`${key}\` belongs to a later version of Touchstone and is not understood by this one; remove it for now`;
    return { ...place, message, suggestion: null };
  }
  if (path.length === 2 && path[0] === 'measures' && key.startsWith('reported:')) {
    return { ...place, message: reportedForm, suggestion: null };
  }
  const noun =
    path.length === 2 && path[0] === 'measures' ? 'measure' : path.length === 2 && path[0] === 'lanes' ? 'lane' : 'key';
  const suggestion = nearMiss(key, known);
  const list = known.map((name) => `\`${name}\``).join(', ');
  const message =
    suggestion === null && known.length <= 10 ? `unknown ${noun}; known here: ${list}` : `unknown ${noun}`;
  return { ...place, message, suggestion };
}

/** What was probably meant by a value of the wrong kind, where that is clear. */
function rewrite(value: unknown, path: readonly PropertyKey[]): string | null {
  const [section, name, setting] = path;
  if (section === 'measures' && setting === undefined && name !== undefined) {
    if (typeof value === 'number') return `{ weight: ${value} }`;
    return typeof value === 'string' ? nearMiss(value, ['off']) : null;
  }
  if (section === 'windows' && typeof value === 'number' && Number.isInteger(value)) return `${value}d`;
  return null;
}

/** Each vector has a measure of its own, which may be configured like any other. */
function vectorIds(value: unknown): string[] {
  const vectors = (value as { vectors?: unknown } | null)?.vectors;
  if (!Array.isArray(vectors)) return [];
  return vectors.flatMap((vector) => (typeof vector?.id === 'string' ? [vector.id] : []));
}

/** The keys that the schema knows at a path. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let shape = shapeOf(schema);
  for (const part of path) shape = shapeOf(typeof part === 'number' ? shape.element : shape[String(part)]);
  return Object.keys(shape);
}

function shapeOf(schema: unknown): Record<string, unknown> {
  if (schema instanceof z.ZodObject) return schema.shape;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return shapeOf(schema.unwrap());
  if (schema instanceof z.ZodPipe) return shapeOf(schema.in);
  if (schema instanceof z.ZodArray) return { element: schema.element };
  if (schema instanceof z.ZodUnion) return shapeOf(schema.options.at(-1));
  return {};
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const part of path) found = (found as Record<PropertyKey, unknown> | null | undefined)?.[part];
  return found;
}

function isMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function inOrder(problems: Problem[]): Problem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A JSON schema. */
export type Schema = Record<string, unknown>;

/** What GitHub's description says of one route. */
export interface Operation {
  /** Parameters by place and name. */
  parameters: { in: string; name: string; required: boolean; schema: Schema }[];
  request: Schema | null;
  /** Schema of the JSON body by status. */
  responses: Record<string, Schema>;
}

/** The part of the description that the fake needs. */
export interface Slice {
  /** By `GET /path`. */
  routes: Record<string, Operation>;
  /** Payloads by `pull_request.opened`, or `push` for events without an action. */
  webhooks: Record<string, Schema>;
  /** Large parts that the others refer to by `$ref`, by that name: an account is in nearly every one. */
  shared: Record<string, Schema>;
}

const modules = join(import.meta.dirname, '../../node_modules');

/** Changes when the slice is made in another way, so that no older one is used. */
const format = 4;

/**
 * The slice of GitHub's description for these routes and events. The whole is 73 MB, so a slice is kept in
 * node_modules/.cache; several processes may write it at once, each a file of its own that is then renamed.
 */
export function loadSlice(routes: readonly string[], events: readonly string[]): Slice {
  const home = join(modules, '@octokit/openapi');
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const wanted = createHash('sha256')
    .update(JSON.stringify([format, routes, events]))
    .digest('hex')
    .slice(0, 12);
  const cache = join(modules, '.cache/touchstone');
  const path = join(cache, `openapi-${version}-${wanted}.json`);
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'));
  const whole = JSON.parse(readFileSync(join(home, 'generated/api.github.com.deref.json'), 'utf8'));
  const slice = cut(whole, routes, events);
  mkdirSync(cache, { recursive: true });
  const temporary = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  writeFileSync(temporary, JSON.stringify(slice));
  renameSync(temporary, path);
  return slice;
}

interface Whole {
  paths: Record<string, Record<string, WholeOperation>>;
  'x-webhooks': Record<string, { post: WholeOperation }>;
}

interface WholeOperation {
  parameters?: { in: string; name: string; required?: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

function cut(whole: Whole, routes: readonly string[], events: readonly string[]): Slice {
  const slice: Slice = { routes: {}, webhooks: {}, shared: {} };
  const finished = (schema: Schema) => withShared(corrected(schema) as Schema, slice.shared);
  for (const route of routes) {
    const [method, path] = route.split(' ') as [string, string];
    const operation = whole.paths[path]?.[method.toLowerCase()];
    if (!operation) throw new Error(`@octokit/openapi does not describe ${route}`);
    slice.routes[route] = {
      parameters: (operation.parameters ?? []).map((parameter) => ({
        in: parameter.in,
        name: parameter.name,
        required: parameter.required ?? false,
        schema: plain(parameter.schema),
      })),
      request: schemaOf(operation.requestBody?.content),
      responses: Object.fromEntries(
        Object.entries(operation.responses).flatMap(([status, { content }]) => {
          const schema = schemaOf(content);
          return schema ? [[status, finished(schema)]] : [];
        }),
      ),
    };
  }
  for (const event of events) {
    const operation = whole['x-webhooks'][event.replaceAll(/[._]/g, '-')];
    if (!operation) throw new Error(`@octokit/openapi does not describe the event ${event}`);
    slice.webhooks[event] = finished(schemaOf(operation.post.requestBody?.content)!);
  }
  return slice;
}

function schemaOf(content: Record<string, { schema: Schema }> | undefined): Schema | null {
  const schema = content?.['application/json']?.schema;
  return schema ? plain(schema) : null;
}

/** OpenAPI 3.0 to JSON schema: `nullable` as a type, and nothing that is only for people. */
function plain(schema: Schema): Schema {
  const kept: Schema = {};
  for (const [key, value] of Object.entries(schema)) {
    if (['description', 'title', 'example', 'examples', 'default', 'nullable', 'deprecated'].includes(key)) continue;
    if (key === 'properties') kept[key] = mapValues(value as Record<string, Schema>, plain);
    else if (['anyOf', 'oneOf', 'allOf'].includes(key)) kept[key] = (value as Schema[]).map(plain);
    else if (['items', 'additionalProperties', 'not'].includes(key) && typeof value === 'object')
      kept[key] = plain(value as Schema);
    else kept[key] = value;
  }
  return schema.nullable ? orNull(kept) : kept;
}

function orNull(schema: Schema): Schema {
  return { anyOf: [{ type: 'null' }, schema] };
}

function mapValues<From, To>(record: Record<string, From>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

/**
 * Where GitHub itself does not keep to its description: the author of a pull can be null, and so can the repository of
 * its head when a fork was deleted; an account is a user or an enterprise, not both; apps have newer events than those
 * that are listed.
 */
function corrected(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(corrected);
  if (typeof value !== 'object' || value === null) return value;
  const schema = mapValues(value as Schema, corrected) as Schema;
  if (Array.isArray(schema.allOf) && schema.allOf.length === 2 && 'gists_url' in (schema.allOf[0].properties ?? {})) {
    schema.anyOf = schema.allOf;
    delete schema.allOf;
  }
  const properties = schema.properties as Record<string, Schema> | undefined;
  const events = properties?.events?.items as Schema | undefined;
  if (events) delete events.enum;
  if (properties?.head && properties.base && properties.merge_commit_sha) {
    if (properties.user) properties.user = orNull(properties.user);
    const head = properties.head.properties as Record<string, Schema> | undefined;
    if (head?.repo) head.repo = orNull(head.repo);
  }
  return schema;
}

/** Moves large parts out to `shared`, equal ones to one place: a validator is compiled for each once, not at each place. */
function withShared(schema: Schema, shared: Record<string, Schema>): Schema {
  const move = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(move);
    if (typeof value !== 'object' || value === null) return value;
    const moved = mapValues(value as Schema, move) as Schema;
    const { properties } = moved;
    if (moved.type !== 'object' || typeof properties !== 'object' || Object.keys(properties!).length < 10) return moved;
    const name = `part-${createHash('sha256').update(JSON.stringify(moved)).digest('hex').slice(0, 16)}`;
    shared[name] = moved;
    return { $ref: name };
  };
  return move(schema) as Schema;
}

import { Ajv, type ValidateFunction } from 'ajv';
import addFormatsModule from 'ajv-formats';
import { loadSlice, type Operation, type Schema } from './openapi.ts';

/** What a REST request consists of. Parameters are still text. */
export interface CheckedRequest {
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
}

/** Holds requests, answers and webhooks against GitHub's own description. Each answers with problems; empty is good. */
export interface Contract {
  request(route: string, request: CheckedRequest): string[];
  response(route: string, status: number, body: unknown): string[];
  /** `event` is such as `pull_request.opened`. */
  webhook(event: string, payload: unknown): string[];
}

/** The body of every error that a route does not describe itself. */
const errorSchema: Schema = {
  type: 'object',
  properties: { message: { type: 'string' }, documentation_url: { type: 'string' } },
  required: ['message', 'documentation_url'],
};

/** The limits of GitHub that are answered with 422 by the routes themselves, and so are no violation. */
const limitKeywords = new Set(['maxLength', 'maxItems']);

let made: { key: string; contract: Contract } | null = null;

/** The contract of these routes and events: one for the process, since compiling its schemas takes a second. */
export function contractOf(routes: readonly string[], events: readonly string[]): Contract {
  const key = JSON.stringify([routes, events]);
  if (made?.key !== key) made = { key, contract: createContract(routes, events) };
  return made.contract;
}

/** A validator is compiled when it is first needed. */
function createContract(routes: readonly string[], events: readonly string[]): Contract {
  const slice = loadSlice(routes, events);
  // ajv-formats is CommonJS: its types give the module for the function.
  const addFormats = addFormatsModule as unknown as (ajv: Ajv) => Ajv;
  const ajv = addFormats(new Ajv({ strict: false, allErrors: true, inlineRefs: false }));
  for (const [name, schema] of Object.entries(slice.shared)) ajv.addSchema(schema, name);
  const converting = addFormats(new Ajv({ strict: false, allErrors: true, coerceTypes: true }));
  const compiled = new Map<string, ValidateFunction>();
  const problems = (from: Ajv, key: string, schema: Schema, value: unknown, limits: boolean): string[] => {
    let validate = compiled.get(key);
    if (!validate) {
      validate = from.compile(schema);
      compiled.set(key, validate);
    }
    if (validate(value)) return [];
    const errors = validate.errors ?? [];
    if (!limits && errors.every((error) => limitKeywords.has(error.keyword))) return [];
    return errors.slice(0, 5).map((error) => `${error.instancePath || '/'} ${error.message}`);
  };

  return {
    request(route, { params, query, body }) {
      const operation = slice.routes[route]!;
      const found: string[] = [];
      for (const [place, given] of [
        ['path', params],
        ['query', Object.fromEntries(query)],
      ] as const) {
        const schema = parametersSchema(operation, place);
        found.push(
          ...problems(converting, `${place} ${route}`, schema, { ...given }, true).map((it) => `${place} ${it}`),
        );
      }
      if (operation.request === null) return found;
      found.push(...problems(ajv, `body ${route}`, operation.request, body ?? {}, false).map((it) => `body ${it}`));
      found.push(...unknownNames(operation.request, body));
      return found;
    },
    response(route, status, body) {
      const operation = slice.routes[route]!;
      const schema = operation.responses[status] ?? (status >= 300 ? errorSchema : null);
      if (schema === null) return [`${status} is no answer of this route`];
      return problems(ajv, `${status} ${route}`, schema, body, true);
    },
    webhook(event, payload) {
      const schema = slice.webhooks[event];
      if (!schema) return ['no such event'];
      return problems(ajv, `event ${event}`, schema, payload, true);
    },
  };
}

function parametersSchema(operation: Operation, place: 'path' | 'query'): Schema {
  const parameters = operation.parameters.filter((parameter) => parameter.in === place);
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

/** GitHub ignores names that it does not know. We do not: they are misspelt. */
function unknownNames(schema: Schema, body: unknown): string[] {
  const known = schema.properties as Record<string, Schema> | undefined;
  if (!known || typeof body !== 'object' || body === null) return [];
  return Object.keys(body)
    .filter((name) => !(name in known))
    .map((name) => `body has the unknown name ${name}`);
}

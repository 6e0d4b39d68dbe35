import type { Caller } from './auth.ts';
import type { Fake } from './fake.ts';
import { type Answer, problem, Refusal } from './http.ts';
import { spend } from './rate-limit.ts';
import { appRoutes } from './rest/app.ts';
import { checkRunRoutes } from './rest/check-runs.ts';
import { deliveryRoutes } from './rest/deliveries.ts';
import { issueRoutes } from './rest/issues.ts';
import { pullRoutes } from './rest/pulls.ts';
import { rateLimitRoutes } from './rest/rate-limit.ts';
import { repositoryRoutes } from './rest/repositories.ts';
import type { Route } from './rest/route.ts';
import { fullName } from './state.ts';

const routes: Route[] = [
  ...appRoutes,
  ...repositoryRoutes,
  ...pullRoutes,
  ...checkRunRoutes,
  ...issueRoutes,
  ...deliveryRoutes,
  ...rateLimitRoutes,
];

/** Names of all served routes. */
export const routeKeys: readonly string[] = routes.map(({ key }) => key);

const patterns = routes.map((route) => {
  const [method, path] = route.key.split(' ') as [string, string];
  return { route, method, pattern: new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`) };
});

/** A REST request that has, or has not, found its route. */
export interface Found {
  route: Route | null;
  params: Record<string, string>;
  method: string;
  /** Path below the API's root, by name also where the request had the repository's id. */
  path: string;
  query: URLSearchParams;
}

/** Finds the route of a path below the API's root. */
export function findRoute(fake: Fake, method: string, asked: string, query: URLSearchParams): Found {
  const path = byName(fake, asked);
  for (const { route, method: served, pattern } of patterns) {
    const match = served === method ? pattern.exec(path) : null;
    if (!match) continue;
    const params = Object.fromEntries(
      Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
    return { route, params, method, path, query };
  }
  return { route: null, params: {}, method, path, query };
}

/** `/repositories/{id}/…` is not described, but GitHub redirects and pages to it. */
function byName(fake: Fake, path: string): string {
  const found = /^\/repositories\/(\d+)(\/.*)?$/.exec(path);
  const repository = fake.state.repositories.get(Number(found?.[1]));
  return repository ? `/repos/${fullName(repository)}${found![2] ?? ''}` : path;
}

/** Answers a REST request. What the contract does not allow is recorded, and answered with 500. */
export async function answerRest(fake: Fake, found: Found, caller: Caller, bytes: Buffer): Promise<Answer> {
  const { route, params, method, path, query } = found;
  if (route === null) {
    fake.violations.push({ kind: 'route', where: `${method} ${path}`, problems: ['the fake does not serve this'] });
    return problem(404, 'Not Found');
  }
  let body: unknown;
  try {
    body = bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined;
  } catch {
    return problem(400, 'Problems parsing JSON');
  }
  const unpaid = route.key === 'GET /rate_limit' ? null : spend(fake, caller);
  if (unpaid) return unpaid;
  const wrong = fake.contract?.request(route.key, { params, query, body }) ?? [];
  if (wrong.length > 0) return violated(fake, 'request', route.key, wrong);
  const answer = await answerOf(() => route.handle({ fake, caller, method, path, params, query, body }));
  const odd = fake.contract?.response(route.key, answer.status, answer.body) ?? [];
  return odd.length > 0 ? violated(fake, 'response', route.key, odd) : answer;
}

/** The answer of a handler, also where it refuses. */
export async function answerOf(handle: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await handle();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

function violated(fake: Fake, kind: 'request' | 'response', where: string, problems: string[]): Answer {
  fake.violations.push({ kind, where, problems });
  return problem(500, `The fake GitHub found a violation of the contract: ${problems.join('; ')}`);
}

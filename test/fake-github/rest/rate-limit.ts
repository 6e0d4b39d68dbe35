import type { Answer } from '../http.ts';
import { refusal } from '../http.ts';
import { payerOf, rateLimitOf } from '../rate-limit.ts';
import type { Call, Route } from './route.ts';

/** The caller's budget. Asking for it costs nothing. */
export const rateLimitRoutes: Route[] = [{ key: 'GET /rate_limit', handle: getRateLimit }];

function getRateLimit(call: Call): Answer {
  const payer = payerOf(call.caller);
  if (call.caller.kind === 'nobody' && call.caller.message === 'Bad credentials') throw refusal(401, 'Bad credentials');
  const { limit, remaining, resetAt } = payer === null ? anonymous() : rateLimitOf(call.fake, payer);
  const core = { limit, remaining, reset: resetAt, used: limit - remaining };
  const search = { limit: 30, remaining: 30, reset: Math.floor(Date.now() / 1_000) + 60, used: 0 };
  const graphql = { limit: 5_000, remaining: 5_000, reset: resetAt, used: 0 };
  return { status: 200, body: { resources: { core, search, graphql }, rate: core } };
}

function anonymous() {
  return { limit: 60, remaining: 60, resetAt: Math.floor(Date.now() / 1_000) + 3_600 };
}

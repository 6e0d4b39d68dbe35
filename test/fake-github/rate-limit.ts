import type { Caller } from './auth.ts';
import type { Fake } from './fake.ts';
import { type Answer, problem } from './http.ts';
import type { RateLimit } from './state.ts';

/** The caller's budget of this hour, as new when the hour is over. */
export function rateLimitOf(fake: Fake, who: number | 'app'): RateLimit {
  const now = Math.floor(Date.now() / 1_000);
  const known = fake.state.rateLimits.get(who);
  if (known && known.resetAt > now) return known;
  const limit = known?.limit ?? 5_000;
  const fresh = { limit, remaining: limit, resetAt: now + 3_600 };
  fake.state.rateLimits.set(who, fresh);
  return fresh;
}

/** Whose budget a caller spends. Who is not authenticated has a small one of their own that is not counted. */
export function payerOf(caller: Caller): number | 'app' | null {
  if (caller.kind === 'app') return 'app';
  return caller.kind === 'installation' ? caller.token.installationId : null;
}

/** Takes one request from the budget. Answers with GitHub's refusal when none is left. */
export function spend(fake: Fake, caller: Caller): Answer | null {
  const payer = payerOf(caller);
  if (payer === null) return null;
  const budget = rateLimitOf(fake, payer);
  if (budget.remaining === 0) return primaryLimitAnswer(budget.resetAt, payer);
  budget.remaining -= 1;
  return null;
}

/** The answer of the primary limit. `resetAt` is in seconds since 1970. */
export function primaryLimitAnswer(resetAt: number, payer: number | 'app' | null): Answer {
  const answer = problem(403, `API rate limit exceeded for installation ID ${payer ?? 'unknown'}.`);
  return { ...answer, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(resetAt) } };
}

/** The `x-ratelimit-*` headers of an answer to this caller. */
export function rateLimitHeaders(fake: Fake, caller: Caller): Record<string, string> {
  const payer = payerOf(caller);
  const budget =
    payer === null
      ? { limit: 60, remaining: 59, resetAt: Math.floor(Date.now() / 1_000) + 3_600 }
      : rateLimitOf(fake, payer);
  return {
    'x-ratelimit-limit': String(budget.limit),
    'x-ratelimit-remaining': String(budget.remaining),
    'x-ratelimit-reset': String(budget.resetAt),
    'x-ratelimit-used': String(budget.limit - budget.remaining),
    'x-ratelimit-resource': 'core',
  };
}

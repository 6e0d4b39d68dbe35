import { RequestError } from '@octokit/request-error';

/** GitHub's answer to a request, as far as a task must tell one failure from another. */
export class GitHubError extends Error {
  override name = this.constructor.name;
}

/** GitHub answers nothing before `resetAt`: the task runs again then, and asks nothing until then. */
export class RateLimited extends GitHubError {
  readonly resetAt: Date;
  constructor(resetAt: Date) {
    super(`rate limited until ${resetAt.toISOString()}`);
    this.resetAt = resetAt;
  }
}

/** The account has suspended the installation: work for it pauses. */
export class Suspended extends GitHubError {}

/** It is not there, or not for this installation any more. */
export class Gone extends GitHubError {}

/** It is not there any more, for good: an issue that was deleted, issues that are switched off. */
export class Ended extends Gone {}

/** The repository has another name now; what is known of the installation is stale. */
export class Moved extends GitHubError {}

/** The installation lacks a permission. */
export class Forbidden extends GitHubError {}

/** GitHub did not answer, or answered with an error of its own: worth another attempt. */
export class Unreachable extends GitHubError {}

/** GitHub did not take our credentials, also not fresh ones. */
export class Unauthorized extends GitHubError {}

/** A secondary limit that does not say how long it lasts. */
const unknownPauseSeconds = 60;

/**
 * The failure of a request as one of the errors above; what is none of them (422: a defect of ours) comes back as it is,
 * without the request, whose headers hold a token.
 */
export function typedError(error: unknown, now: number): Error {
  if (error instanceof GitHubError) return error;
  if (!(error instanceof RequestError)) return new Unreachable(reasonOf(error));
  const { status, message } = error;
  const at = `${error.request.method} ${pathOf(error.request.url)}`;
  const headers = error.response?.headers ?? {};
  if (status === 403 || status === 429) {
    const limited = limitOf(headers, message, now);
    if (limited) return limited;
    if (/suspended/i.test(message)) return new Suspended(`${at}: ${message}`);
    return new Forbidden(`${at}: ${message}`);
  }
  if (status === 401) return new Unauthorized(`${at}: ${message}`);
  if (status === 410) return new Ended(`${at}: ${message}`);
  if (status === 404) return new Gone(`${at}: ${message}`);
  // fetch's own failures come as 500 without a response.
  if (status >= 500 || !error.response) return new Unreachable(`${at}: ${message} (${status})`);
  return new Error(`${at}: ${message}`);
}

/** The order is GitHub's: retry-after, then the reset of an empty budget, then a minute. */
function limitOf(
  headers: Record<string, string | number | undefined>,
  message: string,
  now: number,
): RateLimited | null {
  const after = Number(headers['retry-after']);
  if (headers['retry-after'] !== undefined && after >= 0) return new RateLimited(new Date(now + (after + 1) * 1_000));
  if (String(headers['x-ratelimit-remaining']) === '0') {
    const reset = Number(headers['x-ratelimit-reset']) * 1_000;
    return new RateLimited(new Date(Math.max(reset, now) + 1_000));
  }
  return /rate limit/i.test(message) ? new RateLimited(new Date(now + unknownPauseSeconds * 1_000)) : null;
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error && cause.message ? `${message}: ${cause.message}` : String(message);
}

function pathOf(url: string): string {
  return URL.parse(url)?.pathname ?? url;
}

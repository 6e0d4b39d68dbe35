import { type Caller, requireAccess, requireInstallation } from '../auth.ts';
import { apiUrl, type Fake } from '../fake.ts';
import { type Answer, Refusal, refusal } from '../http.ts';
import { findRepository, type Repository } from '../state.ts';

/** A request that has found its route. */
export interface Call {
  fake: Fake;
  caller: Caller;
  method: string;
  /** Path below the API's root, still encoded. */
  path: string;
  /** Decoded parts of the path by their names in the route. */
  params: Record<string, string>;
  query: URLSearchParams;
  /** Parsed JSON; undefined when nothing was sent. */
  body: unknown;
}

/** One served route. `key` is its name in GitHub's description, such as `GET /repos/{owner}/{repo}`. */
export interface Route {
  key: string;
  handle(call: Call): Answer | Promise<Answer>;
}

/**
 * The repository that the path names, when the caller may do this there. Throws GitHub's answer otherwise: 401, 403,
 * 404, or a redirect to the address by id when the repository has another name now.
 */
export function repositoryOf(call: Call, permission: string, level: 'read' | 'write' = 'read'): Repository {
  const { fake, params } = call;
  requireInstallation(call.caller);
  const found = findRepository(fake.state, `${params.owner}/${params.repo}`);
  if (!found) throw refusal(404, 'Not Found');
  requireAccess(call.caller, found.repository, permission, level);
  if (found.moved) throw moved(call, found.repository);
  return found.repository;
}

function moved(call: Call, repository: Repository): Refusal {
  const rest = call.path.split('/').slice(4).join('/');
  const query = call.query.size > 0 ? `?${call.query}` : '';
  const location = `${repositoryPagesUrl(call.fake, repository)}${rest ? `/${rest}` : ''}${query}`;
  const [status, message] = call.method === 'GET' ? [301, 'Moved Permanently'] : [307, 'Temporary Redirect'];
  const body = { message, url: location, documentation_url: 'https://docs.github.com/rest/guides/best-practices' };
  return new Refusal({ status: status as number, body, headers: { location } });
}

/** Root of a repository by its id: what redirects and Link headers point to. */
export function repositoryPagesUrl(fake: Fake, repository: Repository): string {
  return `${apiUrl(fake)}/repositories/${repository.id}`;
}

import { newToken, requireApp, requireInstallation } from '../auth.ts';
import { appBody, installationBody } from '../bodies/app.ts';
import { repositoryBody } from '../bodies/repository.ts';
import { apiUrl } from '../fake.ts';
import { type Answer, paged, refusal } from '../http.ts';
import { covers, type Installation, type Permissions, repositoriesOf, timestamp } from '../state.ts';
import type { Call, Route } from './route.ts';

/** The app and its installations. */
export const appRoutes: Route[] = [
  { key: 'GET /app', handle: getApp },
  { key: 'GET /app/installations', handle: listInstallations },
  { key: 'GET /app/installations/{installation_id}', handle: getInstallation },
  { key: 'POST /app/installations/{installation_id}/access_tokens', handle: createToken },
  { key: 'GET /installation/repositories', handle: listRepositories },
];

function getApp(call: Call): Answer {
  requireApp(call.caller);
  return { status: 200, body: appBody(call.fake, true) };
}

function listInstallations(call: Call): Answer {
  requireApp(call.caller);
  const all = [...call.fake.state.installations.values()];
  const { items, headers } = paged(all, call.query, `${apiUrl(call.fake)}/app/installations`);
  return { status: 200, body: items.map((item) => installationBody(call.fake, item)), headers };
}

function getInstallation(call: Call): Answer {
  requireApp(call.caller);
  return { status: 200, body: installationBody(call.fake, named(call)) };
}

function named(call: Call): Installation {
  const installation = call.fake.state.installations.get(Number(call.params.installation_id));
  if (!installation) throw refusal(404, 'Not Found');
  return installation;
}

/** What may be asked of a new token. */
interface TokenRequest {
  permissions?: Permissions;
  repositories?: string[];
  repository_ids?: number[];
}

function createToken(call: Call): Answer {
  requireApp(call.caller);
  const { fake } = call;
  const installation = named(call);
  if (installation.suspended) throw refusal(403, 'This installation has been suspended');
  const wanted = (call.body ?? {}) as TokenRequest;
  const permissions = wanted.permissions ?? installation.permissions;
  for (const [name, level] of Object.entries(permissions)) {
    const granted = installation.permissions[name];
    if (!granted || (level === 'write' && granted !== 'write'))
      throw refusal(422, 'The permissions requested are not granted to this installation.');
  }
  const repositories = narrowed(call, installation, wanted);
  const token = newToken(fake);
  const expiresAt = Date.now() + fake.tokenLifetime * 1_000;
  const repositoryIds = repositories && new Set(repositories.map((repository) => repository.id));
  const all = { metadata: 'read' as const, ...permissions };
  fake.state.tokens.set(token, { installationId: installation.id, expiresAt, permissions: all, repositoryIds });
  const body = {
    token,
    expires_at: timestamp(new Date(expiresAt)),
    permissions: all,
    repository_selection: repositories ? 'selected' : installation.selection,
    ...(repositories ? { repositories: repositories.map((repository) => repositoryBody(fake, repository)) } : {}),
  };
  return { status: 201, body };
}

function narrowed(call: Call, installation: Installation, wanted: TokenRequest) {
  if (!wanted.repositories && !wanted.repository_ids) return null;
  const all = repositoriesOf(call.fake.state, installation);
  const byName = (wanted.repositories ?? []).map((name) => all.find((repository) => repository.name === name));
  const byId = (wanted.repository_ids ?? []).map((id) => call.fake.state.repositories.get(id));
  return [...byName, ...byId].map((repository) => {
    if (repository && covers(installation, repository)) return repository;
    throw refusal(
      422,
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    );
  });
}

function listRepositories(call: Call): Answer {
  const { installation, token } = requireInstallation(call.caller);
  const all = repositoriesOf(call.fake.state, installation).filter(
    (repository) => token.repositoryIds === null || token.repositoryIds.has(repository.id),
  );
  const { items, headers } = paged(all, call.query, `${apiUrl(call.fake)}/installation/repositories`);
  const body = {
    total_count: all.length,
    repository_selection: installation.selection,
    repositories: items.map((repository) => repositoryBody(call.fake, repository)),
  };
  return { status: 200, body, headers };
}

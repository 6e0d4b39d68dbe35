import { apiUrl, type Fake, nodeId } from '../fake.ts';
import { account, type Installation } from '../state.ts';
import { accountBody } from './account.ts';

/** Events that the app subscribes to, by the permission that each needs. */
export const eventPermissions: Record<string, string> = {
  push: 'contents',
  pull_request: 'pull_requests',
  check_run: 'checks',
  check_suite: 'checks',
  merge_group: 'merge_queues',
  repository: 'metadata',
};

/** An `integration`: the app. `counted` adds `installations_count`, which only GET /app has. */
export function appBody(fake: Fake, counted = false): Record<string, unknown> {
  return {
    id: fake.app.id,
    slug: fake.app.slug,
    node_id: nodeId('A', fake.app.id),
    client_id: `Iv23li${String(fake.app.id).padStart(14, '0')}`,
    owner: accountBody(fake, account(fake.state, 'touchstone-owner', 'Organization')),
    name: fake.app.name,
    description: '',
    external_url: 'https://touchstone.example',
    html_url: `${fake.url}/apps/${fake.app.slug}`,
    created_at: fake.app.createdAt,
    updated_at: fake.app.createdAt,
    permissions: {
      checks: 'write',
      contents: 'read',
      issues: 'write',
      merge_queues: 'read',
      metadata: 'read',
      pull_requests: 'read',
    },
    events: Object.keys(eventPermissions),
    ...(counted ? { installations_count: fake.state.installations.size } : {}),
  };
}

/** An `installation`. */
export function installationBody(fake: Fake, installation: Installation): Record<string, unknown> {
  const { account: owner, permissions, suspended } = installation;
  const settings = owner.type === 'Organization' ? `/organizations/${owner.login}/settings` : '/settings';
  return {
    id: installation.id,
    client_id: `Iv23li${String(fake.app.id).padStart(14, '0')}`,
    account: accountBody(fake, owner),
    repository_selection: installation.selection,
    access_tokens_url: `${apiUrl(fake)}/app/installations/${installation.id}/access_tokens`,
    repositories_url: `${apiUrl(fake)}/installation/repositories`,
    html_url: `${fake.url}${settings}/installations/${installation.id}`,
    app_id: fake.app.id,
    app_slug: fake.app.slug,
    target_id: owner.id,
    target_type: owner.type,
    permissions,
    events: Object.keys(eventPermissions).filter((event) => permissions[eventPermissions[event]!]),
    created_at: installation.createdAt,
    updated_at: installation.updatedAt,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: suspended ? accountBody(fake, suspended.by) : null,
    suspended_at: suspended?.at ?? null,
  };
}

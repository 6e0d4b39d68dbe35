import { apiUrl, type Fake, nodeId } from '../fake.ts';
import type { Account } from '../state.ts';

/** A `simple-user`. */
export function accountBody(fake: Fake, account: Account): Record<string, unknown> {
  const login = encodeURIComponent(account.login);
  const url = `${apiUrl(fake)}/users/${login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(account.type === 'Organization' ? 'O' : 'U', account.id),
    avatar_url: `${fake.url}/avatars/u/${account.id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `${fake.url}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    site_admin: false,
    user_view_type: 'public',
  };
}

/** What a webhook says of an organization; null for a user's own account. */
export function organizationBody(fake: Fake, account: Account): Record<string, unknown> | null {
  if (account.type !== 'Organization') return null;
  const url = `${apiUrl(fake)}/orgs/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId('O', account.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${fake.url}/avatars/u/${account.id}?v=4`,
    description: null,
  };
}

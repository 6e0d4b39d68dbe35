import { type Fake, nodeId } from '../fake.ts';
import { fullName, type Issue } from '../state.ts';
import { accountBody } from './account.ts';
import { appBody } from './app.ts';
import { repositoryUrl } from './repository.ts';

/** An `issue` as GitHub answers. */
export interface IssueBody {
  id: number;
  number: number;
  title: string;
  body: string | null;
  state: Issue['state'];
  [more: string]: unknown;
}

/** The body of an issue. */
export function issueBody(fake: Fake, issue: Issue): IssueBody {
  const url = `${repositoryUrl(fake, issue.repository)}/issues/${issue.number}`;
  return {
    id: issue.id,
    node_id: nodeId('I', issue.id),
    url,
    repository_url: repositoryUrl(fake, issue.repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${fake.url}/${fullName(issue.repository)}/issues/${issue.number}`,
    number: issue.number,
    state: issue.state,
    state_reason: issue.state === 'closed' ? 'completed' : null,
    title: issue.title,
    body: issue.body,
    user: accountBody(fake, issue.user),
    labels: [],
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    comments: 0,
    closed_at: issue.closedAt,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    author_association: 'NONE',
    performed_via_github_app: issue.byApp ? appBody(fake) : null,
  };
}

import { issueBody } from '../bodies/issue.ts';
import { type Answer, paged, refusal } from '../http.ts';
import { account, type Issue, nextId, type Repository, timestamp } from '../state.ts';
import { type Call, type Route, repositoryOf, repositoryPagesUrl } from './route.ts';

/** Issues. The fake does not list pulls among them. */
export const issueRoutes: Route[] = [
  { key: 'GET /repos/{owner}/{repo}/issues', handle: listIssues },
  { key: 'POST /repos/{owner}/{repo}/issues', handle: createIssue },
  { key: 'GET /repos/{owner}/{repo}/issues/{issue_number}', handle: getIssue },
  { key: 'PATCH /repos/{owner}/{repo}/issues/{issue_number}', handle: updateIssue },
];

/** What an issue is written with, as far as the fake keeps it. */
interface IssueRequest {
  title?: string;
  body?: string | null;
  state?: Issue['state'];
}

function listIssues(call: Call): Answer {
  const repository = switchedOn(repositoryOf(call, 'issues'));
  const { query } = call;
  const [state, creator] = [query.get('state') ?? 'open', query.get('creator')?.toLowerCase()];
  const found = repository.issues
    .filter((issue) => !issue.deleted && (state === 'all' || issue.state === state))
    .filter((issue) => creator === undefined || issue.user.login.toLowerCase() === creator);
  // Newest first unless asked otherwise, as on GitHub.
  if (query.get('direction') !== 'asc') found.reverse();
  const { items, headers } = paged(found, query, `${repositoryPagesUrl(call.fake, repository)}/issues`);
  return { status: 200, body: items.map((issue) => issueBody(call.fake, issue)), headers };
}

function createIssue(call: Call): Answer {
  const { fake } = call;
  const repository = switchedOn(writable(repositoryOf(call, 'issues', 'write')));
  const request = limited(call);
  const time = timestamp();
  repository.lastNumber += 1;
  const issue: Issue = {
    id: nextId(fake.state, 'issue'),
    number: repository.lastNumber,
    repository,
    title: request.title ?? '',
    body: request.body ?? null,
    user: account(fake.state, `${fake.app.slug}[bot]`, 'Bot'),
    byApp: true,
    state: 'open',
    deleted: false,
    createdAt: time,
    updatedAt: time,
    closedAt: null,
  };
  repository.issues.push(issue);
  return { status: 201, body: issueBody(fake, issue) };
}

function getIssue(call: Call): Answer {
  const issue = named(call, switchedOn(repositoryOf(call, 'issues')));
  return { status: 200, body: issueBody(call.fake, issue) };
}

function updateIssue(call: Call): Answer {
  const issue = named(call, switchedOn(writable(repositoryOf(call, 'issues', 'write'))));
  const { title = issue.title, body = issue.body, state = issue.state } = limited(call);
  const updatedAt = timestamp();
  Object.assign(issue, { title, body, state, updatedAt, closedAt: state === 'open' ? null : updatedAt });
  return { status: 200, body: issueBody(call.fake, issue) };
}

function named(call: Call, repository: Repository): Issue {
  const issue = repository.issues.find(({ number }) => number === Number(call.params.issue_number));
  if (!issue) throw refusal(404, 'Not Found');
  if (issue.deleted) throw refusal(410, 'This issue was deleted');
  return issue;
}

function switchedOn(repository: Repository): Repository {
  if (!repository.hasIssues) throw refusal(410, 'Issues are disabled for this repo');
  return repository;
}

function writable(repository: Repository): Repository {
  if (repository.archived) throw refusal(403, 'Repository was archived so is read-only.');
  return repository;
}

function limited(call: Call): IssueRequest {
  const request = (call.body ?? {}) as IssueRequest;
  for (const [field, most] of [
    ['title', 256],
    ['body', 65_536],
  ] as const) {
    const size = [...(request[field] ?? '')].length;
    if (size <= most) continue;
    const message = `${field} is too long (maximum is ${most} characters)`;
    throw refusal(422, 'Validation Failed', [{ resource: 'Issue', code: 'custom', field, message }]);
  }
  return request;
}

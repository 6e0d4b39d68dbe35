import { type IssueBody, issueBody } from '../bodies/issue.ts';
import type { Fake } from '../fake.ts';
import { account, type Issue, nextId, timestamp } from '../state.ts';
import { issueByNumber, repositoryByName } from './find.ts';

/** Issues by people, and what people do with the app's. No events: the app subscribes to none. */

/** A person opens an issue. */
export function openIssue(
  fake: Fake,
  options: { repo: string; title: string; body?: string; user?: string },
): { number: number } {
  const repository = repositoryByName(fake, options.repo);
  repository.lastNumber += 1;
  const time = timestamp();
  const issue: Issue = {
    id: nextId(fake.state, 'issue'),
    number: repository.lastNumber,
    repository,
    title: options.title,
    body: options.body ?? null,
    user: account(fake.state, options.user ?? 'octocat'),
    byApp: false,
    state: 'open',
    deleted: false,
    createdAt: time,
    updatedAt: time,
    closedAt: null,
  };
  repository.issues.push(issue);
  return { number: issue.number };
}

/** An issue by its repository. */
interface IssueName {
  repo: string;
  number: number;
}

/** A person closes an issue. */
export function closeIssue(fake: Fake, { repo, number }: IssueName): void {
  const closedAt = timestamp();
  Object.assign(issueByNumber(fake, repo, number), { state: 'closed', closedAt, updatedAt: closedAt });
}

/** A person opens a closed issue again. */
export function reopenIssue(fake: Fake, { repo, number }: IssueName): void {
  Object.assign(issueByNumber(fake, repo, number), { state: 'open', closedAt: null, updatedAt: timestamp() });
}

/** A person deletes an issue: it is answered with 410 from now on. */
export function deleteIssue(fake: Fake, { repo, number }: IssueName): void {
  issueByNumber(fake, repo, number).deleted = true;
}

/** The issues of a repository that are there, oldest first, as GitHub answers. */
export function issues(fake: Fake, options: { repo: string }): IssueBody[] {
  const found = repositoryByName(fake, options.repo).issues;
  return found.filter(({ deleted }) => !deleted).map((issue) => issueBody(fake, issue));
}

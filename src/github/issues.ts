import type { Octokit } from '@octokit/rest';
import type { RepositoryName } from './check-runs.ts';
import { Ended, Gone, Moved } from './errors.ts';

/** An issue that is to be there. `key` is its identity, kept in the body where no reader sees it. */
export interface WantedIssue {
  key: string;
  title: string;
  /** GitHub-flavoured Markdown. */
  text: string;
}

/** What became of it. A closed one is left as it is; in a repository without issues there is none. */
export type Ensured =
  | { did: 'created' | 'edited' | 'nothing new' | 'left closed'; number: number }
  | { did: 'issues are switched off' };

interface FoundIssue {
  number: number;
  state: string;
  body?: string | null | undefined;
}

/**
 * Makes the one issue of this key say this: edits the one that is there (the known one, else the one of the app's own
 * making that has the key, left by an attempt whose answer was lost), else creates it. One that somebody closed stays
 * closed and as it is, and what somebody made of its title stays too. Running it again changes nothing. `login` tells the
 * app's own login. Gives up when `signal` is aborted.
 */
export async function ensureIssue(
  octokit: Octokit,
  at: RepositoryName,
  { key, title, text }: WantedIssue,
  known: { number: number | null; login: () => Promise<string>; signal: AbortSignal },
): Promise<Ensured> {
  const place = { owner: at.owner, repo: at.name, request: { signal: known.signal } };
  const body = `${markerOf(key)}\n${text}`;
  const remembered = await knownIssue(octokit, place, known.number);
  try {
    const issue = remembered ?? (await findIssue(octokit, place, key, known.login));
    if (issue) return await renew(octokit, place, issue, body);
    const { data } = await octokit.rest.issues.create({ ...place, title, body });
    return { did: 'created', number: data.number };
  } catch (error) {
    if (error instanceof Ended) return { did: 'issues are switched off' };
    throw error;
  }
}

async function renew(octokit: Octokit, place: Place, issue: FoundIssue, body: string): Promise<Ensured> {
  const { number } = issue;
  if (issue.state !== 'open') return { did: 'left closed', number };
  if (sameText(issue.body ?? '', body)) return { did: 'nothing new', number };
  await octokit.rest.issues.update({ ...place, issue_number: number, body });
  return { did: 'edited', number };
}

/** The name of an app's own account. */
export function loginOf(slug: string): string {
  return `${slug}[bot]`;
}

function markerOf(key: string): string {
  return `<!-- touchstone:${key} -->`;
}

interface Place {
  owner: string;
  repo: string;
  request: { signal: AbortSignal };
}

/** Null where it was deleted or transferred; where it is the repository that has gone or moved, the next request says so. */
async function knownIssue(octokit: Octokit, place: Place, number: number | null): Promise<FoundIssue | null> {
  if (number === null) return null;
  try {
    const { data } = await octokit.rest.issues.get({ ...place, issue_number: number });
    return data;
  } catch (error) {
    if (error instanceof Gone || error instanceof Moved) return null;
    throw error;
  }
}

/** The newest issue of the app's own making that has the key: what somebody else wrote is no issue of ours. */
async function findIssue(
  octokit: Octokit,
  place: Place,
  key: string,
  login: () => Promise<string>,
): Promise<FoundIssue | null> {
  const { data } = await octokit.rest.issues.listForRepo({
    ...place,
    creator: await login(),
    state: 'all',
    sort: 'created',
    direction: 'desc',
    per_page: 100,
  });
  return data.find((issue) => !issue.pull_request && issue.body?.startsWith(markerOf(key))) ?? null;
}

/** GitHub may give line ends and the end of a text back in its own way. */
function sameText(one: string, other: string): boolean {
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trim();
  return plain(one) === plain(other);
}

import type { Fake } from '../fake.ts';
import { findRepository, type Installation, type Issue, type Pull, type Repository } from '../state.ts';

/** The repository of this full name. Throws when there is none. */
export function repositoryByName(fake: Fake, name: string): Repository {
  const found = findRepository(fake.state, name);
  if (!found) throw new Error(`there is no repository ${name}`);
  return found.repository;
}

/** The pull of this number. Throws when there is none. */
export function pullByNumber(fake: Fake, repo: string, number: number): Pull {
  const pull = repositoryByName(fake, repo).pulls.find((candidate) => candidate.number === number);
  if (!pull) throw new Error(`there is no pull ${repo}#${number}`);
  return pull;
}

/** The issue of this number. Throws when there is none. */
export function issueByNumber(fake: Fake, repo: string, number: number): Issue {
  const issue = repositoryByName(fake, repo).issues.find((candidate) => candidate.number === number);
  if (!issue || issue.deleted) throw new Error(`there is no issue ${repo}#${number}`);
  return issue;
}

/** The installation of this id. Throws when there is none. */
export function installationById(fake: Fake, id: number): Installation {
  const installation = fake.state.installations.get(id);
  if (!installation) throw new Error(`there is no installation ${id}`);
  return installation;
}

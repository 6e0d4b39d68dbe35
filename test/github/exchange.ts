import { inspect } from 'node:util';
import type { Octokit } from '@octokit/rest';
import nock from 'nock';
import { expect, onTestFinished } from 'vitest';
import { type GitHub, openGitHub } from '../../src/github/client.ts';
import { newPrivateKey } from '../fake-github/server.ts';

/** The installation that the tests work as. */
export const installation = 5;
/** Where the tests' repository is. */
export const at = { owner: 'acme', name: 'shop' };
const key = { made: '' };

/**
 * GitHub as the app sees it, and its other side: each exchange is written down beforehand. At the end of the test every
 * one must have taken place, and nothing else may have been asked.
 */
export function exchange(): { github: GitHub; api: nock.Scope; gives(token: string): void } {
  key.made ||= newPrivateKey();
  nock.disableNetConnect();
  const api = nock('https://api.github.com');
  onTestFinished(() => {
    const missed = nock.pendingMocks();
    nock.cleanAll();
    nock.enableNetConnect();
    expect(missed, 'what was expected and not asked').toEqual([]);
  });
  const github = openGitHub({
    apiUrl: 'https://api.github.com',
    webUrl: 'https://github.com',
    appId: 7,
    privateKey: key.made,
  });
  return {
    github,
    api,
    gives(token) {
      const answer = { token, expires_at: '2999-01-01T00:00:00Z', permissions: { metadata: 'read' } };
      api.post(`/app/installations/${installation}/access_tokens`).reply(201, answer);
    },
  };
}

/** The error that a request ends with. It holds no token, however deep one looks. */
export async function failureOf(request: Promise<unknown>): Promise<Error> {
  const error = await request.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error(`it did not fail: ${error}`);
  expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/ghs_|PRIVATE KEY|eyJ/);
  return error;
}

/** One simple request, for what becomes of any. */
export function getRepository(octokit: Octokit) {
  return octokit.rest.repos.get({ owner: at.owner, repo: at.name });
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Forbidden, Gone, RateLimited, Suspended, Unauthorized, Unreachable } from '../../src/github/errors.ts';
import { listRepositories } from '../../src/github/installations.ts';
import { exchange, failureOf, getRepository, installation } from './exchange.ts';

const path = '/repos/acme/shop';
const now = Date.UTC(2026, 5, 1, 12);
const later = (seconds: number) => new Date(now + seconds * 1_000);

/** One request for the repository that is answered so; the error that it ends with. */
async function failureAt(status: number, body: object | string, headers: Record<string, string> = {}): Promise<Error> {
  const { github, api, gives } = exchange();
  gives('ghs_one');
  api.get(path).reply(status, body, headers);
  return await failureOf(getRepository(github.installation(installation)));
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now });
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a rate limit', () => {
  const limited = async (status: number, message: string, headers: Record<string, string>) => {
    const error = await failureAt(status, { message }, headers);
    expect(error).toBeInstanceOf(RateLimited);
    return (error as RateLimited).resetAt;
  };

  it.each([403, 429])('says at what time the next hour begins (%i)', async (status) => {
    const reset = String(now / 1_000 + 600);
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    expect(await limited(status, 'API rate limit exceeded', headers)).toEqual(later(601));
  });

  it('that is over already is waited for a second', async () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1_000 - 600) };
    expect(await limited(403, 'API rate limit exceeded', headers)).toEqual(later(1));
  });

  it.each([403, 429])(
    'on too many at once says how long to wait, whatever is left of the hour (%i)',
    async (status) => {
      const headers = { 'retry-after': '30', 'x-ratelimit-remaining': '4999', 'x-ratelimit-reset': '9999999999' };
      expect(await limited(status, 'You have exceeded a secondary rate limit.', headers)).toEqual(later(31));
    },
  );

  it('that does not say how long is waited for a minute', async () => {
    const headers = { 'x-ratelimit-remaining': '4999' };
    expect(await limited(403, 'You have exceeded a secondary rate limit.', headers)).toEqual(later(60));
  });

  it('holds also where a token is asked for', async () => {
    const { github, api } = exchange();
    api
      .post(`/app/installations/${installation}/access_tokens`)
      .reply(403, { message: 'API rate limit exceeded' }, { 'retry-after': '5' });
    expect(await failureOf(github.token(installation))).toMatchObject({ name: 'RateLimited', resetAt: later(6) });
  });
});

describe('credentials that are refused', () => {
  it('are fetched anew once, and the request goes on', async () => {
    const { github, api, gives } = exchange();
    gives('ghs_one');
    await github.token(installation);
    // A token of the first seconds is tried again as it is: not all of GitHub knows it yet.
    vi.setSystemTime(now + 60_000);
    gives('ghs_two');
    api.get(path).matchHeader('authorization', 'token ghs_one').reply(401, { message: 'Bad credentials' });
    const body = { id: 9, name: 'shop', private: true, default_branch: 'main', size: 1, owner: { login: 'acme' } };
    api.get(path).matchHeader('authorization', 'token ghs_two').reply(200, body);
    expect((await getRepository(github.installation(installation))).data).toMatchObject({ id: 9, private: true });
  });

  it('are not fetched a third time', async () => {
    const { github, api, gives } = exchange();
    gives('ghs_one');
    await github.token(installation);
    // A token of the first seconds is tried again as it is: not all of GitHub knows it yet.
    vi.setSystemTime(now + 60_000);
    gives('ghs_two');
    api
      .get(path)
      .times(3)
      .reply(() => {
        vi.setSystemTime(Date.now() + 60_000);
        return [401, { message: 'Bad credentials' }];
      });
    expect(await failureOf(getRepository(github.installation(installation)))).toBeInstanceOf(Unauthorized);
  });

  it('of the app itself are as they are', async () => {
    const { github, api } = exchange();
    const asked = `/app/installations/${installation}/access_tokens`;
    api.post(asked).times(2).reply(401, { message: 'A JSON web token could not be decoded' });
    expect(await failureOf(listRepositories(github.installation(installation)))).toBeInstanceOf(Unauthorized);
  });
});

describe('a failure', () => {
  it.each([
    [403, { message: 'This installation has been suspended' }, Suspended],
    [403, { message: 'Resource not accessible by integration' }, Forbidden],
    [404, { message: 'Not Found' }, Gone],
    [410, { message: 'Gone' }, Gone],
    [500, { message: 'Server Error' }, Unreachable],
    [502, '<html>Bad gateway</html>', Unreachable],
    [503, '', Unreachable],
    [200, '{"id": 9, "name": "sh', Unreachable],
    [200, '<html>Unicorn!</html>', Unreachable],
  ])('of status %i with %j', async (status, body, kind) => {
    const headers = {
      'content-type': typeof body === 'string' && body.startsWith('<') ? 'text/html' : 'application/json',
    };
    const error = await failureAt(status, body, headers);
    expect(error).toBeInstanceOf(kind);
    expect(error.message).toContain('/repos/acme/shop');
  });

  it('is a refusal of what we sent: a defect of ours, and no reason to try again', async () => {
    const error = await failureAt(422, { message: 'Invalid request.', errors: ['No more than 50 items are allowed'] });
    expect(error.constructor).toBe(Error);
    expect(error.message).toContain('GET /repos/acme/shop: Invalid request.');
    expect(error.message).toContain('No more than 50 items are allowed');
  });

  it('is the suspension that the token was refused for', async () => {
    const { github, api } = exchange();
    api
      .post(`/app/installations/${installation}/access_tokens`)
      .reply(403, { message: 'This installation has been suspended' });
    expect(await failureOf(getRepository(github.installation(installation)))).toBeInstanceOf(Suspended);
  });

  it('is no answer at all', async () => {
    const { github, api, gives } = exchange();
    gives('ghs_one');
    api.get(path).replyWithError(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
    expect(await failureOf(getRepository(github.installation(installation)))).toBeInstanceOf(Unreachable);
  });
});

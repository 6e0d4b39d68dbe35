import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { openGitHub } from '../../src/github/client.ts';
import { Moved, Unreachable } from '../../src/github/errors.ts';
import { newPrivateKey } from '../fake-github/server.ts';
import { getRepository } from './exchange.ts';

// Without nock, which has a way of its own with redirects and connections.

afterEach(() => {
  vi.restoreAllMocks();
});

/** GitHub at a port of this machine, which has given its token; `answer` is what it says of the repository. */
async function served(answer: (response: ServerResponse) => void): Promise<() => Promise<unknown>> {
  const paths: string[] = [];
  const server = createServer((incoming, response) => {
    paths.push(incoming.url ?? '');
    if (!incoming.url?.endsWith('/access_tokens')) return answer(response);
    const token = { token: 'ghs_one', expires_at: '2999-01-01T00:00:00Z', permissions: {} };
    response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(token));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const webUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const github = openGitHub({ apiUrl: `${webUrl}/api/v3`, webUrl, appId: 7, privateKey: newPrivateKey() });
  await github.token(5);
  return async () => {
    const error = await getRepository(github.installation(5)).catch((reason: unknown) => reason);
    expect(paths.slice(1), 'asked once, and nowhere else').toEqual(['/api/v3/repos/acme/shop']);
    return error;
  };
}

it.each([301, 302, 307, 308])('a token follows no redirect (%i)', async (status) => {
  const failure = await served((response) => {
    response.writeHead(status, { location: '/api/v3/repositories/9', 'content-type': 'application/json' }).end('{}');
  });
  expect(await failure()).toBeInstanceOf(Moved);
});

it.each([
  ['is cut off', (response: ServerResponse) => response.write('{"id": 9', () => response.destroy())],
  ['is none', (response: ServerResponse) => response.destroy()],
])('an answer that %s is no answer', async (_, answer) => {
  const failure = await served((response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    answer(response);
  });
  expect(await failure()).toBeInstanceOf(Unreachable);
});

it('an answer that does not come in time is not waited for', async () => {
  const late = new AbortController();
  const failure = await served(() => late.abort(new DOMException('aborted due to timeout', 'TimeoutError')));
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(late.signal);
  expect(await failure()).toBeInstanceOf(Unreachable);
  expect(timeout.mock.calls).toEqual([[15_000]]);
});

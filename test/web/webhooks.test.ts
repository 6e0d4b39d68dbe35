import { request } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import { largestBody } from '../../src/web/webhooks.ts';
import { headersOf, listen, post, secret } from './receiver.ts';

const previous = 'the secret of the webhook that was before';
const body = JSON.stringify({ zen: 'Keep it logically awesome.' });
const guid = headersOf(body)['x-github-delivery'];

describe('a webhook', () => {
  it('is accepted with the payload, the name and the guid that GitHub gave', async () => {
    const { url, taken, logged } = await listen();
    expect(await post(url, body)).toEqual({ status: 202, text: 'accepted\n' });
    expect(taken).toEqual([{ guid, name: 'ping', payload: JSON.parse(body) }]);
    expect(logged).toEqual([]);
  });

  it('is verified over its bytes, whatever they spell', async () => {
    const { url, taken } = await listen();
    const spaced = '{ "a" : "\\u0000 é 💥 \u2028" }\n';
    expect(await post(url, spaced)).toMatchObject({ status: 202 });
    expect(taken[0]?.payload).toEqual({ a: '\0 é 💥 \u2028' });
  });

  it.each([
    ['another secret', {}, 'some other secret of 32 characters'],
    ['another body', { 'x-hub-signature-256': headersOf('{}')['x-hub-signature-256'] }, secret],
    ['no signature', { 'x-hub-signature-256': undefined }, secret],
    ['a signature of another kind', { 'x-hub-signature-256': `sha1=${'0'.repeat(40)}` }, secret],
    ['an empty signature', { 'x-hub-signature-256': 'sha256=' }, secret],
  ])('with %s is refused', async (_, headers, by) => {
    const { url, taken } = await listen();
    const { status, text } = await post(url, body, headers, by);
    expect(status).toBe(401);
    expect(text).not.toContain(secret);
    expect(taken).toEqual([]);
  });

  it('is accepted by the present and the previous secret during a rotation, and by the present alone after it', async () => {
    const during = await listen({ secrets: [secret, previous] });
    expect(await post(during.url, body, {}, secret)).toMatchObject({ status: 202 });
    expect(await post(during.url, body, {}, previous)).toMatchObject({ status: 202 });
    expect(await post(during.url, body, {}, `${previous}!`)).toMatchObject({ status: 401 });
    const after = await listen();
    expect(await post(after.url, body, {}, previous)).toMatchObject({ status: 401 });
  });

  it.each(['', 'payload=%7B%7D', '[]', '"text"', 'null', '{"a":1', '{}{}'])(
    'whose body is %j is refused',
    async (text) => {
      const { url, taken } = await listen();
      expect(await post(url, text)).toMatchObject({ status: 400 });
      expect(taken).toEqual([]);
    },
  );

  it.each([
    ['X-GitHub-Delivery', { 'x-github-delivery': undefined }],
    ['X-GitHub-Delivery of a form of its own', { 'x-github-delivery': 'a b' }],
    ['X-GitHub-Event', { 'x-github-event': undefined }],
    ['X-GitHub-Event of a form of its own', { 'x-github-event': 'pull_request.opened' }],
  ])('without %s is refused', async (_, headers) => {
    const { url, taken } = await listen();
    expect(await post(url, body, headers)).toMatchObject({ status: 400 });
    expect(taken).toEqual([]);
  });
});

describe('what is too large', () => {
  const megabyte = Buffer.alloc(2 ** 20, 0x61);

  /** Bytes in buffers that something still holds. */
  function buffered(): number {
    setFlagsFromString('--expose-gc');
    runInNewContext('gc')();
    return process.memoryUsage().arrayBuffers;
  }

  /** Sends 30 MB and more, until the answer is there; its status and how much was written by then. */
  function flood(to: string, headers: Record<string, string>, most: number): Promise<{ status: number; sent: number }> {
    return new Promise((resolve, reject) => {
      const state = { sent: 0, over: false };
      const sending = request(to, { method: 'POST', headers: { ...headersOf(''), ...headers } }, (answer) => {
        state.over = true;
        answer.resume();
        resolve({ status: answer.statusCode ?? 0, sent: state.sent });
      });
      // Once it has answered, the server closes on whoever goes on sending.
      sending.on('error', (error) => (state.over ? undefined : reject(error)));
      const send = () => {
        while (!state.over && state.sent < most) {
          state.sent += megabyte.length;
          if (!sending.write(megabyte)) return;
        }
        if (!state.over) sending.end();
      };
      sending.on('drain', send);
      send();
    });
  }

  it('is refused by its announced length before any of it is read', async () => {
    const { url, taken } = await listen();
    const length = 30 * 2 ** 20;
    expect(await flood(url, { 'content-length': String(length) }, length)).toMatchObject({ status: 413 });
    expect(taken).toEqual([]);
  });

  it('is refused without an announced length once it is too large, and the rest is not kept', async () => {
    const { url, taken, logged } = await listen();
    const before = buffered();
    const { status, sent } = await flood(url, { 'transfer-encoding': 'chunked' }, 500 * 2 ** 20);
    expect(status).toBe(413);
    expect(sent, 'answered before all of it had come').toBeLessThan(500 * 2 ** 20);
    // What was on its way when it hung up goes with the sockets.
    await expect.poll(() => buffered() - before, { message: 'bytes kept' }).toBeLessThan(largestBody / 5);
    expect(taken).toEqual([]);
    expect(logged).toEqual([]);
  });

  it('is also what many senders without the secret send at once; GitHub is heard when they are gone', async () => {
    const { url, taken } = await listen();
    const held = 25 * 2 ** 20;
    const answers: number[] = [];
    const senders = Array.from({ length: 5 }, () => {
      const sending = request(
        url,
        { method: 'POST', headers: { ...headersOf(''), 'content-length': held + 1 } },
        (answer) => {
          answers.push(answer.statusCode ?? 0);
          answer.resume();
        },
      );
      sending.on('error', () => {});
      sending.write(Buffer.alloc(held, 0x61));
      return sending;
    });
    await expect.poll(() => answers, { timeout: 20_000 }).toEqual([503]);
    for (const sending of senders) sending.destroy();
    await expect.poll(async () => (await post(url, '{}')).status, { timeout: 20_000 }).toBe(202);
    expect(taken).toHaveLength(1);
  });

  it('is not what GitHub sends at most', async () => {
    const { url, taken } = await listen();
    const largest = JSON.stringify({ text: 'x'.repeat(25 * 2 ** 20 - 20) });
    expect(await post(url, largest)).toMatchObject({ status: 202 });
    expect(taken).toHaveLength(1);
  });
});

describe('what cannot be stored', () => {
  it('is answered with 503, and why stands in the log only', async () => {
    const { url, logged } = await listen({
      accept: async () => {
        throw new AggregateError([new Error('connect ECONNREFUSED db.internal:5432')], 'handlers');
      },
    });
    const answer = await post(url, body);
    expect(answer).toEqual({ status: 503, text: 'cannot be stored now\n' });
    expect(logged).toMatchObject([
      {
        msg: 'a webhook could not be stored',
        guid,
        event: 'ping',
        err: { message: 'connect ECONNREFUSED db.internal:5432' },
      },
    ]);
  });

  it('is answered with 503 when the database does not answer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const started = Promise.withResolvers<void>();
      const { url } = await listen({
        accept: () => {
          started.resolve();
          return new Promise(() => {});
        },
      });
      const answer = post(url, body);
      await started.promise;
      await vi.advanceTimersByTimeAsync(8_000);
      expect(await answer).toEqual({ status: 503, text: 'cannot be stored now\n' });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('the other addresses', () => {
  it('tell health and the definitions, and nothing else', async () => {
    const { origin } = await listen();
    const get = async (path: string) => {
      const answer = await fetch(`${origin}${path}`);
      return { status: answer.status, text: await answer.text() };
    };
    expect(await get('/healthz')).toEqual({ status: 200, text: 'ok\n' });
    expect(await get('/readyz')).toEqual({ status: 200, text: 'ok\n' });
    expect((await get('/measures')).text).toContain('change-risk');
    for (const path of ['/hook', '/../package.json', '/%2e%2e/etc/passwd', '/measures/'])
      expect(await get(path)).toEqual({ status: 404, text: 'not found\n' });
    expect((await post(`${origin}/measures`, body)).status).toBe(404);
  });

  it('says that it is not ready, and not why the database fails', async () => {
    const { origin } = await listen({ trouble: () => Promise.reject(new Error('password of postgres')) });
    const answer = await fetch(`${origin}/readyz`);
    expect([answer.status, await answer.text()]).toEqual([503, 'the database does not answer\n']);
  });
});

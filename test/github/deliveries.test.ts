import { describe, expect, it } from 'vitest';
import { listFailedDeliveries, redeliver } from '../../src/github/deliveries.ts';
import { exchange } from './exchange.ts';

const minute = (n: number) => new Date(Date.UTC(2026, 5, 1, 12, n)).toISOString();

/** Attempts as GitHub's log has them, newest first: guid, status, minute. */
function logOf(...attempts: [guid: string, status: number, at: number][]) {
  return attempts.map(([guid, status_code, at], index) => {
    return { id: 1_000 - index, guid, status_code, event: 'push', delivered_at: minute(at), redelivery: false };
  });
}

describe('listFailedDeliveries', () => {
  it('gives each guid that no attempt has brought, by its newest attempt, oldest first', async () => {
    const { github, api } = exchange();
    const log = logOf(
      ['late', 502, 50],
      ['mended', 202, 45],
      ['twice', 503, 40],
      ['good', 202, 35],
      ['mended', 504, 30],
      ['twice', 502, 20],
      ['refused', 401, 10],
    );
    api.get('/app/hook/deliveries').query({ per_page: '100' }).reply(200, log);
    expect(await listFailedDeliveries(github.app, new Date(minute(0)))).toEqual([
      { guid: 'refused', attemptId: 994, event: 'push' },
      { guid: 'twice', attemptId: 998, event: 'push' },
      { guid: 'late', attemptId: 1_000, event: 'push' },
    ]);
  });

  it('gives up what five attempts have not brought', async () => {
    const { github, api } = exchange();
    const attempts = (guid: string, times: number) =>
      Array.from({ length: times }, (_, n): [string, number, number] => [guid, 500, 50 - n]);
    const log = logOf(...attempts('hopeless', 6), ...attempts('hoped for', 5));
    api.get('/app/hook/deliveries').query({ per_page: '100' }).reply(200, log);
    const failed = await listFailedDeliveries(github.app, new Date(minute(0)));
    expect(failed.map(({ guid }) => guid)).toEqual(['hoped for']);
  });

  it('reads page after page back to the moment, and no further', async () => {
    const { github, api } = exchange();
    const next = (cursor: string) => ({
      link: `<https://api.github.com/app/hook/deliveries?per_page=100&cursor=${cursor}>; rel="next"`,
    });
    api
      .get('/app/hook/deliveries')
      .query({ per_page: '100' })
      .reply(200, logOf(['a', 500, 50]), next('v1'));
    api
      .get('/app/hook/deliveries')
      .query({ per_page: '100', cursor: 'v1' })
      .reply(200, logOf(['b', 500, 40], ['a', 200, 30], ['c', 500, 19]), next('v2'));
    const failed = await listFailedDeliveries(github.app, new Date(minute(20)));
    expect(failed.map(({ guid }) => guid)).toEqual(['c', 'b']);
  });

  it('finds nothing in an empty log', async () => {
    const { github, api } = exchange();
    api.get('/app/hook/deliveries').query({ per_page: '100' }).reply(200, []);
    expect(await listFailedDeliveries(github.app, new Date(0))).toEqual([]);
  });
});

it('asks for one attempt again', async () => {
  const { github, api } = exchange();
  api.post('/app/hook/deliveries/998/attempts').reply(202, {});
  await redeliver(github.app, 998);
});

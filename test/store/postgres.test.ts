import { describe, expect, inject, test } from 'vitest';
import { UserError } from '../../src/model.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { repositoryId } from '../../src/store/repositories.ts';
import { newPostgresDatabase } from './databases.ts';

async function problemOf(url: string): Promise<string> {
  const error = await openPostgres(url).catch((error) => error);
  expect(error).toBeInstanceOf(UserError);
  return error.message;
}

describe('PostgreSQL', () => {
  test('is brought up to date by many processes at once', async () => {
    const url = await newPostgresDatabase();
    const stores = await Promise.all(Array.from({ length: 6 }, () => openPostgres(url)));
    const ids = await Promise.all(stores.map((store) => repositoryId(store, '/a')));
    expect(new Set(ids).size).toBe(1);
    await Promise.all(stores.map((store) => store.close()));
  });

  test('is opened again with its rows', async () => {
    const url = await newPostgresDatabase();
    const ids: number[] = [];
    for (let time = 1; time <= 2; time++) {
      const store = await openPostgres(url);
      ids.push(await repositoryId(store, '/a'));
      await store.close();
    }
    expect(ids[0]).toBe(ids[1]);
  });

  test('problems name the database and never the password', async () => {
    const server = new URL(inject('postgres'));
    const wrong = new URL('/postgres', server);
    wrong.password = 's3cret%2F';
    expect(await problemOf(wrong.href)).toMatch(
      /127\.0\.0\.1:\d+\/postgres as postgres: password authentication failed/,
    );

    const missing = new URL('/missing', server);
    const problem = await problemOf(missing.href);
    expect(problem).toContain('does not exist');
    for (const text of [problem, await problemOf(wrong.href)]) expect(text).not.toMatch(/s3cret/);
    expect(problem).not.toContain(server.password);
  });

  test.each(['postgres://me:s3cret@127.0.0.1:1/db', 'postgres://me:s3cret@nowhere.invalid/db'])(
    'says that it does not answer at %s',
    async (url) => {
      const problem = await problemOf(url);
      expect(problem).toMatch(/ECONNREFUSED|ENOTFOUND|EAI_AGAIN/);
      expect(problem).not.toContain('s3cret');
    },
  );

  test.each(['', 'me:s3cret@host/db', 'mysql://me:s3cret@host/db', 'postgres://me:s3cret@host:port/db'])(
    'the URL %j is refused',
    async (url) => {
      const problem = await problemOf(url);
      expect(problem).toContain('not valid');
      expect(problem).not.toContain('s3cret');
    },
  );
});

import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readServerSettings, secretsOf, storage } from '../../src/commands/server-settings.ts';
import { UserError } from '../../src/model.ts';
import { temporaryDirectory } from '../repositories.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const secret = 'a-secret-of-the-webhook-0123456789';
const complete = { APP_ID: '42', PRIVATE_KEY: pkcs1, WEBHOOK_SECRET: secret, TOUCHSTONE_DATA: '/data' };
const read = (env: Record<string, string | undefined>, web = true) => readServerSettings(env, { web });

/** What the operator is told of these settings. */
function problemsOf(more: Record<string, string | undefined>, web = true): string[] {
  try {
    read({ ...complete, ...more }, web);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const [first, ...problems] = error.message.split('\n');
    expect(first).toBe('the settings are not complete; nothing was started');
    return problems;
  }
  return [];
}

describe('readServerSettings', () => {
  it('has defaults for all but the credentials', () => {
    expect(read(complete)).toEqual({
      github: { apiUrl: 'https://api.github.com', webUrl: 'https://github.com', appId: 42, privateKey: pkcs8 },
      webhook: { secrets: [secret], path: '/api/github/webhooks' },
      host: 'localhost',
      port: 3000,
      directory: '/data/app',
      databaseUrl: null,
      publicUrl: null,
      logLevel: 'info',
      mirrorMaxMegabytes: 5_000,
      mirrorUnusedDays: 30,
      graceDays: 30,
      trendMonths: 12,
      checkDeadlineSeconds: 480,
    });
  });

  it('names everything that is missing, at once', () => {
    const nothing = { APP_ID: undefined, PRIVATE_KEY: undefined, WEBHOOK_SECRET: undefined };
    const names = problemsOf(nothing).map((problem) => problem.split(':')[0]);
    expect(names).toEqual(['APP_ID', 'PRIVATE_KEY or PRIVATE_KEY_PATH', 'WEBHOOK_SECRET']);
    expect(problemsOf({ ...nothing, APP_ID: '' })).toHaveLength(3);
  });

  it.each([
    ['APP_ID', 'Iv23liabc'],
    ['APP_ID', '0'],
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '1e3'],
    ['TOUCHSTONE_MIRROR_MAX_MB', '1.5'],
    ['TOUCHSTONE_MIRROR_UNUSED_DAYS', '99999'],
    ['TOUCHSTONE_GRACE_DAYS', ' 3'],
    ['TOUCHSTONE_TREND_MONTHS', '121'],
    ['TOUCHSTONE_CHECK_DEADLINE_SECONDS', '0'],
  ])('says that %s=%s is no number that fits', (name, value) => {
    const [problem, ...more] = problemsOf({ [name]: value });
    expect(more).toEqual([]);
    expect(problem).toMatch(`${name}: expected a whole number from `);
    expect(problem).toContain(`found ${JSON.stringify(value)}`);
  });

  it.each([
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['WEBHOOK_PATH', { WEBHOOK_PATH: 'hooks' }],
    ['TOUCHSTONE_URL', { TOUCHSTONE_URL: 'touchstone.example.com' }],
    ['TOUCHSTONE_URL', { TOUCHSTONE_URL: 'javascript:alert(1)' }],
    ['TOUCHSTONE_URL', { TOUCHSTONE_URL: 'https://ada:sesame@touchstone.example.com' }],
    ['GHE_HOST, GHE_PROTOCOL', { GHE_HOST: 'https://github.example.com' }],
    ['GHE_HOST, GHE_PROTOCOL', { GHE_HOST: 'ada:sesame@github.example.com' }],
    ['GHE_HOST, GHE_PROTOCOL', { GHE_HOST: 'github.example.com', GHE_PROTOCOL: 'ftp' }],
    ['PRIVATE_KEY_PATH', { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: '/nowhere/key.pem' }],
    ['PRIVATE_KEY', { PRIVATE_KEY: 'sesame' }],
    ['PRIVATE_KEY', { PRIVATE_KEY: pkcs1.replace(/[A-Z]/, '!') }],
    ['PRIVATE_KEY', { PRIVATE_KEY: `-----BEGIN RSA PRIVATE KEY-----\nsesame\n-----END RSA PRIVATE KEY-----` }],
  ])('says what is wrong with %s, and not what it holds (%#)', (name, more) => {
    const problems = problemsOf(more);
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([name]);
    expect(problems.join()).not.toContain('sesame');
    expect(problems.join()).not.toContain(pkcs1.split('\n')[1]);
  });

  it.each(['WEBHOOK_SECRET', 'WEBHOOK_SECRET_PREVIOUS'])('refuses a short %s without showing it', (name) => {
    const short = 's'.repeat(31);
    const problems = problemsOf({ [name]: short });
    expect(problems).toEqual([expect.stringMatching(`^${name}: shorter than 32 characters; .*openssl rand -hex 32$`)]);
    expect(problems.join()).not.toContain(short);
    expect(problemsOf({ [name]: 's'.repeat(32) })).toEqual([]);
  });

  it('takes the secret of before beside the present one', () => {
    const previous = `${secret}-before`;
    expect(read({ ...complete, WEBHOOK_SECRET_PREVIOUS: previous }).webhook.secrets).toEqual([secret, previous]);
  });

  it('wants no secret of the webhook where no webhook is received', () => {
    expect(problemsOf({ WEBHOOK_SECRET: undefined }, false)).toEqual([]);
  });

  it('takes the key in any form in which GitHub or an environment hands it out', () => {
    const path = join(temporaryDirectory(), 'key.pem');
    writeFileSync(path, pkcs1);
    for (const env of [
      { PRIVATE_KEY: pkcs1 },
      { PRIVATE_KEY: pkcs8 },
      { PRIVATE_KEY: pkcs1.replaceAll('\n', '\\n') },
      { PRIVATE_KEY: Buffer.from(pkcs1).toString('base64') },
      { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: path },
    ]) {
      const { privateKey: found } = read({ ...complete, ...env }).github;
      expect(createPrivateKey(found).export({ type: 'pkcs1', format: 'pem' })).toBe(pkcs1);
    }
  });

  it('reaches GitHub Enterprise Server at its own addresses', () => {
    expect(read({ ...complete, GHE_HOST: 'github.example.com' }).github).toMatchObject({
      apiUrl: 'https://github.example.com/api/v3',
      webUrl: 'https://github.example.com',
    });
  });

  it('takes the public address without its last slash', () => {
    expect(read({ ...complete, TOUCHSTONE_URL: 'https://a.example/t/' }).publicUrl).toBe('https://a.example/t');
  });
});

describe('storage', () => {
  it('is in PostgreSQL where its address is given, and beside the other data otherwise', () => {
    expect(storage({ TOUCHSTONE_DATA: '/data', DATABASE_URL: 'postgres://db/x' })).toEqual({
      directory: '/data/app',
      databaseUrl: 'postgres://db/x',
    });
    expect(storage({ XDG_DATA_HOME: '/home/ada' }).databaseUrl).toBeNull();
  });
});

describe('secretsOf', () => {
  it('has all that must never be seen, as it is and as it is written', () => {
    const previous = `${secret}-before`;
    const env = { WEBHOOK_SECRET_PREVIOUS: previous, DATABASE_URL: 'postgres://ada:p%40ssword@db/x' };
    const secrets = secretsOf(read({ ...complete, ...env }));
    for (const each of [secret, previous, pkcs8, pkcs8.split('\n')[1], 'p%40ssword', 'p@ssword'])
      expect(secrets).toContain(each);
    expect(secrets.every((each) => each.length > 3)).toBe(true);
  });
});

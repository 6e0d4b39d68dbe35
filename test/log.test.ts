import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { pino } from 'pino';
import { describe, expect, it, vi } from 'vitest';
import { openLog, scrub } from '../src/log.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const locked = privateKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
const jwt = `eyJ${'hbGciOiJSUzI1NiJ9'}.eyJpYXQiOjE3ODAzMTUyMDB9.c2ln-bmF0_dXJl`;
const body = 'Aa0'.repeat(12);

describe('scrub', () => {
  it.each([
    ['a personal token', `ghp_${body}`],
    ['an OAuth token', `gho_${body}`],
    ['a user token', `ghu_${body}`],
    ['an installation token', `ghs_${body}`],
    ['a refresh token', `ghr_${body}`],
    ['a long installation token with dots', `ghs_42_${jwt}.${'x-_.'.repeat(80)}z`],
    ['a fine-grained token', `github_pat_11AAAAAAA0_${body}`],
    ['a JWT', jwt],
    ['a key', pem],
    ['a key of the older form', pkcs1],
    ['a key under a password', locked],
    ['half a key', pem.slice(0, 500)],
    ['the header of a request', `Authorization: Bearer ${body}`],
    ['the header of git', `Authorization: Basic ${Buffer.from(`x-access-token:${body}`).toString('base64')}`],
    ['the header that GitHub likes', `authorization: token ${body}`],
    ['an address with a password', `postgres://ada:${body}@db.example:5432/x`],
    ['an address with a token for a name', `https://x-access-token:ghs_${body}@github.com/acme/shop.git`],
  ])('takes %s out, also as JSON writes it', (_, secret) => {
    const parts = secret.split(/[\s.]+/).filter((part) => part.length >= 30 && !part.startsWith('-'));
    for (const text of [
      `before ${secret} after`,
      JSON.stringify({ msg: secret }),
      JSON.stringify(JSON.stringify(secret)),
    ]) {
      const scrubbed = scrub(text, []);
      for (const part of [secret, ...parts]) expect(scrubbed).not.toContain(part);
      expect(scrubbed).not.toContain(body);
    }
  });

  it('leaves what is around a secret', () => {
    expect(scrub(`git fetch https://x:${body}@github.com/acme/shop.git: gone`, [])).toBe(
      'git fetch https://x:[secret]@github.com/acme/shop.git: gone',
    );
    expect(scrub(`ghs_${body}, and more`, [])).toBe('[token], and more');
    expect(scrub(JSON.stringify({ key: pem, next: 'here' }), [])).toBe('{"key":"[private key]\\n","next":"here"}');
  });

  it('leaves a line JSON, also where a secret was cut off', () => {
    const line = {
      half: `${pem.slice(0, 300)}`,
      url: `https://x:${body}`,
      token: `\nghs_${body}\nBearer ${body}`,
      next: 'here',
    };
    const scrubbed = scrub(JSON.stringify(line), []);
    expect(JSON.parse(scrubbed)).toMatchObject({
      half: '[private key]',
      token: '\n[token]\nBearer [secret]',
      next: 'here',
    });
  });

  it('leaves a line without a secret as it is', () => {
    const line =
      '{"task":"score-pull","key":"9#3","head":"d378cb7f7","ms":12,"url":"http://127.0.0.1:3000/api","at":"2026-06-01T12:00:00.000Z"}';
    expect(scrub(line, ['another secret'])).toBe(line);
  });

  it('lets no secret through that it was told, wherever it stands', () => {
    const secret = fc.string({ minLength: 9, maxLength: 60, unit: 'binary' });
    const around = fc.string({ maxLength: 20 });
    fc.assert(
      fc.property(secret, around, around, (hidden, before, after) => {
        const plain = `${before}${hidden}${after}`;
        for (const text of [plain, JSON.stringify({ plain })]) expect(scrub(text, [hidden])).not.toContain(hidden);
        const { plain: read } = JSON.parse(scrub(JSON.stringify({ plain: hidden }), [hidden]));
        expect(read).toBe('[secret]');
      }),
    );
  });

  it('leaves no rest of a secret that begins as another does', () => {
    expect(scrub('is secret-one-two', ['secret-one', 'secret-one-two'])).toBe('is [secret]');
  });

  it('lets no token through, whatever is around it', () => {
    const letter = fc.constantFrom(...'abcXYZ0189_-.');
    const token = fc.tuple(
      fc.constantFrom('ghs_', 'ghp_', 'ghu_'),
      fc.array(letter, { minLength: 20, maxLength: 600 }),
    );
    const around = fc.constantFrom('', ' ', '"', '\\n', ':', '=', '/', '@', '\u001b[1m', '(', '%20');
    fc.assert(
      fc.property(token, around, around, ([prefix, letters], before, after) => {
        const text = letters.join('');
        expect(scrub(`${before}${prefix}${text}${after}`, [])).not.toContain(text.slice(0, 20));
      }),
    );
  });
});

describe('openLog', () => {
  it('writes one JSON line for each event, and of an error what is safe', () => {
    const lines: string[] = [];
    const log = openLog('info', ['sesame-sesame']);
    const stream = (log as unknown as Record<symbol, { write(line: string): void }>)[pino.symbols.streamSym]!;
    const kept = vi.spyOn(stream, 'write').mockImplementation((line) => void lines.push(line));
    try {
      const error = Object.assign(new Error(`401 for ghs_${body}`), { request: { headers: { authorization: body } } });
      log.warn({ err: error, nested: { deep: 'sesame-sesame' } }, 'it failed');
      log.debug('not at this level');
    } finally {
      kept.mockRestore();
    }
    expect(lines).toHaveLength(1);
    const line = JSON.parse(lines[0]!);
    expect(line).toMatchObject({ level: 'warn', msg: 'it failed', nested: { deep: '[secret]' } });
    expect(line.err).toEqual({ name: 'Error', message: '401 for [token]', stack: expect.any(String) });
    expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(lines[0]).not.toContain(body);
  });
});

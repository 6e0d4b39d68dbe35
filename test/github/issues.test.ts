import { describe, expect, it } from 'vitest';
import { ensureIssue, loginOf } from '../../src/github/issues.ts';
import { at, exchange, failureOf, installation } from './exchange.ts';

const issues = '/repos/acme/shop/issues';
const wanted = { key: 'hot-spots', title: 'A title', text: 'One line\n\nand another\n' };
const marker = '<!-- touchstone:hot-spots -->';
const body = `${marker}\n${wanted.text}`;
const query = { creator: 'touchstone[bot]', state: 'all', sort: 'created', direction: 'desc', per_page: '100' };
const known = {
  number: null as number | null,
  login: async () => loginOf('touchstone'),
  signal: new AbortController().signal,
};

function open() {
  const { github, api, gives } = exchange();
  gives('ghs_one');
  const octokit = github.installation(installation);
  return { api, ensure: (more: Partial<typeof known> = {}) => ensureIssue(octokit, at, wanted, { ...known, ...more }) };
}

describe('ensureIssue', () => {
  it('creates the issue where there is none', async () => {
    const { api, ensure } = open();
    api.get(issues).query(query).reply(200, []);
    api.post(issues, { title: 'A title', body }).reply(201, { number: 12 });
    expect(await ensure()).toEqual({ did: 'created', number: 12 });
  });

  it('edits the one that is known, and leaves its title to whoever changed it', async () => {
    const { api, ensure } = open();
    api.get(`${issues}/12`).reply(200, { number: 12, state: 'open', title: 'Our title', body: 'as it was' });
    api.patch(`${issues}/12`, { body }).reply(200, { number: 12 });
    expect(await ensure({ number: 12 })).toEqual({ did: 'edited', number: 12 });
  });

  it.each([body, body.replaceAll('\n', '\r\n'), body.trimEnd()])('does not touch one that says %j', async (same) => {
    const { api, ensure } = open();
    api.get(`${issues}/12`).reply(200, { number: 12, state: 'open', body: same });
    expect(await ensure({ number: 12 })).toEqual({ did: 'nothing new', number: 12 });
  });

  it('leaves a closed one closed, and as it is', async () => {
    const { api, ensure } = open();
    api.get(`${issues}/12`).reply(200, { number: 12, state: 'closed', body: 'as it was' });
    expect(await ensure({ number: 12 })).toEqual({ did: 'left closed', number: 12 });
  });

  it('finds the one that an attempt has made whose answer was lost: neither a pull nor one without the key', async () => {
    const { api, ensure } = open();
    const found = [
      { number: 15, state: 'open', body, pull_request: {} },
      { number: 14, state: 'open', body: `quoting: ${body}` },
      { number: 13, state: 'open', body: null },
      { number: 12, state: 'open', body: `${marker}\nas it was` },
    ];
    api.get(issues).query(query).reply(200, found);
    api.patch(`${issues}/12`, { body }).reply(200, { number: 12 });
    expect(await ensure()).toEqual({ did: 'edited', number: 12 });
  });

  it.each([
    ['deleted', 410, {}],
    ['not found', 404, {}],
    ['transferred', 301, { location: 'https://api.github.com/repositories/9/issues/1' }],
  ])('makes a new one where the known one is %s', async (_, status, headers) => {
    const { api, ensure } = open();
    api.get(`${issues}/12`).reply(status, { message: 'It is not here' }, headers);
    api.get(issues).query(query).reply(200, []);
    api.post(issues, { title: 'A title', body }).reply(201, { number: 13 });
    expect(await ensure({ number: 12 })).toEqual({ did: 'created', number: 13 });
  });

  it('takes issues that are switched off for what they are', async () => {
    const { api, ensure } = open();
    api.get(issues).query(query).reply(200, []);
    api.post(issues).reply(410, { message: 'Issues has been disabled in this repository.' });
    expect(await ensure()).toEqual({ did: 'issues are switched off' });
    const message = 'Issues are disabled for this repo';
    api.get(`${issues}/12`).reply(410, { message });
    api.get(issues).query(query).reply(410, { message });
    expect(await ensure({ number: 12 })).toEqual({ did: 'issues are switched off' });
  });

  it.each([
    ['Moved', 301, { location: 'https://api.github.com/repositories/1/issues' }],
    ['Gone', 404, {}],
    ['Forbidden', 403, {}],
    ['Unreachable', 502, {}],
  ])('creates none where it cannot find out: %s', async (name, status, headers) => {
    const { api, ensure } = open();
    api.get(issues).query(query).reply(status, { message: 'no' }, headers);
    expect((await failureOf(ensure())).name).toBe(name);
  });

  it('asks GitHub nothing any more when it is too late', async () => {
    const { api, ensure } = open();
    const late = new AbortController();
    api
      .get(issues)
      .query(query)
      .reply(() => {
        late.abort();
        return [200, []];
      });
    expect((await failureOf(ensure({ signal: late.signal }))).name).toBe('Unreachable');
  });
});

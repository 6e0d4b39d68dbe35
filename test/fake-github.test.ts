import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import { verify } from '@octokit/webhooks-methods';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createClient } from './fake-github/client.ts';
import { type FakeGitHub, newPrivateKey, startFakeGitHub } from './fake-github/server.ts';
import { addCommits, git, now, temporaryDirectory } from './repositories.ts';

let github: FakeGitHub;
let installation: number;
let source: string;

// Made once: each git costs some milliseconds. Tests add branches to it and leave main alone.
beforeAll(() => {
  source = mkdtempSync(join(tmpdir(), 'touchstone-test-'));
  git(source, 'init', '--quiet', '--bare', '--initial-branch=main');
  addCommits(source, [{ message: 'First', files: { 'a.txt': 'one\n', 'b.txt': 'b\n' } }]);
});

afterAll(() => {
  rmSync(source, { recursive: true, force: true });
});

beforeEach(async () => {
  github = await startFakeGitHub();
  await github.client.createRepository({ owner: 'acme', name: 'shop', gitDir: source });
  installation = (await github.client.installApp({ account: 'acme' })).id;
});

afterEach(async () => {
  await github.close();
});

/** Octokit as the app, or as its installation. */
function octokit(as: 'app' | number = installation, privateKey = github.app.privateKey): Octokit {
  const auth = { appId: github.app.id, privateKey };
  return new Octokit({
    baseUrl: `${github.url}/api/v3`,
    authStrategy: createAppAuth,
    auth: as === 'app' ? auth : { ...auth, installationId: as },
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  });
}

const repo = { owner: 'acme', repo: 'shop' };

const twoLines = { 'a.txt': 'one\ntwo\n' };

let commits = 0;

/** A commit on top of main, at a branch of its own. */
function commit(files: Record<string, string | null> = twoLines): { gitDir: string; ref: string } {
  commits += 1;
  const ref = `refs/heads/change-${commits}`;
  const changes = Object.entries(files).map(([path, content]) =>
    content === null ? `D ${path}\n` : `M 100644 inline ${path}\ndata ${content.length}\n${content}\n`,
  );
  const head = `commit ${ref}\ncommitter Ada <ada@example.com> ${now} +0000\ndata 6\nChange\nfrom refs/heads/main^0\n`;
  execFileSync('git', ['fast-import', '--quiet'], { cwd: source, input: head + changes.join('') });
  return { gitDir: source, ref };
}

/** Pushes a branch with one more commit than main, and opens a pull of it. */
async function openPull(files?: Record<string, string | null>, branch = 'topic') {
  await github.client.pushBranch({ repo: 'acme/shop', branch, from: commit(files) });
  return await github.client.openPull({ repo: 'acme/shop', head: branch, title: 'A change' });
}

/** A new token of the installation. */
async function newToken(id = installation): Promise<string> {
  const { data } = await octokit('app').rest.apps.createInstallationAccessToken({ installation_id: id });
  return data.token;
}

/** A request with a token, without all that octokit does. */
function api(path: string, token: string, init: { method?: string; body?: unknown } = {}): Promise<Response> {
  const { method = 'GET', body } = init;
  const headers = { authorization: `token ${token}` };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  return fetch(`${github.url}/api/v3${path}`, { method, headers, redirect: 'manual', ...sent });
}

/** Runs git with a token for the fake, given as the app gives it. Answers with the output; throws what git says. */
async function gitWith(token: string, ...args: string[]): Promise<string> {
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  const env = {
    PATH: process.env.PATH,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${github.url}/.extraHeader`,
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
  };
  const { stdout } = await promisify(execFile)('git', args, { env });
  return stdout.trim();
}

/** A receiver of webhooks; `got` is what came, in order. */
async function receiver() {
  const got: { event: string; guid: string; body: string; signature: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { headers } = request;
    got.push({
      event: String(headers['x-github-event']),
      guid: String(headers['x-github-delivery']),
      body,
      signature: String(headers['x-hub-signature-256']),
    });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  await github.client.setWebhook({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
  return got;
}

describe('REST', () => {
  afterEach(async () => {
    expect(await github.client.violations()).toEqual([]);
  });

  test('the app and its installations', async () => {
    const app = octokit('app');
    expect((await app.rest.apps.getAuthenticated()).data).toMatchObject({ id: github.app.id, installations_count: 1 });
    const listed = (await app.rest.apps.listInstallations()).data;
    expect(listed).toMatchObject([{ id: installation, account: { login: 'acme' } }]);
    const named = (await app.rest.apps.getInstallation({ installation_id: installation })).data;
    expect(named.repository_selection).toBe('all');
  });

  test('the repositories of an installation, in pages', async () => {
    await github.client.createRepository({ owner: 'acme', name: 'second' });
    await github.client.createRepository({ owner: 'other', name: 'third' });
    const kit = octokit();
    const repos = await kit.paginate(kit.rest.apps.listReposAccessibleToInstallation, { per_page: 1 });
    expect(repos.map((it) => it.full_name)).toEqual(['acme/shop', 'acme/second']);
    expect(await github.client.requestCounts()).toMatchObject({ 'GET /installation/repositories': 2 });
  });

  test('a repository, its branches and pulls', async () => {
    const { number, headSha } = await openPull({ 'a.txt': 'one\ntwo\n', 'b.txt': null, 'c.txt': 'b\n' });
    const kit = octokit();
    expect((await kit.rest.repos.get(repo)).data.id).toBeGreaterThan(2 ** 31);
    expect((await kit.rest.repos.getBranch({ ...repo, branch: 'topic' })).data.commit.sha).toBe(headSha);
    const pull = (await kit.rest.pulls.get({ ...repo, pull_number: number })).data;
    expect(pull).toMatchObject({ additions: 1, deletions: 0, changed_files: 2, commits: 1, mergeable: true });
    expect((await kit.rest.pulls.listFiles({ ...repo, pull_number: number })).data).toMatchObject([
      { filename: 'a.txt', status: 'modified', additions: 1, changes: 1 },
      { filename: 'c.txt', status: 'renamed', previous_filename: 'b.txt', changes: 0 },
    ]);
  });

  test('a pull of more files than GitHub lists', async () => {
    const names = [...Array(3_005).keys()].map((index) => `many/${index}.txt`);
    const { number } = await openPull(Object.fromEntries(names.map((name) => [name, 'x\n'])));
    const { pulls } = octokit().rest;
    const page = async (page: number) =>
      (await pulls.listFiles({ ...repo, pull_number: number, per_page: 100, page })).data.length;
    expect([await page(30), await page(31)]).toEqual([100, 0]);
    expect((await pulls.get({ ...repo, pull_number: number })).data.changed_files).toBe(3_005);
  });

  test('pulls by state, in pages that go on at the id of the repository', async () => {
    await openPull();
    await openPull(undefined, 'second');
    await openPull(undefined, 'third');
    await github.client.closePull({ repo: 'acme/shop', number: 2 });
    const kit = octokit();
    const numbers = async (options: object) =>
      (await kit.paginate(kit.rest.pulls.list, { ...repo, ...options, per_page: 1 })).map((pull) => pull.number);
    expect(await numbers({})).toEqual([3, 1]);
    expect(await numbers({ state: 'all', direction: 'asc' })).toEqual([1, 2, 3]);
    expect(await numbers({ state: 'all', head: 'acme:second' })).toEqual([2]);
    expect(await numbers({ state: 'closed', base: 'main', sort: 'updated', direction: 'desc' })).toEqual([2]);
    expect((await github.client.requests()).some((it) => it.path.includes('/repositories/300'))).toBe(true);
  });

  test('a check run from queued to completed', async () => {
    const { headSha } = await openPull();
    const { checks } = octokit().rest;
    const note = { path: 'a.txt', start_line: 1, end_line: 1, annotation_level: 'notice' as const, message: 'here' };
    const output = { title: 'T', summary: 'S', annotations: [note] };
    const run = (await checks.create({ ...repo, name: 'touchstone', head_sha: headSha, external_id: 'x' })).data;
    expect(run).toMatchObject({ status: 'queued', conclusion: null, pull_requests: [{ number: 1 }] });
    expect(run.id).toBeGreaterThan(2 ** 31);
    const named = { ...repo, check_run_id: run.id };
    await checks.update({ ...named, status: 'in_progress', output });
    await checks.update({ ...named, conclusion: 'success', output });
    const done = (await checks.get(named)).data;
    expect(done).toMatchObject({ status: 'completed', conclusion: 'success', output: { annotations_count: 2 } });
    const [seen] = await github.client.checkRuns({ repo: 'acme/shop', sha: headSha });
    expect(seen).toMatchObject({ id: run.id, external_id: 'x', annotations: [note, note] });

    const again = (await checks.create({ ...repo, name: 'touchstone', head_sha: headSha, status: 'in_progress' })).data;
    const list = async (options: object) =>
      (await checks.listForRef({ ...repo, ref: headSha, ...options })).data.check_runs.map(({ id }) => id);
    expect(await list({ check_name: 'touchstone', app_id: github.app.id })).toEqual([again.id]);
    expect(await list({ filter: 'all' })).toEqual([run.id, again.id]);
    expect(await list({ app_id: 1 })).toEqual([]);
  });

  test('what is too large for a check run is refused and no violation', async () => {
    const { headSha } = await openPull();
    const { checks } = octokit().rest;
    const create = (body: object) =>
      checks
        .create({ ...repo, name: 'n', head_sha: headSha, ...body })
        .catch((error: { message: string }) => error.message);
    const long = 'x'.repeat(65_536);
    expect(await create({ output: { title: 'T', summary: long } })).toMatch('Only 65535 characters are allowed');
    expect(await create({ output: { title: 'T', summary: 'S', text: long } })).toMatch('Only 65535');
    const note = { path: 'a', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'm' };
    const annotations = Array(51).fill(note);
    expect(await create({ output: { title: 'T', summary: 'S', annotations } })).toMatch('No more than 50');
    const actions = Array(4).fill({ label: 'l', description: 'd', identifier: 'i' });
    expect(await create({ actions })).toMatch('No more than 3');
    expect(await create({ head_sha: 'f'.repeat(40) })).toMatch(`No commit found for SHA: ${'f'.repeat(40)}`);
    expect(await github.client.checkRuns({ repo: 'acme/shop' })).toEqual([]);
  });

  test('an issue from created to deleted', async () => {
    const { issues } = octokit().rest;
    const { client } = github;
    const status = (call: Promise<{ status: number }>) =>
      call.then(
        (answer) => answer.status,
        (error: { status: number }) => error.status,
      );
    const person = await client.openIssue({ repo: 'acme/shop', title: 'By a person' });
    const made = (await issues.create({ ...repo, title: 'By the app', body: 'one' })).data;
    expect(made).toMatchObject({ number: person.number + 1, state: 'open', user: { type: 'Bot' } });
    expect(made.performed_via_github_app?.id).toBe(github.app.id);
    const named = { ...repo, issue_number: made.number };
    await issues.update({ ...named, body: 'two' });
    const creator = made.user!.login;
    const list = async (options: object) => (await issues.listForRepo({ ...repo, ...options })).data;
    expect(await list({ creator })).toMatchObject([{ number: made.number, body: 'two' }]);
    expect((await list({ state: 'all' })).map(({ number }) => number)).toEqual([made.number, person.number]);
    await client.closeIssue({ repo: 'acme/shop', number: made.number });
    expect(await list({ creator })).toEqual([]);
    expect((await issues.get(named)).data).toMatchObject({ state: 'closed', body: 'two' });
    const long = issues.create({ ...repo, title: 'T', body: 'x'.repeat(65_537) });
    await expect(long).rejects.toMatchObject({ status: 422 });

    await client.setRepository({ repo: 'acme/shop', archived: true });
    expect(await status(issues.get(named))).toBe(200);
    expect(await status(issues.update({ ...named, body: 'three' }))).toBe(403);
    await client.setRepository({ repo: 'acme/shop', archived: false, hasIssues: false });
    expect(await status(issues.create({ ...repo, title: 'T' }))).toBe(410);
    await client.setRepository({ repo: 'acme/shop', hasIssues: true });
    await client.deleteIssue({ repo: 'acme/shop', number: made.number });
    expect([await status(issues.get(named)), (await list({ state: 'all' })).length]).toEqual([410, 1]);
    await client.newPermissions({ installation, permissions: { metadata: 'read', issues: 'read' } });
    expect(await status(issues.create({ ...repo, title: 'T' }))).toBe(403);
  });

  test('the rate limit counts, refuses, and is asked for free', async () => {
    const token = await newToken();
    const first = await api('/repos/acme/shop', token);
    expect(first.headers.get('x-ratelimit-remaining')).toBe('4999');
    await github.client.setRateLimit({ limit: 5_000, remaining: 0, resetInSeconds: 60, installation });
    const refused = await api('/repos/acme/shop', token);
    expect(refused.status).toBe(403);
    expect(Number(refused.headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1_000 + 50);
    expect((await octokit().rest.rateLimit.get()).data.rate.remaining).toBe(0);
  });
});

describe('authentication', () => {
  test('a JWT of another key, and none at all', async () => {
    const stranger = octokit('app', newPrivateKey());
    await expect(stranger.rest.apps.getAuthenticated()).rejects.toMatchObject({ status: 401 });
    expect((await fetch(`${github.url}/api/v3/app`)).status).toBe(401);
  });

  test('a token is long, ends, and can be narrowed', async () => {
    const token = await newToken();
    expect(token).toMatch(/^ghs_424242_[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(token.length).toBeGreaterThan(200);
    expect((await api('/repos/acme/shop', token)).status).toBe(200);
    await github.client.expireTokens({ installation });
    expect(await (await api('/repos/acme/shop', token)).json()).toMatchObject({ message: 'Bad credentials' });
    await github.client.setTokenLifetime({ seconds: 0 });
    expect((await api('/repos/acme/shop', await newToken())).status).toBe(401);

    await github.client.setTokenLifetime({ seconds: 60 });
    await github.client.createRepository({ owner: 'acme', name: 'second' });
    const { data } = await octokit('app').rest.apps.createInstallationAccessToken({
      installation_id: installation,
      repositories: ['second'],
      permissions: { contents: 'read' },
    });
    expect((await api('/repos/acme/shop', data.token)).status).toBe(404);
    expect((await api('/repos/acme/second', data.token)).status).toBe(200);
    expect((await api('/repos/acme/second/pulls', data.token)).status).toBe(403);
  });

  test('installations that are suspended, deleted, or of another account', async () => {
    const token = await newToken();
    await github.client.suspend({ installation });
    const suspended = await api('/repos/acme/shop', token);
    expect([suspended.status, await suspended.json()]).toMatchObject([
      403,
      { message: 'This installation has been suspended' },
    ]);
    await expect(newToken()).rejects.toMatchObject({ status: 403 });
    await github.client.unsuspend({ installation });
    expect((await api('/repos/acme/shop', token)).status).toBe(200);
    const other = await github.client.installApp({ account: 'other' });
    expect((await api('/repos/acme/shop', await newToken(other.id))).status).toBe(404);
    await github.client.uninstall({ installation });
    expect((await api('/repos/acme/shop', token)).status).toBe(401);
    await expect(newToken()).rejects.toMatchObject({ status: 404 });
  });

  test('a permission that the installation lacks', async () => {
    await github.client.newPermissions({ installation, permissions: { metadata: 'read', checks: 'read' } });
    const token = await newToken();
    expect((await api('/repos/acme/shop', token)).status).toBe(200);
    const body = { name: 'n', head_sha: git(source, 'rev-parse', 'main') };
    const refused = await api('/repos/acme/shop/check-runs', token, { method: 'POST', body });
    expect([refused.status, await refused.json()]).toMatchObject([
      403,
      { message: 'Resource not accessible by integration' },
    ]);
    await expect(gitWith(token, 'ls-remote', `${github.url}/acme/shop.git`)).rejects.toThrow('403');
  });
});

describe('git', () => {
  test('a clone with a token, not without, and never a push', async () => {
    const url = `${github.url}/acme/shop.git`;
    const directory = join(temporaryDirectory(), 'clone');
    await gitWith(await newToken(), 'clone', '--quiet', '--bare', '--filter=blob:none', url, directory);
    expect(git(directory, 'rev-parse', 'main')).toBe(git(source, 'rev-parse', 'main'));
    await expect(gitWith('ghs_unknown', 'ls-remote', url)).rejects.toThrow(/Authentication failed|could not read/);
    await expect(gitWith(await newToken(), '-C', source, 'push', url, 'main:x')).rejects.toThrow('403');
    expect(await github.client.requestCounts()).toMatchObject({ 'git upload-pack': 2 });
  });

  test('a large fetch, whose request git compresses', async () => {
    const directory = temporaryDirectory();
    const [theirs, ours] = [join(directory, 'theirs'), join(directory, 'ours')];
    for (const clone of [theirs, ours]) git(directory, 'clone', '--quiet', '--bare', source, clone);
    addCommits(theirs, [{ message: 'New' }]);
    // More than git can say in the first, uncompressed kilobyte.
    addCommits(
      ours,
      [...Array(200).keys()].map((index) => ({ message: `${index}` })),
    );
    await github.client.pushBranch({ repo: 'acme/shop', branch: 'main', from: { gitDir: theirs, ref: 'main' } });
    await gitWith(await newToken(), '-C', ours, 'fetch', '--quiet', `${github.url}/acme/shop.git`, 'main');
    expect(git(ours, 'rev-parse', 'FETCH_HEAD')).toBe(git(theirs, 'rev-parse', 'main'));
  });

  test('a pull from a fork is at its ref, and survives the fork', async () => {
    const fork = await github.client.forkRepository({ repo: 'acme/shop', owner: 'grace' });
    await github.client.pushBranch({ repo: fork.fullName, branch: 'fix', from: commit() });
    const head = { fork: fork.fullName, branch: 'fix' };
    const { number, headSha } = await github.client.openPull({ repo: 'acme/shop', head, user: null });
    const ref = ['ls-remote', `${github.url}/acme/shop.git`, `refs/pull/${number}/head`];
    expect(await gitWith(await newToken(), ...ref)).toMatch(headSha);
    const moved = await github.client.pushBranch({
      repo: fork.fullName,
      branch: 'fix',
      from: commit({ 'z.txt': 'z' }),
    });
    expect(await gitWith(await newToken(), ...ref)).toMatch(moved.after);
    await github.client.deleteRepository({ repo: fork.fullName });
    const { data } = await octokit().rest.pulls.get({ ...repo, pull_number: number });
    expect(data).toMatchObject({ user: null, head: { repo: null, sha: moved.after } });
    expect(await github.client.violations()).toEqual([]);
  });

  test('a renamed repository redirects', async () => {
    const token = await newToken();
    await github.client.renameRepository({ repo: 'acme/shop', name: 'store' });
    expect((await octokit().rest.repos.get(repo)).data.full_name).toBe('acme/store');
    expect((await api('/repos/acme/shop/pulls', token)).headers.get('location')).toMatch(/repositories\/\d+\/pulls$/);
    const body = { name: 'n', head_sha: git(source, 'rev-parse', 'main') };
    expect((await api('/repos/acme/shop/check-runs', token, { method: 'POST', body })).status).toBe(307);
    expect(await gitWith(token, 'ls-remote', `${github.url}/acme/shop.git`, 'main')).toMatch(body.head_sha);
    await github.client.createRepository({ owner: 'acme', name: 'shop' });
    expect((await octokit().rest.repos.get(repo)).data.full_name).toBe('acme/shop');
    expect(await github.client.violations()).toEqual([]);
  });

  test.each(['merge', 'squash', 'rebase'] as const)('a pull is merged by %s', async (method) => {
    const { number, headSha } = await openPull();
    await github.client.pushBranch({ repo: 'acme/shop', branch: 'main', from: commit({ 'other.txt': 'x' }) });
    const { sha } = await github.client.mergePull({ repo: 'acme/shop', number, method });
    const [shop] = await github.client.repositories();
    const parents = git(shop!.gitDir, 'log', '-1', '--format=%P', 'main').split(' ');
    expect(parents).toHaveLength(method === 'merge' ? 2 : 1);
    expect(git(shop!.gitDir, 'ls-tree', '--name-only', sha).split('\n')).toEqual(['a.txt', 'b.txt', 'other.txt']);
    const { data } = await octokit().rest.pulls.get({ ...repo, pull_number: number });
    expect(data).toMatchObject({ merged: true, merge_commit_sha: sha, state: 'closed', head: { sha: headSha } });
  });

  test('a conflict can not be merged', async () => {
    const { number } = await openPull();
    await github.client.pushBranch({ repo: 'acme/shop', branch: 'main', from: commit({ 'a.txt': 'else\n' }) });
    await expect(github.client.mergePull({ repo: 'acme/shop', number })).rejects.toThrow('mergePull');
  });
});

describe('webhooks', () => {
  afterEach(async () => {
    expect(await github.client.violations()).toEqual([]);
  });

  test('every event of a working day keeps the contract, and is signed', async () => {
    const got = await receiver();
    const { client } = github;
    const shop = { repo: 'acme/shop' };
    const pull = { ...shop, number: 1 };
    const { headSha } = await openPull();
    await client.pushBranch({ ...shop, branch: 'topic', from: commit({ 'a.txt': 'three\n' }) });
    await client.retitle({ ...pull, title: 'Better' });
    await client.convertToDraft(pull);
    await client.readyForReview(pull);
    await client.closePull(pull);
    await client.reopenPull(pull);
    await client.pushBranch({ ...shop, branch: 'release', from: { ref: 'main' } });
    await client.editPullBase({ ...pull, base: 'release' });
    const run = await octokit().rest.checks.create({ ...repo, name: 'n', head_sha: headSha });
    await client.rerequestCheckRun({ id: run.data.id });
    await client.rerequestSuite({ ...shop, sha: headSha });
    const group = await client.mergeGroup({ ...shop, numbers: [1] });
    await client.destroyMergeGroup({ ...shop, branch: group.branch, reason: 'merged' });
    await client.privatize(shop);
    await client.removeRepository({ ...shop, installation });
    await client.addRepository({ ...shop, installation });
    await client.newPermissions({ installation, permissions: { metadata: 'read' } });
    await client.suspend({ installation });
    await client.unsuspend({ installation });
    await client.renameRepository({ ...shop, name: 'store' });
    await client.installApp({ account: 'other' });
    await client.transferRepository({ repo: 'acme/store', owner: 'other' });
    await client.deleteRepository({ repo: 'other/store' });
    await client.uninstall({ installation });
    await client.waitForDeliveries();

    const sent = (await client.deliveries()).slice(1);
    expect(sent.map(({ event, action }) => (action ? `${event}.${action}` : event))).toMatchInlineSnapshot(`
      [
        "push",
        "pull_request.opened",
        "push",
        "pull_request.synchronize",
        "pull_request.edited",
        "pull_request.converted_to_draft",
        "pull_request.ready_for_review",
        "pull_request.closed",
        "pull_request.reopened",
        "push",
        "pull_request.edited",
        "check_run.rerequested",
        "check_suite.rerequested",
        "push",
        "merge_group.checks_requested",
        "pull_request.closed",
        "push",
        "merge_group.destroyed",
        "push",
        "repository.privatized",
        "installation_repositories.removed",
        "installation_repositories.added",
        "installation.new_permissions_accepted",
        "installation.suspend",
        "installation.unsuspend",
        "repository.renamed",
        "installation.created",
        "installation_repositories.removed",
        "repository.transferred",
        "repository.deleted",
        "installation.deleted",
      ]
    `);
    expect(new Set(sent.map(({ status, statusCode }) => `${status} ${statusCode}`))).toEqual(new Set(['OK 200']));
    expect(got).toHaveLength(sent.length);
    for (const { body, signature } of got) expect(await verify(github.app.webhookSecret, body, signature)).toBe(true);
    const bodies = got.map(({ body }) => JSON.parse(body));
    expect(bodies.find(({ action }) => action === 'synchronize')).toMatchObject({ before: headSha });
  });

  test('a redelivery has the same guid, over the API or by hand', async () => {
    const app = octokit('app');
    const failed = (await app.rest.apps.listWebhookDeliveries()).data;
    expect(failed).toMatchObject([{ event: 'installation', action: 'created', status_code: 502, redelivery: false }]);
    const got = await receiver();
    await app.rest.apps.redeliverWebhookDelivery({ delivery_id: failed[0]!.id });
    await github.client.redeliver({ guid: failed[0]!.guid });
    expect(got.map(({ guid }) => guid)).toEqual([failed[0]!.guid, failed[0]!.guid]);

    const pages = await app.paginate(app.rest.apps.listWebhookDeliveries, { per_page: 2 });
    expect(pages.map((it) => [it.guid, it.status, it.redelivery])).toEqual([
      [failed[0]!.guid, 'OK', true],
      [failed[0]!.guid, 'OK', true],
      [failed[0]!.guid, 'failed to connect to host', false],
    ]);
    expect(pages[0]!.id).toBeGreaterThan(pages[2]!.id);
  });

  test('a third is dropped, the same third for the same seed', async () => {
    const got = await receiver();
    const dropped = async (seed: number) => {
      await github.client.setDelivery({ dropShare: 0.3, seed });
      const before = (await github.client.deliveries()).length;
      for (let count = 0; count < 40; count++) await github.client.post({ event: 'ping', payload: { count } });
      return (await github.client.deliveries()).slice(before).map(({ statusCode }) => statusCode === 502);
    };
    const first = await dropped(7);
    expect(await dropped(7)).toEqual(first);
    expect(await dropped(8)).not.toEqual(first);
    expect(first.filter(Boolean).length).toBeGreaterThan(4);
    expect(got.length).toBeLessThan(110);
  });

  test('deliveries are held, released in any order, and doubled', async () => {
    const got = await receiver();
    await github.client.setDelivery({ mode: 'hold' });
    const guids: string[] = [];
    for (let count = 0; count < 5; count++) guids.push((await github.client.post({ event: 'ping', payload: {} })).guid);
    expect(got).toEqual([]);
    await github.client.release({ guids: [guids[3]!, guids[0]!] });
    const { released } = await github.client.release({ shuffle: 1 });
    expect(got.map(({ guid }) => guid)).toEqual([guids[3], guids[0], ...released]);
    expect(new Set(got.map(({ guid }) => guid))).toEqual(new Set(guids));
    await github.client.setDelivery({ duplicate: 3 });
    const { guid } = await github.client.post({ event: 'ping', payload: {} });
    expect(got.slice(5).map((it) => it.guid)).toEqual([guid, guid, guid]);
  });
});

describe('faults', () => {
  const route = 'GET /repos/{owner}/{repo}';
  const get = (token: string) => api('/repos/acme/shop', token);
  let token: string;

  beforeEach(async () => {
    token = await newToken();
  });

  test('answers in place of its own, for the nth request of one installation', async () => {
    await github.client.addFault({ route, nth: 2, do: { status: 502 } });
    await github.client.addFault({ route, installation: 1, always: true, do: { status: 500 } });
    expect([(await get(token)).status, (await get(token)).status, (await get(token)).status]).toEqual([200, 502, 200]);
    await github.client.addFault({ route: '*', count: 2, do: { status: 401 } });
    expect([(await get(token)).status, (await get(token)).status, (await get(token)).status]).toEqual([401, 401, 200]);
  });

  test('limits', async () => {
    await github.client.addFault({ route, do: { primaryLimit: 60 } });
    const primary = await get(token);
    expect([primary.status, primary.headers.get('x-ratelimit-remaining')]).toEqual([403, '0']);
    await github.client.addFault({ route, do: { secondaryLimit: 7 } });
    const secondary = await get(token);
    expect([secondary.status, secondary.headers.get('retry-after')]).toEqual([403, '7']);
    expect(await secondary.json()).toMatchObject({ message: expect.stringContaining('secondary rate limit') });
  });

  test('an answer that is cut, late, or never comes', async () => {
    await github.client.addFault({ route, do: { truncate: true } });
    await expect(get(token).then((answer) => answer.text())).rejects.toThrow();
    await github.client.addFault({ route, do: { delay: 150 } });
    const start = Date.now();
    expect((await get(token)).status).toBe(200);
    expect(Date.now() - start).toBeGreaterThan(140);
    await github.client.addFault({ route, do: { hang: true } });
    const headers = { authorization: `token ${token}` };
    const hung = fetch(`${github.url}/api/v3/repos/acme/shop`, { headers, signal: AbortSignal.timeout(100) });
    await expect(hung).rejects.toThrow(/timeout/);
  });

  test('a git fetch that is cut or refused', async () => {
    const url = `${github.url}/acme/shop.git`;
    const clone = () => gitWith(token, 'clone', '--quiet', '--bare', url, join(temporaryDirectory(), 'clone'));
    await github.client.addFault({ route: 'git upload-pack', nth: 2, do: { truncate: true } });
    await expect(clone()).rejects.toThrow(/early EOF|unexpected disconnect|RPC failed|closed/);
    await github.client.addFault({ route: 'git *', do: { status: 502 } });
    await expect(clone()).rejects.toThrow('502');
    await clone();
  });

  test('a write is performed before its answer is lost', async () => {
    const head_sha = git(source, 'rev-parse', 'main');
    const post = (init: object = {}) =>
      fetch(`${github.url}/api/v3/repos/acme/shop/check-runs`, {
        method: 'POST',
        headers: { authorization: `token ${token}` },
        body: JSON.stringify({ name: 'n', head_sha }),
        ...init,
      });
    const written = async () => (await github.client.checkRuns({ repo: 'acme/shop' })).length;
    await github.client.addFault({ route: 'POST /repos/{owner}/{repo}/check-runs', after: true, do: { status: 502 } });
    expect([(await post()).status, await written()]).toEqual([502, 1]);

    await github.client.addFault({ route: '*', do: { hold: true } });
    const killed = new AbortController();
    const lost = post({ signal: killed.signal });
    expect(await github.client.waitForHeld()).toMatchObject([{ performed: false, gone: false }]);
    killed.abort();
    await expect(lost).rejects.toThrow();
    await expect.poll(async () => (await github.client.heldRequests())[0]?.gone).toBe(true);
    await github.client.releaseHeld();
    expect(await written()).toBe(1);

    await github.client.addFault({ route: '*', after: true, do: { hold: true } });
    const held = post();
    expect(await github.client.waitForHeld()).toMatchObject([{ performed: true }]);
    expect(await written()).toBe(2);
    await github.client.releaseHeld();
    expect((await held).status).toBe(201);
  });
});

test('what breaks the contract is refused and recorded', async () => {
  const token = await newToken();
  expect((await api('/repos/acme/shop/milestones', token)).status).toBe(404);
  const runs = '/repos/acme/shop/check-runs';
  expect((await api(runs, token, { method: 'POST', body: { name: 1 } })).status).toBe(500);
  const body = { name: 'n', head_sha: git(source, 'rev-parse', 'main'), heads: 1 };
  expect((await api(runs, token, { method: 'POST', body })).status).toBe(500);
  expect((await api('/repos/acme/shop/pulls?state=new', token)).status).toBe(500);
  expect(await github.client.violations()).toMatchObject([
    { kind: 'route', where: 'GET /repos/acme/shop/milestones' },
    { kind: 'request', problems: ["body / must have required property 'head_sha'", 'body /name must be string'] },
    { kind: 'request', problems: ['body has the unknown name heads'] },
    { kind: 'request', problems: ['query /state must be equal to one of the allowed values'] },
  ]);
  await expect(github.client.closePull({ repo: 'acme/shop', number: 9 })).rejects.toThrow('there is no pull');
});

test('a process of its own, that leaves nothing behind', async () => {
  const main = join(import.meta.dirname, 'fake-github/main.ts');
  const child = spawn(process.execPath, [main, '--app-id', '7', '--no-check'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  const { url, appId, privateKeyFile } = JSON.parse(line);
  expect(readFileSync(privateKeyFile, 'utf8')).toMatch('PRIVATE KEY');
  expect(appId).toBe(7);
  const client = createClient(url);
  await client.createRepository({ owner: 'acme', name: 'shop' });
  const gitDir = (await client.repositories())[0]!.gitDir;
  child.kill();
  await once(child, 'exit');
  expect([existsSync(gitDir), existsSync(privateKeyFile)]).toEqual([false, false]);
});

import { describe, expect, it } from 'vitest';
import { ensureCheckRun } from '../../src/github/check-runs.ts';
import type { CheckRun } from '../../src/model.ts';
import { at, exchange, failureOf, installation } from './exchange.ts';

const head = 'a'.repeat(40);
const list = `/repos/acme/shop/commits/${head}/check-runs`;
const query = { check_name: 'Touchstone', app_id: '7', filter: 'latest', per_page: '1' };
const run: CheckRun = { conclusion: 'neutral', title: 'A title', summary: 'A summary', text: '', annotations: [] };
const known = { checkRunId: null, appId: 7, detailsUrl: null, signal: new AbortController().signal };
const output = { title: 'A title', summary: 'A summary' };
const content = { name: 'Touchstone', status: 'completed', conclusion: 'neutral' };
const annotations = [{ path: 'a.yml', line: 3, message: 'wrong' }];
const sent = [{ path: 'a.yml', start_line: 3, end_line: 3, annotation_level: 'warning', message: 'wrong' }];

function open() {
  const { github, api, gives } = exchange();
  gives('ghs_one');
  return { octokit: github.installation(installation), api };
}

describe('ensureCheckRun', () => {
  it('edits the run that is known', async () => {
    const { octokit, api } = open();
    const answer = { id: 11, output: { annotations_count: 0 } };
    api.patch('/repos/acme/shop/check-runs/11', { ...content, output }).reply(200, answer);
    expect(await ensureCheckRun(octokit, at, head, run, { ...known, checkRunId: 11 })).toBe(11);
  });

  it('finds the run that a process has left which died before it could note it', async () => {
    const { octokit, api } = open();
    api
      .get(list)
      .query(query)
      .reply(200, { total_count: 1, check_runs: [{ id: 12 }] });
    api.patch('/repos/acme/shop/check-runs/12').reply(200, { id: 12, output: { annotations_count: 0 } });
    expect(await ensureCheckRun(octokit, at, head, run, known)).toBe(12);
  });

  it('creates another where GitHub has the known one no more', async () => {
    const { octokit, api } = open();
    api.patch('/repos/acme/shop/check-runs/11').reply(404, { message: 'Not Found' });
    api.get(list).query(query).reply(200, { total_count: 0, check_runs: [] });
    api.post('/repos/acme/shop/check-runs').reply(201, { id: 14 });
    expect(await ensureCheckRun(octokit, at, head, run, { ...known, checkRunId: 11 })).toBe(14);
  });

  it('creates the run where there is none', async () => {
    const { octokit, api } = open();
    const details = 'https://touchstone.example/measures';
    const whole = { ...run, text: 'A text', annotations };
    api.get(list).query(query).reply(200, { total_count: 0, check_runs: [] });
    api
      .post('/repos/acme/shop/check-runs', {
        ...content,
        head_sha: head,
        details_url: details,
        output: { ...output, text: 'A text', annotations: sent },
      })
      .reply(201, { id: 13 });
    expect(await ensureCheckRun(octokit, at, head, whole, { ...known, detailsUrl: details })).toBe(13);
  });

  it.each([0, 1])('adds annotations to a run that has %i of them only where it has none', async (present) => {
    const { octokit, api } = open();
    const answer = { id: 11, output: { annotations_count: present } };
    api.patch('/repos/acme/shop/check-runs/11', { ...content, output }).reply(200, answer);
    if (present === 0) {
      api
        .patch('/repos/acme/shop/check-runs/11', { ...content, output: { ...output, annotations: sent } })
        .reply(200, answer);
    }
    await ensureCheckRun(octokit, at, head, { ...run, annotations }, { ...known, checkRunId: 11 });
  });

  it('asks GitHub nothing any more when it is too late', async () => {
    const { octokit, api } = open();
    const late = new AbortController();
    api
      .get(list)
      .query(query)
      .reply(() => {
        late.abort();
        return [200, { total_count: 0, check_runs: [] }];
      });
    const ensured = ensureCheckRun(octokit, at, head, run, { ...known, signal: late.signal });
    expect((await failureOf(ensured)).name).toBe('Unreachable');
  });

  it('does not create a second one when it cannot find out', async () => {
    const { octokit, api } = open();
    api.get(list).query(query).reply(502, 'Bad gateway');
    expect((await failureOf(ensureCheckRun(octokit, at, head, run, known))).name).toBe('Unreachable');
  });
});

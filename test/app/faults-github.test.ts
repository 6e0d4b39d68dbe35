import { describe, expect, it, vi } from 'vitest';
import type { FaultPlan } from '../fake-github/faults.ts';
import { github, logged, peek, shared, until } from './harness.ts';
import { converges, foundTeam, openScene, quiet, startAgain, type Team } from './scenario.ts';

const create = 'POST /repos/{owner}/{repo}/check-runs';
const update = 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}';
const listRuns = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs';
const getPull = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
const getToken = 'POST /app/installations/{installation_id}/access_tokens';
const getBranch = 'GET /repos/{owner}/{repo}/branches/{branch}';
const permissions = {
  checks: 'write',
  contents: 'read',
  merge_queues: 'read',
  metadata: 'read',
  pull_requests: 'read',
} as const;

vi.setConfig({ testTimeout: 120_000 });

describe('GitHub', () => {
  const scene = shared(async () => {
    const fake = await github();
    // Nothing but the first start asks for this.
    await fake.client.addFault({ route: 'GET /app/installations', do: { status: 502 } });
    const opened = await openScene(fake, 'PostgreSQL');
    opened.teams.push(await foundTeam(fake, { account: 'beta' }), await foundTeam(fake, { account: 'gamma' }));
    await quiet(opened);
    return opened;
  });

  /** Lets everything go on that a fault holds. */
  const release = async () => {
    await scene().fake.client.clearFaults();
    await scene().fake.client.releaseHeld();
  };

  it('moves a head while it is measured: what is stale is not posted', async () => {
    const { fake, team, app } = scene();
    await fake.client.addFault({ route: getPull, nth: 2, do: { hold: true } });
    const pull = await team.open();
    const before = pull.head;
    await fake.client.waitForHeld({ timeoutMs: 30_000 });
    await team.synchronize(pull);
    await release();
    await logged(app, 'score-pull', { stale: true });
    await quiet(scene());
    expect(await fake.client.checkRuns({ repo: team.repo, sha: before })).toEqual([]);
  });

  it('does not take the token any more: the task goes on with another', async () => {
    const { fake, team, app } = scene();
    const tokens = async () => (await fake.client.requestCounts())[getToken]!;
    const before = await tokens();
    await fake.client.addFault({ route: getPull, nth: 2, do: { hold: true } });
    const pull = await team.open();
    await fake.client.waitForHeld({ timeoutMs: 30_000 });
    await fake.client.expireTokens({});
    await release();
    await quiet(scene());
    expect(await tokens()).toBe(before + 1);
    const lines = app.log().filter(({ key }) => key === `${team.id}#${pull.number}`);
    expect(lines).toMatchObject([{ msg: 'done' }]);
  });

  it('suspends the installation: work pauses, and nothing of it is forgotten', async () => {
    const { fake, team, app } = scene();
    const [run] = await fake.client.checkRuns({ repo: team.repo, sha: team.pulls[0]!.head });
    await fake.client.addFault({ route: getPull, count: 2, do: { hold: true } });
    const pull = await team.open({ fork: true });
    await fake.client.rerequestCheckRun({ id: run!.id });
    await fake.client.waitForHeld({ count: 2, timeoutMs: 30_000 });
    await fake.client.suspend({ installation: team.installation });
    await release();
    await logged(app, 'sync-installation', { suspended: true });
    await logged(app, 'score-pull', { msg: 'paused' });
    await logged(app, 'rerun-check', { msg: 'paused' });
    const asked = (await fake.client.requests()).length;
    await team.synchronize(pull);
    await team.push();
    await quiet({ ...scene(), teams: scene().teams.slice(1) });
    const since = (await fake.client.requests()).slice(asked);
    expect(since.filter(({ as }) => as === team.installation)).toEqual([]);
    await fake.client.unsuspend({ installation: team.installation });
    await quiet(scene());
  });

  it('has rate limits, primary and secondary: nothing is asked before they end, and others go on', async () => {
    const { fake, home, teams } = scene();
    const [acme, beta, gamma] = teams as [Team, Team, Team];
    const seconds = 5;
    // One that is under way when others meet the limit.
    await fake.client.addFault({ route: 'git upload-pack', installation: acme.installation, do: { hold: true } });
    await acme.open();
    await fake.client.waitForHeld({ timeoutMs: 30_000 });
    const begin = (await fake.client.requests()).length;
    const limits: FaultPlan[] = [
      { route: getPull, installation: acme.installation, always: true, do: { primaryLimit: seconds } },
      { route: create, installation: beta.installation, always: true, do: { secondaryLimit: seconds } },
    ];
    for (const limit of limits) await fake.client.addFault(limit);
    const refusalOf = async ({ installation }: Team) =>
      (await fake.client.requests()).slice(begin).find(({ as, status }) => as === installation && status === 403);
    const told = new Map<number, number>();
    for (const team of [acme, beta]) {
      await team.open();
      await until('the limit is met', () => refusalOf(team));
      await until('the limit is told', async () => {
        const known = (await peek(home))?.installations;
        return known?.find(({ account }) => team.repo.startsWith(`${account}/`))?.limitedUntil;
      });
      told.set(team.installation, Date.now());
      await fake.client.releaseHeld();
      await team.push();
    }
    // As long as the others are limited.
    const { head } = await gamma.open();
    await until('others go on', async () => (await fake.client.checkRuns({ repo: gamma.repo, sha: head })).length > 0);
    const first = [(await refusalOf(acme))!, (await refusalOf(beta))!];
    await fake.client.clearFaults();
    await quiet(scene());

    const requests = (await fake.client.requests()).filter(({ route }) => !route?.startsWith('git '));
    for (const { as, route, at } of first) {
      const end = route === create ? at + seconds * 1_000 : (Math.floor(at / 1_000) + seconds) * 1_000;
      const early = requests.filter(
        (request) => request.as === as && request.at > told.get(Number(as))! && request.at < end,
      );
      expect(early).toEqual([]);
    }
    const late = (await fake.client.deliveries()).filter(({ milliseconds }) => milliseconds! > 5_000);
    expect(late, 'webhooks do not wait').toEqual([]);
  });

  it.each<[string, FaultPlan['do'], number]>([
    ['502, three times', { status: 502 }, 3],
    ['half of an answer', { truncate: true }, 1],
    ['nothing', { hang: true }, 1],
  ])(
    'answers %s, on each route that is used',
    async (_, action, count) => {
      const { fake, teams, dice } = scene();
      const [acme, beta] = teams as [Team, Team];
      const [run] = await fake.client.checkRuns({ repo: acme.repo, sha: acme.pulls[0]!.head });
      await fake.client.setDelivery({ mode: 'drop' });
      await beta.push();
      await fake.client.setDelivery({});
      await scene().app.stop();
      await fake.client.expireTokens({});

      // Routes that are asked for one after the other stand in one line. That no task meets all of them, they are spread.
      const lines: Omit<FaultPlan, 'do'>[][] = [
        [
          { route: getToken, installation: undefined },
          { route: getPull, installation: acme.installation, count },
          { route: create, installation: acme.installation, count },
          { route: update },
        ],
        [
          { route: listRuns, installation: beta.installation, count },
          { route: getBranch, installation: beta.installation },
        ],
        [{ route: 'GET /app/hook/deliveries' }, { route: 'POST /app/hook/deliveries/{delivery_id}/attempts' }],
        [
          { route: 'GET /app/installations/{installation_id}' },
          { route: 'GET /installation/repositories', installation: beta.installation },
          { route: 'GET /repos/{owner}/{repo}/pulls', installation: acme.installation },
        ],
      ].map((line) => line.map(({ installation, ...plan }) => (installation ? { ...plan, installation } : plan)));
      // What hangs does so for 15 seconds, git for a minute: one of each line then.
      const plans =
        'hang' in action
          ? lines.map((line) => line[dice.below(line.length)]!)
          : [...lines.flat(), { route: 'git info/refs' }, { route: 'git upload-pack' }];
      const faults = await Promise.all(plans.map((plan) => fake.client.addFault({ ...plan, do: action })));

      await startAgain(scene());
      await beta.push();
      await fake.client.rerequestCheckRun({ id: run!.id });
      for (const { installation } of [acme, beta]) await fake.client.newPermissions({ installation, permissions });
      for (const team of [acme, beta]) for (let n = 0; n < count; n++) await team.open({ fork: n === 0 });
      await quiet(scene(), 100_000);
      const met = Map.groupBy(await fake.client.requests(), ({ fault }) => fault);
      await release();
      const times = plans.map(({ route }, n) => [route, met.get(faults[n]!.id)?.length]);
      expect(times).toEqual(plans.map((plan) => [plan.route, plan.count ?? 1]));
    },
    120_000,
  );

  describe('lets us wait for longer than a check may take', () => {
    const runAt = async (sha: string) => (await scene().fake.client.checkRuns({ repo: scene().team.repo, sha }))[0];
    const titleAt = (sha: string) => until('a check run', async () => (await runAt(sha))?.output.title);

    it('which is said, and then replaced', async () => {
      const { fake, team } = scene();
      await scene().app.stop();
      scene().env.TOUCHSTONE_CHECK_DEADLINE_SECONDS = '3';
      await startAgain(scene());
      await fake.client.addFault({ route: 'git upload-pack', always: true, do: { hold: true } });
      const { head } = await team.open();
      expect(await titleAt(head)).toBe('Not measured');
      const { id, conclusion } = (await runAt(head))!;
      expect(conclusion).toBe('neutral');
      await release();
      await quiet(scene());
      expect(await fake.client.checkRuns({ repo: team.repo, sha: head })).toMatchObject([{ id }]);
    });

    it('which is replaced also where the pull was scored, and only its check failed', async () => {
      const { fake, team } = scene();
      // Where the machine is so busy that the check is overdue before it fails, once more.
      for (let turn = 0; turn < 5; turn++) {
        const { id: fault } = await fake.client.addFault({ route: create, do: { status: 502 } });
        const { head } = await team.open();
        await until('the check fails', async () => (await fake.client.requests()).some((each) => each.fault === fault));
        await fake.client.addFault({ route: getPull, always: true, do: { hold: true } });
        const title = await titleAt(head);
        await release();
        if (title === 'Not measured') break;
      }
      await quiet(scene());
    });

    it('which is said of nothing that is measured meanwhile', async () => {
      const { fake, team } = scene();
      const begin = (await fake.client.requests()).length;
      await fake.client.addFault({ route: 'git upload-pack', always: true, do: { hold: true } });
      await fake.client.addFault({ route: listRuns, do: { delay: 4_000 } });
      const pulls = [await team.open(), await team.open()];
      await until('the first is about to be concluded', async () =>
        (await fake.client.requests()).slice(begin).some(({ route }) => route === listRuns),
      );
      await release();
      // Of both, or this would not come to rest.
      await quiet(scene());
      for (const { head } of pulls) expect((await runAt(head))?.output.title).toMatch(/^(All quiet|Hot file)/);
    });
  });

  it('leaves, all in all, what a clean re-ingest has', async () => await converges(scene()));
});

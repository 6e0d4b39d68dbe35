import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { FakeGitHub } from '../fake-github/server.ts';
import { addCommits, type Commit, git, now } from '../repositories.ts';
import {
  type AppProcess,
  freePort,
  type Home,
  hashOf,
  type LeftBehind,
  leftBehind,
  logged,
  newHome,
  peek,
  startApp,
  tables,
  tellOfFailure,
  until,
} from './harness.ts';

/** A random choice that can be made again: the same seed gives the same numbers. */
export interface Dice {
  seed: number;
  /** The next number from 0 to 1. */
  roll(): number;
  /** A whole number below `end`. */
  below(end: number): number;
}

/** Dice for one test. A test that fails prints the seed; with TOUCHSTONE_SEED it is thrown again. */
export function throwDice(): Dice {
  const seed = Number(process.env.TOUCHSTONE_SEED ?? randomInt(2 ** 31));
  tellOfFailure(() => `── again with TOUCHSTONE_SEED=${seed} ──\n`);
  let state = seed | 0;
  const roll = () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { seed, roll, below: (end) => Math.floor(roll() * end) };
}

/** A pull as its team left it. */
export interface TeamPull {
  number: number;
  branch: string;
  /** The repository that its branch is in. */
  from: string;
  head: string;
  state: 'open' | 'closed' | 'merged';
}

/**
 * A team and its repository at a fake GitHub. The team only ever adds files, or changes one once: so what is kept of blobs
 * and changes does not depend on which of the states in between an app has seen.
 */
export interface Team {
  fake: FakeGitHub;
  /** `owner/name`, and that of a fork. */
  repo: string;
  fork: string;
  id: number;
  installation: number;
  main: string;
  pulls: TeamPull[];
  /** Heads of merge groups. */
  groups: string[];
  /** Opens a pull, from the fork where asked for. */
  open(options?: { fork?: boolean; title?: string }): Promise<TeamPull>;
  /** Pushes one more commit to the branch of a pull. */
  synchronize(pull: TeamPull): Promise<string>;
  close(pull: TeamPull): Promise<void>;
  reopen(pull: TeamPull): Promise<void>;
  merge(pull: TeamPull): Promise<void>;
  /** Pushes a commit to the default branch. */
  push(): Promise<string>;
  /** Asks for the checks of a merge group of these pulls. */
  queue(...pulls: TeamPull[]): Promise<string>;
}

/** Founds a team with a repository of some history, and installs the app there unless told otherwise. */
export async function foundTeam(
  fake: FakeGitHub,
  { account = 'acme', install = true }: { account?: string; install?: boolean } = {},
): Promise<Team> {
  const { client } = fake;
  const begin = mkdtempSync(join(tmpdir(), 'touchstone-team-'));
  git(begin, 'init', '--quiet', '--bare', '--initial-branch=main', '.');
  addCommits(begin, history());
  const repo = `${account}/shop`;
  const { id } = await client.createRepository({ owner: account, name: 'shop', gitDir: begin });
  rmSync(begin, { recursive: true });
  const { fullName: fork } = await client.forkRepository({ repo, owner: `${account}-fan` });
  const gitDir = (await client.repositories()).find((each) => each.id === id)!.gitDir;
  let counted = 0;

  /** A commit on top of another, not on a branch yet: `hot` changes the file that everybody changes. */
  const commit = (branch: string, onto: string, hot: boolean) => {
    counted += 1;
    const files = { [`src/part${counted}.ts`]: lines(counted + 3), [`test/part${counted}.test.ts`]: lines(2) };
    if (hot) files['src/cart.ts'] = lines(40 + counted);
    const changes = Object.entries(files).map(
      ([path, text]) => `M 100644 inline ${path}\ndata ${text.length}\n${text}`,
    );
    const ref = `refs/team/${branch}`;
    const head = `commit ${ref}\ncommitter Ada <ada@example.com> ${now + counted} +0000\ndata 6\nChange\n`;
    const stream = `${head}from ${onto}\n${changes.join('')}\n`;
    execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: gitDir, input: stream });
    return { gitDir, ref };
  };
  const tip = () => git(gitDir, 'rev-parse', 'refs/heads/main');

  const team: Team = {
    fake,
    repo,
    fork,
    id,
    installation: 0,
    main: tip(),
    pulls: [],
    groups: [],
    async open({ fork: foreign = false, title } = {}) {
      const branch = `topic${counted + 1}`;
      const from = foreign ? fork : repo;
      await client.pushBranch({ repo: from, branch, from: commit(branch, team.main, counted % 2 === 0) });
      const head = foreign ? { fork, branch } : branch;
      const opened = await client.openPull({ repo, head, ...(title ? { title } : {}) });
      const pull: TeamPull = { number: opened.number, branch, from, head: opened.headSha, state: 'open' };
      team.pulls.push(pull);
      return pull;
    },
    async synchronize(pull) {
      const from = commit(pull.branch, pull.head, false);
      pull.head = (await client.pushBranch({ repo: pull.from, branch: pull.branch, from })).after;
      return pull.head;
    },
    async close(pull) {
      await client.closePull({ repo, number: pull.number });
      pull.state = 'closed';
    },
    async reopen(pull) {
      await client.reopenPull({ repo, number: pull.number });
      pull.state = 'open';
    },
    async merge(pull) {
      counted += 1;
      const date = new Date((now + counted) * 1_000).toISOString();
      await client.mergePull({ repo, number: pull.number, method: 'squash', date });
      pull.state = 'merged';
      team.main = tip();
    },
    async push() {
      const from = commit('main', team.main, false);
      team.main = (await client.pushBranch({ repo, branch: 'main', from })).after;
      return team.main;
    },
    async queue(...pulls) {
      const { headSha } = await client.mergeGroup({ repo, numbers: pulls.map(({ number }) => number) });
      team.groups.push(headSha);
      return headSha;
    },
  };
  if (install) team.installation = (await client.installApp({ account })).id;
  return team;
}

function history(): Commit[] {
  const begin: Commit = {
    message: 'Begin',
    daysAgo: 90,
    files: {
      'README.md': '# Shop\n',
      'package.json': '{ "name": "shop" }\n',
      'scripts/report.py': '"""Prints a report."""\n\n\ndef main():\n    print("today")\n',
      'src/cart.ts': lines(10),
      'src/price.js': 'export const price = 1;\n',
      'test/cart.test.ts': lines(3),
    },
  };
  const changes = Array.from({ length: 8 }, (_, n): Commit => {
    const files: Commit['files'] = { [`src/old${n}.ts`]: lines(n + 2), 'src/cart.ts': lines(11 + n) };
    return { message: `Improve ${n} (#${n + 100})`, daysAgo: 60 - n * 5, files };
  });
  return [begin, ...changes];
}

function lines(count: number): string {
  return Array.from({ length: count }, (_, n) => `export const line${n} = ${n};\n`).join('');
}

/** An app with its home, the teams that it works for, and a seed. */
export interface Scene {
  fake: FakeGitHub;
  home: Home;
  /** Where GitHub's webhooks go, whether or not the app runs. */
  port: number;
  env: Record<string, string>;
  dice: Dice;
  /** The first of the teams. */
  team: Team;
  teams: Team[];
  /** The process that was started last. */
  app: AppProcess;
}

/** Founds a team at a fake GitHub and lets a new app measure its repository. */
export async function openScene(
  fake: FakeGitHub,
  kind: 'PGlite' | 'PostgreSQL' | Home,
  env: Record<string, string> = {},
): Promise<Scene> {
  const dice = throwDice();
  const home = typeof kind === 'string' ? await newHome(kind) : kind;
  const port = await freePort();
  await fake.client.setWebhook({ url: `http://127.0.0.1:${port}/api/github/webhooks` });
  const app = await startApp(fake, home, { port, env, webhooks: false });
  const team = await foundTeam(fake);
  await logged(app, 'score-history');
  return { fake, home, port, env, dice, team, teams: [team], app };
}

/** Starts the app of a scene again. */
export async function startAgain(scene: Scene): Promise<AppProcess> {
  const { fake, home, port, env } = scene;
  scene.app = await startApp(fake, home, { port, env, webhooks: false });
  return scene.app;
}

/** Sends one delivery 50 times at once, of which one is to have an effect. */
export async function takesOnce(scene: Scene): Promise<void> {
  const { fake, team, app } = scene;
  await fake.client.setDelivery({ duplicate: 50 });
  const pull = await team.open({ fork: true });
  await fake.client.setDelivery({});
  await quiet(scene);
  const same = (await fake.client.deliveries()).filter(({ action }) => action === 'opened').slice(-50);
  expect(same.map(({ guid, statusCode }) => [guid, statusCode])).toEqual(Array(50).fill([same[0]!.guid, 202]));
  const lines = app.log().filter(({ task, key }) => task === 'score-pull' && key === `${team.id}#${pull.number}`);
  expect(lines).toMatchObject([{ msg: 'done' }]);
}

/** SIGKILL to the process alone: its children have to end by themselves, which is waited for. */
export async function crash(app: AppProcess): Promise<void> {
  const ended = new Promise((resolve) => app.child.once('close', resolve));
  app.child.kill('SIGKILL');
  await ended;
}

/** Heads that are owed a check run at the end: of open pulls, and of merge groups. */
function owedHeads({ pulls, groups }: Team): string[] {
  return [...pulls.filter(({ state }) => state === 'open').map(({ head }) => head), ...groups];
}

/** Waits until an app knows its teams as they are at GitHub, and has nothing left to do. */
export async function quiet({ home, teams }: Pick<Scene, 'home' | 'teams'>, timeoutMs = 45_000): Promise<void> {
  await teams[0]!.fake.client.waitForDeliveries();
  const found = { why: '' };
  const look = async () => {
    // To look costs the app, and whoever else runs, some milliseconds.
    await sleep(150);
    const status = await peek(home).catch((error: Error) => error.message);
    found.why = typeof status === 'object' ? (status ? unrest(status, teams) : 'no app answers') : status;
    found.why ||= await missingChecks(teams);
    return found.why === '';
  };
  await until('quiet', look, timeoutMs).catch((error: Error) => {
    throw new Error(`${error.message}: ${found.why}`);
  });
}

function unrest(status: NonNullable<Awaited<ReturnType<typeof peek>>>, teams: readonly Team[]): string {
  if (status.deliveries.received) return `${status.deliveries.received} deliveries are not done`;
  if (status.deliveries.failed) return `${status.deliveries.failed} deliveries have failed`;
  for (const { repo, main, pulls } of teams) {
    const found = status.repositories.find(({ name }) => name === repo);
    if (found?.commit !== main || found.failure) return `${repo} is ${JSON.stringify(found)}, not at ${main}`;
    for (const { number, head, state } of pulls) {
      const known = status.pulls.find((pull) => pull.repository === repo && pull.number === number);
      if (known?.head !== head || known.state !== state || !known.scoredAt || known.failure)
        return `${repo}#${number} is ${JSON.stringify(known)}, not ${state} at ${head}`;
    }
  }
  const busy = status.queue.filter(({ waiting, active }) => waiting + active > 0);
  return busy.map(({ queue, waiting, active }) => `${queue}: ${waiting} waiting, ${active} running`).join('; ');
}

async function missingChecks(teams: readonly Team[]): Promise<string> {
  for (const team of teams) {
    const runs = await team.fake.client.checkRuns({ repo: team.repo });
    for (const head of owedHeads(team)) {
      const run = runs.find((each) => each.head_sha === head);
      if (run?.status !== 'completed' || run.output.title === 'Not measured') return `no check run of ${head}`;
    }
  }
  return '';
}

/**
 * Waits until the app is quiet, stops its processes, and holds what it left against the promise: everything that was
 * acknowledged is done, each head has one check run, and both the rows and the check runs are those of an app that comes
 * now and sees only how things are.
 */
export async function converges(scene: Scene, apps: AppProcess[] = [scene.app]): Promise<void> {
  const { fake, home, teams } = scene;
  let left: LeftBehind;
  for (let turn = 1, running = apps; ; turn++, running = [await startAgain(scene)]) {
    await quiet(scene);
    for (const app of running) expect(await app.stop(), 'SIGTERM ends the app').toMatchObject({ code: 0 });
    // The embedded database tells of its queue with some seconds' delay.
    left = await leftBehind(home);
    if (left.jobs.length === 0) break;
    if (turn === 3) expect(left.jobs, 'tasks that are left').toEqual([]);
  }
  expect(left.owed, 'heads that still wait for a check').toEqual([]);

  const taken = (await fake.client.deliveries()).filter(({ statusCode }) => statusCode! >= 200 && statusCode! < 300);
  const fates = taken.map(({ guid, event, action }) => `${event}.${action}: ${left.deliveries.get(guid) ?? 'lost'}`);
  expect(fates.filter((fate) => !/ (done|ignored)$/.test(fate))).toEqual([]);

  const before = await checkRunsOf(teams);
  const heads = before.map(({ repo, head }) => `${repo}@${head}`);
  expect(heads, 'one check run a head').toEqual([...new Set(heads)]);

  const found = left.tables;
  const clean = await ingestAnew(fake, teams);
  if (hashOf(found) !== hashOf(clean)) expect(found, 'the rows are those of a clean re-ingest').toEqual(clean);
  expect(await checkRunsOf(teams), 'the check runs say what a clean re-ingest says').toEqual(before);
}

async function checkRunsOf(teams: readonly Team[]) {
  const found = teams.map(async ({ fake, repo }) => {
    const runs = await fake.client.checkRuns({ repo });
    return runs.map(({ id, head_sha: head, name, status, conclusion, output }) => {
      const { title, summary, text } = output;
      return { repo, id, head, name, status, conclusion, title, summary, text };
    });
  });
  return (await Promise.all(found)).flat();
}

/** The rows of a new app that sees these teams for the first time. It edits the check runs that are there. */
async function ingestAnew(fake: FakeGitHub, teams: Team[]): Promise<Record<string, string[]>> {
  const home = await newHome('PostgreSQL');
  const app = await startApp(fake, home, { webhooks: false });
  await quiet({ home, teams });
  expect(await app.stop()).toMatchObject({ code: 0 });
  return await tables(home);
}

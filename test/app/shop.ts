import { execFileSync } from 'node:child_process';
import type { FakeGitHub } from '../fake-github/server.ts';
import { packed } from '../packed.ts';
import { git, now, repository } from '../repositories.ts';
import { webShopCommits } from '../web-shop.ts';
import { type AppProcess, github, type Home, logged, newHome, startApp, status, until } from './harness.ts';

/** Where the web shop lies at the fake GitHub. */
export const repo = 'acme/web-shop';

/** A fake GitHub's web shop, and the clone of whoever works on it. */
export interface Shop {
  fake: FakeGitHub;
  /** A bare repository on disk: branches are made here and pushed from here. */
  clone: string;
  id: number;
}

/** Puts the web shop, or what else is on disk, on a fake GitHub. The app is not installed there yet. */
export async function openShop(fake: FakeGitHub, clone = repository(webShopCommits(), { bare: true })): Promise<Shop> {
  // To build stops this process for seconds: afterwards, connections to the fake that were open would be closed.
  await packed();
  const [owner, name] = repo.split('/') as [string, string];
  const { id } = await fake.client.createRepository({ owner, name, gitDir: clone });
  return { fake, clone, id };
}

/** A shop with the app at work. */
export interface InstalledShop extends Shop {
  app: AppProcess;
  home: Home;
  installation: number;
}

/** The web shop with the app installed, its first scorecard taken and its history looked at. */
export async function installedShop(
  kind: 'PGlite' | 'PostgreSQL',
  env: Record<string, string> = {},
): Promise<InstalledShop> {
  const shop = await openShop(await github());
  const home = await newHome(kind);
  const app = await startApp(shop.fake, home, { env });
  const { id: installation } = await shop.fake.client.installApp({ account: 'acme' });
  await logged(app, 'score-history');
  return { ...shop, app, home, installation };
}

/** Waits until nothing that was delivered waits for its task any more; answers with the status. */
export async function allDone({ fake }: Shop, home: Home) {
  await fake.client.waitForDeliveries();
  return await until('every delivery is done', async () => {
    const found = await status(home);
    return found && !found.deliveries.received && found;
  });
}

/** Where the fake keeps the repository. */
export async function gitDirOf({ fake, id }: Shop): Promise<string> {
  return (await fake.client.repositories()).find((each) => each.id === id)!.gitDir;
}

/** Files by path; null deletes. */
export type Files = Record<string, string | null>;

/** A branch of one commit for each of `commits`, on top of a branch or commit of the shop. */
export interface Branch {
  branch: string;
  commits: Files[];
  /** `main` by default. */
  from?: string;
  /** The repository that it is pushed to: the shop's own by default. */
  to?: string;
}

/** Commits and pushes a branch. */
export async function pushBranch(shop: Shop, { branch, commits, from = 'main', to = repo }: Branch): Promise<string> {
  const { fake, clone } = shop;
  git(clone, 'fetch', '--quiet', '--force', await gitDirOf(shop), 'refs/heads/*:refs/heads/*');
  const start = git(clone, 'rev-parse', `${from}^{commit}`);
  const stream = commits.map((files, n) => {
    const changes = Object.entries(files).map(([path, content]) =>
      content === null
        ? `D ${JSON.stringify(path)}\n`
        : `M 100644 inline ${JSON.stringify(path)}\ndata ${Buffer.byteLength(content)}\n${content}\n`,
    );
    const head = `commit refs/heads/${branch}\ncommitter Ada <ada@example.com> ${now + n} +0000\ndata 6\nChange\n`;
    return `${head}${n === 0 ? `from ${start}\n` : ''}${changes.join('')}\n`;
  });
  execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: clone, input: stream.join('') });
  return (await fake.client.pushBranch({ repo: to, branch, from: { gitDir: clone, ref: branch } })).after;
}

/** Pushes a branch and opens a pull of it. */
export async function openPull(shop: Shop, branch: Branch, title = `Change of ${branch.branch}`) {
  await pushBranch(shop, branch);
  const { to } = branch;
  const head = to ? { fork: to, branch: branch.branch } : branch.branch;
  return await shop.fake.client.openPull({ repo, head, title });
}

/** A change that is as it should be: a new file with its test. */
export function tested(name: string, count = 12): Files {
  return { [`src/${name}.ts`]: lines(count), [`test/${name}.test.ts`]: lines(3) };
}

/** A file of so many lines of TypeScript. */
export function lines(count: number): string {
  return Array.from({ length: count }, (_, n) => `export const line${n} = ${n};\n`).join('');
}

/** Waits for the check run of a commit, and for its title where one is named. A commit never has more than one. */
export async function checkAt(fake: FakeGitHub, sha: string, title?: string | RegExp, name = repo) {
  const state = { found: 'none' as string | null };
  try {
    return await until(`the check run of ${sha}`, async () => {
      const [run, ...more] = await fake.client.checkRuns({ repo: name, sha });
      if (more.length > 0) throw new Error(`${more.length + 1} check runs of ${sha}`);
      if (run?.status !== 'completed') return null;
      state.found = run.output.title;
      return title === undefined || (run.output.title ?? '').match(title) ? run : null;
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}; the title is: ${state.found}, wanted: ${title}`);
  }
}

/** A check run as its reader meets it, without the ids that are new at each change. */
export function pageOf(run: Awaited<ReturnType<typeof checkAt>>): string {
  const { title, summary, text } = run.output;
  const annotations = run.annotations.map(
    ({ path, start_line: line, annotation_level: level, message }) => `${level} at ${path}:${line}\n${message}`,
  );
  const parts = [`${run.name}: ${run.conclusion}`, title, summary, text ?? '(no text)', ...annotations];
  return `${parts.join('\n\n')}\n`.replace(/\b[0-9a-f]{9}\b/g, '<commit>').replace(/`[0-9a-f]{12}`/g, '`<definition>`');
}

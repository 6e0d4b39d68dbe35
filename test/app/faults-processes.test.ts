import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { github, shared, startApp, status, until } from './harness.ts';
import { converges, crash, foundTeam, openScene, quiet, startAgain, takesOnce } from './scenario.ts';

const create = 'POST /repos/{owner}/{repo}/check-runs';

vi.setConfig({ testTimeout: 120_000 });

describe.each(['PGlite', 'PostgreSQL'] as const)('a process on %s', (kind) => {
  const scene = shared(async () => await openScene(await github({ check: false }), kind));

  const mirrorOf = (id: number) => join(scene().home.data, 'app', 'mirrors', String(id));
  const filesOf = (id: number) => readdirSync(mirrorOf(id)).filter((name) => !name.startsWith('lock.'));

  it('is killed after it took a delivery, during writes that GitHub has and has not performed, and during a clone', async () => {
    const { fake, team, teams } = scene();
    await fake.client.addFault({ route: create, nth: 1, do: { hold: true } });
    await fake.client.addFault({ route: create, nth: 2, after: true, do: { hold: true } });
    const pulls = [await team.open(), await team.open({ fork: true }), await team.open()];
    const writes = await fake.client.waitForHeld({ count: 2, timeoutMs: 40_000 });
    expect(writes.map(({ performed }) => performed)).toEqual([false, true]);
    // An installation has two tasks at a time: the third waits.
    expect((await fake.client.deliveries()).at(-1)).toMatchObject({ action: 'opened', statusCode: 202 });
    await fake.client.addFault({ route: 'git upload-pack', always: true, do: { hold: true } });
    const beta = await foundTeam(fake, { account: 'beta' });
    teams.push(beta);
    await fake.client.waitForHeld({ count: 3, timeoutMs: 40_000 });
    const begun = filesOf(beta.id);
    expect(begun).toEqual([expect.stringMatching(/^new-/)]);

    await crash(scene().app);
    await until('its git ends with it', () => !readdirSync('/proc').some((pid) => commandOf(pid).includes(begun[0]!)));
    await fake.client.clearFaults();
    await fake.client.releaseHeld();
    await startAgain(scene());
    // Ten seconds without a sign of life, five until somebody looks, four until the next attempt: 19, and the work.
    await quiet(scene(), 40_000);
    for (const { head } of pulls) {
      expect(await fake.client.checkRuns({ repo: team.repo, sha: head })).toHaveLength(1);
    }
    expect(filesOf(beta.id)).toEqual(['git', 'used']);
  });

  it('is killed at any moment after the check run is there', async () => {
    const { fake, team, dice } = scene();
    const { head } = await team.open();
    await until('a check run', async () => (await fake.client.checkRuns({ repo: team.repo, sha: head })).length > 0);
    await sleep(dice.below(60));
    await crash(scene().app);
    await startAgain(scene());
    await quiet(scene());
    expect(await fake.client.checkRuns({ repo: team.repo, sha: head })).toHaveLength(1);
  });

  if (kind === 'PGlite') {
    it('takes a delivery once, however often and at once it comes', async () => await takesOnce(scene()));

    it('has its directory to itself, and tells its status', async () => {
      const { fake, home } = scene();
      const second = await startApp(fake, home, { wait: false, webhooks: false });
      await until('the second process ends', () => second.child.exitCode !== null, 20_000);
      expect(second.child.exitCode).toBe(1);
      expect(second.output()).toContain(`${join(home.data, 'app')} is in use by another touchstone`);
      // In another container the first one's pid says nothing: it is nobody's there, or somebody else's.
      const locks = readdirSync(join(home.data, 'app')).filter((name) => /^lock\.\d+$/.test(name));
      for (const name of locks) writeFileSync(join(home.data, 'app', name), '{"pid":4194303,"started":"1"}');
      const third = await startApp(fake, home, { wait: false, webhooks: false });
      await until('the third process ends', () => third.child.exitCode !== null, 20_000);
      expect(third.output()).toContain(`${join(home.data, 'app')} is in use by another touchstone`);
      expect(await status(home)).toMatchObject({
        repositories: [
          { name: 'acme/shop', failure: null },
          { name: 'beta/shop', failure: null },
        ],
      });
    });
  } else {
    const packs = (gitDir: string) => readdirSync(join(gitDir, 'objects', 'pack'));

    it('finds its mirror damaged', async () => {
      const { team } = scene();
      const gitDir = join(mirrorOf(team.id), 'git');
      const generation = () => readFileSync(join(gitDir, 'touchstone-generation'), 'utf8');
      const before = generation();
      for (const name of packs(gitDir).filter((each) => each.endsWith('.pack'))) {
        const file = join(gitDir, 'objects', 'pack', name);
        const bytes = readFileSync(file);
        for (let at = 20; at < bytes.length - 8; at += 64) bytes.write('DEADBEEF', at);
        chmodSync(file, 0o600);
        writeFileSync(file, bytes);
      }
      await team.open();
      await team.push();
      await quiet(scene());
      expect(generation()).not.toBe(before);
    });

    it('finds in its mirror what a dead one has left', async () => {
      const { team } = scene();
      const mirror = mirrorOf(team.id);
      const left = [
        ...['HEAD', 'config', 'packed-refs', 'shallow', 'refs/heads/main'].map((name) => `git/${name}.lock`),
        'git/objects/pack/tmp_pack_abcdef',
        'git/objects/pack/pack-1.keep',
      ].map((name) => join(mirror, name));
      for (const file of left) writeFileSync(file, '');
      for (const name of ['new-abcdef', 'old-abcdef']) mkdirSync(join(mirror, name));
      await team.push();
      await team.open();
      await quiet(scene());
      expect(left.filter((file) => existsSync(file))).toEqual([]);
      expect(filesOf(team.id)).toEqual(['git', 'used']);
    });
  }

  it('leaves what a clean re-ingest has', async () => await converges(scene()));
});

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    // No process, or it has ended.
    return '';
  }
}

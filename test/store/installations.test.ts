import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { saveBlobFacts } from '../../src/store/blob-facts.ts';
import { holdCheck } from '../../src/store/checks.ts';
import {
  allInstallations,
  deleteExpiredInstallations,
  expiredInstallations,
  findInstallation,
  limitInstallation,
  removeInstallation,
  saveInstallation,
  suspendInstallation,
} from '../../src/store/installations.ts';
import {
  activeRepositories,
  deleteExpiredRepositories,
  deleteRepositoriesOf,
  failRepository,
  findInstalledRepository,
  noteBackfilled,
  noteMeasured,
  removeOtherRepositories,
  saveInstalledRepository,
} from '../../src/store/installed-repositories.ts';
import { savePull } from '../../src/store/pulls.ts';
import { head, ids, installed, pullAt, useAppStore } from './app-rows.ts';
import { databases } from './databases.ts';

const { installation: id, repository } = ids;
const other = repository + 1;

describe.each(databases)('installations and their repositories on %s', (kind) => {
  const store = useAppStore(kind);
  const graceIsOver = async () => {
    await store().db.execute(
      sql`update installations set delete_after = now() - interval '1 second' where delete_after is not null`,
    );
    await store().db.execute(
      sql`update installed_repositories set delete_after = now() - interval '1 second' where delete_after is not null`,
    );
  };
  const rowsIn = async (table: string) => {
    const found: unknown = await store().db.execute(sql`select count(*)::int as n from ${sql.identifier(table)}`);
    return (Array.isArray(found) ? found[0] : (found as { rows: { n: number }[] }).rows[0]).n;
  };

  test('what GitHub says of one is kept and replaced', async () => {
    expect(await findInstallation(store(), id)).toBeNull();
    await installed(store());
    expect(await findInstallation(store(), id)).toEqual({
      id,
      account: 'acme',
      state: 'active',
      permissions: {},
      limitedUntil: null,
      deleteAfter: null,
    });
    await saveInstallation(store(), { id, account: 'acme2', permissions: { contents: 'read' }, suspended: true });
    expect(await findInstallation(store(), id)).toMatchObject({
      account: 'acme2',
      state: 'suspended',
      permissions: { contents: 'read' },
    });
  });

  test('one that is suspended pauses until GitHub says otherwise', async () => {
    await installed(store());
    await suspendInstallation(store(), id);
    expect(await findInstallation(store(), id)).toMatchObject({ state: 'suspended', deleteAfter: null });
    await installed(store());
    expect(await findInstallation(store(), id)).toMatchObject({ state: 'active' });
  });

  test('a limit is never shortened by another answer', async () => {
    await installed(store());
    const late = new Date('2026-06-01T13:00:00Z');
    await limitInstallation(store(), id, late);
    await limitInstallation(store(), id, new Date('2026-06-01T12:30:00Z'));
    expect((await findInstallation(store(), id))?.limitedUntil).toEqual(late);
  });

  test('one that is removed is kept for the grace period, counted once, and may come back', async () => {
    await installed(store());
    await removeInstallation(store(), id, 30);
    const first = (await findInstallation(store(), id))!;
    expect(first.state).toBe('removed');
    expect(first.deleteAfter!.getTime() - Date.now()).toBeGreaterThan(29 * 86_400_000);
    await removeInstallation(store(), id, 60);
    expect(await findInstallation(store(), id)).toEqual(first);
    expect(await expiredInstallations(store())).toEqual([]);
    expect(await deleteExpiredInstallations(store())).toEqual([]);
    await installed(store());
    expect(await findInstallation(store(), id)).toMatchObject({ state: 'active', deleteAfter: null });
  });

  test('when the grace period is over, everything of it goes, and nothing of another', async () => {
    await installed(store(), id, [repository, other]);
    await installed(store(), id + 1, [other + 1]);
    for (const githubId of [repository, other + 1]) {
      await savePull(store(), pullAt(1, { githubId }));
      await holdCheck(store(), { githubId, head, installationId: id, pull: 3 });
    }
    for (const githubId of [repository, other + 1]) {
      const { repositoryId } = (await findInstalledRepository(store(), githubId))!;
      const facts = { blobId: head, language: '', facts: {} };
      await saveBlobFacts(store(), repositoryId, 1, [facts] as unknown as Parameters<typeof saveBlobFacts>[3]);
    }
    await removeInstallation(store(), id, 30);
    await graceIsOver();
    expect(await expiredInstallations(store())).toEqual([id]);
    expect((await deleteRepositoriesOf(store(), id)).sort()).toEqual([repository, other]);
    expect(await deleteExpiredInstallations(store())).toEqual([id]);
    expect((await allInstallations(store())).map((each) => each.id)).toEqual([id + 1]);
    for (const table of ['repositories', 'installed_repositories', 'pulls', 'checks', 'blob_facts'])
      expect(await rowsIn(table), table).toBe(1);
  });

  const names = async () => (await activeRepositories(store())).map((each) => each.id);

  test('a repository keeps its own facts under another name and in another installation', async () => {
    await installed(store());
    await noteMeasured(store(), repository, head);
    const before = (await findInstalledRepository(store(), repository))!;
    await installed(store(), id + 1, []);
    const moved = {
      id: repository,
      installationId: id + 1,
      owner: 'other',
      name: 'new',
      private: true,
      defaultBranch: 'trunk',
    };
    await saveInstalledRepository(store(), moved, 'github.com');
    expect(await findInstalledRepository(store(), repository)).toEqual({ ...before, ...moved });
  });

  test('a repository remembers how far it was measured, and why the last attempt failed', async () => {
    await installed(store());
    await failRepository(store(), repository, 'too large');
    expect(await findInstalledRepository(store(), repository)).toMatchObject({
      failure: 'too large',
      measuredAt: null,
    });
    await noteMeasured(store(), repository, head);
    await noteBackfilled(store(), repository);
    expect(await findInstalledRepository(store(), repository)).toMatchObject({
      failure: null,
      measuredCommit: head,
      measuredAt: expect.any(Date),
      backfilledAt: expect.any(Date),
    });
    await failRepository(store(), repository, 'gone');
    expect(await findInstalledRepository(store(), repository)).toMatchObject({ failure: 'gone', measuredCommit: head });
  });

  test('repositories that an installation has no more are kept for the grace period, and may come back', async () => {
    await installed(store(), id, [repository, other]);
    await installed(store(), id + 1, [other + 1]);
    await removeOtherRepositories(store(), id, [other], 30);
    expect(await names()).toEqual([other, other + 1]);
    expect(await findInstalledRepository(store(), repository)).toMatchObject({ state: 'removed' });
    expect(await deleteExpiredRepositories(store())).toEqual([]);
    await store().db.execute(
      sql`update installed_repositories set delete_after = now() - interval '1 second' where state = 'removed'`,
    );
    await installed(store(), id, [repository]);
    expect(await names()).toEqual([repository, other, other + 1]);
    expect(await deleteExpiredRepositories(store())).toEqual([]);
    await removeOtherRepositories(store(), id, [], 0);
    await store().db.execute(
      sql`update installed_repositories set delete_after = now() - interval '1 second' where state = 'removed'`,
    );
    expect((await deleteExpiredRepositories(store())).sort()).toEqual([repository, other]);
    expect(await names()).toEqual([other + 1]);
  });
});

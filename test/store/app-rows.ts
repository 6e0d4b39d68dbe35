import { sql } from 'drizzle-orm';
import { beforeEach } from 'vitest';
import type { PullSubject, Scorecard } from '../../src/model.ts';
import type { Store } from '../../src/store/database.ts';
import { saveInstallation } from '../../src/store/installations.ts';
import { saveInstalledRepository } from '../../src/store/installed-repositories.ts';
import type { PullState } from '../../src/store/pulls.ts';
import { type databases, useStore } from './databases.ts';

/** GitHub's ids do not fit into 32 bits. */
export const ids = { installation: 90_000_000_001, repository: 3_000_000_001 };
export const head = 'a'.repeat(40);
export const otherHead = 'b'.repeat(40);

/** As `useStore`; also the app's tables are empty at the start of each test. */
export function useAppStore(kind: (typeof databases)[number]): () => Store {
  const store = useStore(kind);
  beforeEach(() => store().db.execute(sql`truncate installations, checks, deliveries, cursors cascade`));
  return store;
}

/** Enters an installation with its repositories, by their ids. */
export async function installed(store: Store, installation = ids.installation, repositories = [ids.repository]) {
  await saveInstallation(store, { id: installation, account: 'acme', permissions: {}, suspended: false });
  for (const id of repositories) {
    const state = {
      id,
      installationId: installation,
      owner: 'acme',
      name: `r${id}`,
      private: false,
      defaultBranch: 'main',
    };
    await saveInstalledRepository(store, state, 'github.com');
  }
}

/** A pull as GitHub has it; `minute` is when it changed last. */
export function pullAt(minute: number, facts: Partial<PullState> = {}): PullState {
  return {
    githubId: ids.repository,
    number: 3,
    installationId: ids.installation,
    title: `Title of minute ${minute}`,
    state: 'open',
    draft: false,
    baseRef: 'main',
    head,
    updatedAt: new Date(Date.UTC(2026, 5, 1, 12, minute)),
    ...facts,
  };
}

/** A scorecard of a pull's head. */
export function scorecardOf(number: number, of: string): Scorecard<PullSubject> {
  const subject = { kind: 'pull' as const, repo: 'acme/a\0\uD800', number, base: otherHead, head: of, date: null };
  return { version: 1, subject, definition: 'd', score: 1, measuredShare: 1, categories: [], results: [] };
}

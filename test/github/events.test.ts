import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliveryOf } from '../../src/app.ts';
import { events, installationOf, type Wish, wishOf } from '../../src/github/events.ts';

const head = 'a'.repeat(40);
const base = { repository: { id: 9, default_branch: 'main' }, installation: { id: 5 } };
const pullRequest = { ...base, pull_request: { number: 3, head: { sha: head } } };
const scored = (owed: 'once' | 'again' | 'no'): Wish => ({ kind: 'score-pull', repository: 9, number: 3, head, owed });
const rerun = (number: number | null): Wish => ({ kind: 'rerun-check', repository: 9, head, number });
const synced = (compare: boolean): Wish => ({ kind: 'sync-installation', compare });
const push = { ...base, ref: 'refs/heads/main', deleted: false };

describe('wishOf', () => {
  it.each<[event: string, payload: object, wish: Wish | null]>([
    ['pull_request.opened', pullRequest, scored('once')],
    ['pull_request.reopened', pullRequest, scored('once')],
    ['pull_request.synchronize', pullRequest, scored('once')],
    ['pull_request.ready_for_review', pullRequest, scored('once')],
    ['pull_request.edited', { ...pullRequest, changes: { base: { ref: { from: 'x' } } } }, scored('again')],
    ['pull_request.edited', { ...pullRequest, changes: { title: { from: 'x' } } }, scored('no')],
    ['pull_request.closed', pullRequest, scored('no')],
    ['pull_request.labeled', pullRequest, null],
    ['pull_request.opened', { ...base, pull_request: { number: 3, head: { sha: '--upload-pack=x' } } }, null],
    ['pull_request.opened', { pull_request: pullRequest.pull_request }, null],
    ['check_run.rerequested', { ...base, check_run: { head_sha: head, pull_requests: [{ number: 3 }] } }, rerun(3)],
    ['check_run.rerequested', { ...base, check_run: { head_sha: head, pull_requests: [] } }, rerun(null)],
    ['check_run.created', { ...base, check_run: { head_sha: head, pull_requests: [] } }, null],
    ['check_suite.rerequested', { ...base, check_suite: { head_sha: head, pull_requests: [{ number: 3 }] } }, rerun(3)],
    ['check_suite.rerequested', { ...base, check_suite: { head_sha: head } }, rerun(null)],
    ['check_suite.requested', { ...base, check_suite: { head_sha: head } }, null],
    [
      'merge_group.checks_requested',
      { ...base, merge_group: { head_sha: head } },
      { kind: 'check-merge-group', repository: 9, head },
    ],
    ['merge_group.destroyed', { ...base, merge_group: { head_sha: head } }, null],
    ['push', push, { kind: 'measure-repository', repository: 9 }],
    ['push', { ...push, ref: 'refs/heads/topic' }, null],
    ['push', { ...push, ref: 'refs/tags/main' }, null],
    ['push', { ...push, deleted: true }, null],
    ['push', { ...push, ref: 'refs/heads/undefined', repository: { id: 9 } }, null],
    ['installation.created', base, synced(true)],
    ['installation.unsuspend', base, synced(true)],
    ['installation.new_permissions_accepted', base, synced(true)],
    ['installation.deleted', base, synced(false)],
    ['installation.suspend', base, synced(false)],
    ['installation_repositories.added', base, synced(false)],
    ['installation_repositories.removed', base, synced(false)],
    ['installation_target.renamed', base, synced(false)],
    ['repository.renamed', base, synced(false)],
    ['repository.transferred', base, synced(false)],
    ['repository.deleted', base, synced(false)],
    ['repository.privatized', base, synced(false)],
    ['repository.publicized', base, synced(false)],
    ['repository.edited', base, synced(false)],
    ['repository.created', base, null],
    ['star.created', base, null],
  ])('%s', (event, payload, wish) => {
    expect(wishOf(event, payload)).toEqual(wish);
  });

  it('answers any payload, whatever it lacks or holds', () => {
    const name = fc.constantFrom(...events, 'ping', 'pull_request.__proto__', '');
    const part = fc.oneof(fc.anything(), fc.constantFrom(...Object.values(pullRequest)));
    const payload = fc.oneof(
      fc.anything(),
      fc.dictionary(fc.constantFrom('repository', 'installation', 'pull_request', 'check_run', 'changes', 'ref'), part),
    );
    fc.assert(
      fc.property(name, payload, (event, given) => {
        const id = installationOf(given);
        expect(id === null || id > 0).toBe(true);
        const { task, owes } = deliveryOf('guid', event, given);
        expect(task === null && owes !== null).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe('deliveryOf', () => {
  const deliveryOfPull = (event: string, more: object = {}) => deliveryOf('g', event, { ...pullRequest, ...more });

  it('names the task by what it is about, so that what asks twice is served once', () => {
    const keys = (event: string, payload: object) => {
      const { task } = deliveryOf('g', event, payload);
      return task && [task.queue, task.key, task.installationId];
    };
    expect(keys('pull_request.opened', pullRequest)).toEqual(['score-pull', '9#3', 5]);
    expect(keys('pull_request.closed', pullRequest)).toEqual(['score-pull', '9#3', 5]);
    expect(keys('push', push)).toEqual(['measure-repository', '9', 5]);
    expect(keys('installation.created', base)).toEqual(['sync-installation', '5 compare', 5]);
    expect(keys('repository.renamed', base)).toEqual(['sync-installation', '5', 5]);
    expect(keys('merge_group.checks_requested', { ...base, merge_group: { head_sha: head } })).toEqual([
      'check-merge-group',
      `9@${head}`,
      5,
    ]);
    expect(keys('check_run.rerequested', { ...base, check_run: { head_sha: head } })).toEqual([
      'rerun-check',
      `9@${head}`,
      5,
    ]);
  });

  it('owes the head a check run, and another one where its change is another or it is asked for', () => {
    const owes = { githubId: 9, head, pull: 3, again: false };
    expect(deliveryOfPull('pull_request.synchronize').owes).toEqual(owes);
    expect(deliveryOfPull('pull_request.edited', { changes: { base: {} } }).owes).toEqual({ ...owes, again: true });
    expect(deliveryOfPull('pull_request.edited', { changes: { title: {} } }).owes).toBeNull();
    expect(deliveryOfPull('pull_request.closed').owes).toBeNull();
    const run = { check_run: { head_sha: head, pull_requests: [] } };
    expect(deliveryOf('g', 'check_run.rerequested', { ...base, ...run }).owes).toEqual({
      ...owes,
      pull: null,
      again: true,
    });
    const group = { ...base, merge_group: { head_sha: head } };
    expect(deliveryOf('g', 'merge_group.checks_requested', group).owes).toEqual({ ...owes, pull: null });
    expect(deliveryOf('g', 'push', push).owes).toBeNull();
  });

  it('asks for nothing where no installation is named', () => {
    const { installation: _, ...rest } = pullRequest;
    expect(deliveryOf('g', 'pull_request.opened', rest)).toEqual({
      guid: 'g',
      event: 'pull_request.opened',
      installationId: null,
      task: null,
      owes: null,
    });
  });
});

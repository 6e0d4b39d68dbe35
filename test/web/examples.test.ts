import { randomUUID } from 'node:crypto';
import examples from '@octokit/webhooks-examples' with { type: 'json' };
import { expect, it } from 'vitest';
import { openApp } from '../../src/app.ts';
import { events } from '../../src/github/events.ts';
import type { Delivery } from '../../src/store/deliveries.ts';
import { newPrivateKey } from '../fake-github/server.ts';
import { listen, post, secret } from './receiver.ts';

const all = (examples as unknown as { name: string; examples: object[] }[]).flatMap(({ name, examples: payloads }) =>
  payloads.map((payload) => ({ name, payload })),
);

it('takes every payload that GitHub has an example of', async () => {
  expect(all.length).toBeGreaterThanOrEqual(329);
  const stored: Delivery[] = [];
  const app = await openApp({ appId: 1, privateKey: newPrivateKey() }, secret, async (delivery) => {
    stored.push(delivery);
  });
  const { url, taken, logged } = await listen({ accept: app });
  const answers = await Promise.all(
    all.map(({ name, payload }) =>
      post(url, JSON.stringify(payload), { 'x-github-event': name, 'x-github-delivery': randomUUID() }),
    ),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  expect(taken).toHaveLength(all.length);
  expect(logged).toEqual([]);

  const listened = all.filter(({ name, payload }) => {
    const action = 'action' in payload ? `.${payload.action}` : '';
    return (events as readonly string[]).includes(`${name}${action}`);
  });
  expect(stored).toHaveLength(listened.length);
  // What names an installation, and is about a thing that is there, asks for something.
  const tasks = Map.groupBy(stored, ({ event }) => event);
  const asked = [...tasks].map(([event, deliveries]) => [
    event,
    [...new Set(deliveries.map(({ task }) => task?.queue ?? 'nothing'))].sort().join(', '),
  ]);
  expect(Object.fromEntries(asked.sort())).toMatchInlineSnapshot(`
    {
      "check_run.rerequested": "rerun-check",
      "check_suite.rerequested": "rerun-check",
      "installation.created": "sync-installation",
      "installation.deleted": "sync-installation",
      "installation.new_permissions_accepted": "sync-installation",
      "installation.suspend": "sync-installation",
      "installation.unsuspend": "sync-installation",
      "installation_repositories.added": "sync-installation",
      "installation_repositories.removed": "sync-installation",
      "merge_group.checks_requested": "check-merge-group",
      "pull_request.closed": "score-pull",
      "pull_request.opened": "nothing, score-pull",
      "pull_request.ready_for_review": "nothing, score-pull",
      "pull_request.reopened": "score-pull",
      "pull_request.synchronize": "score-pull",
      "push": "measure-repository, nothing",
      "repository.edited": "nothing",
      "repository.privatized": "nothing",
      "repository.publicized": "nothing",
      "repository.renamed": "sync-installation",
      "repository.transferred": "nothing, sync-installation",
    }
  `);
});

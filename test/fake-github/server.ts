import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callerOf } from './auth.ts';
import { type Client, createClient } from './client.ts';
import { contractOf } from './contract.ts';
import { answerControl } from './control.ts';
import { createDeliveries } from './deliveries.ts';
import { sentEvents } from './events.ts';
import type { Fake, LoggedRequest } from './fake.ts';
import { applyFault, createFaults, meetFault } from './faults.ts';
import { forgetDiffs } from './git.ts';
import { answerGit, gitPath } from './git-http.ts';
import { type Answer, problem, readBody } from './http.ts';
import { payerOf, rateLimitHeaders } from './rate-limit.ts';
import { answerOf, answerRest, findRoute, routeKeys } from './rest.ts';
import { sendAnswer, sendHalf } from './send.ts';
import { createState, timestamp } from './state.ts';

/** How a fake GitHub is started. Everything has a default. */
export interface FakeGitHubOptions {
  /** Id of the app. */
  appId?: number;
  /** RSA key of the app in PEM; by default one that is made once for the process. */
  privateKey?: string;
  webhookSecret?: string;
  /** Where webhooks go. Until it is set, deliveries fail. */
  webhookUrl?: string;
  /** How long installation tokens live; 3,600 by default. */
  tokenLifetimeSeconds?: number;
  /** Port on 127.0.0.1; a free one by default. */
  port?: number;
  /** False leaves the contract unchecked, for benchmarks. */
  check?: boolean;
}

/** A running fake GitHub. */
export interface FakeGitHub {
  /** Origin, such as `http://127.0.0.1:4711`; REST is below `/api/v3`. */
  url: string;
  client: Client;
  app: { id: number; privateKey: string; webhookSecret: string };
  /** Stops at once, with what is in flight, and deletes everything temporary. */
  close(): Promise<void>;
}

/** Starts a fake GitHub without any account. Rejects when the port is taken. */
export async function startFakeGitHub(options: FakeGitHubOptions = {}): Promise<FakeGitHub> {
  const privateKey = options.privateKey ?? ownKey();
  const webhookSecret = options.webhookSecret ?? randomBytes(24).toString('hex');
  const id = options.appId ?? 424_242;
  const fake: Fake = {
    url: '',
    app: { id, slug: 'touchstone', name: 'Touchstone', publicKey: createPublicKey(privateKey), createdAt: timestamp() },
    tokenLifetime: options.tokenLifetimeSeconds ?? 3_600,
    directory: realpathSync(mkdtempSync(join(tmpdir(), 'touchstone-fake-github-'))),
    state: createState(),
    deliveries: createDeliveries(options.webhookUrl ?? null, webhookSecret),
    faults: createFaults(),
    contract: options.check === false ? null : contractOf(routeKeys, sentEvents),
    requests: [],
    violations: [],
  };
  const server = createServer((request, response) => {
    serve(fake, request, response).catch((error: unknown) => {
      // An error of the fake itself must be seen, or a test would look for it in the app.
      const problems = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
      fake.violations.push({ kind: 'response', where: `${request.method} ${request.url}`, problems });
      if (response.headersSent) response.destroy();
      else sendAnswer(response, problem(500, 'The fake GitHub failed'), {});
    });
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const remove = () => rmSync(fake.directory, { recursive: true, force: true, maxRetries: 3 });
  // Also when a test forgets to close, or its process ends early.
  process.once('exit', remove);
  const close = async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    fake.deliveries.end.abort();
    await Promise.all([closed, ...fake.deliveries.inFlight]);
    forgetDiffs(fake.directory);
    process.off('exit', remove);
    remove();
  };
  return { url: fake.url, client: createClient(fake.url), app: { id, privateKey, webhookSecret }, close };
}

let key: string | null = null;

/** Made once: an RSA key takes a tenth of a second. */
function ownKey(): string {
  key ??= newPrivateKey();
  return key;
}

/** A new RSA key in PEM, as GitHub hands them out. */
export function newPrivateKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
}

async function serve(fake: Fake, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = '/', search = ''] = (request.url ?? '/').split('?');
  if (path.startsWith('/_fake/')) {
    const answer = await answerControl(fake, path.slice('/_fake/'.length), await readBody(request));
    return sendAnswer(response, answer, {});
  }
  const caller = callerOf(fake, request.headers);
  const git = gitPath(path);
  const rest = git || !path.startsWith('/api/v3/') ? null : path.slice('/api/v3'.length);
  const found = rest === null ? null : findRoute(fake, request.method ?? 'GET', rest, new URLSearchParams(search));
  const payer = payerOf(caller);
  const entry: LoggedRequest = {
    method: request.method ?? 'GET',
    route: git?.route ?? found?.route?.key ?? null,
    path: request.url ?? '/',
    as: payer,
    status: null,
    fault: null,
    at: Date.now(),
    milliseconds: null,
  };
  const index = fake.requests.push(entry) - 1;
  const perform = async (): Promise<Answer> => {
    if (git) return await answerOf(() => answerGit(fake, request, git, caller));
    if (found) return await answerRest(fake, found, caller, await bytes);
    return { status: 404, headers: { 'content-type': 'text/plain' }, body: Buffer.from('Not Found') };
  };
  // Read at once, also where a fault lets the request wait: its client may be killed meanwhile.
  const bytes = found ? readBody(request) : Promise.resolve(Buffer.alloc(0));
  bytes.catch(() => {});
  const fault = meetFault(fake, entry.route ?? '', typeof payer === 'number' ? payer : null);
  entry.fault = fault?.id ?? null;
  const isGone = () => response.destroyed || request.socket.destroyed;
  const meet = (performed: boolean) =>
    applyFault(fake, fault!, { index, route: entry.route ?? '', performed, isGone, payer });

  const before = fault && !fault.after ? await meet(false) : 'goes on';
  if (before === 'never') return;
  let answer = before === 'goes on' ? await perform() : before;
  if (fault?.after) {
    const instead = await meet(true);
    if (instead !== 'goes on') answer.stream?.destroy();
    if (instead === 'never') return;
    if (instead !== 'goes on') answer = instead;
  }
  entry.status = answer.status;
  entry.milliseconds = Date.now() - entry.at;
  const headers = git ? {} : rateLimitHeaders(fake, caller);
  if (fault && 'truncate' in fault.do) await sendHalf(response, answer, headers);
  else sendAnswer(response, answer, headers);
}

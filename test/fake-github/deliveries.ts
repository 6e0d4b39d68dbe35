import { createHmac, randomUUID } from 'node:crypto';
import type { Fake } from './fake.ts';
import { nextId } from './state.ts';

/** How new deliveries are treated. */
export interface DeliveryMode {
  /** Sent; recorded as failed without being sent; or kept until `release`. */
  mode: 'deliver' | 'drop' | 'hold';
  /** In mode `deliver`: the share of deliveries that are dropped, 0 to 1, chosen by `seed`. */
  dropShare: number;
  seed: number;
  /** How often each is sent, in parallel and with one guid. */
  duplicate: number;
}

/** One attempt to deliver a webhook. */
export interface DeliveryRecord {
  id: number;
  guid: string;
  event: string;
  action: string | null;
  redelivery: boolean;
  installationId: number | null;
  repositoryId: number | null;
  /** Milliseconds since 1970, and how long it took. */
  at: number;
  milliseconds: number | null;
  /** GitHub's word for the outcome: `OK` for 2xx. `pending` while there is none. */
  status: string;
  /** Status of the receiver's answer, 502 when it was not reached, 504 when it was late; null while there is none. */
  statusCode: number | null;
  /** JSON as it is sent. */
  body: string;
}

/** The webhook of the app and all deliveries to it. */
export interface Deliveries {
  webhookUrl: string | null;
  webhookSecret: string;
  mode: DeliveryMode;
  /** Oldest first. */
  log: DeliveryRecord[];
  held: DeliveryRecord[];
  inFlight: Set<Promise<void>>;
  /** Cuts what is in flight, at the end. */
  end: AbortController;
  /** State of the generator that chooses which deliveries are dropped. */
  dice: number;
}

/** GitHub gives a receiver so many milliseconds. */
const patience = 10_000;

/** No deliveries yet; new ones are sent. Without a URL they fail. */
export function createDeliveries(webhookUrl: string | null, webhookSecret: string): Deliveries {
  const mode: DeliveryMode = { mode: 'deliver', dropShare: 0, seed: 1, duplicate: 1 };
  const end = new AbortController();
  return { webhookUrl, webhookSecret, mode, log: [], held: [], inFlight: new Set(), end, dice: mode.seed };
}

/** What is delivered. */
export interface Parcel {
  event: string;
  payload: unknown;
  installationId: number | null;
  repositoryId: number | null;
  guid?: string;
}

/** Delivers a webhook as the mode says; answers with its guid at once, before the receiver does. */
export function deliver(fake: Fake, parcel: Parcel): string {
  const guid = parcel.guid ?? randomUUID();
  const { action } = parcel.payload as { action?: unknown };
  const content = {
    guid,
    event: parcel.event,
    action: typeof action === 'string' ? action : null,
    installationId: parcel.installationId,
    repositoryId: parcel.repositoryId,
    body: JSON.stringify(parcel.payload),
  };
  for (let copy = 0; copy < fake.deliveries.mode.duplicate; copy++) dispatch(fake, newRecord(fake, content, false));
  return guid;
}

/** Sends once more what was sent: same guid, a new delivery. Never retried by GitHub itself. */
export function redeliver(fake: Fake, record: DeliveryRecord): DeliveryRecord {
  const again = newRecord(fake, record, true);
  dispatch(fake, again);
  return again;
}

/** Sends a delivery that was held, and waits for the answer. */
export function sendHeld(fake: Fake, record: DeliveryRecord): Promise<void> {
  fake.deliveries.held = fake.deliveries.held.filter((held) => held !== record);
  return send(fake, record);
}

type Content = Pick<DeliveryRecord, 'guid' | 'event' | 'action' | 'installationId' | 'repositoryId' | 'body'>;

function newRecord(fake: Fake, content: Content, redelivery: boolean): DeliveryRecord {
  const { guid, event, action, installationId, repositoryId, body } = content;
  const id = nextId(fake.state, 'delivery');
  const outcome = { at: Date.now(), milliseconds: null, status: 'pending', statusCode: null };
  const record = { id, guid, event, action, redelivery, installationId, repositoryId, ...outcome, body };
  fake.deliveries.log.push(record);
  return record;
}

function dispatch(fake: Fake, record: DeliveryRecord): void {
  const { deliveries } = fake;
  const { mode, dropShare } = deliveries.mode;
  if (mode === 'hold') deliveries.held.push(record);
  else if (mode === 'drop' || (dropShare > 0 && roll(deliveries) < dropShare))
    fail(record, 502, 'failed to connect to host');
  else void send(fake, record);
}

/** The next number from 0 to 1 (mulberry32). */
function roll(deliveries: Deliveries): number {
  deliveries.dice = (deliveries.dice + 0x6d2b79f5) | 0;
  let value = Math.imul(deliveries.dice ^ (deliveries.dice >>> 15), 1 | deliveries.dice);
  value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
  return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
}

function fail(record: DeliveryRecord, statusCode: number, status: string): void {
  Object.assign(record, { statusCode, status, milliseconds: Date.now() - record.at });
}

function send(fake: Fake, record: DeliveryRecord): Promise<void> {
  const sending = post(fake, record).finally(() => fake.deliveries.inFlight.delete(sending));
  fake.deliveries.inFlight.add(sending);
  return sending;
}

async function post(fake: Fake, record: DeliveryRecord): Promise<void> {
  const { webhookUrl } = fake.deliveries;
  record.at = Date.now();
  if (webhookUrl === null) return fail(record, 502, 'failed to connect to host');
  try {
    const answer = await fetch(webhookUrl, {
      method: 'POST',
      headers: headersOf(fake, record),
      body: record.body,
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(patience), fake.deliveries.end.signal]),
    });
    await answer.arrayBuffer();
    record.statusCode = answer.status;
    record.status = answer.ok ? 'OK' : `Invalid HTTP Response: ${answer.status}`;
    record.milliseconds = Date.now() - record.at;
  } catch (error) {
    if ((error as Error).name === 'TimeoutError') fail(record, 504, 'timed out');
    else fail(record, 502, 'failed to connect to host');
  }
}

function headersOf(fake: Fake, record: DeliveryRecord): Record<string, string> {
  const signature = createHmac('sha256', fake.deliveries.webhookSecret).update(record.body).digest('hex');
  return {
    accept: '*/*',
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/f4k3da7',
    'x-github-delivery': record.guid,
    'x-github-event': record.event,
    'x-github-hook-id': '480000001',
    'x-github-hook-installation-target-id': String(fake.app.id),
    'x-github-hook-installation-target-type': 'integration',
    'x-hub-signature-256': `sha256=${signature}`,
  };
}

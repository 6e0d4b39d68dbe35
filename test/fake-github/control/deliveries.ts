import { createHash } from 'node:crypto';
import { type DeliveryMode, type DeliveryRecord, deliver, redeliver as sendAgain, sendHeld } from '../deliveries.ts';
import type { Fake } from '../fake.ts';

/** What is known of one attempt to deliver. */
export interface Delivery {
  id: number;
  guid: string;
  event: string;
  action: string | null;
  redelivery: boolean;
  installationId: number | null;
  repositoryId: number | null;
  /** `OK` for 2xx, `pending` while held or in flight. */
  status: string;
  /** 502 when the receiver was not reached, 504 when it was late; null while pending. */
  statusCode: number | null;
  /** How many attempts this guid has had up to this one, with it. */
  attempt: number;
  /** Bytes of the payload. */
  size: number;
  /** Milliseconds since 1970. */
  at: number;
  milliseconds: number | null;
}

/** Sets where webhooks go; null for nowhere. The secret stays when it is left out. */
export function setWebhook(fake: Fake, options: { url: string | null; secret?: string }): void {
  fake.deliveries.webhookUrl = options.url;
  if (options.secret !== undefined) fake.deliveries.webhookSecret = options.secret;
}

/** Sets how deliveries are treated from now on; what is left out is as at first: each is sent once. */
export function setDelivery(fake: Fake, options: Partial<DeliveryMode>): void {
  const mode = { mode: 'deliver' as const, dropShare: 0, seed: 1, duplicate: 1, ...options };
  fake.deliveries.mode = mode;
  fake.deliveries.dice = mode.seed;
}

/** All attempts to deliver, oldest first. */
export function deliveries(fake: Fake): Delivery[] {
  const attempts = new Map<string, number>();
  return fake.deliveries.log.map(({ body, ...record }) => {
    const attempt = (attempts.get(record.guid) ?? 0) + 1;
    attempts.set(record.guid, attempt);
    return { ...record, attempt, size: Buffer.byteLength(body) };
  });
}

/** The payload of a delivery, parsed. */
export function payload(fake: Fake, options: { guid: string }): Record<string, unknown> {
  return JSON.parse(newest(fake, options.guid).body);
}

/** Delivers once more, as a user can in the app's settings. Waits for the answer unless deliveries are held. */
export async function redeliver(fake: Fake, options: { guid: string }): Promise<void> {
  sendAgain(fake, newest(fake, options.guid));
  await Promise.all(fake.deliveries.inFlight);
}

/**
 * Sends what is held, one after the other, and waits for the answers. `guids` names those to send, in this order;
 * `shuffle` sends all in the order of this seed; by default all go in the order they came.
 */
export async function release(
  fake: Fake,
  options: { guids?: string[]; shuffle?: number; parallel?: boolean },
): Promise<{ released: string[] }> {
  const { held } = fake.deliveries;
  let chosen: DeliveryRecord[] = [...held];
  if (options.guids) chosen = options.guids.flatMap((guid) => held.filter((record) => record.guid === guid));
  else if (options.shuffle !== undefined) chosen = shuffled(chosen, options.shuffle);
  if (options.parallel) await Promise.all(chosen.map((record) => sendHeld(fake, record)));
  else for (const record of chosen) await sendHeld(fake, record);
  return { released: chosen.map(({ guid }) => guid) };
}

/** Waits until no delivery is in flight. What is held is not. */
export async function waitForDeliveries(fake: Fake): Promise<void> {
  while (fake.deliveries.inFlight.size > 0) await Promise.all(fake.deliveries.inFlight);
}

/** Delivers any payload, signed, and waits for the answer unless it is held. The contract does not look at it. */
export async function post(
  fake: Fake,
  options: { event: string; payload: unknown; installation?: number; repository?: number; guid?: string },
): Promise<{ guid: string }> {
  const { event, installation = null, repository = null, guid } = options;
  const parcel = { event, payload: options.payload, installationId: installation, repositoryId: repository };
  const sent = deliver(fake, { ...parcel, ...(guid ? { guid } : {}) });
  await Promise.all(fake.deliveries.inFlight);
  return { guid: sent };
}

function newest(fake: Fake, guid: string): DeliveryRecord {
  const record = fake.deliveries.log.findLast((candidate) => candidate.guid === guid);
  if (!record) throw new Error(`there is no delivery ${guid}`);
  return record;
}

/** The same order for the same seed and number of records, whatever their random guids. */
function shuffled(records: DeliveryRecord[], seed: number): DeliveryRecord[] {
  const rank = (index: number) => createHash('sha256').update(`${seed} ${index}`).digest('hex');
  return records
    .map((record, index) => ({ record, rank: rank(index) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ record }) => record);
}

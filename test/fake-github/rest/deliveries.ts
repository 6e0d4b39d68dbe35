import { requireApp } from '../auth.ts';
import { type DeliveryRecord, redeliver } from '../deliveries.ts';
import { apiUrl } from '../fake.ts';
import { type Answer, pageSize, refusal } from '../http.ts';
import type { Call, Route } from './route.ts';

/** The app's webhook deliveries. */
export const deliveryRoutes: Route[] = [
  { key: 'GET /app/hook/deliveries', handle: listDeliveries },
  { key: 'POST /app/hook/deliveries/{delivery_id}/attempts', handle: attemptAgain },
];

/** Newest first. The cursor is opaque to callers; here it holds the id of the last delivery that was listed. */
function listDeliveries(call: Call): Answer {
  requireApp(call.caller);
  const { fake, query } = call;
  const cursor = query.get('cursor');
  const before = cursor === null ? Number.POSITIVE_INFINITY : Number(/^v1_(\d+)$/.exec(cursor)?.[1]);
  if (Number.isNaN(before)) throw refusal(422, 'Invalid cursor');
  const status = query.get('status');
  const older = fake.deliveries.log
    .filter((record) => record.id < before && record.statusCode !== null)
    .filter((record) => status === null || (status === 'success') === isSuccess(record))
    .reverse();
  const page = older.slice(0, pageSize(query));
  const next = new URLSearchParams(query);
  next.set('cursor', `v1_${page.at(-1)?.id}`);
  const link = { link: `<${apiUrl(fake)}/app/hook/deliveries?${next}>; rel="next"` };
  return { status: 200, body: page.map(deliveryBody), headers: older.length > page.length ? link : {} };
}

function attemptAgain(call: Call): Answer {
  requireApp(call.caller);
  const record = call.fake.deliveries.log.find(({ id }) => id === Number(call.params.delivery_id));
  if (!record) throw refusal(404, 'Not Found');
  redeliver(call.fake, record);
  return { status: 202, body: {} };
}

function isSuccess(record: DeliveryRecord): boolean {
  return record.statusCode !== null && record.statusCode >= 200 && record.statusCode < 300;
}

function deliveryBody(record: DeliveryRecord): Record<string, unknown> {
  return {
    id: record.id,
    guid: record.guid,
    delivered_at: new Date(record.at).toISOString(),
    redelivery: record.redelivery,
    duration: Number(((record.milliseconds ?? 0) / 1_000).toFixed(2)),
    status: record.status,
    status_code: record.statusCode,
    event: record.event,
    action: record.action,
    installation_id: record.installationId,
    repository_id: record.repositoryId,
    throttled_at: null,
  };
}

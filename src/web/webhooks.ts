import type { IncomingMessage, ServerResponse } from 'node:http';
import { verifyWithFallback } from '@octokit/webhooks-methods';
import type { Log } from '../log.ts';

/** GitHub sends at most 25 MB; what is larger is not read. */
export const largestBody = 26 * 2 ** 20;
/** GitHub gives up after 10 seconds; a database that does not answer sooner is taken for down. */
const acceptWithinMs = 8_000;

/** Bodies in memory of which nobody knows yet whether GitHub sent them: more at once are not read. */
const mostUnverified = 4 * largestBody;

const lingerMs = 2_000;

/** A verified delivery. */
export interface Received {
  guid: string;
  name: string;
  payload: object;
}

/** What receiving webhooks needs. */
export interface Receiver {
  /** The first is current; during a rotation the one before is accepted too. */
  secrets: readonly string[];
  /** Stores the delivery and what it asks for. */
  accept(received: Received): Promise<void>;
  log: Log;
  /** Bytes of all bodies that are being read now, or read and not verified. */
  unverified: { bytes: number };
}

/** An answer to a request; nothing of what went wrong inside goes into it. */
interface Answer {
  status: number;
  text: string;
}

/**
 * Answers one webhook request: 202 when the delivery is stored, 400 or 401 for what GitHub did not send, 413 for what is
 * too large, 503 when it cannot be read or stored now (GitHub notes a failure, and it is asked for again later).
 */
export async function receiveWebhook(receiver: Receiver, request: IncomingMessage, response: ServerResponse) {
  const { status, text } = await answerOf(receiver, request).catch((error: unknown) => {
    receiver.log.error({ err: error }, 'a webhook could not be received');
    return { status: 500, text: 'could not be received' };
  });
  const unread = !request.complete;
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
  // What still comes is thrown away for a moment, so that the sender gets to read the answer: with `connection: close`
  // Node would cut it off at once.
  if (unread) {
    request.resume();
    setTimeout(() => request.destroy(), lingerMs).unref();
  }
}

async function answerOf(receiver: Receiver, request: IncomingMessage): Promise<Answer> {
  const header = (name: string) => String(request.headers[name] ?? '');
  if (Number(header('content-length')) > largestBody) return { status: 413, text: 'too large' };
  const guid = header('x-github-delivery');
  const name = header('x-github-event');
  const signature = header('x-hub-signature-256');
  if (!/^[\w-]{1,64}$/.test(guid) || !/^\w{1,64}$/.test(name)) {
    return { status: 400, text: 'X-GitHub-Delivery or X-GitHub-Event is missing' };
  }
  if (!/^sha256=[0-9a-f]{64}$/.test(signature)) return { status: 401, text: 'X-Hub-Signature-256 is missing' };
  const body = await verifiedBody(receiver, request, { guid, name, signature });
  if (typeof body !== 'string') return body;
  const { accept, log } = receiver;
  const payload = parse(body);
  if (!payload) return { status: 400, text: 'the body is not a JSON object; set the content type to application/json' };
  try {
    await withinTime(accept({ guid, name, payload }));
    return { status: 202, text: 'accepted' };
  } catch (error) {
    log.error({ guid, event: name, err: rootOf(error) }, 'a webhook could not be stored');
    return { status: 503, text: 'cannot be stored now' };
  }
}

/** The body as text once its signature is right, else the answer. */
async function verifiedBody(
  { secrets, log, unverified }: Receiver,
  request: IncomingMessage,
  { guid, name, signature }: { guid: string; name: string; signature: string },
): Promise<string | Answer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    const stream: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
    for await (const chunk of stream) {
      size += chunk.length;
      unverified.bytes += chunk.length;
      if (size > largestBody) return { status: 413, text: 'too large' };
      if (unverified.bytes > mostUnverified) return { status: 503, text: 'too much at once' };
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks).toString('utf8');
    if (body === '') return { status: 400, text: 'the body is empty' };
    const [current = '', ...previous] = secrets;
    if (await verifyWithFallback(current, body, signature, previous)) return body;
    log.warn({ guid, event: name }, 'a webhook with a wrong signature was refused');
    return { status: 401, text: 'the signature does not match' };
  } finally {
    unverified.bytes -= size;
  }
}

function parse(body: string): object | null {
  try {
    const payload: unknown = JSON.parse(body);
    return typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? payload : null;
  } catch {
    return null;
  }
}

async function withinTime(stored: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the database does not answer')), acceptWithinMs);
  });
  try {
    await Promise.race([stored, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Probot collects the errors of its handlers. */
function rootOf(error: unknown): unknown {
  return error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error;
}

import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { createWeb } from '../../src/web/server.ts';
import type { Received } from '../../src/web/webhooks.ts';

/** 32 characters at least, as the settings want it. */
export const secret = 'the present secret of the webhook';

/** A listening web server, and what it has taken and logged. */
export interface Receiver {
  /** Of its webhooks. */
  url: string;
  origin: string;
  taken: Received[];
  /** The lines of its log, parsed. */
  logged: { level: number; msg: string; err?: { message: string } }[];
}

/** Starts the web server in this process; it ends with the test. */
export async function listen(
  options: {
    accept?: (received: Received) => Promise<void>;
    secrets?: string[];
    trouble?: () => Promise<string | null>;
  } = {},
): Promise<Receiver> {
  const taken: Received[] = [];
  const logged: Receiver['logged'] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  const { secrets = [secret], trouble = async () => null } = options;
  const accept = async (received: Received) => {
    await options.accept?.(received);
    taken.push(received);
  };
  const server = createWeb({ receiver: { secrets, log, accept }, webhookPath: '/hook', trouble });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `${origin}/hook`, origin, taken, logged };
}

/** The headers that GitHub sends with a body. */
export function headersOf(body: string, by: string = secret): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
    'x-github-event': 'ping',
    'x-hub-signature-256': `sha256=${createHmac('sha256', by).update(body).digest('hex')}`,
  };
}

/** Posts a body as GitHub does, with other headers where `more` says so; the status and the text of the answer. */
export async function post(to: string, body: string, more: Record<string, string | undefined> = {}, by?: string) {
  const headers = Object.entries({ ...headersOf(body, by), ...more }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const answer = await fetch(to, { method: 'POST', headers, body });
  return { status: answer.status, text: await answer.text() };
}

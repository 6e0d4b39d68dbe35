import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Receiver, receiveWebhook } from './webhooks.ts';

/** What the web server serves. */
export interface WebSettings {
  receiver: Omit<Receiver, 'unverified'>;
  webhookPath: string;
  /** Null when all is well, else what is not, without secrets: the answer of `/readyz`. */
  trouble(): Promise<string | null>;
}

const definitions = new URL('../../docs/measures.md', import.meta.url);

/** The web server, not listening yet: webhooks, health, and the definitions that check runs link to. */
export function createWeb(settings: WebSettings): Server {
  const receiver = { ...settings.receiver, unverified: { bytes: 0 } };
  return createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
    const { pathname = '' } = URL.parse(request.url ?? '', 'http://localhost') ?? {};
    if (request.method === 'POST' && pathname === settings.webhookPath) {
      void receiveWebhook(receiver, request, response);
    } else if (request.method === 'GET' || request.method === 'HEAD') {
      answer(settings, pathname, response).catch(() => plain(response, 503, 'cannot be answered now'));
    } else notFound(request, response);
  });
}

async function answer({ trouble }: WebSettings, pathname: string, response: ServerResponse): Promise<void> {
  if (pathname === '/healthz') return plain(response, 200, 'ok');
  if (pathname === '/readyz') {
    const found = await trouble().catch(() => 'the database does not answer');
    return plain(response, found === null ? 200 : 503, found ?? 'ok');
  }
  if (pathname === '/measures') return plain(response, 200, await readFile(definitions, 'utf8'));
  if (pathname === '/') return plain(response, 200, 'Touchstone. What is measured: /measures');
  return plain(response, 404, 'not found');
}

function notFound(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  plain(response, 404, 'not found');
}

function plain(response: ServerResponse, status: number, text: string): void {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
  response.writeHead(status, headers).end(`${text.trimEnd()}\n`);
}

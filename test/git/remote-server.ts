import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A git host over real http, which wants the token of an app's installation. */
export interface GitServer {
  /** The address of a repository: `<root>/<name>`, by its path under the server's root. */
  url(name: string): string;
  token: string;
  /** Each request's method and path with query, as they come. */
  requests: string[];
  /** How requests are answered: by git, with this status alone, or by git until within a pack and then no more. */
  mode: 'serve' | 'stall' | 'cut' | number;
  /** Called when a request is stalled: its process can be looked at then. */
  onStalled: () => void;
  /** Command lines of living processes that name this server; empty for those that have ended. */
  processes(): string[];
}

/** Starts a server of the bare repositories below `root`; it ends with the test. */
export async function gitServer(root: string): Promise<GitServer> {
  const http = createServer((request, response) => answer(server, root, request, response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    http.closeAllConnections();
    http.close();
  });
  const host = `127.0.0.1:${(http.address() as AddressInfo).port}`;
  const server: GitServer = {
    url: (name) => `http://${host}/${name}`,
    token: 'ghs_a-canary-that-nobody-else-knows',
    requests: [],
    mode: 'serve',
    onStalled: () => {},
    processes: () => commandLines().filter((line) => line.includes(host)),
  };
  return server;
}

/** What every process of this machine was called with. */
export function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(join('/proc', pid, 'cmdline'), 'utf8').replaceAll('\0', ' ');
      } catch {
        return '';
      }
    });
}

function answer(server: GitServer, root: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url!, 'http://host');
  server.requests.push(`${request.method} ${request.url}`);
  const expected = `Basic ${Buffer.from(`x-access-token:${server.token}`).toString('base64')}`;
  if (request.headers.authorization !== expected) {
    response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end('Bad credentials\n');
    return;
  }
  if (typeof server.mode === 'number') {
    const elsewhere = server.url(`elsewhere${request.url}`);
    response.writeHead(server.mode, { 'Content-Type': 'text/plain', Location: elsewhere }).end('Says the server.\n');
    return;
  }
  const child = spawn('git', ['-c', 'uploadpack.allowAnySHA1InWant=true', 'http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_PROTOCOL: `${request.headers['git-protocol'] ?? ''}`,
      REQUEST_METHOD: request.method,
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.on('error', () => {});
  request.pipe(child.stdin);
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  child.once('close', () => {
    const whole = Buffer.concat(parts);
    const end = whole.indexOf('\r\n\r\n');
    const headers = whole.toString('latin1', 0, end).split('\r\n');
    const body = whole.subarray(end + 4);
    let status = 200;
    for (const header of headers) {
      const [name = '', value = ''] = header.split(': ');
      if (name === 'Status') status = Number.parseInt(value, 10);
      else response.setHeader(name, value);
    }
    response.writeHead(status);
    const isPack = request.method === 'POST' && body.length > 5_000;
    if (!isPack || server.mode === 'serve') {
      response.end(body);
      return;
    }
    response.write(body.subarray(0, body.length / 2), () => {
      if (server.mode === 'cut') response.destroy();
      else server.onStalled();
    });
  });
}

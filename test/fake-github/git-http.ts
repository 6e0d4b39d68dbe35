import { type ChildProcess, spawn } from 'node:child_process';
import type { IncomingMessage } from 'node:http';
import { basename } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { type Caller, requireAccess } from './auth.ts';
import type { Fake } from './fake.ts';
import { gitEnvironment } from './git.ts';
import { type Answer, Refusal } from './http.ts';
import { findRepository, fullName } from './state.ts';

/** A git request: `/<owner>/<name>.git/<service>`. */
export interface GitPath {
  owner: string;
  name: string;
  /** `info/refs`, `git-upload-pack` or `git-receive-pack`. */
  service: string;
  /** Name for faults and the log: `git info/refs` or `git upload-pack`. */
  route: string;
}

/** Takes the path of a git request apart; null when it is none. */
export function gitPath(path: string): GitPath | null {
  const found = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/.exec(path);
  if (!found) return null;
  const [, owner, name, service] = found as unknown as [string, string, string, string];
  return { owner, name, service, route: `git ${service.replace('git-', '')}` };
}

/** Answers a git request through `git http-backend`. Read only; rejects with a Refusal in GitHub's words. */
export async function answerGit(fake: Fake, request: IncomingMessage, path: GitPath, caller: Caller): Promise<Answer> {
  const query = (request.url ?? '').split('?')[1] ?? '';
  if (caller.kind !== 'installation') {
    const headers = { 'www-authenticate': 'Basic realm="GitHub"' };
    throw plain(401, caller.kind === 'nobody' ? 'Invalid username or token.' : 'Not a token.', headers);
  }
  const found = findRepository(fake.state, `${path.owner}/${path.name}`);
  if (!found) throw plain(404, 'Repository not found.');
  try {
    requireAccess(caller, found.repository, 'contents', 'read');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { message } = error.answer.body as { message: string };
    throw plain(error.answer.status, error.answer.status === 404 ? 'Repository not found.' : message);
  }
  if (path.service === 'git-receive-pack' || query.includes('git-receive-pack'))
    throw plain(403, 'Write access to repository not granted.');
  if (found.moved) {
    const location = `${fake.url}/${fullName(found.repository)}.git/${path.service}${query ? `?${query}` : ''}`;
    throw plain(301, '', { location });
  }
  return await runBackend(fake, request, `/${basename(found.repository.gitDir)}/${path.service}`, query);
}

function plain(status: number, text: string, headers: Record<string, string> = {}): Refusal {
  return new Refusal({ status, body: Buffer.from(text), headers: { 'content-type': 'text/plain', ...headers } });
}

async function runBackend(fake: Fake, request: IncomingMessage, path: string, query: string): Promise<Answer> {
  const { headers } = request;
  const variables: Record<string, string | undefined> = {
    GIT_PROJECT_ROOT: fake.directory,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: path,
    QUERY_STRING: query,
    REQUEST_METHOD: request.method,
    REMOTE_USER: 'x-access-token',
    CONTENT_TYPE: headers['content-type'],
    CONTENT_LENGTH: headers['content-length'],
    HTTP_CONTENT_ENCODING: headers['content-encoding'],
    GIT_PROTOCOL: headers['git-protocol'] as string | undefined,
  };
  const given = Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const backend = spawn('git', ['http-backend'], {
    env: { ...gitEnvironment, ...Object.fromEntries(given) },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  backend.stdin.on('error', () => {});
  request.pipe(backend.stdin);
  return await readCgi(backend, backend.stdout);
}

/** Reads the CGI header off the stream and leaves the body in it. */
async function readCgi(backend: ChildProcess, output: Readable): Promise<Answer> {
  let start = Buffer.alloc(0);
  const body = new PassThrough();
  return await new Promise((resolve, reject) => {
    const onData = (chunk: Buffer) => {
      start = Buffer.concat([start, chunk]);
      const end = start.indexOf('\r\n\r\n');
      if (end === -1) return;
      output.off('data', onData);
      output.pause();
      const { status, headers } = parseHeader(start.subarray(0, end).toString('latin1'));
      body.write(start.subarray(end + 4));
      output.pipe(body);
      // Who reads no more ends git too.
      body.once('close', () => backend.kill());
      resolve({ status, headers, stream: body });
    };
    output.on('data', onData);
    backend.once('error', reject);
    backend.once('close', () => reject(new Error('git http-backend ended without a header')));
  });
}

function parseHeader(text: string): { status: number; headers: Record<string, string> } {
  const headers: Record<string, string> = {};
  let status = 200;
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    const [name, value] = [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    if (name === 'status') status = Number.parseInt(value, 10);
    else headers[name] = value;
  }
  return { status, headers };
}

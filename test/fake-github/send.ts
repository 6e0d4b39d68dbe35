import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Answer } from './http.ts';

/** Sends an answer. The headers of the answer win over `headers`. */
export function sendAnswer(response: ServerResponse, answer: Answer, headers: Record<string, string>): void {
  if (answer.stream) {
    writeHead(response, answer, headers);
    answer.stream.pipe(response);
    // Nobody reads any more: whatever writes the stream must end too.
    if (response.destroyed) answer.stream.destroy();
    else response.once('close', () => answer.stream?.destroy());
    return;
  }
  const bytes = bytesOf(answer);
  writeHead(response, answer, { ...headers, 'content-length': String(bytes.length) });
  response.end(bytes);
}

/** Sends the first half of an answer under its full length and cuts the connection. */
export async function sendHalf(
  response: ServerResponse,
  answer: Answer,
  headers: Record<string, string>,
): Promise<void> {
  const bytes = answer.stream ? await buffer(answer.stream) : bytesOf(answer);
  writeHead(response, answer, { ...headers, 'content-length': String(bytes.length) });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}

function writeHead(response: ServerResponse, answer: Answer, headers: Record<string, string>): void {
  const id = randomBytes(14).toString('hex').toUpperCase();
  response.writeHead(answer.status, {
    'content-type': 'application/json; charset=utf-8',
    server: 'github.com',
    'x-github-request-id': `${id.slice(0, 4)}:${id.slice(4, 10)}:${id.slice(10, 17)}:${id.slice(17, 24)}`,
    'x-github-media-type': 'github.v3; format=json',
    ...headers,
    ...answer.headers,
  });
}

function bytesOf(answer: Answer): Buffer {
  if (Buffer.isBuffer(answer.body)) return answer.body;
  return Buffer.from(answer.body === undefined ? '' : JSON.stringify(answer.body));
}

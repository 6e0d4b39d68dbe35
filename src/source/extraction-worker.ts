/** What one thread of extraction.ts runs: one answer per blob, in the order in which they were asked. */

import { parentPort } from 'node:worker_threads';
import { readBlob } from './extract.ts';
import type { Answer, Question } from './extraction.ts';

parentPort?.on('message', ({ content, language }: Question) => {
  const { buffer, byteOffset, byteLength } = content;
  answer(readBlob(Buffer.from(buffer, byteOffset, byteLength), language));
});
answer('ready');

function answer(what: Answer): void {
  parentPort?.postMessage(what);
}

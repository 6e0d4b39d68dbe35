/** What one thread of extraction.ts runs: one answer per blob, in the order in which they were asked. */

import { setImmediate } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import { readBlob } from './extract.ts';
import type { Answer, Question } from './extraction.ts';

const waiting: Question[] = [];

parentPort?.on('message', (question: Question) => {
  waiting.push(question);
  if (waiting.length === 1) void work();
});
answer('ready');

/** A turn of the event loop after each blob: messages that come while one is read are handled without any. */
async function work(): Promise<void> {
  for (let next = waiting[0]; next; next = waiting[0]) {
    const { buffer, byteOffset, byteLength } = next.content;
    answer(readBlob(Buffer.from(buffer, byteOffset, byteLength), next.language));
    await setImmediate();
    waiting.shift();
  }
}

function answer(what: Answer): void {
  parentPort?.postMessage(what);
}

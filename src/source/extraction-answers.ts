import { setImmediate } from 'node:timers/promises';
import type { readBlob } from './extract.ts';
import type { Answer, Question } from './extraction.ts';

/**
 * Answers what a process of extraction.ts is asked: one answer per blob, in the order of the questions. After each blob
 * the event loop has a turn, in which native trees are freed; else messages that come meanwhile are handled without any.
 */
export function answerQuestions(read: typeof readBlob): void {
  const waiting: Question[] = [];

  process.on('message', (question: Question) => {
    waiting.push(question);
    if (waiting.length === 1) void work();
  });
  process.once('disconnect', () => process.exit(0));
  // Whoever asks decides when it ends; a signal to the whole group (Ctrl-C) is theirs to handle.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {});
  answer('ready');

  async function work(): Promise<void> {
    for (let next = waiting[0]; next; next = waiting[0]) {
      const { buffer, byteOffset, byteLength } = next.content;
      answer(read(Buffer.from(buffer, byteOffset, byteLength), next.language));
      await setImmediate();
      waiting.shift();
    }
  }

  function answer(what: Answer): void {
    process.send?.(what, undefined, {}, () => {});
  }
}

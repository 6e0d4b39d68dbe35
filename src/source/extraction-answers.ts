import { setImmediate } from 'node:timers/promises';
import type { readBlob } from './extract.ts';
import type { Answer, Question } from './extraction.ts';

/**
 * Answers what a process of extraction.ts is asked: one answer per blob, in the order of the questions. Each has left
 * before the next blob is read: one that is lost in a crash would be blamed for it. After each blob the event loop has a
 * turn, in which native trees are freed; else messages that come meanwhile are handled without any.
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
  void answer('ready');

  async function work(): Promise<void> {
    for (let next = waiting[0]; next; next = waiting[0]) {
      const { buffer, byteOffset, byteLength } = next.content;
      await answer(read(Buffer.from(buffer, byteOffset, byteLength), next.language));
      await setImmediate();
      waiting.shift();
    }
  }

  /** To nobody where whoever asked is gone. */
  function answer(what: Answer): Promise<void> {
    return new Promise((resolve) => process.send?.(what, undefined, {}, () => resolve()));
  }
}

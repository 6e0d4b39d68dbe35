/** Reads many blobs, in this thread or in several at once. What is said of a blob does not depend on it. */

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { BlobFacts } from '../model.ts';
import { readBlob, unreadFacts } from './extract.ts';

/** A reader of blobs that is to be closed, so that its threads end. */
export interface Extraction extends AsyncDisposable {
  /** How many blobs are best asked for at once: more only fill the memory. */
  atOnce: number;
  /** As `readBlob`; a blob that a thread died of is unparsable. Throws where threads cannot be started. */
  read(content: Buffer, language: string | null): Promise<BlobFacts>;
}

/** Readers that are started when there is enough to read for them, and kept for whatever is read next. */
export interface Readers extends AsyncDisposable {
  /** The best way to read so many bytes more. */
  forBytes(bytes: number): Extraction;
}

/** From so many bytes on, threads are worth their start. */
const worthThreads = 1_500_000;
/** So many read at most: each takes 50 MB. */
export const mostThreads = Math.min(availableParallelism(), 4);

/** This thread, and others once more is read than they cost. */
export function openReaders(): Readers {
  const here = openExtraction(1);
  let threads: Extraction | null = null;
  let total = 0;
  return {
    forBytes(bytes) {
      total += bytes;
      if (total < worthThreads) return here;
      threads ??= openExtraction(mostThreads);
      return threads;
    },
    async [Symbol.asyncDispose]() {
      await threads?.[Symbol.asyncDispose]();
    },
  };
}

/** What a thread is asked. */
export interface Question {
  content: Uint8Array;
  language: string | null;
}

/** What a thread says: once that it can read, then one answer for each question, in their order. */
export type Answer = 'ready' | BlobFacts;

/** Native trees are freed on a turn of the event loop: without one, 20 MB of source take a gigabyte. */
const blobsPerTurn = 20;
/** Enough that no thread waits for the next blob, and less than a turn's. */
const blobsPerThread = 8;

// `.ts` from source, `.js` when built.
const ownProgram = new URL(`./extraction-worker${import.meta.url.slice(-3)}`, import.meta.url);

/** With one thread it is this one, else each runs the program. */
export function openExtraction(threads: number, program = ownProgram): Extraction {
  return threads > 1 ? inThreads(threads, program) : inThisThread();
}

function inThisThread(): Extraction {
  let read = 0;
  return {
    atOnce: 1,
    async read(content, language) {
      if (++read % blobsPerTurn === 0) await new Promise((resolve) => setImmediate(resolve));
      return readBlob(content, language);
    },
    async [Symbol.asyncDispose]() {},
  };
}

interface Task {
  question: Question;
  resolve(facts: BlobFacts): void;
  reject(error: Error): void;
}

/** A thread and what it was asked and has not answered: the first is what it has in hand. */
interface Thread {
  worker: Worker;
  ready: boolean;
  tasks: Task[];
  bytes: number;
}

function inThreads(count: number, program: URL): Extraction {
  const threads = new Set<Thread>();
  let closed = false;
  for (let index = 0; index < count; index++) start();

  function start(): void {
    const worker = new Worker(program, { execArgv: [] });
    const thread: Thread = { worker, ready: false, tasks: [], bytes: 0 };
    threads.add(thread);
    let reason: Error | null = null;
    worker.on('message', (answer: Answer) => {
      if (answer === 'ready') thread.ready = true;
      else take(thread)?.resolve(answer);
    });
    worker.on('error', (error) => {
      reason = error;
    });
    worker.once('exit', () => bury(thread, reason));
  }

  function take(thread: Thread): Task | undefined {
    const task = thread.tasks.shift();
    thread.bytes -= task?.question.content.byteLength ?? 0;
    return task;
  }

  /** The blob that a thread had in hand when it died is what it died of; the others are asked again. */
  function bury(thread: Thread, reason: Error | null): void {
    threads.delete(thread);
    if (closed || !thread.ready) {
      const error = reason ?? new Error('the threads that read contents have ended');
      for (const { reject } of thread.tasks) reject(error);
      return;
    }
    start();
    const [inHand, ...others] = thread.tasks;
    inHand?.resolve(unreadFacts(inHand.question.language, 'unparsable'));
    for (const task of others) ask(task);
  }

  function ask(task: Task): void {
    const [first, ...others] = threads;
    if (first === undefined) {
      task.reject(new Error('no thread to read contents could be started'));
      return;
    }
    const idlest = others.reduce((best, each) => (each.bytes < best.bytes ? each : best), first);
    idlest.tasks.push(task);
    idlest.bytes += task.question.content.byteLength;
    idlest.worker.postMessage(task.question);
  }

  return {
    atOnce: count * blobsPerThread,
    read: (content, language) =>
      new Promise((resolve, reject) => ask({ question: { content, language }, resolve, reject })),
    async [Symbol.asyncDispose]() {
      closed = true;
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}

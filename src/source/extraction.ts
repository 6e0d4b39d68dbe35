/**
 * Reads blobs in processes of their own, because a grammar is native code that strangers' files are fed to: what crashes
 * it or keeps it for ever costs a process, and leaves out one file. What is said of a blob does not depend on who reads it.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { childEnvironment } from '../child-environment.ts';
import type { BlobFacts } from '../model.ts';
import { unreadFacts } from './extract.ts';

/**
 * Reader processes. They start when they are wanted, and are let go with this, or when nothing is asked for a while; our
 * own process ends after them, and when it must end at once, kills those that are reading.
 */
export interface Readers extends Disposable {
  /** How many blobs are best asked for at once: more only fill the memory. */
  atOnce: number;
  /** Says that so many bytes are about to be asked for, so that enough processes are ready by then. */
  expect(bytes: number): void;
  /** As `readBlob`; what ends two processes is unparsable. Throws where processes cannot be started. */
  read(content: Buffer, language: string | null): Promise<BlobFacts>;
}

/** How readers are opened, where not as usual. */
export interface ReaderOptions {
  /** Processes at most. */
  most?: number;
  program?: URL;
  /** Seconds that a blob may take, and that a process waits for the next. */
  patience?: number;
}

/** So many read at most: each takes some 80 MB. */
export const mostReaders = Math.min(availableParallelism(), 4);

/** From so many bytes on, more processes than one are worth their start. */
const worthMore = 1_500_000;
/** Enough that none waits for the next blob, and few enough to be asked again when one dies. */
const blobsPerProcess = 8;
/** Milliseconds in which a process that was let go ends, as a rule in 50. */
const farewell = 5_000;
/** Characters kept of what a process said of its own error. */
const lastWords = 2_000;

/** What a process is asked. */
export interface Question {
  content: Uint8Array;
  language: string | null;
}

/** What a process says: once that it can read, then one answer for each question, in their order. */
export type Answer = 'ready' | BlobFacts;

interface Task {
  question: Question;
  /** Processes that ended with it in hand. */
  deaths: number;
  resolve(facts: BlobFacts): void;
  reject(error: Error): void;
}

/** A process and what it was asked and has not answered: the first is what it has in hand. */
interface Reader {
  child: ChildProcess;
  ready: boolean;
  tasks: Task[];
  bytes: number;
  /** Seconds since it last did something: not by the clock, which goes on while all of us are stopped. */
  quiet: number;
}

// `.ts` from source, `.js` when built.
const ownProgram = new URL(`./extraction-program${import.meta.url.slice(-3)}`, import.meta.url);

/** Makes ready to start reader processes. */
export function openReaders({ most = mostReaders, program = ownProgram, patience = 30 }: ReaderOptions = {}): Readers {
  const readers = new Set<Reader>();
  let expected = 0;
  let clock: NodeJS.Timeout | null = null;
  // A process that is ended by a signal leaves through `process.exit`, which disposes of nothing.
  process.once('exit', letAllGo);

  function start(): void {
    const child = fork(program, {
      env: childEnvironment(),
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const reader: Reader = { child, ready: false, tasks: [], bytes: 0, quiet: 0 };
    let said = '';
    child.stderr?.on('data', (text) => {
      said = `${said}${text}`.slice(-lastWords);
    });
    readers.add(reader);
    clock ??= setInterval(tick, 1_000).unref();
    child.on('message', (answer: Answer) => {
      reader.quiet = 0;
      if (answer === 'ready') reader.ready = true;
      else take(reader)?.resolve(answer);
    });
    // What it said last is heard before it is closed; one that could not be started (no memory) is never closed.
    child.once('close', (code, signal) =>
      bury(reader, `a process that reads contents ended before it could (${signal ?? code}): ${said.trim()}`),
    );
    child.once('error', (error) => bury(reader, `no process to read contents could be started: ${error.message}`));
  }

  function take(reader: Reader): Task | undefined {
    const task = reader.tasks.shift();
    reader.bytes -= task?.question.content.byteLength ?? 0;
    return task;
  }

  /** What a process had in hand when it ended is asked once more, as others end processes, too; the rest is asked anew. */
  function bury(reader: Reader, reason: string): void {
    if (!readers.delete(reader)) return;
    if (!reader.ready) {
      for (const { reject } of reader.tasks) reject(new Error(reason));
      return;
    }
    const [inHand, ...others] = reader.tasks;
    if (inHand && ++inHand.deaths > 1) inHand.resolve(unreadFacts(inHand.question.language, 'unparsable'));
    else if (inHand) ask(inHand);
    for (const task of others) ask(task);
  }

  function ask(task: Task): void {
    try {
      startWanted();
    } catch (error) {
      task.reject(error as Error);
      return;
    }
    const [first, ...others] = readers;
    const idlest = others.reduce((best, each) => (each.bytes < best.bytes ? each : best), first!);
    if (idlest.tasks.length === 0) idlest.quiet = 0;
    idlest.tasks.push(task);
    idlest.bytes += task.question.content.byteLength;
    // One that has just ended takes no message; its end is heard.
    if (idlest.child.connected) idlest.child.send(task.question, () => {});
  }

  function startWanted(): void {
    const wanted = expected < worthMore ? 1 : most;
    while (readers.size < wanted) start();
  }

  function tick(): void {
    for (const reader of readers) {
      if (++reader.quiet <= patience) continue;
      if (reader.tasks.length > 0) reader.child.kill('SIGKILL');
      else {
        letGo(reader);
        // There is less to read than was thought: it is not started again for that.
        expected = 0;
      }
    }
    if (readers.size > 0) return;
    clearInterval(clock ?? undefined);
    clock = null;
  }

  /** It ends by itself, and keeps its compiled code for the next; one that starts or has a blob in hand would not hear of it. */
  function letGo(reader: Reader): void {
    const { child, ready, tasks } = reader;
    readers.delete(reader);
    for (const { reject } of tasks) reject(new Error('nobody waits for this any more: let go before it was read'));
    if (!ready || tasks.length > 0 || !child.connected) {
      child.kill('SIGKILL');
      return;
    }
    child.disconnect();
    setTimeout(() => child.kill('SIGKILL'), farewell).unref();
  }

  function letAllGo(): void {
    for (const reader of readers) letGo(reader);
  }

  return {
    atOnce: most * blobsPerProcess,
    expect(bytes) {
      expected += bytes;
      startWanted();
    },
    read: (content, language) =>
      new Promise((resolve, reject) => ask({ question: { content, language }, deaths: 0, resolve, reject })),
    [Symbol.dispose]() {
      process.off('exit', letAllGo);
      letAllGo();
      clearInterval(clock ?? undefined);
    },
  };
}

import { type ChildProcess, fork } from 'node:child_process';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '../child-environment.ts';
import type { FactsCache } from '../gather/cache.ts';
import { killGroup } from '../git/run.ts';
import type { Answer, FromMeasuring, Request, ToMeasuring } from './messages.ts';

/** The repository's git objects could not be read: its mirror must be made anew. */
export class BrokenObjects extends Error {
  override name = 'BrokenObjects';
}

/** A measuring process: started when first asked, started anew after it died. */
export interface Measuring {
  /**
   * Measures in the other process; what is known comes from `cache`. Throws BrokenObjects where the git objects cannot
   * be read, and an Error where the process died or `signal` was aborted: a parse cannot be interrupted, so the process
   * is then killed, and whatever else it had in hand fails with it.
   */
  measure<R extends Request>(request: R, cache: FactsCache, signal?: AbortSignal): Promise<Answer[R['kind']]>;
  /** Resolves when it has nothing in hand: for what can wait until nobody else does. */
  idle(): Promise<void>;
  stop(): void;
}

interface Asked {
  cache: FactsCache;
  resolve(answer: never): void;
  reject(error: Error): void;
}

// `program.ts` from source, `program.js` when built.
const program = fileURLToPath(new URL(`./program${import.meta.url.slice(-3)}`, import.meta.url));

/** Makes ready to start a measuring process. */
export function prepareMeasuring(): Measuring {
  const asked = new Map<number, Asked>();
  const patient: (() => void)[] = [];
  const state: { child: ChildProcess | null; asked: number; stopped: boolean } = {
    child: null,
    asked: 0,
    stopped: false,
  };

  const fail = (reason: string) => {
    for (const { reject } of asked.values()) reject(new Error(reason));
    asked.clear();
  };

  const start = (): ChildProcess => {
    const child = fork(program, {
      env: childEnvironment(),
      execArgv: process.execArgv.filter((argument) => argument !== '--inspect'),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // A group of its own: a reader that a file keeps for ever does not hear that nobody waits for it.
      detached: true,
    });
    // GitHub waits for an answer to its webhook; a scorecard can wait a little.
    if (child.pid !== undefined) yieldProcessor(child.pid);
    child.on('message', (message: FromMeasuring) => void hear(child, message));
    const gone = (reason: string) => {
      if (state.child === child) state.child = null;
      fail(reason);
    };
    // One that did not start (no memory, no processes left) has no exit.
    child.once('error', (error) => gone(`the measuring process did not start: ${error.message}`));
    child.once('exit', (code, signal) => gone(`the measuring process ended (${signal ?? code})`));
    return child;
  };

  const hear = async (child: ChildProcess, message: FromMeasuring) => {
    const request = asked.get(message.id);
    if (!request) return;
    if (message.type === 'cache') {
      tell(child, await answerCall(request.cache, message));
      return;
    }
    asked.delete(message.id);
    if (message.type === 'measured') request.resolve(message.answer as never);
    else request.reject(failure(message));
  };

  return {
    measure(request, cache, signal) {
      if (state.stopped) return Promise.reject(new Error('stopping'));
      state.child ??= start();
      const { child } = state;
      const id = ++state.asked;
      const abort = () => {
        asked.get(id)?.reject(new Error('it took too long, or Touchstone is stopping'));
        asked.delete(id);
        killGroup(child);
      };
      return new Promise<never>((resolve, reject) => {
        asked.set(id, { cache, resolve, reject });
        signal?.addEventListener('abort', abort, { once: true });
        tell(child, { type: 'measure', id, request });
        if (signal?.aborted) abort();
      }).finally(() => {
        signal?.removeEventListener('abort', abort);
        if (asked.size === 0) for (const resolve of patient.splice(0)) resolve();
      });
    },
    idle: () => (asked.size === 0 ? Promise.resolve() : new Promise((resolve) => patient.push(resolve))),
    stop() {
      state.stopped = true;
      if (state.child) killGroup(state.child);
    },
  };
}

function failure({ reason, stack, broken }: FromMeasuring & { type: 'failed' }): Error {
  const error = broken ? new BrokenObjects(reason) : new Error(reason);
  error.stack = stack;
  return error;
}

async function answerCall(cache: FactsCache, message: FromMeasuring & { type: 'cache' }): Promise<ToMeasuring> {
  const { call, name, argument } = message;
  const known: Record<typeof name, (argument: never) => Promise<unknown>> = {
    'blobs.load': cache.blobs.load,
    'blobs.save': cache.blobs.save,
    'matches.load': cache.matches.load,
    'matches.save': cache.matches.save,
    'commits.load': cache.commits.load,
    'commits.save': cache.commits.save,
  };
  try {
    return { type: 'cached', call, value: await known[name](argument as never) };
  } catch (error) {
    return { type: 'uncached', call, reason: (error as Error).message };
  }
}

/** A child that has just died takes no message; its exit answers whoever waits. */
function tell(child: ChildProcess, message: ToMeasuring): void {
  if (child.connected) child.send(message, () => {});
}

/** A third of the share that the process which answers webhooks gets, when both want one processor. */
const niceness = 5;

function yieldProcessor(pid: number): void {
  try {
    setPriority(pid, niceness);
  } catch {
    // It has ended already, or the system does not allow it: then it runs like any other.
  }
}

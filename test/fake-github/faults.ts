import type { Fake } from './fake.ts';
import { type Answer, problem } from './http.ts';
import { primaryLimitAnswer } from './rate-limit.ts';

/** What a fault does to its request. */
export type FaultAction =
  /** Answers with this status and GitHub's usual body. */
  | { status: number }
  /** Never answers; the socket stays open. */
  | { hang: true }
  /** Sends the first half of the answer under its full content-length, then cuts the connection. */
  | { truncate: true }
  /** 403 as when the hour's budget is spent. Seconds until there is a new one. */
  | { primaryLimit: number }
  /** 403 as for too many requests at once. Seconds in `retry-after`. */
  | { secondaryLimit: number }
  /** Waits so many milliseconds, then goes on. */
  | { delay: number }
  /** Waits for `releaseHeld`, then goes on. */
  | { hold: true };

/** Which requests a fault meets, and what it does. Without `nth`, `count` and `always`, it meets the next one only. */
export interface FaultPlan {
  /** `POST /repos/{owner}/{repo}/check-runs`, `git info/refs`, `git upload-pack`, `git *`, or `*` for all. */
  route: string;
  /** Only the so-manieth matching request from now on; 1 is the next. */
  nth?: number;
  /** The next so many matching requests. */
  count?: number;
  always?: boolean;
  /** The operation is performed first, and its answer is met by the fault. */
  after?: boolean;
  /** Only requests of this installation. */
  installation?: number;
  do: FaultAction;
}

interface Fault extends FaultPlan {
  id: number;
  seen: number;
}

/** A request that is held. */
export interface HeldRequest {
  /** Number of the request in `requests()`, from 0. */
  request: number;
  route: string;
  /** Whether the operation was already performed. */
  performed: boolean;
  /** Whether the client has gone in the meantime. */
  gone: boolean;
}

/** The faults that are planned, and the requests that are held by one. */
export interface Faults {
  planned: Fault[];
  held: { request: HeldRequest; release: () => void }[];
  lastId: number;
  /** Called at each new held request. */
  watchers: Set<() => void>;
}

/** No faults. */
export function createFaults(): Faults {
  return { planned: [], held: [], lastId: 0, watchers: new Set() };
}

/** The fault that a request meets, if any. Every plan that fits counts the request; the first that is due meets it. */
export function meetFault(fake: Fake, route: string, installation: number | null): Fault | null {
  let met: Fault | null = null;
  for (const fault of fake.faults.planned) {
    if (!fits(fault.route, route)) continue;
    if (fault.installation !== undefined && fault.installation !== installation) continue;
    fault.seen += 1;
    if (fault.nth !== undefined ? fault.seen !== fault.nth : !fault.always && fault.seen > (fault.count ?? 1)) continue;
    met ??= fault;
  }
  return met;
}

function fits(wanted: string, route: string): boolean {
  return wanted === '*' || wanted === route || (wanted === 'git *' && route.startsWith('git '));
}

/** What became of a request at a fault: an answer in place of its own, no answer ever, or nothing: it goes on. */
export type Outcome = Answer | 'never' | 'goes on';

/** Lets a fault work on the request of this number. `performed` tells whether its operation is behind it. */
export async function applyFault(
  fake: Fake,
  fault: Fault,
  request: { index: number; route: string; performed: boolean; isGone: () => boolean; payer: number | 'app' | null },
): Promise<Outcome> {
  const action = fault.do;
  if ('status' in action) return problem(action.status, messages[action.status] ?? 'Server Error');
  if ('hang' in action) return 'never';
  if ('primaryLimit' in action)
    return primaryLimitAnswer(Math.floor(Date.now() / 1_000) + action.primaryLimit, request.payer);
  if ('secondaryLimit' in action) {
    const message =
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. ' +
      'If you reach out to GitHub Support for help, please include the request ID.';
    return { ...problem(403, message), headers: { 'retry-after': String(action.secondaryLimit) } };
  }
  if ('delay' in action) await new Promise((resolve) => setTimeout(resolve, action.delay));
  if ('hold' in action) {
    await hold(fake, request);
    // A process that was killed before GitHub had its request never made it.
    if (!request.performed && request.isGone()) return 'never';
  }
  return 'goes on';
}

const messages: Record<number, string> = {
  401: 'Bad credentials',
  403: 'Resource not accessible by integration',
  404: 'Not Found',
};

function hold(fake: Fake, { index, route, performed, isGone }: Parameters<typeof applyFault>[2]): Promise<void> {
  const { held, watchers } = fake.faults;
  return new Promise((release) => {
    const request = { request: index, route, performed, gone: false };
    // `gone` is read when it is asked for.
    Object.defineProperty(request, 'gone', { get: isGone, enumerable: true });
    held.push({ request, release });
    for (const watcher of watchers) watcher();
  });
}

import type { Fake, LoggedRequest, Violation } from '../fake.ts';
import type { FaultPlan, HeldRequest } from '../faults.ts';

/** Requests that were made, REST and git, oldest first. */
export function requests(fake: Fake): LoggedRequest[] {
  return fake.requests;
}

/** How many requests there were, by route. */
export function requestCounts(fake: Fake): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { route, method, path } of fake.requests) {
    const key = route ?? `${method} ${path}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** What broke GitHub's contract so far: by the app, or by the fake itself. Empty at the end of a good test. */
export function violations(fake: Fake): Violation[] {
  return fake.violations;
}

/** Forgets the requests and violations so far. */
export function clearLogs(fake: Fake): void {
  fake.requests.length = 0;
  fake.violations.length = 0;
}

/** Plans a fault for requests from now on. Answers with its id, which `requests()` gives where it was met. */
export function addFault(fake: Fake, options: FaultPlan): { id: number } {
  fake.faults.lastId += 1;
  fake.faults.planned.push({ ...options, id: fake.faults.lastId, seen: 0 });
  return { id: fake.faults.lastId };
}

/** Takes all faults back. What is held or hangs stays so. */
export function clearFaults(fake: Fake): void {
  fake.faults.planned = [];
}

/** Requests that a fault holds now. */
export function heldRequests(fake: Fake): HeldRequest[] {
  return fake.faults.held.map(({ request }) => request);
}

/** Waits until a fault holds so many requests (1). Throws after `timeoutMs` (10,000). */
export async function waitForHeld(fake: Fake, options: { count?: number; timeoutMs?: number }): Promise<HeldRequest[]> {
  const { count = 1, timeoutMs = 10_000 } = options;
  const { held, watchers } = fake.faults;
  await new Promise<void>((resolve, reject) => {
    const done = (end: () => void) => {
      clearTimeout(timer);
      watchers.delete(look);
      end();
    };
    const timer = setTimeout(
      () => done(() => reject(new Error(`${held.length} requests are held, not ${count}`))),
      timeoutMs,
    );
    const look = () => {
      if (held.length >= count) done(resolve);
    };
    watchers.add(look);
    look();
  });
  return heldRequests(fake);
}

/** Lets all held requests go on. One that was not performed yet, and whose client has gone, is not performed. */
export function releaseHeld(fake: Fake): { released: number } {
  const released = fake.faults.held.splice(0);
  for (const { release } of released) release();
  return { released: released.length };
}

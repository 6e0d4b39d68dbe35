import { randomUUID } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A held lock. `release` is called once, after everything that it guards is closed. */
export interface Lock {
  release(): void;
}

/** The process that holds a lock; `started` tells it from a later process of the same pid. */
interface Holder {
  pid: number;
  started: string | null;
}

/**
 * Takes the directory's lock, or says that a living process (this one included) has it.
 *
 * The files `lock.<n>` are generations: the highest number is the holder's, and it is free when it is empty or its
 * process is dead. To take a free lock is to create the next number, which succeeds for exactly one contender. The
 * highest file is never deleted, so a contender that acts on an old look sees that there is a higher one and gives up.
 * A file appears with its content (a link to a finished draft): a crash leaves no half-written lock.
 */
export function takeLock(directory: string): Lock | 'held' {
  const draft = join(directory, `lock-${randomUUID()}`);
  const self: Holder = { pid: process.pid, started: startOf(process.pid) };
  writeFileSync(draft, JSON.stringify(self), { flag: 'wx' });
  try {
    // Every other turn of this loop means that another process got further.
    for (;;) {
      const last = newest(directory);
      const holder = last === 0 ? 'free' : readHolder(generation(directory, last));
      if (holder === 'gone') continue;
      if (holder !== 'free' && isAlive(holder)) return 'held';

      const own = generation(directory, last + 1);
      if (!linked(draft, own)) continue;
      if (newest(directory) > last + 1) {
        rmSync(own, { force: true });
        continue;
      }
      for (const n of generations(directory)) if (n <= last) rmSync(generation(directory, n), { force: true });
      // To empty a file needs no space on a full disk, and cannot be seen half done.
      return { release: () => truncateSync(own) };
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

function generation(directory: string, n: number): string {
  return join(directory, `lock.${n}`);
}

function generations(directory: string): number[] {
  return readdirSync(directory)
    .filter((name) => /^lock\.[1-9]\d*$/.test(name))
    .map((name) => Number(name.slice('lock.'.length)));
}

function newest(directory: string): number {
  return Math.max(0, ...generations(directory));
}

function readHolder(file: string): Holder | 'free' | 'gone' {
  try {
    // Anything but a whole document is an emptied file, or what a power cut left: nobody's.
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return 'free';
    if (codeOf(error) === 'ENOENT') return 'gone';
    throw error;
  }
}

function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it lives, as another user.
    if (codeOf(error) === 'ESRCH') return false;
  }
  const started = startOf(holder.pid);
  return started === null || holder.started === null || started === holder.started;
}

/**
 * When a process started, in clock ticks since boot: field 22 of Linux's `/proc/<pid>/stat`. `ended` for one that is
 * dead and only not yet waited for; null where that cannot be known (other systems, hidden processes).
 */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses, which may itself hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : (fields[19] ?? null);
  } catch {
    return null;
  }
}

function codeOf(error: unknown): unknown {
  return (error as NodeJS.ErrnoException).code;
}

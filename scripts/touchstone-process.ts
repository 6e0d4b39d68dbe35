/** One run of touchstone as a process, measured from outside. */

import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
/** Milliseconds between two looks at the memory. */
const look = 20;

/** What a run took. */
export interface Run {
  /** To its end, and to its first output. */
  seconds: number;
  first: number;
  /** MB: the peaks of its own process and of the processes that read contents, added up. Linux alone tells; else NaN. */
  peak: number;
}

/** Runs it, as it was built, with `data` as its data directory. Throws where it fails. */
export async function touchstone(args: readonly string[], data: string): Promise<Run> {
  const start = performance.now();
  const env = { ...process.env, TOUCHSTONE_DATA: data, DATABASE_URL: '' };
  const child = spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let first = Number.NaN;
  const heard = () => {
    first = Number.isNaN(first) ? (performance.now() - start) / 1_000 : first;
  };
  let said = '';
  child.stdout.on('data', heard);
  child.stderr.on('data', (text) => {
    heard();
    said += text;
  });
  const peaks = new Map<string, number>();
  const looking = setInterval(() => noteMemory(child, peaks), look);
  const status = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(looking);
  if (status !== 0) throw new Error(`touchstone ${args.join(' ')} failed: ${said}`);
  const peak = [...peaks.values()].reduce((sum, each) => sum + each, 0) / 1_024;
  return { seconds: (performance.now() - start) / 1_000, first, peak: peaks.size > 0 ? peak : Number.NaN };
}

/** The kernel's own account of each Node process: gits come and go, and what they map is shared with the disk's cache. */
function noteMemory({ pid }: ChildProcess, peaks: Map<string, number>): void {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    const children = tasks.flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' '));
    for (const id of [String(pid), ...children.filter(Boolean)]) {
      const status = readFileSync(`/proc/${id}/status`, 'utf8');
      const name = /^Name:\s*(.*)/.exec(status)?.[1];
      const peak = Number(/VmHWM:\s*(\d+)/.exec(status)?.[1]);
      if (name !== 'git' && peak > (peaks.get(id) ?? 0)) peaks.set(id, peak);
    }
  } catch {
    // It has just ended.
  }
}

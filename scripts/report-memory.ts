/** Loaded before a measured process by scripts/bench.ts: at its end it writes its peak memory in KiB to descriptor 3. */
import { readFileSync, writeSync } from 'node:fs';

process.once('exit', () => writeSync(3, String(peak())));

/** On Linux a process's maximum counts that of its parent before it, so the kernel's own account is read there. */
function peak(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  return Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
}

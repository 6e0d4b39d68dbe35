/** Loaded before a measured process by scripts/bench.ts: at its end it writes its peak memory in KiB to descriptor 3. */
import { writeSync } from 'node:fs';

process.once('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));

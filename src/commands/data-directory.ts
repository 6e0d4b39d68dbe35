import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Touchstone's own checkout (or its installed package). */
const home = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Where the results of one measured clone are kept: never in the clone itself, one directory each, below
 * `TOUCHSTONE_DATA` or the platform's place for a user's data. Touchstone's own checkout keeps its results in
 * `.touchstone/`, which its git ignores.
 */
export function dataDirectory(gitDir: string, env: NodeJS.ProcessEnv = process.env): string {
  if (!env.TOUCHSTONE_DATA && gitDir === join(home, '.git')) return join(home, '.touchstone');
  const clone = basename(gitDir) === '.git' ? basename(dirname(gitDir)) : basename(gitDir, '.git');
  const identity = createHash('sha256').update(gitDir).digest('hex').slice(0, 12);
  return join(env.TOUCHSTONE_DATA || userData(env), `${clone.replace(/[^\w.-]/g, '_')}-${identity}`);
}

/** Where Node keeps what it made of our code: the user's own place, as others' would run what others wrote there. */
export function compiledCode(env: NodeJS.ProcessEnv = process.env): string {
  return join(userData(env), 'code');
}

/** The platform's place for a user's data. */
export function userData(env: Readonly<Record<string, string | undefined>>): string {
  if (process.platform === 'win32') return join(env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local'), 'touchstone');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'touchstone');
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'touchstone');
}

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { inject } from 'vitest';

/** Not the synchronous one: the test's fake GitHub answers meanwhile. */
const run = promisify(execFile);

/**
 * The directory of the packed and unpacked project, beside its dependencies: what a user installs, built once for the
 * whole test run by whichever test asks first.
 */
export async function packed(): Promise<string> {
  const home = join(inject('home'), 'packed');
  try {
    mkdirSync(home);
  } catch {
    while (!existsSync(join(home, 'done'))) await sleep(100);
    return join(home, 'package');
  }
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', home]);
  await run('tar', ['-xzf', join(home, stdout.trim().split('\n').at(-1)!), '-C', home]);
  symlinkSync(resolve('node_modules'), join(home, 'node_modules'));
  writeFileSync(join(home, 'making'), '');
  renameSync(join(home, 'making'), join(home, 'done'));
  return join(home, 'package');
}

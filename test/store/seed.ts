import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import { writeSeed } from '../../src/store/embedded.ts';

/**
 * A migrated, empty embedded database in a file, written once for the whole test run by whichever test asks first: to
 * unpack it takes a tenth of what making one takes.
 */
export async function seed(): Promise<string> {
  const home = join(inject('home'), 'seed');
  const file = join(home, 'seed.tar.gz');
  try {
    mkdirSync(home);
  } catch {
    while (!existsSync(file)) await sleep(100);
    return file;
  }
  await writeSeed(join(home, 'making'));
  renameSync(join(home, 'making'), file);
  return file;
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { run } from './command-line.ts';
import { packed } from './packed.ts';
import { temporaryDirectory } from './repositories.ts';
import { webShop } from './web-shop.ts';

let home: string;
let main: string;

beforeAll(async () => {
  home = await packed();
  main = join(home, 'dist', 'main.js');
}, 300_000);

describe('the packed touchstone', () => {
  it('holds what it needs and nothing of the tests', () => {
    for (const path of [
      'dist/seed.tar.gz',
      'drizzle/0000_store.sql',
      'drizzle/0001_app.sql',
      'drizzle/0002_rules.sql',
      'drizzle/0003_hotspots.sql',
      'drizzle/0004_trend.sql',
      'dist/rules/packs/mutations-outside-transaction/prisma.yml',
      'docs/measures.md',
      'config.schema.json',
      'scorecard.schema.json',
      'trend.schema.json',
      'LICENSE',
      'README.md',
    ]) {
      expect(existsSync(join(home, path)), path).toBe(true);
    }
    for (const path of ['src', 'test']) expect(existsSync(join(home, path)), path).toBe(false);
  });

  it('measures, keeps the result, and compares the next time', async () => {
    const path = webShop();
    const env = { TOUCHSTONE_DATA: temporaryDirectory() };
    const first = await run(process.execPath, [main, 'measure', path], { env });
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('Score');
    const second = await run(process.execPath, [main, 'measure', path], { env });
    expect(second.out).toContain('Nothing changed since the last run');
  });

  it('says in one line that an older Node will not do', async () => {
    const older = "data:text/javascript,Object.defineProperty(process.versions,'node',{value:'22.1.0'})";
    const { code, out, err } = await run(process.execPath, ['--import', older, main, 'measure', '.']);
    expect({ code, out, err }).toEqual({
      code: 1,
      out: '',
      err: 'touchstone needs Node 24 or newer; this is Node 22.1.0.\n',
    });
  });
});

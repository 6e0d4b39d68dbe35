import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, inject, it } from 'vitest';
import type { HotspotReport } from '../../src/model.ts';
import { hotspotsSchema } from '../../src/scoring/hotspots-schema.ts';
import { touchstone } from '../command-line.ts';
import { hotShop } from '../hot-shop.ts';
import { addCommits, git, now, temporaryDirectory } from '../repositories.ts';

const report = async (path: string, ...args: string[]): Promise<HotspotReport> => {
  const { code, out, err } = await touchstone(['hotspots', path, '--no-store', '--format', 'json', ...args]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return hotspotsSchema.parse(JSON.parse(out));
};

describe('touchstone hotspots', () => {
  it('ranks what is changed often and complex, each with its next step', async () => {
    const path = hotShop();
    git(path, 'remote', 'add', 'origin', 'https://github.com/acme/hot-shop.git');
    const { code, out, err } = await touchstone(['hotspots', path, '--no-store']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    await expect(out).toMatchFileSnapshot('../golden/hot-shop.txt');
    const markdown = await touchstone(['hotspots', path, '--no-store', '--format', 'markdown']);
    expect(markdown.out).toMatch(/^\*\*\d+ hot spots, .* Begin with `src\/payment\/pay\.ts`: /);
    expect(markdown.out).toMatch(/^\| 1 \| `src\/payment\/pay\.ts` \| 13 \(4\) \|/m);
  });

  it('answers with the published schema, and counts that git confirms', async () => {
    const path = hotShop();
    const found = await report(path);
    const validate = new Ajv2020({ formats: { 'date-time': true } }).compile(
      JSON.parse(readFileSync('hotspots.schema.json', 'utf8')),
    );
    expect(validate(found), JSON.stringify(validate.errors)).toBe(true);
    const since = new Date((now - 365 * 86_400) * 1_000).toISOString();
    for (const { path: file, changes } of found.hotspots) {
      const log = ['log', '--first-parent', '--follow', '--format=%an', `--since=${since}`, '--', file];
      const people = git(path, ...log)
        .split('\n')
        .filter((name) => name !== 'renovate[bot]');
      // The commit that moved it, and the one that reformatted all, are no work on it.
      const swept = file.startsWith('src/catalog') ? 1 : 0;
      expect([file, changes]).toEqual([file, people.length - swept]);
    }
    expect(found.hotspots[0]).toMatchObject({ path: 'src/payment/pay.ts', changes: 13, previousChanges: 4, people: 1 });
  });

  it('looks back as far as it is told, and leaves out what the team calls bulk', async () => {
    const path = hotShop();
    const short = await report(path, '--window', '50d');
    expect(short.window.days).toBe(50);
    expect(short.hotspots.map((each) => each.path)).not.toContain('src/payment/pay.ts');
    const [first] = git(path, 'log', '--format=%H', '--grep=Change 61 ').split('\n');
    const [second] = git(path, 'log', '--format=%H', '--grep=Change 62 ').split('\n');
    addCommits(path, [
      {
        message: 'Say what is bulk',
        files: {
          '.git-blame-ignore-revs': `# moved\n${first}\n`,
          '.github/touchstone.yml': `bulkCommits: ["${second!.slice(0, 10)}"]\n`,
        },
      },
    ]);
    const { hotspots, leftOut } = await report(path);
    expect(hotspots[0]).toMatchObject({ path: 'src/payment/pay.ts', changes: 11 });
    expect(leftOut.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        'bulk changes named by .git-blame-ignore-revs',
        'bulk changes named by the configuration',
        'changes of more than 30 files',
      ]),
    );
  });

  it('gives the same with a store, after a measurement that counted lines, and without', async () => {
    const path = hotShop();
    const env = { TOUCHSTONE_DATA: temporaryDirectory() };
    const bare = await touchstone(['hotspots', path, '--no-store', '--format', 'json']);
    const cold = await touchstone(['hotspots', path, '--format', 'json'], { env });
    await touchstone(['measure', path], { env });
    const warm = await touchstone(['hotspots', path, '--format', 'json'], { env });
    expect(cold).toEqual(bare);
    expect(warm).toEqual(bare);
  });

  it('says what changed since the report before', async () => {
    const path = hotShop();
    const env = { DATABASE_URL: `${inject('postgres')}/postgres` };
    await touchstone(['hotspots', path, '--format', 'json'], { env });
    addCommits(path, [
      { message: 'Test the payment', files: { 'test/pay.test.ts': "import { pay } from '../src/payment/pay.ts';\n" } },
    ]);
    const later = await touchstone(['hotspots', path], { env });
    expect(later.out).toMatch(
      /Since [0-9a-f]{9} \(30 May 2026\):\n {2}better: src\/payment\/pay.ts, lacks no more: tests\n/,
    );
  });

  it('says why it cannot tell', async () => {
    const path = hotShop();
    const clone = temporaryDirectory();
    git(clone, 'clone', '--quiet', '--depth=3', `file://${path}`, '.');
    expect(await report(clone)).toMatchObject({ hotspots: [], noData: expect.stringContaining('shallow') });
    git(path, 'config', 'uploadpack.allowFilter', 'true');
    const partial = temporaryDirectory();
    git(partial, 'clone', '--quiet', '--no-checkout', '--filter=blob:none', `file://${path}`, '.');
    expect(await report(partial)).toMatchObject({
      hotspots: [],
      noData: expect.stringContaining('git fetch --refetch --no-filter'),
    });
    expect(await touchstone(['hotspots', path, '--window', 'year'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /'--window <days>' argument 'year' is invalid\. give whole days from 1d to 3650d, such as 365d/,
      ),
    });
  });
});

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Scorecard } from '../../src/model.ts';
import { touchstone } from '../command-line.ts';
import { repository, temporaryDirectory } from '../repositories.ts';

const fixtures = join(process.cwd(), 'test/fixtures/reports');
const shop = () =>
  repository([
    {
      message: 'One',
      files: {
        'src/cart.js': `${'let x = 1;\n'.repeat(15)}`,
        'src/ship.js': 'export const ship = 1;\n',
        'test/cart.test.js': 'x;\n',
      },
    },
  ]);

async function measured(path: string, ...reports: string[]): Promise<{ card: Scorecard; err: string }> {
  const args = ['measure', path, '--no-store', '--format', 'json'];
  const { code, out, err } = await touchstone([...args, ...(reports.length > 0 ? ['--report', ...reports] : [])]);
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
  return { card: JSON.parse(out), err };
}

describe('touchstone measure --report', () => {
  it('measures what the reports say, of any format, and says how their paths were found', async () => {
    const path = shop();
    const without = await measured(path);
    const names = ['istanbul.json', 'junit-node.xml', 'endpoints.json', 'numbers.json'];
    const { card, err } = await measured(path, ...names.map((name) => join(fixtures, name)));
    const result = (id: string) => card.results.find((each) => each.id === id);
    expect(result('line-coverage')).toMatchObject({ status: 'scored', value: 13 / 15, sample: 15, weight: 10 });
    expect(result('line-coverage')!.leftOut[0]).toMatchObject({ count: 1, examples: ['src/ship.js'] });
    expect(result('test-failure-concentration')).toMatchObject({ status: 'informative', value: 1 });
    expect(result('test-failure-concentration')!.evidence[0]).toMatchObject({ path: 'test/cart.test.js', value: 1 });
    expect(result('endpoint-cold-start')).toMatchObject({ status: 'scored', value: 0.5, score: 0 });
    expect(result('reported:bundle-kb')).toMatchObject({ status: 'informative', value: 182.4, unit: 'number' });
    expect(err).toBe('touchstone: 1 path of the reports matched by suffix: /home/ci/shop/src/cart.js → src/cart.js\n');
    const coverage = without.card.results.find((each) => each.id === 'line-coverage');
    expect(coverage).toMatchObject({
      status: 'no-data',
      reason: 'no report of coverage; give one with --report <file>',
    });
    expect(card.definition).not.toBe(without.card.definition);
  });

  it('shows and counts a number in the category that the configuration gives it', async () => {
    const config = join(temporaryDirectory(), 'touchstone.yml');
    const setting = '{ category: tests, weight: 2, scale: { good: 100, poor: 200 } }';
    writeFileSync(config, `measures: { "reported:bundle-kb": ${setting}, test-file-share: off }\n`);
    const args = ['--no-store', '--config', config, '--report', join(fixtures, 'numbers.json'), '--format', 'json'];
    const { out } = await touchstone(['measure', shop(), ...args]);
    const card = JSON.parse(out) as Scorecard;
    expect(card.results.find(({ id }) => id === 'reported:bundle-kb')).toMatchObject({
      category: 'tests',
      score: 17.6,
    });
    // Beside the line coverage that nobody reports.
    expect(card.categories.find(({ id }) => id === 'tests')).toMatchObject({ score: 17.6, weight: 12 });
  });

  it('is repeatable', async () => {
    const path = shop();
    const [one, other] = ['numbers.json', 'endpoints.json'].map((name) => join(fixtures, name));
    const args = ['measure', path, '--no-store', '--report', one!, '--report', other!];
    const { code, out } = await touchstone(args);
    expect(code).toBe(0);
    expect(out).toContain('reported:open-alerts');
    expect(out).toContain('POST /order');
  });

  it.each([
    [['.'], /^touchstone: --report \.: a directory is no report; the repository's path comes before --report\n$/],
    [['no.info'], /^touchstone: --report no\.info: cannot be read \(ENOENT\); name an existing file\n$/],
    [['/dev/null'], /^touchstone: --report \/dev\/null: no regular file/],
    [['cut.xml'], /^touchstone: cut\.xml:2: ends inside <testcase>: the file is cut off; nothing was measured\./],
    [
      ['other.info'],
      /^touchstone: other\.info: none of its 1 path is found .*\n {2}in the report: lib\/x\.ts\n {2}in the tree: {3}src\/cart\.js, src\/ship\.js\n$/,
    ],
    [
      ['later.info'],
      /^touchstone: later\.info: it speaks of line 16 of src\/cart\.js, which has 15 lines at this revision/,
    ],
  ])('%j is an error of the user’s', async (reports, message) => {
    const cwd = shop();
    mkdirSync(cwd, { recursive: true });
    writeFileSync(join(cwd, 'cut.xml'), '<testsuite>\n<testcase name="a">');
    writeFileSync(join(cwd, 'other.info'), 'SF:lib/x.ts\nDA:1,1\nend_of_record\n');
    writeFileSync(join(cwd, 'later.info'), 'SF:src/cart.js\nDA:16,1\nend_of_record\n');
    const { code, out, err } = await touchstone(['measure', '.', '--no-store', '--report', ...reports], { cwd });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(message);
  });
});

describe('touchstone explain reported:<name>', () => {
  it('tells of a number that a report or the configuration names, and of no other', async () => {
    const path = shop();
    const config = join(temporaryDirectory(), 'touchstone.yml');
    writeFileSync(config, 'measures: { "reported:bundle-kb": { scale: { good: 100, poor: 200 } } }\n');
    const args = [path, '--no-store', '--config', config, '--report', join(fixtures, 'numbers.json')];
    const { code, out } = await touchstone(['explain', 'reported:bundle-kb', ...args]);
    expect(code).toBe(0);
    expect(out).toContain('182.4 (17.6 points): 182.4, as reported');
    expect(out).toContain('Scale: 100 points at 100 or less, 0 at 200 or more');
    const unknown = await touchstone(['explain', 'reported:nope', ...args]);
    expect(unknown).toMatchObject({ code: 1, out: '' });
    expect(unknown.err).toMatch(/reported:nope: neither the configuration nor a report names it/);
  });
});

it('the README names every format that is read', () => {
  const readme = readFileSync('README.md', 'utf8');
  for (const format of ['LCOV', 'Cobertura', 'JaCoCo', 'Clover', 'Istanbul', 'Go', 'SimpleCov', 'JUnit', 'cold_ms']) {
    expect(readme).toContain(format);
  }
});

import { execSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { touchstone } from '../command-line.ts';
import { repository, temporaryDirectory } from '../repositories.ts';
import { webShop } from '../web-shop.ts';

describe('exit codes', () => {
  it.each([
    [['--help'], 0, /^Usage: touchstone/],
    [['measure', '--help'], 0, /^Usage: touchstone measure/],
    [['config', 'check', '--help'], 0, /^Usage: touchstone config check/],
    [['--version'], 0, /^\d+\.\d+\.\d+\n$/],
    [['measure', '--version'], 0, /^\d+\.\d+\.\d+\n$/],
    [['config', 'schema'], 0, /"\$schema"/],
    [['config', 'init'], 0, /^# Touchstone's configuration/],
  ])('%j prints to standard output and is 0', async (args, code, out) => {
    const answer = await touchstone(args);
    expect(answer).toMatchObject({ code, err: '' });
    expect(answer.out).toMatch(out);
  });

  it.each([
    [[], 2, /Usage: touchstone/],
    [['mesure'], 2, /unknown command 'mesure'.*Did you mean measure\?/s],
    [['measure', '--format', 'xml'], 2, /Allowed choices are text, json, markdown/],
    [['measure', '--nope'], 2, /unknown option '--nope'/],
    [['measure', 'a', 'b'], 2, /too many arguments/],
    [['explain'], 2, /missing required argument 'measure'/],
    [['measure', '/no/such/place'], 1, /^touchstone: \/no\/such\/place: no such directory\n$/],
    [['measure', '/dev/null'], 1, /not a directory/],
    [['measure', '.', '--at', 'nowhere'], 1, /--at nowhere: no such commit, branch or tag/],
    [['measure', '.', '--at', '^HEAD'], 1, /--at \^HEAD: no such commit, branch or tag/],
    [['measure', '.', '--config', '/no/such.yml'], 1, /\/no\/such\.yml: cannot be read \(ENOENT\)/],
    [
      ['explain', 'change-risk'],
      1,
      /change-risk: judges a pull, on its check run; its definition is in docs\/measures\.md/,
    ],
    [['explain', 'pull-siz'], 1, /pull-siz: no such measure; did you mean pull-size\?/],
    [['config', 'check', '/no/such.yml'], 1, /cannot be read/],
  ])('%j is a message on standard error and %i', async (args, code, err) => {
    const answer = await touchstone(args, { cwd: repository([{ message: 'One', files: { 'a.ts': 'x\n' } }]) });
    expect(answer).toMatchObject({ code, out: '' });
    expect(answer.err).toMatch(err);
    expect(answer.err).not.toMatch(/^ {4}at /m);
  });

  it('adds a stack trace with --debug only', async () => {
    const { code, err } = await touchstone(['--debug', 'measure', '/no/such/place']);
    expect(code).toBe(1);
    expect(err).toMatch(/UserError: \/no\/such\/place: no such directory\n {4}at /);
  });
});

describe('touchstone explain', () => {
  it('prints the definition, all evidence, what was left out and a line for git', async () => {
    const { code, out, err } = await touchstone(['explain', 'hot-file-peak', webShop(), '--no-store']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    await expect(out.replace(/touchstone-test-\w+/, 'web-shop')).toMatchFileSnapshot(
      '../golden/explain-hot-file-peak.txt',
    );
  });

  it.each([
    ['hot-file-peak', 'changes'],
    ['hot-files', 'pulls'],
  ])('gives a line for git that reproduces the number of %s, in a history of merges too', async (id, noun) => {
    const merge = (_: unknown, n: number) => ({
      message: `Merge remote-tracking branch 'up/pull/${n + 1}'`,
      daysAgo: 25 - n,
      branch: [{ message: 'One', files: { 'src/0.ts': `${n}\n${n}\n`, [`src/${n}.ts`]: `${n}\n` } }],
    });
    const files = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`src/${n}.ts`, 'export {};\n']));
    const merges = repository([{ message: 'Begin', daysAgo: 30, files }, ...Array.from({ length: 22 }, merge)]);
    for (const path of [webShop(), merges]) {
      const { out } = await touchstone(['explain', id, path, '--no-store']);
      const [, line = 'false'] = /\nCheck it with git\n(.+)\n/.exec(out) ?? [];
      const answer = execSync(line, { cwd: path, encoding: 'utf8' });
      expect(out).toMatch(new RegExp(`src/\\w+\\.ts  in ${answer.trim()} of \\d+ ${noun}`));
    }
  });

  it('says so when the measure is switched off', async () => {
    const file = join(temporaryDirectory(), 'touchstone.yml');
    writeFileSync(file, 'measures: { pull-size: off }\n');
    const { code, err } = await touchstone(['explain', 'pull-size', webShop(), '--no-store', '--config', file]);
    expect({ code, err }).toEqual({ code: 1, err: 'touchstone: pull-size is switched off in the configuration\n' });
  });
});

describe('touchstone files', () => {
  it('lists every file with what Touchstone takes it for', async () => {
    const { code, out } = await touchstone(['files', webShop(), '--no-store']);
    expect(code).toBe(0);
    const rows = new Map(
      out
        .trimEnd()
        .split('\n')
        .map((line) => [line.split('\t')[0]!, line.split('\t').slice(1).join(' | ')]),
    );
    expect(rows.get('path')).toBe('lane | rule | language | types | lines | code lines | functions | test | test rule');
    expect(
      Object.fromEntries(
        ['src/cart.ts', 'src/api/client.ts', 'scripts/report.py', 'logo.png', 'package-lock.json'].map((path) => [
          path,
          rows.get(path),
        ]),
      ),
    ).toEqual({
      'src/cart.ts': 'source | language TypeScript | TypeScript | typed | 3 | 3 | 2 | test/cart.test.ts | import',
      'src/api/client.ts': 'generated | .gitattributes linguist-generated | TypeScript | not-counted |  |  |  |  | ',
      'scripts/report.py': 'source | language Python | Python | untyped | 9 | 4 | 2 |  | ',
      'logo.png': 'data | no known language |  | not-counted |  |  |  |  | ',
      'package-lock.json': 'lock | name package-lock.json | JSON | not-counted |  |  |  |  | ',
    });
  });
});

describe('an ending process', () => {
  it.runIf(existsSync('/dev/full'))('says in one line that standard output is full', () => {
    const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
    const command = `"${process.execPath}" "${main}" config schema > /dev/full`;
    const { status, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'touchstone: standard output cannot be written (ENOSPC)\n',
    });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('leaves no temporary directory behind at %s', async (signal) => {
    const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
    const tmp = temporaryDirectory();
    const args = [main, 'measure', webShop(), '--no-store'];
    const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH, TMPDIR: tmp }, stdio: 'ignore' });
    const closed = once(child, 'close');
    while (readdirSync(tmp).length === 0 && child.exitCode === null) await setTimeout(5);
    child.kill(signal);
    await closed;
    expect(readdirSync(tmp)).toEqual([]);
  });
});

describe('touchstone config', () => {
  it('check prints every problem with its place', async () => {
    const file = join(temporaryDirectory(), 'touchstone.yml');
    writeFileSync(file, 'windows: { pulls: 3 weeks }\ngates: []\nlanes:\n  sourse: ["a"]\n');
    const { code, out, err } = await touchstone(['config', 'check', file]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.replaceAll(file, 'touchstone.yml')).toMatchInlineSnapshot(`
      "touchstone.yml:1:19 windows.pulls: expected whole days from 1d to 3650d, such as \`90d\`, found "3 weeks"
      touchstone.yml:2:1 gates: \`gates\` belongs to a later version of Touchstone and is not understood by this one; remove it for now
      touchstone.yml:4:3 lanes.sourse: unknown lane; did you mean "source"?
      "
    `);
  });

  it('check accepts what init writes', async () => {
    const { out } = await touchstone(['config', 'init']);
    const file = join(temporaryDirectory(), 'touchstone.yml');
    writeFileSync(file, out);
    expect(await touchstone(['config', 'check', file])).toMatchObject({ code: 0, out: `${file}: no problems\n` });
  });

  it('schema is the published one', async () => {
    expect((await touchstone(['config', 'schema'])).out).toBe(readFileSync('config.schema.json', 'utf8'));
  });
});

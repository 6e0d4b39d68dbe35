import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, inject, it } from 'vitest';
import type { Scorecard } from '../../src/model.ts';
import { scorecardSchema } from '../../src/scoring/scorecard-schema.ts';
import { touchstone } from '../command-line.ts';
import { addCommits, type Commit, git, pulls, repository, temporaryDirectory } from '../repositories.ts';
import { webShop } from '../web-shop.ts';

const json = async (path: string, ...args: string[]): Promise<Scorecard> => {
  const { code, out, err } = await touchstone(['measure', path, '--no-store', '--format', 'json', ...args]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return scorecardSchema.parse(JSON.parse(out));
};
const result = (card: Scorecard, id: string) => card.results.find((each) => each.id === id)!;

describe('touchstone measure', () => {
  it('prints a scorecard that explains itself, as text, Markdown and JSON', async () => {
    const path = webShop();
    git(path, 'remote', 'add', 'origin', 'https://github.com/acme/web-shop.git');
    for (const [format, extension] of [
      ['text', 'txt'],
      ['markdown', 'md'],
      ['json', 'json'],
    ] as const) {
      const { code, out, err } = await touchstone(['measure', path, '--no-store', '--format', format]);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      if (format === 'text') expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
      await expect(out).toMatchFileSnapshot(`../golden/web-shop.${extension}`);
    }
  });

  it('answers with the published schema', async () => {
    const card = await json(webShop());
    const schema = JSON.parse(readFileSync('scorecard.schema.json', 'utf8'));
    const validate = new Ajv2020({ formats: { 'date-time': true } }).compile(schema);
    expect(validate(card), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...card, score: 'high' })).toBe(false);
  });

  it('says on the second run what changed, and reads no blob that it knows', async () => {
    const path = webShop();
    const env = { TOUCHSTONE_DATA: temporaryDirectory() };
    const first = await touchstone(['measure', path], { env });
    expect(first).toMatchObject({ code: 0 });
    expect(first.out).not.toContain('Since');
    const again = await touchstone(['measure', path], { env });
    expect(again.out).toContain('Nothing changed since the last run, on the same commit.');
    addCommits(path, [
      { message: 'Add an untyped file', files: { 'src/new.js': 'export function f() {\n  return 1;\n}\n' } },
    ]);
    const later = await touchstone(['measure', path], { env });
    expect(later.out).toMatch(/Since [0-9a-f]{9} \(31 May 2026\): score [\d.]+ → [\d.]+\n {2}typed-file-share/);
    expect(git(path, 'status', '--porcelain')).toBe('');
  });

  it('gives the same JSON with the cache cold, warm and absent, on PGlite and on PostgreSQL', async () => {
    const path = webShop();
    const embedded = { TOUCHSTONE_DATA: temporaryDirectory() };
    const postgres = { DATABASE_URL: `${inject('postgres')}/postgres` };
    const outputs: string[] = [];
    for (const [args, env] of [
      [['--no-store'], {}],
      [[], embedded],
      [[], embedded],
      [[], postgres],
      [[], postgres],
    ] as const) {
      const { out, err } = await touchstone(['measure', path, '--format', 'json', ...args], { env });
      expect(err).toBe('');
      outputs.push(out);
    }
    expect(new Set(outputs).size).toBe(1);
  });

  it('measures without storing when another process holds the database, says so and exits 0', async () => {
    const path = webShop();
    const env = { TOUCHSTONE_DATA: temporaryDirectory() };
    await touchstone(['measure', path], { env });
    const [home] = readdirSync(env.TOUCHSTONE_DATA);
    const { takeLock } = await import('../../src/lock.ts');
    const lock = takeLock(join(env.TOUCHSTONE_DATA, home!));
    if (lock === 'held') throw new Error('the first run still holds the lock');
    const second = await touchstone(['measure', path], { env });
    lock.release();
    expect(second.code).toBe(0);
    expect(second.err).toContain('another process holds');
    expect(second.err).toContain('measured without storing');
    expect(second.out).toContain('Score');
  });

  it('writes to a file with --out', async () => {
    const file = join(temporaryDirectory(), 'card.md');
    const { out } = await touchstone(['measure', webShop(), '--no-store', '--format', 'markdown', '--out', file]);
    expect(out).toBe('');
    expect(readFileSync(file, 'utf8')).toContain('## Touchstone: ');
  });

  it('writes one page of HTML', async () => {
    const file = join(temporaryDirectory(), 'card.html');
    const { code, err } = await touchstone(['measure', webShop(), '--no-store', '--format', 'html', '--out', file]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const page = readFileSync(file, 'utf8');
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).toContain('Statically typed files');
  });

  it('measures an earlier revision as it was', async () => {
    const path = webShop();
    const before = await json(path, '--at', 'HEAD~2');
    git(path, 'reset', '--quiet', '--hard', 'HEAD~2');
    expect(await json(path)).toEqual(before);
  });
});

describe('configuration', () => {
  const configured = (text: string): Commit => ({ message: 'Configure', files: { '.github/touchstone.yml': text } });

  it('is the revision’s in a bare repository', async () => {
    const path = repository([...pulls(3, () => ({ 'a.ts': 'x\n' })), configured('measures: { pull-size: off }\n')], {
      bare: true,
    });
    expect((await json(path)).results.map(({ id }) => id)).not.toContain('pull-size');
  });

  it('is the work tree’s where there is one, and a difference is said', async () => {
    const path = repository([configured('measures: { pull-size: off }\n')]);
    writeFileSync(join(path, '.github/touchstone.yml'), 'measures: { pull-spread: off }\n');
    const { out, err } = await touchstone(['measure', path, '--no-store', '--format', 'json']);
    expect(err).toMatch(
      /^touchstone: using \.github\/touchstone\.yml of the work tree, which differs from that of [0-9a-f]{9}\n$/,
    );
    expect(JSON.parse(out).results.map(({ id }: { id: string }) => id)).not.toContain('pull-spread');
  });

  it('changes the definition, and only then', async () => {
    const path = webShop();
    const file = join(temporaryDirectory(), 'touchstone.yml');
    writeFileSync(file, 'measures: { pull-size: { weight: 99 } }\n');
    const plain = await json(path);
    const heavy = await json(path, '--config', file);
    expect(heavy.definition).not.toBe(plain.definition);
    expect(heavy.score).not.toBe(plain.score);
    writeFileSync(file, '# nothing\n');
    expect((await json(path, '--config', file)).definition).toBe(plain.definition);
  });

  it('moves files between lanes and takes authors for bots', async () => {
    const path = webShop();
    const file = join(temporaryDirectory(), 'touchstone.yml');
    writeFileSync(file, 'lanes: { vendored: ["src/legacy.js"] }\nactors: { bots: ["Ada"] }\n');
    const card = await json(path, '--config', file);
    expect(result(card, 'typed-file-share').evidence.map(({ path: each }) => each)).not.toContain('src/legacy.js');
    expect(result(card, 'pull-size')).toMatchObject({ status: 'no-data' });
  });

  it('that is broken is an error with file, line and column, and nothing is measured', async () => {
    const file = join(temporaryDirectory(), 'touchstone.yml');
    writeFileSync(file, 'measures:\n  typd-file-share: off\n');
    const { code, out, err } = await touchstone(['measure', webShop(), '--no-store', '--config', file]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(`${file}:2:3 measures.typd-file-share: unknown measure; did you mean "typed-file-share"?`);
    expect(err).not.toContain('    at ');
  });

  it('that is a link in the work tree is not followed', async () => {
    const path = repository([{ message: 'One', files: { 'a.ts': 'x\n' } }]);
    mkdirSync(join(path, '.github'));
    symlinkSync('/dev/zero', join(path, '.github/touchstone.yml'));
    const { code, err } = await touchstone(['measure', path, '--no-store']);
    expect(code).toBe(0);
    expect(err).toContain('.github/touchstone.yml of the work tree is no regular file and is not followed');
  });
});

describe('any repository', () => {
  it('without a commit has a document without a score', async () => {
    const card = await json(repository([]));
    expect(card).toMatchObject({ subject: { at: null, date: null }, score: null, measuredShare: 0 });
    const { code, out } = await touchstone(['measure', repository([]), '--no-store']);
    expect(code).toBe(0);
    expect(out).toContain('No score: nothing here can be scored yet.');
  });

  it('without pulls says that the merge style is unknown, and never 0', async () => {
    const path = repository(
      Array.from({ length: 30 }, (_, n) => ({ message: `c${n}`, daysAgo: 30 - n, files: { 'a.ts': `${n}\n` } })),
    );
    expect(result(await json(path), 'pull-size')).toMatchObject({
      status: 'no-data',
      value: null,
      score: null,
      reason: expect.stringContaining('merge style unknown without GitHub'),
    });
  });

  it('that is shallow or partial is measured, and what needs more says so', async () => {
    const origin = webShop();
    git(origin, 'config', 'uploadpack.allowFilter', 'true');
    const shallow = temporaryDirectory();
    git(shallow, 'clone', '--quiet', '--depth=5', `file://${origin}`, '.');
    const card = await json(shallow);
    expect(result(card, 'typed-file-share').status).toBe('scored');
    expect(result(card, 'hot-files').reason).toContain('this clone is shallow');
    addCommits(origin, [{ message: 'Forget the attributes', files: { '.gitattributes': null } }]);
    const partial = temporaryDirectory();
    git(partial, 'clone', '--quiet', '--no-checkout', '--filter=blob:none', `file://${origin}`, '.');
    const lacking = await json(partial);
    expect(result(lacking, 'typed-file-share').reason).toContain('not in this partial clone');
    expect(result(lacking, 'pull-size').reason).toContain('line counts need file contents');
    expect(result(lacking, 'hot-files')).toEqual(result(await json(origin), 'hot-files'));
  });

  it('that lacks its attributes or its trees has no number that rests on them', async () => {
    const origin = webShop();
    git(origin, 'config', 'uploadpack.allowFilter', 'true');
    for (const filter of ['blob:none', 'tree:0']) {
      const clone = temporaryDirectory();
      git(clone, 'clone', '--quiet', '--bare', `--filter=${filter}`, `file://${origin}`, '.');
      const card = await json(clone);
      expect(card.score).toBeNull();
      // But of what is not there anywhere: no rule is configured.
      for (const { value, reason } of card.results.filter(({ status }) => status !== 'not-applicable')) {
        expect(value).toBeNull();
        expect(reason).toMatch(/partial clone does not have the \.gitattributes|git ls-tree/);
      }
    }
  });

  it('with a commit from beyond the calendar is measured', async () => {
    const card = await json(repository([{ message: 'Far (#1)', daysAgo: -50_000_000, files: { 'a.ts': 'x\n' } }]));
    expect(card.subject.date).toBe('9999-12-31T23:59:59.000Z');
  });

  it('gives the same document from a work tree, a subdirectory, a linked work tree and a bare clone', async () => {
    const path = webShop();
    git(path, 'remote', 'add', 'origin', 'https://github.com/acme/web-shop.git');
    const linked = join(temporaryDirectory(), 'linked');
    git(path, 'worktree', 'add', '--quiet', '--detach', linked);
    const bare = temporaryDirectory();
    git(bare, 'clone', '--quiet', '--bare', path, '.');
    git(bare, 'remote', 'set-url', 'origin', 'https://github.com/acme/web-shop.git');
    const expected = await json(path);
    for (const place of [join(path, 'src'), linked, bare]) expect(await json(place)).toEqual(expected);
  });

  it('with SHA-256 ids is measured', async () => {
    const path = repository([{ message: 'One (#1)', files: { 'a.ts': 'export function f() {}\n' } }], { sha256: true });
    expect((await json(path)).subject.at).toHaveLength(64);
  });

  it('full of hostile files is measured', async () => {
    const names = [
      '--help',
      'tab\there.ts',
      'new\nline.ts',
      'quo"te.ts',
      "it's.ts",
      '\udcff\udcfe.ts',
      '$(touch ran).ts',
      '-.ts',
    ];
    const deep = `export const x = ${'('.repeat(50_000)}1${')'.repeat(50_000)};\n`;
    const path = repository([
      {
        message: '\u001b[31mred\u001b[0m @everyone <b>bold</b> | (#1)',
        files: {
          ...Object.fromEntries(names.map((name) => [name, 'export function f() {}\n'])),
          'line.ts': `export const s = '${'x'.repeat(1_048_000)}';\n`,
          'large.ts': `export const s = '${'x'.repeat(1_100_000)}';\n`,
          'deep.ts': deep,
          'binary.ts': Buffer.of(0x61, 0, 0x62),
          'invalid.ts': Buffer.from([0x2f, 0x2f, 0xff, 0xfe, 0x0a]),
          '.gitattributes': Array.from({ length: 10_000 }, (_, n) => `x${n}/** linguist-generated\n`).join(''),
        },
        links: { 'link.ts': '/etc/passwd' },
        submodules: { module: '1'.repeat(40) },
      },
      {
        message: 'Many (#2)',
        files: Object.fromEntries(Array.from({ length: 4_000 }, (_, n) => [`many/${n}.ts`, `${n}\n`])),
      },
    ]);
    const card = await json(path);
    const typed = result(card, 'typed-file-share');
    expect(typed.sample).toBe(
      4_000 +
        names.filter((name) => name.endsWith('.ts')).length +
        3 -
        (typed.leftOut.find(({ what }) => what === 'unparsable')?.count ?? 0),
    );
    expect(typed.leftOut).toEqual(
      expect.arrayContaining([
        { what: 'large', count: 1, examples: ['large.ts'] },
        { what: 'binary', count: 1, examples: ['binary.ts'] },
      ]),
    );
    const text = await touchstone(['measure', path, '--no-store']);
    expect(text.out).not.toContain('\u001b');
    expect(existsSync(join(path, 'ran'))).toBe(false);
  });
});

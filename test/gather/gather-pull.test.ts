import { expect, it } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { gatherSettings } from '../../src/engine/definition.ts';
import { gatherPull } from '../../src/gather/gather-pull.ts';
import { type GitView, openView } from '../../src/git/view.ts';
import type { PullFacts } from '../../src/model.ts';
import { readRule } from '../../src/rules/rule-file.ts';
import { openReaders } from '../../src/source/extraction.ts';
import { addCommits, type Commit, git, repository } from '../repositories.ts';

it('reads a pull that brings a .git-blame-ignore-revs, and obeys it', async () => {
  const path = repository([
    { message: 'Begin', daysAgo: 3, files: { 'a.ts': 'a\n' } },
    { message: 'Format', daysAgo: 2, files: { 'a.ts': 'b\n' } },
  ]);
  const formatted = git(path, 'rev-parse', 'HEAD').trim();
  addCommits(path, [{ message: 'List it', daysAgo: 1, files: { '.git-blame-ignore-revs': `${formatted}\n` } }]);
  await using base = await openView(path, 'HEAD~1');
  await using head = await openView(path);
  using readers = openReaders();
  const { changes, proposed } = await gatherPull(base, head, gatherSettings(defaultConfig), async () => null, readers);
  expect(changes).toEqual([
    expect.objectContaining({ title: 'Format', bulk: '.git-blame-ignore-revs' }),
    expect.objectContaining({ title: 'Begin', bulk: null }),
  ]);
  expect(proposed).toEqual([expect.objectContaining({ path: '.git-blame-ignore-revs', added: 1 })]);
});

const { rules } = readRule({
  file: 'no-log.yml',
  text: 'id: no-log\nmessage: logs $WHAT\nlanguage: TypeScript\nrule: { pattern: console.log($WHAT) }\n',
});

/** What a pull of one commit introduces into a repository of one. */
async function introducedBy(before: Record<string, string>, pull: Partial<Commit>): Promise<PullFacts['introduced']> {
  const path = repository([{ message: 'Begin', daysAgo: 2, files: before }]);
  addCommits(path, [{ message: 'Change', daysAgo: 1, ...pull }]);
  await using base = await openView(path, 'HEAD~1');
  await using head = await openView(path);
  using readers = openReaders();
  const wanted = { ...gatherSettings(defaultConfig), rules, newImports: true };
  const { introduced } = await gatherPull(base, head, wanted, async () => null, readers);
  if ('failed' in introduced || 'missing' in introduced) throw new Error(JSON.stringify(introduced));
  return introduced;
}

const told = ({ findings, imports }: PullFacts['introduced']) => [
  ...findings.map(({ path, line, message }) => `${path}:${line} ${message}`),
  ...imports.map(({ path, line, specifier }) => `${path}:${line} imports ${specifier}`),
];
const lines = (...text: string[]) => `${text.join('\n')}\n`;

it('introduces what stands on added lines and was not there before', async () => {
  const before = {
    'src/a.ts': lines("import fs from 'node:fs';", 'console.log(1);', 'export const a = 1;', 'console.log(2);'),
    'src/quiet.ts': lines('export const q = 1;'),
    'test/a.test.ts': lines('console.log(9);'),
  };
  const files = {
    'src/a.ts': lines(
      "import os from 'node:os';",
      "import fs from 'node:fs';",
      'console.log(3);',
      'export const a = 2;',
      'console.log(2);',
      'console.log(1);',
      'console.log(1);',
    ),
    'src/new.ts': lines("import axios from 'axios';", 'console.log(4);'),
    'test/a.test.ts': lines('console.log(9);', 'console.log(10);'),
  };
  // `log 1` moved and was doubled: one of them is new. What stays where it was is not told again.
  expect(told(await introducedBy(before, { files }))).toEqual([
    'src/a.ts:3 logs 3',
    'src/a.ts:7 logs 1',
    'src/new.ts:2 logs 4',
    'src/a.ts:1 imports node:os',
    'src/new.ts:1 imports axios',
  ]);
});

it('compares a moved file with what it was, by its old name', async () => {
  const body = [
    "import fs from 'node:fs';",
    'console.log(1);',
    ...Array.from({ length: 9 }, (_, n) => `export const a${n} = ${n};`),
  ];
  const before = { 'src/old.ts': lines(...body) };
  const moved = await introducedBy(before, { renames: { 'src/old.ts': 'src/moved.ts' } });
  expect(told(moved)).toEqual([]);
  const edited = { 'src/old.ts': null, 'src/moved.ts': lines(...body, 'console.log(2);') };
  expect(told(await introducedBy(before, { files: edited }))).toEqual(['src/moved.ts:12 logs 2']);
});

it('fails where it was asked when git cannot be started for the difference', async () => {
  const path = repository([
    { message: 'Begin', daysAgo: 3, files: { 'a.ts': 'a\n' } },
    { message: 'Change', daysAgo: 2, files: { 'a.ts': 'b\n' } },
  ]);
  await using base = await openView(path, 'HEAD~1');
  await using head = await openView(path);
  const broken: GitView = {
    ...head,
    async *stream(args, options) {
      if (args.includes(base.at!)) throw new Error('spawn git EAGAIN');
      yield* head.stream(args, options);
    },
  };
  using readers = openReaders();
  const asked = gatherPull(base, broken, gatherSettings(defaultConfig), async () => null, readers);
  await expect(asked).rejects.toThrow('spawn git EAGAIN');
});

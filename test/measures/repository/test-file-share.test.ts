import { describe, expect, it } from 'vitest';
import { testFileShare } from '../../../src/measures/repository/test-file-share.ts';
import type { FileFacts } from '../../../src/model.ts';
import { facts, file, fns, imports, settings } from '../../facts.ts';

const test = { path: 'a.test.ts', rule: 'import' } as const;
const named = { path: 'a.test.ts', rule: 'mirrored path' } as const;
const read = (...files: FileFacts[]) => testFileShare.compute(facts({ files }), settings);
const several = (count: number, path: string, more: Partial<FileFacts>) =>
  Array.from({ length: count }, (_, n) => file(`${n}${path}`, more));

describe('test-file-share', () => {
  it('is the share of source files with something to test that have a test, and says by which rule', () => {
    const files = [
      file('a.ts', { test }),
      file('a2.ts', { test: named }),
      file('a3.ts', { test: { ...test, rule: 're-export' } }),
      file('b.ts', { codeLines: 30, functions: fns(2) }),
      file('c.ts', { codeLines: 300 }),
      file('types.ts', { functions: [] }),
      file('run.lua', { functions: null, language: 'Lua' }),
      file('a.test.ts', { lane: 'test', imports: imports('a.ts') }),
    ];
    expect(read(...files)).toEqual({
      value: 3 / 5,
      sample: 5,
      summary:
        '3 of 5 source files with something to test have a test (60 %): 1 by an entry file, 1 by import, 1 by name',
      evidence: [
        { path: 'c.ts', value: 300, text: '300 code lines, 1 function' },
        { path: 'b.ts', value: 30, text: '30 code lines, 2 functions' },
      ],
      leftOut: [
        { what: 'languages that are not parsed', count: 1, examples: ['Lua 1'] },
        { what: 'files with nothing to test (no function)', count: 1, examples: ['types.ts'] },
        { what: 'files of other lanes', count: 1, examples: ['test 1'] },
      ],
    });
  });

  it('asks no test of database migrations and of configuration of tools', () => {
    const asked = [
      'db/migration_tools.rb',
      'app/migrate/1_a.rb',
      'src/migrations/runner.py',
      'src/app.config-reader.ts',
    ];
    const notAsked = [
      'db/migrate/20240101120000_create_users.rb',
      'db/migrate/008_remove_segments_helper.cc',
      'engines/a/db/animals_migrate/1_b.rb',
      'netbox/dcim/migrations/0001_initial.py',
      'alembic/versions/3f2a_add_owner.py',
      'migrations/Version20240101.php',
      'src/migrations/1700000000000-AddUser.ts',
      'packages/a/vite.config.ts',
      'sorbet/rbi/shims/excon.rbi',
      'shop/native.pyi',
    ];
    expect(read(...[...asked, ...notAsked].map((path) => file(path)))).toMatchObject({
      value: 0,
      sample: asked.length,
      evidence: asked.toSorted().map((path) => ({ path })),
      leftOut: [{ what: 'migrations, tool configuration, declarations', count: notAsked.length }],
    });
  });

  it('is not scored under 35 % where the tests have half as many lines: they run the product from outside', () => {
    const files = [...several(66, '.ts', { lines: 100 }), ...several(34, 'x.ts', { lines: 100, test })];
    const tests = (lines: number) => file('a.test.ts', { lane: 'test', lines });
    expect(read(...files, tests(4_999))).not.toHaveProperty('informative');
    expect(read(...files, tests(5_000))).toMatchObject({
      value: 0.34,
      informative: expect.stringContaining('outside'),
    });
    expect(read(...files.slice(2), ...several(2, 'y.ts', { test }), tests(9_000))).not.toHaveProperty('informative');
  });

  it('leaves out languages whose imports are not resolved, and is not scored where they are more than half', () => {
    const lost = { ...imports('x')[0]!, files: [] };
    const python = (found: number, of: number) => [
      file('a.py', {
        language: 'Python',
        imports: [...imports(...Array(found).fill('b.py')), ...Array(of - found).fill(lost)],
      }),
      file('b.py', { language: 'Python', test: named }),
    ];
    const typed = [file('a.ts', { test }), file('b.ts')];
    expect(read(...typed, ...python(7, 10))).toMatchObject({ value: 2 / 4 });
    expect(read(...typed, ...python(6, 10))).toMatchObject({
      value: 1 / 2,
      leftOut: [{ what: 'languages whose imports are not resolved', count: 2, examples: ['Python 2'] }],
    });
    expect(read(...typed, ...python(6, 10))).not.toHaveProperty('informative');
    expect(read(file('a.ts', { test }), ...python(6, 10))).toMatchObject({
      value: 2 / 3,
      informative: 'imports of Python are not resolved: tests are found by file name only',
      leftOut: [],
    });
    const unread = several(3, '.swift', { language: 'Swift', imports: null });
    expect(read(file('a.ts', { test }), ...unread)).toMatchObject({ informative: expect.stringContaining('Swift') });
  });

  it('is not applicable where no source file has a function', () => {
    expect(read(file('types.ts', { functions: [] }))).toMatchObject({
      notApplicable: 'no source file defines a function',
    });
  });
});

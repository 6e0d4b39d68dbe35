import { describe, expect, it } from 'vitest';
import { deepImports } from '../../../src/measures/repository/deep-imports.ts';
import type { FileFacts, Import, Modules } from '../../../src/model.ts';
import { facts, file, imports, settings } from '../../facts.ts';

const shop = { name: '@acme/shop', directory: 'packages/shop', entries: ['packages/shop/src/index.ts'] };
const core = { name: '@acme/core', directory: 'packages/core', entries: ['packages/core/src/index.ts'] };
const misc = { name: 'packages/misc', directory: 'packages/misc', entries: [] };
const modules: Modules = { by: 'workspaces', modules: [core, misc, shop] };
const [coreIndex, coreDeep, coreOther] = ['index', 'deep/money', 'other'].map((name) => `packages/core/src/${name}.ts`);

/** A file of the shop that imports each of these once. */
const importing = (path: string, targets: string[], more: Partial<FileFacts> = {}) =>
  file(path, { imports: imports(...targets), ...more });
const ofCore = [coreIndex!, coreDeep!, coreOther!].map((path) => file(path));
const times = (count: number, path: string) => Array.from({ length: count }, () => path);
const read = (files: FileFacts[], known = modules) => deepImports.compute(facts({ files, modules: known }), settings);

describe('deep-imports', () => {
  it('is the share of imports into another module that are not of an entry, of source files alone', () => {
    const files = [
      ...ofCore,
      file('packages/misc/a.ts'),
      file('packages/core/schema.json', { lane: 'data', language: 'JSON' }),
      importing('packages/shop/src/a.ts', [...times(15, coreIndex!), coreDeep!, coreDeep!, 'packages/misc/a.ts']),
      importing('tools/b.ts', [coreDeep!, coreOther!, coreIndex!, 'packages/core/schema.json']),
      importing('packages/core/src/own.ts', [coreDeep!]),
      importing('packages/shop/test/a.test.ts', times(30, coreDeep!), { lane: 'test' }),
      file('tool.rb', { language: 'Ruby' }),
    ];
    expect(read(files)).toEqual({
      value: 4 / 20,
      sample: 20,
      summary: '4 of 20 imports across 3 modules go past the entries of the other (20 %)',
      evidence: [
        { path: coreDeep, value: 3, text: 'imported past the entries of @acme/core 3 times, from 2 modules' },
        { path: coreOther, value: 1, text: 'imported past the entries of @acme/core 1 time, from 1 module' },
        { path: 'packages/misc', text: '1 of 1 file of packages/misc imported from outside (100 %)' },
        { path: 'packages/core', text: '3 of 4 files of @acme/core imported from outside (75 %)' },
      ],
      leftOut: [
        { what: 'languages without declared entries', count: 1, examples: ['Ruby 1'] },
        { what: 'imports into modules that declare no entry', count: 1, examples: ['packages/misc 1'] },
        { what: 'files of other lanes', count: 2, examples: ['data 1', 'test 1'] },
      ],
    });
  });

  it('takes an import of a package whole for one, deep where none of its files is an entry', () => {
    const a = { name: 'a', directory: 'a', entries: ['a/a.go'] };
    const whole = (...files: string[]): Import => ({ ...imports('x')[0]!, files });
    const go = { language: 'Go', imports: [...Array(20)].map(() => whole('a/a.go', 'a/internal/b.go')) };
    const files = [file('a/a.go'), file('a/internal/b.go'), file('main.go', go)];
    const known: Modules = { by: 'configuration', modules: [a] };
    expect(read(files, known)).toMatchObject({ value: 0, sample: 20 });
    const inner = { language: 'Go', imports: [...go.imports, whole('a/internal/b.go')] };
    expect(read([...files, file('b/main.go', inner)], known)).toMatchObject({ value: 1 / 41, sample: 41 });
  });

  it('says which directories the configuration names in vain', () => {
    const within = ['packages/core/src'];
    expect(read(ofCore, { ...modules, by: 'configuration', within }).leftOut).toContainEqual({
      what: 'directories named in `modules:` that lie in a module',
      count: 1,
      examples: within,
    });
  });

  it('lets a file reach into the directory of its own name', () => {
    const own = importing('packages/core.ts', times(20, coreDeep!));
    expect(read([...ofCore, own])).toMatchObject({ notApplicable: expect.any(String) });
  });

  it('is not scored for directories that nobody declared', () => {
    const files = [...ofCore, importing('packages/shop/a.ts', times(20, coreDeep!))];
    expect(read(files)).not.toHaveProperty('informative');
    expect(read(files, { ...modules, by: 'directories' })).toMatchObject({ value: 1, informative: expect.any(String) });
  });

  it('needs 20 imports across modules, and 70 % of the imports within the repository found', () => {
    const user = importing('packages/shop/a.ts', times(19, coreDeep!));
    expect(read([...ofCore, user])).toMatchObject({
      noData: '19 imports across modules; at least 20 are needed',
      sample: 19,
    });
    const lost: Import = { ...imports('x')[0]!, files: [] };
    const some = (count: number) => {
      const found = imports(...times(21, coreDeep!));
      return [...ofCore, file('packages/shop/a.ts', { imports: [...found, ...[...Array(count)].map(() => lost)] })];
    };
    expect(read(some(9))).toMatchObject({ value: 1 });
    expect(read(some(10))).toMatchObject({
      noData: 'only 67.7 % of the imports within the repository are found in the tree',
    });
  });

  it('tells what cannot cross from what is not read', () => {
    expect(read([file('a.rb', { language: 'Ruby' })])).toMatchObject({ notApplicable: expect.any(String) });
    expect(read(ofCore)).toMatchObject({ notApplicable: 'no import goes into a module that declares entries' });
    expect(read(ofCore, { by: 'directories', modules: [] })).toMatchObject({ notApplicable: expect.any(String) });
    expect(read(ofCore.map((each) => ({ ...each, imports: null })))).toMatchObject({ noData: expect.any(String) });
  });
});

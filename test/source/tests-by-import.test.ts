import { describe, expect, it, test } from 'vitest';
import type { Import } from '../../src/model.ts';
import { samePackage } from '../../src/source/resolve/same-package.ts';
import { type AssociatedFile, testsByImport } from '../../src/source/tests-by-import.ts';

const languages: Record<string, string> = {
  c: 'C',
  cs: 'C#',
  go: 'Go',
  h: 'C',
  java: 'Java',
  kt: 'Kotlin',
  php: 'PHP',
  py: 'Python',
  rb: 'Ruby',
  rs: 'Rust',
  ts: 'TypeScript',
};

/** A source file, or one of the test lane below `test/` and as `_test.go`. */
function file(path: string, more: Partial<AssociatedFile> = {}): AssociatedFile {
  const lane = /(^|\/)test\/|_test\.go$/.test(path) ? 'test' : 'source';
  const language = languages[path.slice(path.lastIndexOf('.') + 1)] ?? null;
  const says = { imports: [], inlineTestLines: 0, exports: [], package: null, mentions: [], asserts: false };
  return { path, lane, language, ...says, ...more };
}

function taking(files: string | string[], names: string[] | null = null, reexport = false): Import {
  const meant = [files].flat();
  return { specifier: 'x', line: 1, names, reexport, files: meant, internal: true, library: null };
}

/** The tests that are found, as `path rule` by source path. */
function tested(files: AssociatedFile[], entries: string[] = [], named: Record<string, string> = {}) {
  const byName = new Map(
    Object.entries(named).map(([path, test]) => [path, { path: test, rule: 'same stem' as const }]),
  );
  const known = files.map((each) => [each.path, { ...each, imports: each.imports && [...each.imports] }] as const);
  const tree = { files: new Map(known), texts: new Map<string, string>() };
  const found = testsByImport(files, new Set(entries), byName, samePackage(tree));
  return Object.fromEntries([...found].map(([path, { path: by, rule }]) => [path, `${by} ${rule}`]));
}

describe('a direct import', () => {
  it('associates source files alone, with helpers of the test lane too, and only one hop far', () => {
    const files = [
      file('src/a.ts', { imports: [taking('src/b.ts')] }),
      file('src/b.ts'),
      file('src/c.ts'),
      file('test/helper.ts', { imports: [taking('src/c.ts')] }),
      file('test/a.ts', { imports: [taking(['src/a.ts']), taking('test/helper.ts'), taking([])] }),
    ];
    expect(tested(files)).toEqual({ 'src/a.ts': 'test/a.ts import', 'src/c.ts': 'test/helper.ts import' });
  });

  it('shows the test of the file’s name, else the most direct, else the one that imports the fewest files', () => {
    const files = [
      file('src/index.ts', { imports: [taking('src/a.ts', null, true)] }),
      file('src/a.ts'),
      file('src/b.ts'),
      file('test/broad.ts', { imports: [taking('src/a.ts'), taking('src/b.ts')] }),
      file('test/narrow-one.ts', { imports: [taking('src/a.ts')] }),
      file('test/z.ts', { imports: [taking('src/index.ts')] }),
    ];
    expect(tested(files)['src/a.ts']).toBe('test/narrow-one.ts import');
    expect(tested(files, [], { 'src/a.ts': 'test/broad.ts' })['src/a.ts']).toBe('test/broad.ts import');
    expect(tested(files, [], { 'src/a.ts': 'test/z.ts' })['src/a.ts']).toBe('test/z.ts re-export');
    expect(tested(files.toReversed())).toEqual(tested(files));
  });

  it('shows of several tests the one whose name has most words in common with the file’s', () => {
    const source = 'src/AsyncBulkheadTResultSyntax.cs';
    const tests = ['BulkheadSpecs', 'BulkheadAsyncSpecs', 'BulkheadTResultAsyncSpecs', 'Bulkhead-async-more'];
    const files = tests.map((name) => file(`test/${name}.cs`, { imports: [taking(source)] }));
    expect(tested([file(source), ...files])[source]).toBe('test/BulkheadTResultAsyncSpecs.cs import');
    expect(tested([file(source), ...files.slice(0, 2)])[source]).toBe('test/BulkheadAsyncSpecs.cs import');
  });

  it('Ruby: takes a test class that is called after a class for its test, before a preview that names it', () => {
    const files = [
      file('app/views/created.rb', { exports: ['Events::Created'] }),
      file('test/previews/created.rb', { imports: [taking('app/views/created.rb')], asserts: true }),
      file('test/views/of_events.rb', { exports: ['Events::CreatedTest', 'Events::Created::OtherTest'] }),
      file('app/test.rb', { exports: ['Test'] }),
    ];
    expect(tested(files)).toEqual({ 'app/views/created.rb': 'test/views/of_events.rb import' });
  });

  it('shows a test that asserts before a helper that does not, however few files the helper imports', () => {
    const files = [
      file('src/index.ts', { imports: [taking('src/a.ts', null, true)] }),
      file('src/a.ts'),
      file('src/b.ts'),
      file('test/helper.ts', { imports: [taking('src/a.ts')] }),
      file('test/broad.ts', { imports: [taking('src/a.ts'), taking('src/b.ts')], asserts: true }),
      file('test/entry.ts', { imports: [taking('src/index.ts')], asserts: true }),
    ];
    expect(tested(files)['src/a.ts']).toBe('test/broad.ts import');
    expect(tested(files.filter(({ path }) => path !== 'test/broad.ts'))['src/a.ts']).toBe('test/entry.ts re-export');
  });

  it('shows the test of the file’s name before a helper that asserts nothing, though only the helper imports the file', () => {
    const files = [
      file('src/a.ts'),
      file('test/a.ts', { asserts: true }),
      file('test/helper.ts', { imports: [taking('src/a.ts')] }),
    ];
    expect(tested(files, [], { 'src/a.ts': 'test/a.ts' })).toEqual({});
    expect(tested(files)['src/a.ts']).toBe('test/helper.ts import');
    const other = file('test/other.ts', { imports: [taking('src/a.ts')], asserts: true });
    expect(tested([...files, other], [], { 'src/a.ts': 'test/a.ts' })['src/a.ts']).toBe('test/other.ts import');
  });

  it('of types alone runs nothing of the file', () => {
    const types = { ...taking('src/a.ts'), types: true as const };
    expect(tested([file('src/a.ts'), file('test/a.ts', { imports: [types] })])).toEqual({});
    const entry = file('src/index.ts', { imports: [{ ...taking('src/a.ts', null, true), types: true as const }] });
    const files = [entry, file('src/a.ts'), file('test/all.ts', { imports: [taking('src/index.ts')] })];
    expect(tested(files)).toEqual({ 'src/index.ts': 'test/all.ts import' });
  });

  it('takes pytest’s conftest.py for a helper, whatever it asserts', () => {
    const imports = [taking('src/a.py')];
    const files = [
      file('src/a.py'),
      file('test/conftest.py', { imports, asserts: true }),
      file('test/test_much.py', { imports: [...imports, taking('src/b.py')], asserts: true }),
    ];
    expect(tested(files)['src/a.py']).toBe('test/test_much.py import');
  });

  it('shows a test in a directory that is called like the file’s before one that imports fewer files', () => {
    const files = [
      file('src/Timeout/Syntax.cs'),
      file('src/Retry/Engine.cs'),
      file('test/PolicySpecs.cs', { imports: [taking('src/Timeout/Syntax.cs')] }),
      file('test/Timeout/TimeoutSpecs.cs', {
        imports: [taking('src/Timeout/Syntax.cs'), taking('src/Retry/Engine.cs')],
      }),
    ];
    expect(tested(files)['src/Timeout/Syntax.cs']).toBe('test/Timeout/TimeoutSpecs.cs import');
  });

  it('by a benchmark that asserts nothing is no test', () => {
    const bench = (path: string, asserts: boolean) =>
      tested([file('src/a.ts'), file(path, { lane: 'test', imports: [taking('src/a.ts')], asserts })]);
    expect(bench('bench/a.ts', false)).toEqual({});
    expect(bench('src/a.bench.ts', false)).toEqual({});
    expect(bench('packages/x/__benchmarks__/a.ts', false)).toEqual({});
    expect(bench('bench/a.ts', true)).toEqual({ 'src/a.ts': 'bench/a.ts import' });
    expect(bench('workbench/a.ts', false)).toEqual({ 'src/a.ts': 'workbench/a.ts import' });
  });

  it('of a header stands for the file of its stem that includes it', () => {
    const files = [
      file('a.h'),
      file('src/a.c', { imports: [taking('a.h')] }),
      file('src/b.c', { imports: [taking('a.h')] }),
      file('test/all.c', { imports: [taking('a.h')] }),
    ];
    expect(tested(files)).toEqual({ 'a.h': 'test/all.c import', 'src/a.c': 'test/all.c import' });
  });
});

describe('through an entry file', () => {
  const named = (
    names: string[] | null,
    given: Import,
    more: Partial<AssociatedFile> = {},
    source: Partial<AssociatedFile> = {},
  ) =>
    'src/x/a.ts' in
    tested([
      file('src/index.ts', { imports: [given], ...more }),
      file('src/x/a.ts', { exports: ['run', 'default'], ...source }),
      file('test/t.ts', { imports: [taking('src/index.ts', names)] }),
    ]);

  test.each<[string, string[] | null, Import, boolean]>([
    ['all of all', null, taking('src/x/a.ts', null, true), true],
    ['all of some', null, taking('src/x/a.ts', ['run'], true), true],
    ['a name', ['run'], taking('src/x/a.ts', ['run', 'stop'], true), true],
    ['another name', ['walk'], taking('src/x/a.ts', ['run'], true), false],
    ['a name of all', ['run'], taking('src/x/a.ts', null, true), true],
    ['another name of all', ['walk'], taking('src/x/a.ts', null, true), false],
    ['a name that is imported', ['run'], taking('src/x/a.ts', ['run']), true],
    ['a name of its own', ['main'], taking('src/x/a.ts', ['run']), false],
    ['its default, made of what it imports', ['default'], taking('src/x/a.ts', ['run']), true],
    ['its default beside what it re-exports', ['default'], taking('src/x/a.ts', ['run'], true), false],
  ])('%s', (_, names, given, expected) => {
    expect(named(names, given)).toBe(expected);
  });

  it('follows names through files that re-export them in turn, and round a circle once', () => {
    const files = (links: Import[], names: string[] | null = ['link']) =>
      Object.keys(
        tested([
          file('src/index.ts', { imports: [taking('src/links.ts', null, true)] }),
          file('src/links.ts', { imports: links }),
          file('src/x/a.ts', { exports: ['link'] }),
          file('src/x/b.ts', { exports: ['other'] }),
          file('test/t.ts', { imports: [taking('src/index.ts', names)] }),
        ]),
      );
    const all = [
      taking('src/x/a.ts', null, true),
      taking('src/x/b.ts', null, true),
      taking('src/index.ts', null, true),
    ];
    expect(files(all)).toEqual(['src/index.ts', 'src/x/a.ts']);
    expect(files([taking('src/x/a.ts', ['link'], true)])).toEqual(['src/index.ts', 'src/x/a.ts']);
    expect(files([taking('src/x/a.ts', ['another'], true)])).toEqual(['src/index.ts']);
    expect(files([taking('src/x/a.ts', ['link'])])).toEqual(['src/index.ts']);
    expect(files(all, null)).toEqual(['src/index.ts', 'src/links.ts']);
  });

  it('knows a name that is given on under another by the file’s own', () => {
    const renamed = taking('src/x/a.ts', ['default'], true);
    expect(named(['A'], renamed, { exports: ['A', 'B'] })).toBe(true);
    expect(named(['B'], renamed, { exports: ['A', 'B'] })).toBe(false);
  });

  it('takes index.*, __init__.py, mod.* and declared entries for entries, and what they import from below', () => {
    const through = (entry: string, given: Import, entries: string[] = []) =>
      Object.keys(
        tested(
          [
            file(entry, { imports: [given] }),
            file('src/x/a.py'),
            file('lib/b.py'),
            file('test/t.py', { imports: [taking(entry)] }),
          ],
          entries,
        ),
      ).filter((path) => path !== entry);
    expect(through('src/x/__init__.py', taking('src/x/a.py'))).toEqual(['src/x/a.py']);
    expect(through('src/mod.rs', taking('src/x/a.py'))).toEqual(['src/x/a.py']);
    expect(through('src/__init__.py', taking('lib/b.py'))).toEqual([]);
    expect(through('src/__init__.py', taking('lib/b.py', null, true))).toEqual(['lib/b.py']);
    expect(through('src/main.py', taking('src/x/a.py'))).toEqual([]);
    expect(through('src/main.py', taking('src/x/a.py'), ['src/main.py'])).toEqual(['src/x/a.py']);
    expect(through('main.py', taking('lib/b.py'), ['main.py'])).toEqual(['lib/b.py']);
  });
});

describe('a package', () => {
  it('of Go is tested by a _test.go in its directory, and by no import', () => {
    const files = [
      file('a/x.go'),
      file('a/y.go'),
      file('b/z.go'),
      file('a/long_test.go', { imports: [taking(['b/z.go'])] }),
      file('a/y_test.go'),
      file('test/mock.go', { imports: [taking('b/z.go')] }),
    ];
    expect(tested(files, [], { 'a/x.go': 'a/long_test.go' })).toEqual({
      'a/x.go': 'a/long_test.go same package',
      'a/y.go': 'a/y_test.go same package',
    });
  });

  it('of Go is shown by the test that is called after it, else by the shortest name', () => {
    const go = (path: string) =>
      file(path, { package: path.endsWith('_test.go') ? 'render_test' : 'render', asserts: true });
    const files = [...['redirect.go', 'a_test.go', 'render_test.go'].map((name) => go(`render/${name}`))];
    expect(tested(files)).toEqual({ 'render/redirect.go': 'render/render_test.go same package' });
    expect(tested(files.slice(0, 2))).toEqual({ 'render/redirect.go': 'render/a_test.go same package' });
  });

  it('of Java is tested where the test is of it or imports it, and mentions the type', () => {
    const source = (name: string, package_ = 'com.acme') =>
      file(`src/${name}.java`, { package: package_, exports: [`${package_}.${name}`] });
    const files = [
      ...['Order', 'Cart', 'Price'].map((name) => source(name)),
      ...['Util', 'Other'].map((name) => source(name, 'com.acme.more')),
      source('Alone', 'org.else'),
      file('test/ATest.java', {
        package: 'com.acme',
        mentions: ['Order', 'Util', 'Alone'],
        imports: [taking(['src/Util.java', 'src/Other.java']), taking('src/Price.java')],
      }),
    ];
    expect(tested(files)).toEqual({
      'src/Order.java': 'test/ATest.java same package',
      'src/Util.java': 'test/ATest.java import',
      'src/Price.java': 'test/ATest.java import',
    });
  });

  it('of C# is in sight of the namespaces within it', () => {
    const files = [
      file('Order.cs', { package: 'Acme', exports: ['Acme.Order'] }),
      file('test/OrderTests.cs', { package: 'Acme.Tests', mentions: ['Order'] }),
    ];
    expect(tested(files)).toEqual({ 'Order.cs': 'test/OrderTests.cs same package' });
    const php = [
      file('Order.php', { package: 'Acme', exports: ['Acme\\Order'] }),
      file('test/OrderTest.php', { package: 'Acme\\Tests', mentions: ['Order'] }),
    ];
    expect(tested(php)).toEqual({});
  });
});

it('a Rust file with an inline test module is its own test', () => {
  const files = [
    file('src/a.rs', { inlineTestLines: 9 }),
    file('src/b.rs'),
    file('test/t.rs', { imports: [taking('src/a.rs'), taking('src/b.rs')] }),
  ];
  expect(tested(files)).toEqual({ 'src/a.rs': 'src/a.rs inline', 'src/b.rs': 'test/t.rs import' });
});

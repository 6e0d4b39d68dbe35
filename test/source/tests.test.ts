import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Lane, lanes } from '../../src/model.ts';
import { associateTests } from '../../src/source/tests.ts';

const languages: Record<string, string> = {
  c: 'C',
  cs: 'C#',
  exs: 'Elixir',
  go: 'Go',
  h: 'C',
  java: 'Java',
  js: 'JavaScript',
  kt: 'Kotlin',
  php: 'PHP',
  py: 'Python',
  pyi: 'Python',
  rb: 'Ruby',
  scala: 'Scala',
  swift: 'Swift',
  ts: 'TypeScript',
  tsx: 'TSX',
  vue: 'Vue',
};

function file(lane: Lane, path: string) {
  return { path, lane, language: languages[path.slice(path.lastIndexOf('.') + 1)] ?? null };
}

function associate(sources: string[], tests: string[], packages: string[] = []) {
  const files = [...sources.map((path) => file('source', path)), ...tests.map((path) => file('test', path))];
  return associateTests(files, new Set(packages));
}

describe('same stem', () => {
  test.each([
    ['src/foo.ts', 'src/foo.test.ts'],
    ['src/foo.ts', 'src/__tests__/foo.spec.tsx'],
    ['src/foo.ts', 'test/foo.test.ts'],
    ['src/Foo.vue', 'src/Foo.spec.ts'],
    ['src/Foo.vue', 'src/__tests__/Foo-test.js'],
    ['src/foo.component.ts', 'src/foo.component.spec.ts'],
    ['src/foo.ts', 'test/foo.e2e-spec.ts'],
    ['src/foo.ts', 'cypress/e2e/foo.cy.ts'],
    ['src/foo.ts', 'test/foo.test-d.ts'],
    ['lib/foo.js', 'test/foo.js'],
    ['gin.go', 'gin_test.go'],
    ['src/black/linegen.py', 'tests/test_linegen.py'],
    ['src/black/linegen.py', 'src/black/linegen_test.py'],
    ['lib/active_record/base.rb', 'test/cases/base_test.rb'],
    ['lib/base.rb', 'spec/unit/base_spec.rb'],
    ['src/foo.c', 'tests/foo_unittest.c'],
    ['src/Foo.php', 'tests/FooTest.php'],
    ['src/Foo.php', 'src/FooTest.php'],
    ['Foo.swift', 'Tests/FooTests.swift'],
    ['src/Foo.cs', 'test/TestFoo.cs'],
    ['packages/a/src/base.ts', 'packages/a/test/base.test.ts'],
  ])('%s is tested by %s', (source, path) => {
    expect(associate([source], [path]).get(source)).toEqual({ path, rule: 'same stem' });
  });

  test('from above a test means the file in the source root, and not every file of that name', () => {
    const sources = ['src/utils.ts', 'src/a/utils.ts', 'src/b/utils.ts', 'src/b/once.ts'];
    const found = associate(sources, ['test/utils.test.ts', 'test/once.test.ts']);
    expect([...found.keys()]).toEqual(['src/utils.ts', 'src/b/once.ts']);
  });
});

describe('mirrored path', () => {
  test.each([
    ['src/a/foo.ts', 'test/a/foo.test.ts', ['test/b/foo.test.ts', 'test/foo.test.ts']],
    ['packages/x/src/a/foo.ts', 'packages/x/__tests__/a/foo.spec.ts', ['packages/y/__tests__/a/foo.spec.ts']],
    ['src/Composer/Util/Git.php', 'tests/Composer/Test/Util/GitTest.php', ['tests/Composer/Test/Vcs/GitTest.php']],
    ['activerecord/lib/active_record/type/date.rb', 'activerecord/test/cases/type/date_test.rb', []],
    ['core/src/main/java/com/x/Foo.java', 'core/src/test/java/com/x/FooTest.java', []],
    ['core/src/main/java/com/x/Foo.java', 'core/src/androidTest/kotlin/com/x/FooIT.kt', []],
    ['core/src/main/java/com/x/Foo.java', 'core/src/test/scala/com/x/FooSpec.scala', []],
    [
      'core/src/commonMain/kotlin/x/Foo.kt',
      'core/src/jvmTest/kotlin/x/FooTest.kt',
      ['core/src/jvmTest/kotlin/FooTest.kt'],
    ],
    ['src/Foo/Sub/Bar.cs', 'tests/Foo.Tests/Sub/BarTests.cs', ['tests/Other.Tests/Sub/BarTests.cs']],
    ['Foo/Sub/Bar.cs', 'Foo.Tests/Sub/BarTests.cs', []],
    ['Foo/Sub/Bar.cs', 'Foo.Test/Sub/BarTests.cs', ['Other.Test/Sub/BarTests.cs']],
    ['src/Sub/Bar.cs', 'tests/Sub/BarSpecs.cs', []],
    ['Sources/Foo/Bar.swift', 'Tests/FooTests/BarTests.swift', []],
    ['src/black/handle/x.py', 'tests/unit/handle/test_x.py', ['tests/test_x.py']],
    ['src/unit/foo.ts', 'test/unit/foo.test.ts', ['test/foo.test.ts']],
  ])('%s is tested by %s', (source, path, others) => {
    const neighbours = ['core/src/main/java/com/x', 'src/black', 'Foo', 'packages/x'].map((at) => `${at}/Other.java`);
    expect(associate([source, ...neighbours], [...others, path]).get(source)).toEqual({ path, rule: 'mirrored path' });
  });
});

test('each directory of a Rails app/ is a source root: tests of its kinds mirror it, whatever they are called', () => {
  const sources = ['oidc', 'avo'].flatMap((name) => [
    `app/controllers/${name}/tokens_controller.rb`,
    `app/models/concerns/${name}/token.rb`,
    `app/javascript/${name}/tokens.js`,
  ]);
  const tests = [
    'integration/oidc/tokens_controller_test.rb',
    'unit/avo/token_test.rb',
    'integration/avo/tokens.test.js',
  ];
  const found = associate(
    sources,
    tests.map((path) => `test/${path}`),
  );
  expect([...found].map(([path, { path: by }]) => `${path} ${by}`).sort()).toEqual([
    'app/controllers/oidc/tokens_controller.rb test/integration/oidc/tokens_controller_test.rb',
    'app/models/concerns/avo/token.rb test/unit/avo/token_test.rb',
  ]);
});

describe('unique stem', () => {
  test('anywhere, where the stem is long enough, uncommon, and one file of the family has it', () => {
    const sources = ['a/special.ts', 'a/ipc2.ts', 'a/helpers.ts', 'a/twice.ts', 'b/twice.vue', 'b/special.py'];
    const tests = sources.map((path) => `x/test/y/${path.replace(/.*\/(.*)\..*/, '$1')}.test.ts`);
    expect([...associate(sources, tests)]).toEqual([
      ['a/special.ts', { path: 'x/test/y/special.test.ts', rule: 'unique stem' }],
    ]);
  });

  test('not where the test is of another package, which has its own sources; a package of tests tests the others', () => {
    const sources = [
      'desktop/src/upload.ts',
      'desktop/src/login.ts',
      'desktop/src/theme.ts',
      'web/src/a.ts',
      'web/src/b.ts',
    ];
    const tests = ['web/tests/upload.test.ts', 'e2e/kit/login.spec.ts', 'tests/ui/theme.spec.ts'];
    const packages = ['', 'desktop', 'web', 'e2e'];
    expect([...associate(sources, tests, packages).keys()].sort()).toEqual([
      'desktop/src/login.ts',
      'desktop/src/theme.ts',
    ]);
  });

  test('a declaration beside a file, and a header of an implementation, do not make its stem ambiguous', () => {
    const found = associate(
      ['a/special.js', 'a/special.d.ts', 'src/deep/parser.c', 'include/parser.h'],
      ['x/test/y/special.test.ts', 'x/test/y/parser_test.c'],
    );
    expect([...found.keys()].sort()).toEqual(['a/special.js', 'include/parser.h', 'src/deep/parser.c']);
  });

  test('ties: longest common suffix, then shortest path, then path order', () => {
    const sources = ['p/x/y/special.ts'];
    const byOrder = ['z/test/bbb/special.test.ts', 'z/test/aaa/special.test.ts'];
    expect(associate(sources, byOrder).get('p/x/y/special.ts')?.path).toBe('z/test/aaa/special.test.ts');
    const byLength = [...byOrder, 'z/test/c/special.test.ts'];
    expect(associate(sources, byLength).get('p/x/y/special.ts')?.path).toBe('z/test/c/special.test.ts');
    const bySuffix = [...byLength, 'zzzzzzz/y/__tests__/special.test.ts'];
    expect(associate(sources, bySuffix).get('p/x/y/special.ts')?.path).toBe('zzzzzzz/y/__tests__/special.test.ts');
  });
});

describe('no test', () => {
  test.each([
    ['another language', 'src/foo.py', ['src/foo.test.ts', 'test/foo.rb']],
    ['another case', 'src/Foo.ts', ['src/foo.test.ts']],
    ['a benchmark', 'src/special.ts', ['bench/special.ts', 'src/special.bench.ts']],
    ['a helper', 'src/special.ts', ['mocks/special.ts', 'testutil/special.ts']],
    ['a helper beside tests that are named so', 'src/bootstrap.ts', ['test/bootstrap.ts', 'test/a.test.ts']],
    ['a package file', 'src/black/__init__.py', ['tests/__init__.py', 'tests/test_black.py']],
    ['a helper in Go', 'helpers.go', ['test_helpers.go']],
    ['a hyphen outside test directories', 'src/foo.ts', ['src/foo-test.ts']],
    ['a test beside another file', 'render/utils.go', ['binding/utils_test.go']],
  ])('%s', (_why, source, tests) => {
    expect(associate([source], tests)).toEqual(new Map());
  });
});

describe('whatever the tree', () => {
  const segment = fc.oneof(
    fc.constantFrom('src', 'test', '__tests__', 'a', 'unit', 'lib', 'Foo.Tests', '\ud800', '--help', 'x\ny', ''),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  const name = fc.constantFrom(
    'foo.ts',
    'foo.test.ts',
    'index.ts',
    'test_foo.py',
    'FooTest.java',
    '.ts',
    'T',
    '\udfff.js',
  );
  const path = fc
    .tuple(fc.array(segment, { maxLength: 4 }), name)
    .map(([directories, last]) => [...directories, last].join('/'));
  const packages = new Set(['', 'src', 'a']);
  const language = fc.constantFrom(null, 'TypeScript', 'JavaScript', 'Python', 'Java', 'Go');
  const tree = fc.uniqueArray(fc.record({ path, lane: fc.constantFrom(...lanes), language }), {
    selector: (one) => one.path,
  });

  test('source files are keys, test files are values', () => {
    fc.assert(
      fc.property(tree, (files) => {
        const laneOf = new Map(files.map((one) => [one.path, one.lane]));
        for (const [source, association] of associateTests(files, packages)) {
          expect([laneOf.get(source), laneOf.get(association.path)]).toEqual(['source', 'test']);
        }
      }),
    );
  });

  test('the order of the files does not matter', () => {
    const shuffled = tree.chain((files) =>
      fc.tuple(fc.constant(files), fc.shuffledSubarray(files, { minLength: files.length })),
    );
    fc.assert(
      fc.property(shuffled, ([files, others]) => {
        expect([...associateTests(others, packages)].sort()).toEqual([...associateTests(files, packages)].sort());
      }),
    );
  });

  test('a path of thousands of directories is no problem', () => {
    const found = associate([`${'a/'.repeat(2000)}foo.ts`], [`${'test/'.repeat(2000)}foo.test.ts`]);
    expect(found.size).toBe(1);
  });
});

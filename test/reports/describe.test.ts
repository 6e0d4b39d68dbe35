import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/model.ts';
import { describeReports } from '../../src/reports/describe.ts';
import { file } from '../facts.ts';
import { fixture, reportOf } from './fixture.ts';

const lcov = (path: string, ...lines: string[]) =>
  `SF:${path}\n${lines.map((line) => `DA:${line}\n`).join('')}end_of_record\n`;

describe('coverage', () => {
  it('is told by file of the tree; what two reports say of a line is one', () => {
    const files = [file('src/cart.js'), file('src/ship.ts'), file('test/cart.test.js', { lane: 'test' })];
    const more = reportOf(
      lcov('src/cart.js', '12,1', '16,0') + lcov('/x/src/ship.ts', '1,0') + lcov('lib/no.ts', '1,1'),
    );
    expect(describeReports([fixture('lcov-node.info'), fixture('istanbul.json'), more], files)).toEqual({
      coverage: [
        // Of 15 lines 13 were run, then a report adds line 12 as run, and line 16 as not run.
        { path: 'src/cart.js', covered: 14, coverable: 16 },
        { path: 'src/ship.ts', covered: 0, coverable: 1 },
      ],
      endpoints: null,
      tests: null,
      numbers: {},
      paths: {
        exact: 2,
        bySuffix: [
          { reported: '/home/ci/shop/src/cart.js', path: 'src/cart.js' },
          { reported: '/x/src/ship.ts', path: 'src/ship.ts' },
        ],
        unknown: ['lib/no.ts'],
        ambiguous: [],
      },
    });
  });

  it('is joined where SimpleCov has a file of several commands', () => {
    const files = [file('lib/cart.rb'), file('lib/ship.rb')];
    expect(describeReports([fixture('simplecov-resultset.json')], files).coverage).toEqual([
      { path: 'lib/cart.rb', covered: 4, coverable: 5 },
      { path: 'lib/ship.rb', covered: 2, coverable: 2 },
    ]);
  });

  it('finds what Python, Java, Kotlin and Go call by names of their own', () => {
    const python = [file('cart.py'), file('shop/cart.py'), file('shop/__init__.py', { lines: 0 })];
    expect(describeReports([fixture('cobertura-coverage-py.xml')], python).coverage).toEqual([
      { path: 'shop/__init__.py', covered: 0, coverable: 0 },
      { path: 'shop/cart.py', covered: 8, coverable: 9 },
    ]);
    const jvm = [file('core/src/main/java/com/acme/shop/Cart.java'), file('core/src/main/kotlin/shop/Price.kt')];
    expect(describeReports([fixture('jacoco.xml')], jvm).coverage).toEqual([
      { path: 'core/src/main/java/com/acme/shop/Cart.java', covered: 3, coverable: 4 },
      { path: 'core/src/main/kotlin/shop/Price.kt', covered: 1, coverable: 2 },
    ]);
    const go = [file('cart.go'), file('internal/ship/ship.go')];
    expect(describeReports([fixture('go-cover.out')], go).coverage).toEqual([
      { path: 'cart.go', covered: 6, coverable: 6 },
      { path: 'internal/ship/ship.go', covered: 3, coverable: 5 },
    ]);
  });

  it('of another revision is an error: a line outside of its file', () => {
    const report = reportOf(lcov('/ci/src/a.ts', '3,1', '21,1'), 'lcov.info');
    expect(() => describeReports([report], [file('src/a.ts', { lines: 20 })])).toThrow(
      new UserError(
        'lcov.info: it speaks of line 21 of src/a.ts (in the report: /ci/src/a.ts), which has 20 lines at this revision; the report is of another one: make it anew, or measure its revision with --at',
      ),
    );
    expect(describeReports([report], [file('src/a.ts', { lines: 21 })]).coverage).toHaveLength(1);
    // Of a file that was not read, nobody knows the lines.
    expect(describeReports([report], [file('src/a.ts', { lines: 0, unread: 'large' })]).coverage).toHaveLength(1);
  });

  it('of another repository is an error with three of its paths beside three of the tree’s', () => {
    const report = reportOf(['a', 'b', 'c', 'd'].map((name) => lcov(`lib/${name}.ts`, '1,1')).join(''), 'lcov.info');
    const files = [
      file('docs/x.md', { lane: 'docs' }),
      ...['one', 'two', 'three', 'four'].map((name) => file(`src/${name}.ts`)),
    ];
    expect(() => describeReports([report], files)).toThrow(
      new UserError(
        'lcov.info: none of its 4 paths is found in this tree, not even by its end; is it of another repository or of build output?\n' +
          '  in the report: lib/a.ts, lib/b.ts, lib/c.ts\n' +
          '  in the tree:   src/one.ts, src/two.ts, src/three.ts',
      ),
    );
  });
});

describe('tests', () => {
  const of = (paths: string[], ...names: string[]) =>
    describeReports(
      names.map(fixture),
      paths.map((path) => file(path, { lane: 'test' })),
    ).tests!.map(({ file: name, tests, failures, flaky }) => [name, tests, failures, flaky]);

  it('have the file that a path or a class tells, summed over reports', () => {
    expect(of(['test/cart.test.js'], 'junit-node.xml', 'junit-node.xml')).toEqual([['test/cart.test.js', 4, 2, 0]]);
    expect(of(['tests/test_cart.py', 'tests/test_ship.py'], 'junit-pytest.xml')).toEqual([
      ['tests/test_cart.py', 2, 1, 0],
    ]);
    expect(of(['core/src/test/java/com/acme/shop/CartTest.java'], 'junit-surefire.xml')).toEqual([
      ['core/src/test/java/com/acme/shop/CartTest.java', 4, 2, 1],
    ]);
  });

  it('keep the report’s word where none or several files are meant', () => {
    expect(of(['a/tests/test_cart.py', 'b/tests/test_cart.py'], 'junit-pytest.xml')).toEqual([
      ['tests.test_cart.TestTotal', 1, 0, 0],
      ['tests.test_cart', 1, 1, 0],
    ]);
  });
});

it('an endpoint is as slow as at its slowest', () => {
  const again = reportOf('[{ "endpoint": "GET /cart", "cold_ms": 600 }, { "endpoint": "GET /cart", "cold_ms": 90 }]');
  expect(describeReports([fixture('endpoints.json'), again], []).endpoints).toEqual([
    { endpoint: 'GET /cart', coldMs: 600 },
    { endpoint: 'POST /order', coldMs: 1_830.5 },
  ]);
});

it('numbers of several reports stand together, unless they are at odds', () => {
  const [one, two] = [reportOf('{ "a": 1, "constructor": 2 }', 'one.json'), reportOf('{ "a": 1, "b": 3 }', 'two.json')];
  expect(describeReports([one, two], []).numbers).toEqual({ a: 1, constructor: 2, b: 3 });
  expect(() => describeReports([one, reportOf('{ "a": 2 }', 'x.json')], [])).toThrow(
    'x.json: `a` is 2 here and 1 in one.json; leave one of the two out',
  );
});

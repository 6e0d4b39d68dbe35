import { describe, expect, it } from 'vitest';
import { readReport } from '../../src/reports/read-report.ts';
import { bytesOf, fixture, reportOf } from './fixture.ts';

/** Of each file: its first way to be meant, the lines that can be run, those of them that were not. Counted by hand. */
const files = (name: string) => {
  const report = fixture(name);
  if (report.kind !== 'coverage') throw new Error(report.kind);
  return report.files.map(({ paths, lines }) => [
    paths[0],
    [...lines.keys()].toSorted((a, b) => a - b).join(' '),
    [...lines].filter(([, run]) => !run).map(([line]) => line),
  ]);
};
const oneToFifteen = '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15';

describe('a coverage report is told by its content', () => {
  it.each([
    // Written by Node’s test runner, c8 and coverage.py over cart.js and cart.py, whose `return 0` or last line nobody ran.
    ['lcov-node.info', 'LCOV', [['src/cart.js', oneToFifteen, [12, 13]]]],
    [
      'lcov-coverage-py.info',
      'LCOV',
      [
        ['shop/__init__.py', '', []],
        ['shop/cart.py', '1 2 3 5 6 9 10 11 12', [12]],
      ],
    ],
    ['istanbul.json', 'Istanbul', [['/home/ci/shop/src/cart.js', oneToFifteen, [12, 13]]]],
    ['clover-istanbul.xml', 'Clover', [['/home/ci/shop/src/cart.js', oneToFifteen, [12, 13]]]],
    ['cobertura-c8.xml', 'Cobertura', [['/home/ci/shop/src/cart.js', oneToFifteen, [12, 13]]]],
    [
      'cobertura-coverage-py.xml',
      'Cobertura',
      [
        ['/home/ci/shop/shop/__init__.py', '', []],
        ['/home/ci/shop/shop/cart.py', '1 2 3 5 6 9 10 11 12', [12]],
      ],
    ],
    // Written by the formats’ schemas. The methods of lines 9 and 14 are declarations.
    ['clover-phpunit.xml', 'Clover', [['/home/ci/shop/src/Cart.php', '11 16 17 20', [17]]]],
    [
      'jacoco.xml',
      'JaCoCo',
      [
        ['com/acme/shop/Cart.java', '5 8 9 11', [9]],
        ['com/acme/shop/Price.kt', '4 7', [7]],
      ],
    ],
    // Line 4 ends a block that was run and begins one that was not.
    [
      'go-cover.out',
      'Go cover profile',
      [
        ['github.com/acme/shop/cart.go', '5 6 7 8 9 10', []],
        ['github.com/acme/shop/internal/ship/ship.go', '3 4 5 6 7', [5, 6]],
      ],
    ],
    [
      'simplecov-resultset.json',
      'SimpleCov',
      [
        ['/home/ci/shop/lib/cart.rb', '1 2 3 6 7', [7]],
        ['/home/ci/shop/lib/ship.rb', '1 2', [2]],
        ['/home/ci/shop/lib/ship.rb', '1 2', []],
      ],
    ],
    ['simplecov.json', 'SimpleCov', [['/home/ci/shop/lib/cart.rb', '1 2 3 6 7', [7]]]],
  ])('%s is %s', (name, format, expected) => {
    expect(fixture(name).format).toBe(format);
    expect(files(name)).toEqual(expected);
  });

  it('takes Kotlin’s files below a directory of each part of their package', () => {
    const report = fixture('jacoco.xml');
    expect(report.kind === 'coverage' && report.files[1]!.paths).toEqual([
      'com/acme/shop/Price.kt',
      'acme/shop/Price.kt',
      'shop/Price.kt',
      'Price.kt',
    ]);
  });

  it('takes a name of Cobertura below each of several sources, and an absolute one as it is', () => {
    const cobertura = (sources: string, filename: string) =>
      reportOf(
        `<coverage line-rate="1"><sources>${sources}</sources><class filename="${filename}"><lines><line number="1" hits="1"/></lines></class></coverage>`,
      );
    expect(cobertura('<source>/a</source><source>/b/</source>', 'x.py')).toMatchObject({
      files: [{ paths: ['/a/x.py', '/b/x.py'] }],
    });
    expect(cobertura('<source>.</source>', 'x.py')).toMatchObject({ files: [{ paths: ['x.py'] }] });
    expect(cobertura('<source>/a</source>', 'C:\\x.cs')).toMatchObject({ files: [{ paths: ['C:\\x.cs'] }] });
  });

  it('reads a Go profile of several runs, LCOV with comments and carriage returns, and UTF-16', () => {
    expect(reportOf('mode: set\na/b.go:1.1,2.2 1 0\nmode: set\na/b.go:1.1,1.9 1 1\n')).toMatchObject({
      files: [
        {
          lines: new Map([
            [1, true],
            [2, false],
          ]),
        },
      ],
    });
    expect(reportOf('# by hand\r\n\r\nTN:\r\nSF:a.c\r\nDA:3,1e+06,abc\r\nDA:3,0\r\nend_of_record\r\n')).toMatchObject({
      files: [{ paths: ['a.c'], lines: new Map([[3, true]]) }],
    });
    const wide = Buffer.from('\uFEFF{ "a": 1 }', 'utf16le');
    expect(readReport('report', wide)).toMatchObject({ kind: 'numbers', numbers: { a: 1 } });
  });
});

describe('a report of tests is JUnit, whoever wrote it', () => {
  const groups = (name: string) => {
    const report = fixture(name);
    return report.kind === 'tests' ? report.groups : [];
  };

  it.each([
    ['junit-node.xml', [[['/home/ci/shop/test/cart.test.js', 'test'], 2, 1, 0]]],
    ['junit-vitest.xml', [[['v.test.ts', 'v.test.ts'], 3, 1, 0]]],
    [
      'junit-pytest.xml',
      [
        [['tests.test_cart.TestTotal', 'pytest'], 1, 0, 0],
        [['tests.test_cart', 'pytest'], 1, 1, 0],
      ],
    ],
    // Failed twice is failed; failed and then passed is flaky; an error is a failure.
    [
      'junit-surefire.xml',
      [
        [['com.acme.shop.CartTest', 'com.acme.shop.CartTest'], 3, 1, 1],
        [['com.acme.shop.CartTest$Nested', 'com.acme.shop.CartTest'], 1, 1, 0],
      ],
    ],
  ])('%s', (name, expected) => {
    expect(groups(name).map(({ words, tests, failures, flaky }) => [words, tests, failures, flaky])).toEqual(expected);
  });

  it('adds up seconds, those with grouped thousands too', () => {
    expect(groups('junit-surefire.xml')[0]!.seconds).toBe(1_203.25 + 0.25 + 1);
  });

  it('does not take a sentence for a class', () => {
    const report = reportOf(
      '<testsuites><testsuite name="cart"><testcase classname="cart adds two" name="x"/><testcase classname="cart ships" name="y"/></testsuite></testsuites>',
    );
    expect(report).toMatchObject({ groups: [{ words: ['cart'], tests: 2 }] });
  });
});

it('reads endpoint timings and numbers', () => {
  expect(fixture('endpoints.json')).toMatchObject({
    kind: 'endpoints',
    endpoints: [
      { endpoint: 'GET /cart', coldMs: 412 },
      { endpoint: 'POST /order', coldMs: 1_830.5 },
    ],
  });
  expect(fixture('numbers.json')).toMatchObject({ kind: 'numbers', numbers: { 'bundle-kb': 182.4, 'open-alerts': 0 } });
});

it('has a fixture of every format', () => {
  expect(() => bytesOf('istanbul-summary.json')).not.toThrow();
  expect(() => fixture('istanbul-summary.json')).toThrow(/summary.*give coverage-final\.json or lcov\.info instead/);
});

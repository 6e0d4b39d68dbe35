import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { type Config, defaultConfig } from '../../src/config/config.ts';
import { formatProblem, parseConfig } from '../../src/config/parse.ts';
import { packNames } from '../../src/config/rule-names.ts';
import { laterSections } from '../../src/config/schema.ts';

const ids = ['typed-file-share', 'long-file-share', 'hot-files', 'hot-file-peak', 'pull-size'];

function problems(text: string): string[] {
  const parsed = parseConfig(text, ids);
  return 'problems' in parsed ? parsed.problems.map((problem) => formatProblem('f', problem)) : [];
}

function config(text: string): Config {
  const parsed = parseConfig(text, ids);
  if ('problems' in parsed) throw new Error(problems(text).join('\n'));
  return parsed.config;
}

describe('what is right', () => {
  test.each([
    ['empty', ''],
    ['blank', '\n  \n'],
    ['comments only', '# a\n# b\n'],
    ['null', '~'],
    ['a document start', '---\n'],
    ['an empty mapping', '{}'],
    ['a byte order mark', '\uFEFF# a\n'],
    ['empty sections', 'measures:\nlanes:\nwindows:\nactors:\n'],
    ['empty lists and settings', 'measures:\n  hot-files:\nlanes:\n  source:\n  test: []\n'],
  ])('%s is the default configuration', (_name, text) => {
    expect(config(text)).toEqual(defaultConfig);
  });

  test("ARCHITECTURE.md's example, without its later sections", () => {
    const text = `measures:                                  # by id
  typed-file-share: { weight: 20 }
  long-file-share: { scale: { good: 0, poor: 0.4 } }
  hot-files: off
lanes:
  generated: ["src/api/gen/**"]
  source: ["tools/vendor/own/**"]
modules: ["packages/*", src/core]
windows: { pulls: 90d, history: 365d }
actors: { bots: ["ci-*"], aiReviewers: ["some-reviewer[bot]"] }
`;
    const expected: Config = {
      measures: {
        'typed-file-share': { weight: 20 },
        'long-file-share': { scale: { good: 0, poor: 0.4 } },
        'hot-files': 'off',
      },
      lanes: { ...defaultConfig.lanes, generated: ['src/api/gen/**'], source: ['tools/vendor/own/**'] },
      modules: ['packages/*', 'src/core'],
      windows: { pulls: 90, history: 365 },
      actors: { ...defaultConfig.actors, bots: ['ci-*'], aiReviewers: ['some-reviewer[bot]'] },
      bulkCommits: [],
      vectors: [],
      rules: { packs: [], own: [] },
      hotspots: { issue: false },
    };
    expect(config(text)).toStrictEqual(expected);
    expect(config(text.replaceAll('\n', '\r\n'))).toStrictEqual(expected);
    expect(config(`%YAML 1.1\n---\n${text}`)).toStrictEqual(expected);
  });

  test.each([
    ['false', 'measures: { hot-files: false }', { measures: { 'hot-files': 'off' } }],
    ['quoted off', 'measures: { hot-files: "off" }', { measures: { 'hot-files': 'off' } }],
    ['weight 0', 'measures: { hot-files: { weight: 0 } }', { measures: { 'hot-files': { weight: 0 } } }],
    ['an issue', 'hotspots: { issue: true }', { hotspots: { issue: true } }],
    ['no issue', 'hotspots:', { hotspots: { issue: false } }],
    ['one window', 'windows: { pulls: 30d }', { windows: { pulls: 30, history: 365 } }],
    ['longest window', 'windows: { history: 3650d }', { windows: { pulls: 90, history: 3650 } }],
    [
      'a vector, and its measure',
      'vectors: [{ id: http, prefer: [a, { pattern: "f($$$)", language: Go }], insteadOf: [b/*] }]\nmeasures: { preferred-library:http: { weight: 2 } }',
      {
        measures: { 'preferred-library:http': { weight: 2 } },
        vectors: [
          { id: 'http', prefer: ['a', { pattern: 'f($$$)', language: 'Go' }], insteadOf: ['b/*'], golden: null },
        ],
      },
    ],
    [
      'rules',
      'rules: { packs: [mutations-outside-transaction], own: ["q/*.yml"] }',
      { rules: { packs: ['mutations-outside-transaction'], own: ['q/*.yml'] } },
    ],
    ['JSON', '{"windows": {"pulls": "7d"}}', { windows: { pulls: 7, history: 365 } }],
    [
      'anchors',
      'measures:\n  hot-files: &w { weight: 3 }\n  pull-size: *w\nlanes:\n  docs: &g ["a/**"]\n  data: *g\n',
      {
        measures: { 'hot-files': { weight: 3 }, 'pull-size': { weight: 3 } },
        lanes: { docs: ['a/**'], data: ['a/**'] },
      },
    ],
  ])('%s', (_name, text, expected) => {
    expect(config(text)).toMatchObject(expected);
  });
});

describe('what is wrong, where, and what to do', () => {
  test.each([
    [
      'measures:\n  typd-file-share: off',
      'f:2:3 measures.typd-file-share: unknown measure; did you mean "typed-file-share"?',
    ],
    [
      'measures:\n  xyz: off',
      'f:2:3 measures.xyz: unknown measure; known here: `typed-file-share`, `long-file-share`, `hot-files`, `hot-file-peak`, `pull-size`',
    ],
    ['mesures: {}', 'f:1:1 mesures: unknown key; did you mean "measures"?'],
    [
      'colour: {}',
      'f:1:1 colour: unknown key; known here: `measures`, `lanes`, `modules`, `windows`, `actors`, `bulkCommits`, `vectors`, `rules`, `hotspots`',
    ],
    ['lanes: { tests: [] }', 'f:1:10 lanes.tests: unknown lane; did you mean "test"?'],
    ['actors: { robots: [] }', 'f:1:11 actors.robots: unknown key; did you mean "bots"?'],
    ['windows: { pull: 90d }', 'f:1:12 windows.pull: unknown key; did you mean "pulls"?'],
    ['measures: { hot-files: { wieght: 2 } }', 'f:1:26 measures.hot-files.wieght: unknown key; did you mean "weight"?'],
    ['measures: { __proto__: off }', /^f:1:13 measures\.__proto__: unknown measure; known here/],
    ['measures: { constructor: off }', /^f:1:13 measures\.constructor: unknown measure; known here/],
    [
      '__proto__: { measures: {} }',
      'f:1:1 __proto__: unknown key; known here: `measures`, `lanes`, `modules`, `windows`, `actors`, `bulkCommits`, `vectors`, `rules`, `hotspots`',
    ],

    ['measures: [hot-files]', 'f:1:11 measures: expected measures by id, such as `hot-files: off`, found a list'],
    [
      'measures: { hot-files: of }',
      'f:1:24 measures.hot-files: expected `off` or settings such as `{ weight: 20 }`, found "of"; did you mean "off"?',
    ],
    [
      'measures: { hot-files: true }',
      'f:1:24 measures.hot-files: expected `off` or settings such as `{ weight: 20 }`, found true',
    ],
    [
      'measures: { hot-files: 12 }',
      'f:1:24 measures.hot-files: expected `off` or settings such as `{ weight: 20 }`, found 12; did you mean "{ weight: 12 }"?',
    ],
    [
      'measures: { hot-files: { weight: -1 } }',
      'f:1:34 measures.hot-files.weight: expected a number from 0 to 100, found -1',
    ],
    [
      'measures: { hot-files: { weight: 100.5 } }',
      'f:1:34 measures.hot-files.weight: expected a number from 0 to 100, found 100.5',
    ],
    [
      'measures: { hot-files: { weight: .inf } }',
      'f:1:34 measures.hot-files.weight: expected a number from 0 to 100, found Infinity',
    ],
    [
      'measures: { hot-files: { weight: .nan } }',
      'f:1:34 measures.hot-files.weight: expected a number from 0 to 100, found NaN',
    ],
    [
      'measures: { hot-files: { weight: "5" } }',
      'f:1:34 measures.hot-files.weight: expected a number from 0 to 100, found "5"',
    ],
    [
      'measures:\n  hot-files:\n    weight:\n',
      'f:3:5 measures.hot-files.weight: expected a number from 0 to 100, found nothing',
    ],
    [
      'measures: { hot-files: { scale: { good: 1 } } }',
      'f:1:33 measures.hot-files.scale.poor: missing; a scale has both `good` and `poor`',
    ],
    [
      'measures: { hot-files: { scale: { good: 1, poor: 1 } } }',
      'f:1:50 measures.hot-files.scale.poor: `good` and `poor` are equal; a scale needs two different values',
    ],
    [
      'measures: { hot-files: { scale: { good: 0, poor: 1, log: true } } }',
      'f:1:41 measures.hot-files.scale.good: the ends of a logarithmic scale are greater than 0',
    ],
    [
      'measures: { hot-files: { scale: 3 } }',
      'f:1:33 measures.hot-files.scale: expected a scale such as `{ good: 0, poor: 0.4 }`, found 3',
    ],

    [
      'windows: { pulls: 90 }',
      'f:1:19 windows.pulls: expected whole days from 1d to 3650d, such as `90d`, found 90; did you mean "90d"?',
    ],
    ['hotspots: { issue: yes }', 'f:1:20 hotspots.issue: expected true or false, found "yes"'],
    ['windows: { pulls: 0d }', 'f:1:19 windows.pulls: expected whole days from 1d to 3650d, such as `90d`, found "0d"'],
    [
      'windows: { history: 3651d }',
      'f:1:21 windows.history: expected whole days from 1d to 3650d, such as `90d`, found "3651d"',
    ],
    [
      'windows: { pulls: 3 months }',
      'f:1:19 windows.pulls: expected whole days from 1d to 3650d, such as `90d`, found "3 months"',
    ],
    [
      'windows: { pulls: 400d }',
      'f:1:19 windows.pulls: the history window (365d) is shorter than the pulls window (400d); make it at least as long',
    ],
    [
      'windows: { history: 30d }',
      'f:1:21 windows.history: the history window (30d) is shorter than the pulls window (90d); make it at least as long',
    ],

    [
      'lanes: { docs: "a/**" }',
      'f:1:16 lanes.docs: expected a list of globs, such as `["src/api/gen/**"]`, found "a/**"',
    ],
    [
      'lanes:\n  docs:\n    - /a\n    - 3\n    -\n',
      'f:3:7 lanes.docs[0]: a glob starts at the top of the repository, without `/`; did you mean "a"?',
      'f:4:7 lanes.docs[1]: expected a glob in quotes, found 3',
      'f:5:6 lanes.docs[2]: expected a glob in quotes, found nothing',
    ],
    ['actors: { bots: ["*"] }', 'f:1:18 actors.bots[0]: `*` alone matches everyone; name the accounts'],
    [
      'lanes:\n  docs: &g ["a/../b"]\n',
      'f:2:13 lanes.docs[0]: `.` and `..` match no path; write the path from the top of the repository',
    ],

    [
      'rules: { packs: [mutation-outside-transaction] }',
      /^f:1:18 rules\.packs\[0\]: unknown pack; there are `.*; did you mean "mutations-outside-transaction"\?$/,
    ],
    ['rules: { pack: [] }', 'f:1:10 rules.pack: unknown key; did you mean "packs"?'],
    [
      'rules: { own: ["/q/*.yml"] }',
      'f:1:16 rules.own[0]: a glob starts at the top of the repository, without `/`; did you mean "q/*.yml"?',
    ],
    [
      'vectors: {}',
      'f:1:10 vectors: expected a list of vectors, each with `id`, `prefer` and `insteadOf`, found a mapping',
    ],
    [
      'vectors:\n  - { id: http, prefer: [a], insteadof: [b] }',
      /^f:2:5 vectors\[0\]\.insteadOf: expected a list/,
      'f:2:30 vectors[0].insteadof: unknown key; did you mean "insteadOf"?',
    ],
    [
      'vectors:\n  - { id: http, prefer: [a], insteadOf: ["a b", "*", { pattern: "f()", language: typescrip }] }',
      /^f:2:42 vectors\[0\]\.insteadOf\[0\]: no import has white space/,
      'f:2:49 vectors[0].insteadOf[1]: this matches every import; name the library',
      /^f:2:82 vectors\[0\]\.insteadOf\[2\]\.language: no language .*; did you mean "TypeScript"\?$/,
    ],
    [
      'vectors:\n  - { id: a, prefer: [x], insteadOf: [y] }\n  - { id: a, prefer: [z], insteadOf: [z] }',
      'f:3:11 vectors[1].id: there is a vector of this id before; ids are unique',
      'f:3:23 vectors[1].prefer[0]: this is also in `insteadOf`; it cannot be both',
    ],
    [
      'vectors: [{ id: http, prefer: [a], insteadOf: [b] }]\nmeasures: { "preferred-library:htp": off }',
      'f:2:13 measures.preferred-library:htp: unknown measure; did you mean "preferred-library:http"?',
    ],

    ['- a', 'f:1:1 expected keys such as `measures:`, found a list; is the space after a colon missing?'],
    [
      'windows:90d',
      'f:1:1 expected keys such as `measures:`, found "windows:90d"; is the space after a colon missing?',
    ],
    [
      'modules: src',
      /^f:1:10 modules: expected a list of globs over directories, such as `\["packages\/\*", "src\/\*"\]`, found "src"$/,
    ],
    ['modules:\n  - src/*/', /^f:2:5 modules\[0\]: a glob names the directories that are modules.*`?src\/\*/],
    ['modules: ["src/**"]', /^f:1:11 modules\[0\]: a glob names the directories that are modules.*src\/\*/],
    ['modules: ["!src"]', /^f:1:11 modules\[0\]: a glob cannot take directories out with `!`/],
    ['# c\n42', 'f:2:1 expected keys such as `measures:`, found 42; is the space after a colon missing?'],
    ['"\u001b[31m": 1', /^f:1:1 \\u001b\[31m: unknown key/],
  ])('%j', (text, ...expected) => {
    const found = problems(text);
    expect(found).toHaveLength(expected.length);
    for (const [index, line] of expected.entries()) {
      if (typeof line === 'string') expect(found[index]).toBe(line);
      else expect(found[index]).toMatch(line);
    }
  });

  test.each(laterSections)('%s is for later', (section) => {
    expect(problems(`windows: {}\n${section}: []`)).toEqual([
      `f:2:1 ${section}: \`${section}\` belongs to a later version of Touchstone and is not understood by this one; remove it for now`,
    ]);
  });

  test('all problems of a file, in the order of its lines', () => {
    const text = `gates: {}
windows: { pulls: 9, history: soon }
lanes:
  souce: []
  docs: [/a, "b"]
measures:
  hot-files: { weight: x, scale: { good: 1, bad: 2 } }
  nothing-like-it: off
`;
    const places = problems(text).map((line) => line.split(' ').slice(0, 2).join(' '));
    expect(places).toEqual([
      'f:1:1 gates:',
      'f:2:19 windows.pulls:',
      'f:2:31 windows.history:',
      'f:4:3 lanes.souce:',
      'f:5:10 lanes.docs[0]:',
      'f:7:24 measures.hot-files.weight:',
      'f:7:34 measures.hot-files.scale.poor:',
      'f:7:45 measures.hot-files.scale.bad:',
      'f:8:3 measures.nothing-like-it:',
    ]);
  });
});

describe('properties', () => {
  test('never throws, whatever the text', () => {
    const pieces = [
      'measures',
      'lanes:',
      'source',
      ': ',
      '\n',
      '  ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '&a ',
      '*a',
      '*',
      '<<: ',
      '"',
      "'",
    ];
    const more = [
      '#',
      '|',
      '>',
      '!',
      '%',
      '@',
      '\t',
      '---\n',
      '...\n',
      'off',
      '90d',
      '0x1',
      '~',
      '? ',
      '\uFEFF',
      '\r',
      '\0',
    ];
    const text = fc.array(fc.constantFrom(...pieces, ...more), { maxLength: 40 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(text, fc.string(), fc.string({ unit: 'binary' })), (input) => {
        expectAnswer(input);
      }),
      { numRuns: 3_000 },
    );
  });

  test('never throws, whatever the values', () => {
    const key = fc.oneof(fc.constantFrom(...ids, 'measures', 'lanes', 'windows', 'weight', '__proto__'), fc.string());
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.jsonValue({ maxDepth: 1 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
        fc.array(tie('tree'), { maxLength: 4 }),
      ),
    }));
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('measures', 'lanes', 'windows', 'actors', 'vectors', 'rules'), tree),
        (value) => {
          expectAnswer(stringify(value));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a normalised configuration, written down again, is itself', () => {
    const globs = fc.array(fc.constantFrom('src/**', '**/*.gen.ts', 'a{b,c}', "it's", 'off', '#x', 'x[0-9]'), {
      maxLength: 3,
    });
    const number = fc.double({ min: 0.001, max: 100, noNaN: true });
    const scale = fc
      .record({ good: number, poor: number, log: fc.boolean() }, { requiredKeys: ['good', 'poor'] })
      .filter(({ good, poor }) => good !== poor);
    const measure = fc.oneof(fc.constant('off' as const), fc.record({ weight: number, scale }, { requiredKeys: [] }));
    const lists = (keys: object) => fc.record(Object.fromEntries(Object.keys(keys).map((key) => [key, globs])));
    const windows = fc
      .tuple(fc.integer({ min: 1, max: 3650 }), fc.integer({ min: 1, max: 3650 }))
      .map(([a, b]) => ({ pulls: Math.min(a, b), history: Math.max(a, b) }));
    const any = fc.record({
      measures: fc.dictionary(fc.constantFrom(...ids), measure, { noNullPrototype: true }),
      lanes: lists(defaultConfig.lanes),
      modules: fc.array(fc.constantFrom('packages/*', 'a{b,c}', '#x'), { maxLength: 3 }),
      windows,
      actors: lists(defaultConfig.actors),
      vectors: fc.constantFrom([], [{ id: 'a', prefer: ['x'], insteadOf: ['y'], golden: null }]),
      rules: fc.record({ packs: fc.constantFrom([], [...packNames]), own: globs }),
      bulkCommits: fc.constantFrom([], ['8f3c2a91d0', '1234567']),
      hotspots: fc.record({ issue: fc.boolean() }),
    });
    fc.assert(
      fc.property(any, (value) => {
        const days = { pulls: `${value.windows.pulls}d`, history: `${value.windows.history}d` };
        expect(config(stringify({ ...value, windows: days }))).toEqual(value);
      }),
    );
  });
});

function expectAnswer(text: string): void {
  const parsed = parseConfig(text, ids);
  if ('config' in parsed) {
    expect(Object.keys(parsed.config)).toEqual(Object.keys(defaultConfig));
    return;
  }
  expect(parsed.problems.length).toBeGreaterThan(0);
  let last = 0;
  for (const problem of parsed.problems) {
    expect(problem.line).toBeGreaterThanOrEqual(Math.max(last, 1));
    expect(problem.column).toBeGreaterThanOrEqual(1);
    expect(formatProblem('f', problem)).not.toMatch(/[\p{Cc}]/u);
    last = problem.line;
  }
}

describe('reported numbers', () => {
  test('are measures of the file’s own', () => {
    const text =
      'measures:\n  "reported:bundle-kb": { weight: 2, scale: { good: 100, poor: 300 } }\n  reported:p95:\n  reported:9: off\n' +
      '  reported:mutants: { category: tests }\n';
    expect(config(text).measures).toEqual({
      'reported:bundle-kb': { weight: 2, scale: { good: 100, poor: 300 } },
      'reported:mutants': { category: 'tests' },
      'reported:9': 'off',
    });
  });

  test.each([
    [
      'measures: { "reported:Bundle": off }',
      /^f:1:13 measures\.reported:Bundle: a reported number is named by small letters/,
    ],
    ['measures: { "reported:": {} }', /a reported number is named by/],
    [`measures: { "reported:${'a'.repeat(42)}": {} }`, /at most 41/],
    ['measures: { "reporte:a": {} }', /unknown measure/],
    [
      'measures: { "reported:a": { weight: 2 } }',
      /a weight needs a scale: without one a reported number is shown, not counted/,
    ],
    ['measures: { "reported:a": 5 }', /expected `off` or settings such as `\{ weight: 2, scale: .* \}`, found 5/],
    ['measures: { "reported:a": { category: test } }', /expected one of `types`, `tests`, .*, found "test"/],
    ['measures: { pull-size: { category: tests } }', /unknown key; known here: `weight`, `scale`/],
  ])('%s', (text, message) => {
    expect(problems(text)).toEqual([expect.stringMatching(message)]);
  });
});

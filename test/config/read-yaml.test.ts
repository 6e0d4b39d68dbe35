import { describe, expect, test } from 'vitest';
import { formatProblem, parseConfig } from '../../src/config/parse.ts';
import { readYaml } from '../../src/config/read-yaml.ts';

function problems(text: string): string[] {
  const read = readYaml(text);
  return 'problems' in read ? read.problems.map((problem) => formatProblem('f', problem)) : [];
}

describe('YAML that is refused', () => {
  test.each([
    ['tab', 'lanes:\n\tdocs: []', 'f:2:1 a tab is used for indentation; use spaces'],
    [
      'glob as alias',
      'a: *.ts',
      'f:1:4 a: `*.ts` is a YAML alias of an anchor that does not exist; put a glob in quotes; did you mean "*.ts"?',
    ],
    [
      'globstar as alias',
      'a:\n  - **/x',
      'f:2:5 a[0]: `**/x` is a YAML alias of an anchor that does not exist; put a glob in quotes; did you mean "**/x"?',
    ],
    ['scope', 'a: @x/**', 'f:1:4 a value cannot start with `@`; put the value in quotes'],
    [
      'brace',
      'a:\n - {b,c}/**',
      'f:2:9 `/` follows a value that has already ended; put the whole value in quotes, once',
    ],
    [
      'tag',
      'a: !x',
      'f:1:4 a value that starts with `!` is a YAML tag, which has no meaning here; remove it or put the value in quotes',
    ],
    [
      'escape',
      'a: "\\d"',
      'f:1:5 a backslash in "double quotes" starts an escape that does not exist; use \'single quotes\'',
    ],
    ['open quote', 'a: "x', 'f:1:6 a `"` is opened and never closed; add the closing quote'],
    [
      'open bracket',
      'a: [x\nb: 1',
      'f:2:1 `]` is missing before this place, or the lines within the brackets are not indented',
    ],
    ['open brace at the top', '{a: 1', 'f:1:6 `}` is missing at the end'],
    [
      'indentation',
      'a:\n  b: 1\n c: 2',
      'f:3:1 indented unlike the keys beside it; keys of one section start in the same column',
    ],
    [
      'two keys',
      'a: b: c',
      'f:1:4 a second `key:` or a list starts on the same line; move it to its own line, or put the value in quotes',
    ],
    ['list on the line', 'a: - b', 'f:1:4 a list starts on the next line, or is written `[a, b]`'],
    ['no colon', 'a\nb: 1', 'f:1:1 this line is not `key: value`; is a colon, or the space after it, missing?'],
    [
      'bracket alone',
      'a: ]',
      'f:1:4 `]` does not belong here; check the brackets, quotes and indentation up to this place',
    ],
    [
      'directive',
      '%FOO\n---\na: 1',
      'f:1:1 a line that starts with `%` is a YAML directive, which has no meaning here; remove it',
    ],
    [
      'second document',
      'a: 1\n---\nb: 2',
      'f:3:1 a second document starts here; a configuration is one document, so remove the `---` or `...`',
    ],
    ['duplicate', 'a: 1\nb: 2\na: 3', 'f:3:1 a: this key stands here twice, first on line 1; keep one'],
    ['duplicate below', 'x: {a: 1, "a": 2}', 'f:1:11 x.a: this key stands here twice, first on line 1; keep one'],
    [
      'merge key',
      'a: &a {x: 1}\nb:\n  <<: *a',
      'f:3:3 b.<<: merge keys are not supported; write the keys out, or use an alias as a whole value',
    ],
    ['list as key', '[a]: 1', 'f:1:1 a key is plain text; put a key that starts with `[`, `{` or `*` in quotes'],
    ['alias of itself', 'a: &a [*a]', 'f:1:8 a[0]: `*a` is an alias of what it stands in; write the value out'],
  ])('%s', (_name, text, expected) => {
    expect(problems(text)).toEqual([expected]);
  });

  test('several at once', () => {
    expect(problems('a: *x\nb: 1\nb: 2\nc: {<<: 1}')).toHaveLength(3);
  });
});

test('places are those of the file, with and without a byte order mark', () => {
  for (const mark of ['', '\uFEFF']) {
    const file = readYaml(`${mark}a:\n  - x\n  - {b: 1, c: }\n`);
    if ('problems' in file) throw new Error('not read');
    expect(file.place(['a'], 'key')).toEqual({ line: 1, column: 1 });
    expect(file.place(['a', 0], 'value')).toEqual({ line: 2, column: 5 });
    expect(file.place(['a', 1, 'b'], 'value')).toEqual({ line: 3, column: 9 });
    expect(file.place(['a', 1, 'c'], 'value')).toEqual({ line: 3, column: 12 });
    expect(file.place(['a', 1, 'missing'], 'value')).toEqual({ line: 3, column: 5 });
    expect(file.place(['nowhere', 'at', 'all'], 'key')).toEqual({ line: 1, column: 1 });
  }
});

test('keys of Object.prototype are data', () => {
  const file = readYaml('__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}');
  if ('problems' in file) throw new Error('not read');
  expect(Object.keys(file.value as object)).toEqual(['__proto__', 'constructor']);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

describe('hostile files are answered quickly', () => {
  const levels = (width: number, depth: number) =>
    Array.from({ length: depth }, (_, at) => `l${at + 1}: &l${at + 1} [${Array(width).fill(`*l${at}`).join(', ')}]\n`);
  const bomb = `l0: &l0 [lol]\n${levels(9, 9).join('')}`;

  test.each([
    ['alias bomb', bomb, 'more than 50 aliases; write the values out'],
    [
      '64 KiB and one byte',
      '#'.repeat(64 * 1024 + 1),
      'the file is longer than 64 KiB; use wildcards in place of long lists',
    ],
    [
      '64 KiB in UTF-8',
      `#${'é'.repeat(33_000)}`,
      'the file is longer than 64 KiB; use wildcards in place of long lists',
    ],
    [
      'flow nesting',
      '['.repeat(60_000),
      'nested far deeper than any setting; remove the inner brackets or indentation',
    ],
    [
      'block nesting',
      '- '.repeat(30_000),
      'nested far deeper than any setting; remove the inner brackets or indentation',
    ],
    [
      'modest nesting',
      `${'['.repeat(40)}${']'.repeat(40)}`,
      'nested deeper than any setting; remove the inner brackets or indentation',
    ],
    ['10,000 aliases', `a: &a 1\nb: [${'*a,'.repeat(10_000)}]`, 'more than 50 aliases; write the values out'],
  ])('%s', (_name, text, message) => {
    const read = readYaml(text);
    expect('problems' in read && read.problems.map((problem) => problem.message)).toContain(message);
  });

  test('a bomb of few aliases stays small and is refused for what it is', () => {
    const small = `measures: &l0 {}\n${levels(9, 5).join('')}`;
    const parsed = parseConfig(`${small}lanes: { docs: *l5 }`, []);
    expect(parsed).toHaveProperty('problems');
    expect(parsed).toMatchObject({ problems: { length: 14 } });
  });

  test('10,000 globs are one problem, 5,000 unknown measures are 5,000', () => {
    const globs = parseConfig(`lanes:\n  docs: [${'a,'.repeat(10_000)}]`, []);
    expect(globs).toEqual({
      problems: [
        {
          line: 2,
          column: 9,
          path: 'lanes.docs',
          message: 'expected at most 500 globs; use wildcards',
          suggestion: null,
        },
      ],
    });
    const keys = Array.from({ length: 5_000 }, (_, at) => `  m${at}: 1\n`).join('');
    expect(parseConfig(`measures:\n${keys}`, ['hot-files'])).toMatchObject({ problems: { length: 5_000 } });
  });

  test.each([
    'quote"',
    "quote'",
    '{',
    '}',
    ',',
    ': ',
    '? ',
    '&a ',
    '!',
    '|\n',
    '%a\n',
    '---\n',
    ']\n',
    '- @\n',
    '[#\n',
    '\r',
    '\t',
  ])('64 KiB of %j', (piece) => {
    expect(() => parseConfig(piece.repeat(Math.floor(65_000 / piece.length)), ['hot-files'])).not.toThrow();
  });
});

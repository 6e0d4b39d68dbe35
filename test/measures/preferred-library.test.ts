import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { preferredLibrary } from '../../src/measures/preferred-library.ts';
import type { FileFacts, Finding, Import, Reading, Vector } from '../../src/model.ts';
import { facts, file, settings } from '../facts.ts';

const vector: Vector = { id: 'http', prefer: ['@acme/http'], insteadOf: ['axios'], golden: 'src/http.ts' };

function from(specifier: string, more: Partial<Import> = {}): Import {
  return { specifier, line: 1, names: null, reexport: false, files: [], internal: false, library: specifier, ...more };
}

function using(path: string, ...imports: Import[]): FileFacts {
  return file(path, { imports });
}

function read(files: FileFacts[], of = vector, findings: Finding[] = []) {
  return preferredLibrary(of).compute(facts({ files, findings }), settings);
}

const preferring = [1, 2, 3, 4, 5].map((n) => using(`p${n}.ts`, from('@acme/http')));

test('files of the preferred way alone ÷ files of either', () => {
  const files = [
    ...preferring,
    file('old.ts', { codeLines: 10, imports: [from('zod'), from('axios', { line: 3 })] }),
    file('both.ts', { codeLines: 300, imports: [from('@acme/http'), from('axios', { line: 2 })] }),
    using('neither.ts', from('zod')),
    using('test/a.test.ts', from('axios')),
  ];
  files.at(-1)!.lane = 'test';
  const reading = read(files) as Reading;
  expect(reading.value).toBe(5 / 7);
  expect(reading.sample).toBe(7);
  expect(reading.summary).toBe('5 of 7 files that use either way use the preferred one alone (71.4 %); 1 use both');
  expect(reading.evidence?.map(({ path, text }) => `${path} ${text}`)).toEqual([
    'both.ts line 2: axios; the preferred way too; follow src/http.ts',
    'old.ts line 3: axios; follow src/http.ts',
  ]);
});

test('fewer than five files say nothing', () => {
  expect(read(preferring.slice(0, 4))).toMatchObject({ noData: expect.stringContaining('too few: 4'), sample: 4 });
  expect(read(preferring)).toMatchObject({ value: 1 });
});

describe('what an entry names', () => {
  const uses = (entry: string, each: Import, language = 'TypeScript') => {
    const old = file('old.ts', { language, imports: [each] });
    const reading = read([...preferring, old], { ...vector, insteadOf: [entry] }) as Reading;
    return reading.value < 1;
  };
  test.each([
    ['axios', from('axios'), 'TypeScript', true],
    ['axios', from('axios/lib/core', { library: 'axios' }), 'TypeScript', true],
    ['axios', from('axios-retry'), 'TypeScript', false],
    ['lodash', from('lodash.debounce'), 'TypeScript', false],
    ['lodash', from('lodash/debounce', { library: null }), 'TypeScript', true],
    ['moment/*', from('moment/locale/de', { library: 'moment' }), 'TypeScript', true],
    ['moment/*', from('moment'), 'TypeScript', false],
    ['@old/*', from('@old/http'), 'TypeScript', true],
    ['lodash.*', from('lodashXdebounce'), 'TypeScript', false],
    ['requests', from('requests.adapters', { library: 'requests' }), 'Python', true],
    ['google.cloud.storage', from('google.cloud.storage.blob', { library: 'google' }), 'Python', true],
    ['google.cloud.storage', from('google.cloud.storage_v2', { library: 'google' }), 'Python', false],
    [
      'src/old-http.ts',
      from('../old-http', { library: null, internal: true, files: ['src/old-http.ts'] }),
      'TypeScript',
      true,
    ],
    [
      'src/old/*',
      from('@/old/http', { library: null, internal: true, files: ['src/old/http.ts'] }),
      'TypeScript',
      true,
    ],
  ])('%s and the import %o in %s %s', (entry, each, language, expected) => {
    expect(uses(entry, each, language)).toBe(expected);
  });
});

test('patterns count by the findings of their side, whatever is imported', () => {
  const of: Vector = { ...vector, insteadOf: [{ pattern: 'fetch($$$)', language: 'TypeScript' }] };
  const finding: Finding = {
    rule: 'preferred-library:http/insteadOf',
    path: 'old.ts',
    line: 7,
    endLine: 7,
    function: 'load',
    message: 'fetch($$$)',
  };
  const others = [{ ...finding, rule: 'preferred-library:other/insteadOf', path: 'p1.ts' }];
  const reading = read([...preferring, file('old.ts')], of, [finding, ...others]) as Reading;
  expect(reading.value).toBe(5 / 6);
  expect(reading.evidence).toMatchObject([{ path: 'old.ts', text: 'line 7: fetch($$$); follow src/http.ts' }]);
});

test('files whose imports are not read, and patterns that broke, are said', () => {
  const files = [...preferring, file('a.zig', { language: 'Zig', imports: null })];
  const ruleGaps = [{ rule: 'preferred-library:http/prefer', path: 'p1.ts', why: 'it took over 2 s' }];
  const reading = preferredLibrary(vector).compute(facts({ files, ruleGaps }), settings);
  expect(reading.leftOut).toEqual([
    { what: 'files whose imports are not read', count: 1, examples: ['a.zig'] },
    { what: 'files in which a pattern broke', count: 1, examples: ['p1.ts: it took over 2 s'] },
  ]);
});

test('another file of the old way never raises the share', () => {
  const ways = fc.constantFrom(['@acme/http'], ['axios'], ['@acme/http', 'axios'], ['zod']);
  fc.assert(
    fc.property(fc.array(ways, { maxLength: 20 }), (all) => {
      const files = [...preferring, ...all.map((names, n) => using(`f${n}.ts`, ...names.map((name) => from(name))))];
      const before = read(files) as Reading;
      const after = read([...files, using('one-more.ts', from('axios'))]) as Reading;
      expect(after.value).toBeLessThan(before.value);
      expect(before.value).toBeGreaterThanOrEqual(0);
    }),
  );
});

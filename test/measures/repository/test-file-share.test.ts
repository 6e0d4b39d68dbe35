import { describe, expect, it } from 'vitest';
import { testFileShare } from '../../../src/measures/repository/test-file-share.ts';
import { facts, file, fns, settings } from '../../facts.ts';

const test = { path: 'a.test.ts', rule: 'same stem' } as const;

describe('test-file-share', () => {
  it('is the share of source files with something to test that have a test, shown and not scored', () => {
    const files = [
      file('a.ts', { test }),
      file('b.ts', { codeLines: 30, functions: fns(2) }),
      file('c.ts', { codeLines: 300 }),
      file('types.ts', { functions: [] }),
      file('run.lua', { functions: null, language: 'Lua' }),
      file('a.test.ts', { lane: 'test' }),
    ];
    expect(testFileShare.compute(facts({ files }), settings)).toEqual({
      value: 1 / 3,
      sample: 3,
      summary: '1 of 3 source files with something to test have a test of that name (33.3 %)',
      informative: 'tests are found by file name only; imports are not resolved yet',
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

  it('is not applicable where no source file has a function', () => {
    const files = [file('types.ts', { functions: [] })];
    expect(testFileShare.compute(facts({ files }), settings)).toMatchObject({
      notApplicable: 'no source file defines a function',
    });
  });
});

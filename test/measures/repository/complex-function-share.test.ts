import { describe, expect, it } from 'vitest';
import { complexFunctionShare } from '../../../src/measures/repository/complex-function-share.ts';
import { facts, file, fn, fns, settings } from '../../facts.ts';

const read = (...files: ReturnType<typeof file>[]) => complexFunctionShare.compute(facts({ files }), settings);

describe('complex-function-share', () => {
  it('is the share of named functions over 10, with inline callbacks beside it', () => {
    const files = [
      file('a.ts', {
        functions: [
          fn('parse', { line: 4, complexity: 11, codeLines: 30 }),
          fn('edge', { line: 60, complexity: 10 }),
          fn('(anonymous)', { line: 80, complexity: 14, codeLines: 20 }),
          fn('(anonymous)', { line: 120, complexity: 2 }),
        ],
      }),
      file('b.ts', { functions: [fn('run', { line: 7, complexity: 23, codeLines: 1 }), ...fns(5)] }),
      file('c.lua', { functions: null, language: 'Lua' }),
      file('a.test.ts', { lane: 'test', functions: fns(9, { complexity: 99 }) }),
    ];
    expect(read(...files)).toEqual({
      value: 2 / 8,
      sample: 8,
      summary:
        '2 of 8 named functions of a complexity over 10 (25 %), 15.5 % of the code lines; 1 inline callback beside them; 33.3 % of the source lane’s code lines are in languages that are not parsed',
      evidence: [
        { path: 'b.ts', value: 23, text: 'run, line 7: complexity 23, 1 code line' },
        { path: 'a.ts', value: 14, text: 'an inline callback, line 80: complexity 14, 20 code lines' },
        { path: 'a.ts', value: 11, text: 'parse, line 4: complexity 11, 30 code lines' },
      ],
      leftOut: [
        { what: 'languages that are not parsed', count: 1, examples: ['Lua 1'] },
        { what: 'files of other lanes', count: 1, examples: ['test 1'] },
      ],
    });
  });

  it('counts the lines of a complex function within another once', () => {
    const functions = [
      fn('outer', { line: 10, complexity: 12, codeLines: 50 }),
      fn('inner', { line: 20, complexity: 12, codeLines: 20 }),
      fn('next', { line: 60, complexity: 12, codeLines: 25 }),
    ];
    expect(read(file('a.ts', { functions }))).toMatchObject({ value: 1, summary: expect.stringContaining('75 % of') });
  });

  it('is 0 where no function is complex, and not applicable without a named function', () => {
    expect(read(file('a.ts', { functions: fns(3) }))).toMatchObject({ value: 0, evidence: [] });
    const callbacks = file('a.ts', { functions: [fn('(anonymous)', { complexity: 30 })] });
    expect(read(callbacks)).toMatchObject({ notApplicable: 'no source file defines a named function' });
  });
});

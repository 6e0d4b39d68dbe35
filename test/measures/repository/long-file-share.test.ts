import { describe, expect, it } from 'vitest';
import { longFileShare } from '../../../src/measures/repository/long-file-share.ts';
import { facts, file, fns, settings } from '../../facts.ts';

describe('long-file-share', () => {
  it('is the share of code lines in files over 500, among files with a function', () => {
    const files = [
      file('long.ts', { codeLines: 501, functions: fns(9) }),
      file('edge.ts', { codeLines: 500 }),
      file('constants.ts', { codeLines: 900, functions: [] }),
      file('types.d.ts', { codeLines: 900, functions: fns(3) }),
      file('inline.rs', { codeLines: 700, inlineTestLines: 300, language: 'Rust' }),
      file('a.lua', { codeLines: 99, functions: null, language: 'Lua' }),
    ];
    const reading = longFileShare.compute(facts({ files }), settings);
    expect(reading).toMatchObject({
      value: 501 / 1_401,
      sample: 3,
      summary:
        '1 file of more than 500 code lines holds 35.8 % of 1,401 code lines; 4.1 % of the source lane’s code lines are in languages that are not parsed',
      evidence: [{ path: 'long.ts', value: 501, text: '501 code lines, 9 functions' }],
    });
    expect(reading.leftOut?.map(({ what, count }) => [what, count])).toEqual([
      ['languages that are not parsed', 1],
      ['files without a function', 1],
      ['declaration files', 1],
    ]);
  });

  it('tells the longest first, without the tests within them', () => {
    const files = [
      file('tested.rs', { codeLines: 1_800, inlineTestLines: 900, language: 'Rust' }),
      file('longest.rs', { codeLines: 1_700, inlineTestLines: 100, language: 'Rust' }),
    ];
    expect(longFileShare.compute(facts({ files }), settings)).toMatchObject({
      evidence: [
        { path: 'longest.rs', value: 1_600 },
        { path: 'tested.rs', value: 900 },
      ],
    });
  });

  it('is not applicable where no source file has a function', () => {
    expect(longFileShare.compute(facts(), settings)).toMatchObject({ notApplicable: expect.any(String) });
  });
});

import { describe, expect, it } from 'vitest';
import { typeEscapes } from '../../../src/measures/repository/type-escapes.ts';
import type { EscapeFact } from '../../../src/model.ts';
import { facts, file, settings } from '../../facts.ts';

const read = (...files: ReturnType<typeof file>[]) => typeEscapes.compute(facts({ files }), settings);
const any = (line: number): EscapeFact => ({ kind: 'any', line });
const ignore = (line: number): EscapeFact => ({ kind: 'ignore', line });

describe('type-escapes', () => {
  it('is escapes per 1,000 code lines of typed files that can escape', () => {
    const files = [
      file('a.ts', { codeLines: 1_500, escapes: [any(3), any(9), ignore(12)] }),
      file('b.py', { codeLines: 500, language: 'Python', escapes: [ignore(70), any(80), any(81), any(82)] }),
      file('clean.ts', { codeLines: 500 }),
      file('untyped.py', { codeLines: 900, types: 'untyped', language: 'Python', escapes: [any(1)] }),
      file('main.go', { codeLines: 900, language: 'Go', escapes: null }),
      file('a.test.ts', { lane: 'test', codeLines: 900, escapes: [any(1)] }),
    ];
    expect(read(...files)).toEqual({
      value: 2.8,
      sample: 2_500,
      summary: '7 escapes in 2,500 code lines, 2.8 per 1,000: 5 any-types, 2 checks switched off',
      evidence: [
        { path: 'b.py', value: 4, text: '3 any-types, 1 check switched off, from line 70 on' },
        { path: 'a.ts', value: 3, text: '2 any-types, 1 check switched off, from line 3 on' },
      ],
      leftOut: [
        { what: 'languages whose types are not escaped', count: 1, examples: ['Go 1'] },
        { what: 'files that are not typed', count: 1, examples: ['untyped.py'] },
        { what: 'files of other lanes', count: 1, examples: ['test 1'] },
      ],
    });
  });

  it('needs 1,000 code lines', () => {
    expect(read(file('a.ts', { codeLines: 1_000, escapes: [any(1)] }))).toMatchObject({ value: 1 });
    expect(read(file('a.ts', { codeLines: 1_000, inlineTestLines: 1 }))).toMatchObject({
      noData: '999 code lines of typed files that can escape; at least 1,000 are needed',
      sample: 999,
    });
  });

  it('is not applicable where nothing typed can be escaped', () => {
    expect(read(file('main.go', { codeLines: 5_000, language: 'Go', escapes: null }))).toMatchObject({
      notApplicable: 'no typed source file is in a language whose types can be escaped',
    });
  });
});

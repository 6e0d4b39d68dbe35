import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typedFileShare } from '../../../src/measures/repository/typed-file-share.ts';
import type { FileFacts, TypeState } from '../../../src/model.ts';
import { facts, file, fns, settings } from '../../facts.ts';

const shareOf = (files: FileFacts[]) => {
  const reading = typedFileShare.compute(facts({ files }), settings);
  return 'value' in reading ? reading.value : null;
};

describe('typed-file-share', () => {
  it('is typed ÷ typable source files, with the largest untyped first and the rest listed', () => {
    const files = [
      file('a.ts', { codeLines: 60 }),
      file('b.js', { types: 'untyped', language: 'JavaScript', codeLines: 10 }),
      file('c.py', {
        types: 'untyped',
        language: 'Python',
        codeLines: 30,
        functions: [...fns(1, { annotated: true }), ...fns(3, { annotated: false })],
      }),
      file('run.sh', { types: 'not-typable', language: 'Shell' }),
      file('a.d.ts', { types: 'not-counted' }),
      file('a.test.ts', { lane: 'test' }),
      file('big.ts', { unread: 'large', types: 'not-counted' }),
    ];
    expect(typedFileShare.compute(facts({ files }), settings)).toEqual({
      value: 1 / 3,
      sample: 3,
      summary:
        '1 of 3 typable source files typed (33.3 %), 60 % of their code lines; 25 % of 4 Python or PHP functions annotated',
      evidence: [
        { path: 'c.py', value: 30, text: '30 code lines, 1 of 4 functions annotated' },
        { path: 'b.js', value: 10, text: '10 code lines, JavaScript' },
      ],
      leftOut: [
        { what: 'large', count: 1, examples: ['big.ts'] },
        { what: 'languages without types here', count: 1, examples: ['Shell 1'] },
        { what: 'declarations, tool configuration, files without a function', count: 1, examples: ['a.d.ts'] },
        { what: 'files of other lanes', count: 1, examples: ['test 1'] },
      ],
    });
  });

  it('is not scored where a sideline would speak for the tree', () => {
    const ruby = Array.from({ length: 90 }, (_, n) => file(`${n}.rb`, { types: 'not-typable', language: 'Ruby' }));
    const scripts = Array.from({ length: 10 }, (_, n) => file(`${n}.js`, { types: 'untyped', language: 'JavaScript' }));
    const reading = (files: FileFacts[]) => typedFileShare.compute(facts({ files }), settings);
    expect(reading([...ruby, ...scripts])).not.toHaveProperty('informative');
    expect(reading([...ruby, ...scripts.slice(1)])).toMatchObject({
      value: 0,
      informative: 'only 9.1 % of the source files are in a language with types',
    });
  });

  it('is not applicable without a typable file', () => {
    const files = [file('a.rb', { types: 'not-typable', language: 'Ruby' })];
    expect(typedFileShare.compute(facts({ files }), settings)).toMatchObject({ notApplicable: expect.any(String) });
  });

  it('is no-data when a partial clone lacks more than a twentieth of the source files', () => {
    const absent = file('z.ts', { unread: 'not in this clone', types: 'not-counted' });
    const files = Array.from({ length: 19 }, (_, n) => file(`${n}.ts`));
    expect(shareOf([...files, absent])).toBe(1);
    expect(typedFileShare.compute(facts({ files: [...files.slice(1), absent] }), settings)).toMatchObject({
      noData: '1 of 19 source files are not in this partial clone (git fetch --refetch --no-filter brings the rest)',
    });
  });

  const states = fc.constantFrom<TypeState>('typed', 'untyped', 'not-typable', 'not-counted');
  const trees = fc
    .array(fc.record({ types: states, codeLines: fc.nat(2_000) }))
    .map((rows) => rows.map((row, index) => file(`${index}.ts`, row)));

  it('never falls when a typed file is added', () => {
    fc.assert(
      fc.property(trees, (files) => {
        expect(shareOf([...files, file('new.ts')])!).toBeGreaterThanOrEqual(shareOf(files) ?? 0);
      }),
    );
  });
});

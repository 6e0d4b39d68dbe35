import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { registry } from '../../src/measures/index.ts';
import type { FileFacts, RepositoryFacts } from '../../src/model.ts';
import { configureMeasures, evaluateRepository } from '../../src/scoring/evaluate.ts';
import { whatIf } from '../../src/scoring/what-if.ts';
import { facts, file, fn, fns, imports, settings } from '../facts.ts';

const measures = configureMeasures(registry, {});
const about = { repo: 'acme/tools', definition: '0123456789ab' };

function mended(id: string, known: RepositoryFacts) {
  const configured = measures.find(({ measure }) => measure.id === id)!;
  const card = evaluateRepository(known, measures, settings, about);
  return { card, answer: whatIf(known, configured, card, settings) };
}

describe('what if', () => {
  it('is what measuring again says of a tree in which that file is as it should be', () => {
    const files = [
      file('typed.ts'),
      file('big.js', { types: 'untyped', codeLines: 300 }),
      file('"odd".js', { types: 'untyped', codeLines: 10 }),
    ];
    const { card, answer } = mended('typed-file-share', facts({ files }));
    const with2 = files.map((each) => (each.path === 'big.js' ? { ...each, types: 'typed' as const } : each));
    const again = evaluateRepository(facts({ files: with2 }), measures, settings, about);
    expect(answer!.files).toHaveLength(2);
    expect(answer!.files[0]).toEqual({
      path: 'big.js',
      value: 2 / 3,
      points: again.results.find(({ id }) => id === 'typed-file-share')!.score,
      score: again.score,
    });
    expect(answer!.files[1]!.path).toBe('"\\"odd\\".js"');
    expect(again.score).toBeGreaterThan(card.score!);
    expect(answer!.together).toMatchObject({ value: 1, points: 100 });
  });

  it.each<[string, FileFacts[], number]>([
    ['test-file-share', [file('a.ts'), file('b.ts')], 0.5],
    ['long-file-share', [file('a.ts', { codeLines: 900 }), file('b.ts')], 0],
    ['complex-function-share', [file('a.ts', { functions: [fn('x', { complexity: 30 }), ...fns(9)] })], 0],
    ['type-escapes', [file('a.ts', { codeLines: 1_000, escapes: [{ kind: 'any', line: 1 }] })], 0],
  ])('mends %s', (id, files, value) => {
    expect(mended(id, facts({ files })).answer?.files[0]).toMatchObject({ path: 'a.ts', value });
  });

  it('mends deep-imports by making the target an entry', () => {
    const files = [
      file('p/a/index.ts'),
      file('p/a/deep.ts'),
      file('p/b/use.ts', { imports: imports(...Array(19).fill('p/a/index.ts'), 'p/a/deep.ts') }),
    ];
    const module = { name: 'a', directory: 'p/a', entries: ['p/a/index.ts'] };
    const known = facts({ files, modules: { by: 'workspaces', modules: [module] } });
    expect(mended('deep-imports', known).answer).toMatchObject({
      files: [{ path: 'p/a/deep.ts', value: 0, points: 100 }],
    });
  });

  it('says nothing where nothing is scored, nothing can be mended, or nothing is to be', () => {
    expect(mended('typed-file-share', facts()).answer).toBeNull();
    expect(mended('typed-file-share', facts({ files: [file('a.ts')] })).answer).toBeNull();
    expect(mended('pull-size', facts()).answer).toBeNull();
    const failed = { ...facts(), files: { failed: 'broken' } };
    const card = evaluateRepository(failed, measures, settings, about);
    expect(whatIf(failed, measures[0]!, card, settings)).toBeNull();
  });

  it('shows ten files, the best first, and none of them lowers the measure', () => {
    const rows = fc.array(fc.record({ codeLines: fc.nat(2_000), functions: fc.nat(5).map((count) => fns(count)) }), {
      minLength: 15,
      maxLength: 30,
    });
    fc.assert(
      fc.property(rows, (known) => {
        const files = known.map((row, index) => file(`${index}.ts`, row));
        const { card, answer } = mended('long-file-share', facts({ files }));
        const now = card.results.find(({ id }) => id === 'long-file-share')!.value;
        const values = answer?.files.map(({ value }) => value) ?? [];
        expect(values.length).toBeLessThanOrEqual(10);
        expect(values).toEqual(values.toSorted((a, b) => a - b));
        for (const value of values) expect(value).toBeLessThan(now!);
      }),
    );
  });
});

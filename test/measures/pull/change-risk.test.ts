import { describe, expect, it } from 'vitest';
import { changeRisk } from '../../../src/measures/pull/change-risk.ts';
import type { FileFacts, PullFacts, TestRule } from '../../../src/model.ts';
import { changed, file, history, imports, proposed, pull, pullFacts, settings } from '../../facts.ts';

/** `of` pulls of the last 80 days; each path is in the first so many of them. */
const past = (of: number, touched: Record<string, number>) =>
  history(
    ...Array.from({ length: of }, (_, n) => {
      const paths = Object.keys(touched).filter((path) => n < touched[path]!);
      return pull(
        n + 1,
        80 - n / 2,
        paths.map((path) => changed(path)),
      );
    }),
  );
const own = { path: 'test/hot.test.ts', rule: 'same stem' as const };
const riskOf = (known: Partial<PullFacts>) =>
  changeRisk.compute(pullFacts({ changes: past(20, { 'src/hot.ts': 2 }), ...known }), settings);
const hot = proposed('src/hot.ts', 3);

describe('change-risk', () => {
  it('counts the hot source files that change without their test, and names those that do with it', () => {
    const changes = past(20, { 'src/hot.ts': 2, 'src/hotter.ts': 9, 'src/warm.ts': 1, 'test/hot.test.ts': 20 });
    const files = [file('src/hot.ts', { test: own }), file('src/hotter.ts'), file('src/warm.ts')];
    const reading = riskOf({
      changes,
      files,
      proposed: [hot, ...['src/hotter.ts', 'src/warm.ts', 'src/new.ts'].map((path) => proposed(path, 5))],
    });
    expect(reading).toEqual({
      value: 2,
      sample: 20,
      summary: '2 files touched, 2 of them without a test',
      evidence: [
        { path: 'src/hotter.ts', value: 0.45, text: 'in 9 of 20 pulls (45 %); no test changed' },
        {
          path: 'src/hot.ts',
          value: 0.1,
          text: 'in 2 of 20 pulls (10 %); its test test/hot.test.ts did not change',
        },
      ],
      leftOut: [],
    });
  });

  it('takes the test that names the file, or any test where none does', () => {
    const files = [file('src/hot.ts', { test: own })];
    const unnamed = [file('src/hot.ts')];
    const test = proposed('test/hot.test.ts');
    const other = proposed('test/other.test.ts');
    const told = (known: Partial<PullFacts>) => {
      const reading = riskOf(known);
      return 'value' in reading ? [reading.value, reading.evidence?.[0]?.text.split('; ')[1]] : reading;
    };
    expect(told({ files, proposed: [hot, test] })).toEqual([0, 'its test test/hot.test.ts changed too']);
    expect(told({ files, proposed: [hot, other] })).toEqual([1, 'its test test/hot.test.ts did not change']);
    expect(told({ files, proposed: [hot, { ...test, status: 'removed' }] })).toEqual([
      1,
      'its test test/hot.test.ts did not change',
    ]);
    expect(told({ files: unnamed, proposed: [hot, other] })).toEqual([0, 'no test of its own, other tests changed']);
    expect(told({ files: unnamed, proposed: [hot] })).toEqual([1, 'no test changed']);
  });

  it('takes any changed test that may be the one, where the test was not found by name', () => {
    const told = (rule: TestRule, ...tests: FileFacts[]) => {
      const files = [file('src/hot.ts', { test: { path: 'test/a.test.ts', rule } }), ...tests];
      const reading = riskOf({ files, proposed: [hot, ...tests.map(({ path }) => proposed(path))] });
      return 'value' in reading ? [reading.value, reading.evidence?.[0]?.text.split('; ')[1]] : reading;
    };
    const importing = file('test/b.test.ts', { lane: 'test', imports: imports('src/hot.ts') });
    const other = file('test/c.test.ts', { lane: 'test' });
    expect(told('import', other, importing)).toEqual([0, 'its test test/b.test.ts changed too']);
    expect(told('import', other)).toEqual([1, 'its test test/a.test.ts did not change']);
    expect(told('re-export', other)).toEqual([0, 'its test test/a.test.ts did not change, other tests did']);
    expect(told('same package')).toEqual([1, 'its test test/a.test.ts did not change']);
    expect(told('inline')).toEqual([0, 'its tests stand in it']);
  });

  it('does not ask for a test of what is deleted or only moved', () => {
    const moved = proposed('src/moved.ts', 0, 0, { renamedFrom: 'src/hot.ts' });
    expect(riskOf({ proposed: [moved] })).toMatchObject({
      value: 0,
      summary: '1 file touched, none of them without a test',
      evidence: [{ path: 'src/moved.ts', text: 'in 2 of 20 pulls (10 %); only moved here' }],
    });
    const edited = { ...moved, added: 1 };
    expect(riskOf({ proposed: [edited] })).toMatchObject({ value: 1, evidence: [{ path: 'src/moved.ts' }] });
    const removed = proposed('src/hot.ts', 0, 90, { status: 'removed' });
    expect(riskOf({ proposed: [removed] })).toMatchObject({ value: 0, evidence: [{ value: 0.1 }] });
  });

  it('follows the renames before the merge base', () => {
    const rename = pull(99, 1, [changed('src/hot.ts', 0, 0, { renamedFrom: 'src/old.ts' })]);
    const changes = history(rename, ...past(20, { 'src/old.ts': 5 }));
    expect(riskOf({ changes, proposed: [hot] })).toMatchObject({
      evidence: [{ text: 'in 6 of 21 pulls (28.6 %); no test changed' }],
    });
  });

  it('takes a hot spot of the year for hot as well, under the path that it had', () => {
    const files = Array.from({ length: 10 }, (_, n) =>
      file(`src/${n}.ts`, n === 9 ? { codeLines: 900, topLevelComplexity: 90 } : {}),
    );
    const old = history(
      ...files.flatMap(({ path }, n) =>
        Array.from({ length: n === 9 ? 5 : 3 }, (_, time) => pull(1_000 + 10 * n + time, 200 + n, [changed(path)])),
      ),
    );
    const lately = pull(999, 40, [changed('src/9.ts')]);
    const changes = history(...past(20, { 'src/hot.ts': 2 }), lately, ...old);
    const moved = files.map((each) => (each.path === 'src/9.ts' ? { ...each, path: 'src/moved.ts' } : each));
    const touching = [proposed('src/moved.ts', 4, 0, { renamedFrom: 'src/9.ts' }), proposed('src/8.ts')];
    expect(riskOf({ changes, files: moved, proposed: touching })).toMatchObject({
      value: 1,
      evidence: [
        { path: 'src/moved.ts', text: 'in 1 of 21 pulls (4.8 %), hot spot 1 (missing: shorter file); no test changed' },
      ],
    });
  });

  it('says that nearly all of a hot file is of one person, and never of whom; of one who works alone it says nothing', () => {
    const [ada, bea] = [['Ada Lovelace <ada@x>'], ['Bea Lu <bea@x>']];
    const files = [file('src/hot.ts', { topLevelComplexity: 30 }), file('src/cold.ts', { topLevelComplexity: 2 })];
    const told = (people: (n: number) => string[]) => {
      const changes = past(20, { 'src/hot.ts': 5 }).map((change, n) => ({ ...change, people: people(n) }));
      const reading = riskOf({ changes, files, proposed: [hot] });
      expect(JSON.stringify(reading)).not.toMatch(/ada|bea/i);
      return 'value' in reading ? reading.evidence?.[0]?.text : reading;
    };
    // Newest first: of the pulls that touch it, the last.
    expect(told((n) => (n < 16 ? bea : ada))).toBe('in 5 of 20 pulls (25 %), known by one person; no test changed');
    expect(told((n) => (n < 18 ? bea : ada))).toBe('in 5 of 20 pulls (25 %); no test changed');
    expect(told(() => ada)).toBe('in 5 of 20 pulls (25 %); no test changed');
  });

  it('says so where nothing hot is touched', () => {
    expect(riskOf({ proposed: [proposed('src/cold.ts'), proposed('docs/a.md')] })).toMatchObject({
      value: 0,
      summary: 'none touched (hot: in at least a tenth of the 20 pulls of 90 days, or a hot spot)',
      evidence: [],
    });
  });

  it('leaves bots out, and takes all human changes where the pulls are not recognisable', () => {
    const bots = Array.from({ length: 30 }, (_, n) =>
      pull(100 + n, 5, [changed('src/hot.ts')], { actor: 'dependency-bot', author: 'renovate[bot] <r@x>' }),
    );
    const direct = past(20, { 'src/hot.ts': 3 }).map((change) => ({ ...change, pull: null }));
    expect(riskOf({ changes: history(...bots, ...direct), proposed: [hot] })).toMatchObject({
      sample: 20,
      evidence: [{ text: 'in 3 of 20 changes (15 %); no test changed' }],
      leftOut: [{ what: 'changes by bots', count: 30, examples: ['renovate[bot] (30)'] }],
    });
  });

  it('is no-data below twenty changes, and where the past is not known', () => {
    expect(riskOf({ changes: past(19, { 'src/hot.ts': 19 }), proposed: [hot] })).toMatchObject({
      noData: '19 changes in the 90 days before it; at least 20 tell which files are hot',
      sample: 19,
    });
    const { revision } = pullFacts();
    const shallow = { ...revision, historyFrom: revision.date! - 86_400 };
    expect(riskOf({ revision: shallow, proposed: [hot] })).toHaveProperty('noData');
  });

  it('does not apply where no file changes', () => {
    expect(riskOf({})).toEqual({ notApplicable: 'it changes no file' });
  });
});

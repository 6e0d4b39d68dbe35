import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Registered, registry } from '../../src/measures/index.ts';
import type { Measure, NoData, NotApplicable, Reading, RepositoryFacts } from '../../src/model.ts';
import { type Configured, configureMeasures, evaluateRepository } from '../../src/scoring/evaluate.ts';
import { scorecardSchema } from '../../src/scoring/scorecard-schema.ts';
import { changed, facts, file, fns, history, pull, settings } from '../facts.ts';

const about = { repo: 'acme/tools', definition: '0123456789ab' };

/** A measure that answers what it is told. */
function answering(id: string, answer: Reading | NotApplicable | NoData | Error, weight = 10, category = 'types') {
  const measure: Measure<'repository', keyof RepositoryFacts> = {
    ...registry[0]!.measure,
    id,
    needs: ['files'],
    compute() {
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return { measure, weight, category: category as Registered['category'], scale: { good: 1, poor: 0 } };
}

const evaluated = (...measures: Configured[]) => evaluateRepository(facts(), measures, settings, about);

describe('evaluate', () => {
  it('is the weighted mean of what is scored, and says what share of the weight that is', () => {
    const card = evaluated(
      answering('a', { value: 1, summary: 's' }, 30),
      answering('b', { value: 0.5, summary: 's' }, 10, 'tests'),
      answering('c', { noData: 'none' }, 40, 'tests'),
      answering('d', { notApplicable: 'no' }, 99),
      answering('e', { value: 0, summary: 's', informative: 'not here' }, 99),
    );
    expect(card).toMatchObject({ score: 87.5, measuredShare: 0.5 });
    expect(card.categories).toEqual([
      { id: 'types', weight: 30, score: 100, measuredShare: 1 },
      { id: 'tests', weight: 50, score: 50, measuredShare: 0.2 },
    ]);
  });

  it('withholds the scores above a measure that throws, and keeps the others', () => {
    const card = evaluated(
      answering('a', { value: 1, summary: 's' }),
      answering('b', new Error('boom')),
      answering('c', { value: 1, summary: 's' }, 10, 'tests'),
    );
    expect(card).toMatchObject({ score: null, categories: [{ score: null }, { score: 100 }] });
    expect(card.results[1]).toMatchObject({ status: 'failed', score: null, reason: 'defect in Touchstone: boom' });
  });

  it('does not take a value that is no number for a reading', () => {
    expect(evaluated(answering('a', { value: Number.NaN, summary: 's' })).results[0]).toMatchObject({
      status: 'failed',
    });
  });

  it('turns a failed fact into failed measures and a missing one into no-data, with the reason', () => {
    const measures = configureMeasures(registry, {});
    const gathered = { ...facts(), files: { failed: 'git ls-tree: broken' }, countedChanges: { missing: 'no counts' } };
    const card = evaluateRepository(gathered, measures, settings, about);
    const byId = Object.fromEntries(card.results.map((result) => [result.id, [result.status, result.reason]]));
    expect(byId).toMatchObject({
      'typed-file-share': ['failed', 'git ls-tree: broken'],
      'hot-files': ['failed', 'git ls-tree: broken'],
      'pull-size': ['no-data', 'no counts'],
    });
    expect(card.score).toBeNull();
  });

  it('gives an empty repository a document without a score', () => {
    const empty = { ...facts(), revision: { at: null, date: null, historyFrom: null } };
    const card = evaluateRepository(empty, configureMeasures(registry, {}), settings, about);
    expect(scorecardSchema.parse(card)).toEqual(card);
    expect(card).toMatchObject({ subject: { at: null, date: null }, score: null, measuredShare: 0 });
    expect(card.results.every((result) => result.status === 'not-applicable' || result.status === 'no-data')).toBe(
      true,
    );
  });

  const someFacts = fc.record({
    files: fc.array(files(), { maxLength: 60 }),
    changes: fc.array(changes(), { maxLength: 60 }),
  });

  it('keeps scores within 0–100, the measured share within 0–1, and to the published shape', () => {
    fc.assert(
      fc.property(
        someFacts,
        fc.array(fc.nat(100), { minLength: registry.length, maxLength: registry.length }),
        (rows, weights) => {
          const overrides = Object.fromEntries(
            registry.map(({ measure }, index) => [measure.id, { weight: weights[index]! }]),
          );
          const card = evaluateRepository(factsOf(rows), configureMeasures(registry, overrides), settings, about);
          expect(scorecardSchema.parse(card)).toEqual(card);
        },
      ),
    );
  });

  it('gives the same reading for the same facts in any order', () => {
    const shuffled = someFacts.chain((rows) =>
      fc.tuple(
        fc.constant(rows),
        fc.shuffledSubarray(rows.files, { minLength: rows.files.length }),
        fc.shuffledSubarray(rows.changes, { minLength: rows.changes.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([rows, files, changes]) => {
        const measures = configureMeasures(registry, {});
        const one = evaluateRepository(factsOf(rows), measures, settings, about);
        const other = evaluateRepository(factsOf({ files, changes }), measures, settings, about);
        const comparable = (card: typeof one) =>
          card.results.map(({ id, value, score, summary, evidence }) => ({ id, value, score, summary, evidence }));
        expect(comparable(other)).toEqual(comparable(one));
      }),
    );
  });
});

describe('configureMeasures', () => {
  it('applies weights and scales and takes out what is off', () => {
    const configured = configureMeasures(registry, {
      'pull-size': { weight: 1 },
      'hot-files': { scale: { good: 0, poor: 9 } },
      'pull-tests': 'off',
    });
    expect(configured.map(({ measure }) => measure.id)).not.toContain('pull-tests');
    const of = (id: string) => configured.find(({ measure }) => measure.id === id);
    expect(of('pull-size')).toMatchObject({ weight: 1, scale: { good: 100, poor: 1_000, log: true } });
    expect(of('hot-files')).toMatchObject({ weight: 0, scale: { good: 0, poor: 9 } });
  });
});

function files() {
  return fc.record({
    lane: fc.constantFrom('source' as const, 'test' as const, 'docs' as const),
    types: fc.constantFrom('typed' as const, 'untyped' as const, 'not-typable' as const, 'not-counted' as const),
    codeLines: fc.nat(1_500),
    functions: fc.option(fc.nat(9).map((count) => fns(count))),
    unread: fc.constantFrom(null, null, null, 'large' as const, 'not in this clone' as const),
  });
}

function changes() {
  return fc.record({
    daysAgo: fc.integer({ min: 0, max: 400 }),
    isPull: fc.boolean(),
    actor: fc.constantFrom('human' as const, 'human' as const, 'ci-bot' as const),
    touched: fc.uniqueArray(fc.nat(9), { maxLength: 5 }),
    added: fc.nat(600),
  });
}

type Rows = {
  files: object[];
  changes: { daysAgo: number; isPull: boolean; actor: 'human' | 'ci-bot'; touched: number[]; added: number }[];
};

/** Names are told by content, so that shuffled rows keep theirs; changes are newest first, as history gives them. */
function factsOf(rows: Rows): RepositoryFacts {
  const keyed = new Map(rows.files.map((row) => [JSON.stringify(row), row]));
  const changesByKey = new Map(rows.changes.map((row) => [JSON.stringify(row), row]));
  const names = [...keyed.keys()].sort();
  const countedChanges = [...changesByKey.keys()].sort().map((key, index) => {
    const { daysAgo, isPull, actor, touched, added } = changesByKey.get(key)!;
    const change = pull(
      index + 1,
      daysAgo,
      touched.map((n) => changed(`src/${names[n] ?? n}.ts`, added)),
      { actor },
    );
    return isPull ? change : { ...change, pull: null };
  });
  const order = [...keyed.keys()];
  return facts({
    files: order.map((key) => file(`src/${key}.ts`, keyed.get(key)!)),
    countedChanges: history(...countedChanges),
  });
}

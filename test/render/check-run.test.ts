import { describe, expect, it } from 'vitest';
import { pullRegistry } from '../../src/measures/index.ts';
import { pullRegistryOf } from '../../src/measures/team.ts';
import type { Finding, Gathered, PullFacts } from '../../src/model.ts';
import { type CheckContext, renderCheckRun, renderMergeGroup, renderUnmeasured } from '../../src/render/check-run.ts';
import { configureMeasures, evaluatePull } from '../../src/scoring/evaluate.ts';
import { changed, file, history, proposed, pull, pullFacts, rule, settings } from '../facts.ts';

const measures = configureMeasures(pullRegistry, {});
const about = { repo: 'acme/tools', number: 7, head: 'c'.repeat(40), definition: '0123456789ab' };
const quietContext: CheckContext = { broken: null, definitions: 'https://touchstone.example/measures' };

/** Twenty pulls: three of them touch a hot file with a test of its name, two one without. */
const changes = history(
  ...Array.from({ length: 20 }, (_, n) =>
    pull(n + 1, 80 - n, [
      ...(n < 3 ? [changed('src/cart.ts')] : []),
      ...(n < 2 ? [changed('src/till.ts')] : []),
      changed(`src/${n}.ts`),
    ]),
  ),
);
const files = [
  file('src/cart.ts', { test: { path: 'test/cart.test.ts', rule: 'same stem' } }),
  file('src/till.ts'),
  file('src/a.ts'),
];
const cart = proposed('src/cart.ts', 4, 1);
const till = proposed('src/till.ts', 2);
const test = proposed('test/cart.test.ts', 9);
const problem = { path: '.github/touchstone.yml', line: 3, message: 'lanes.sorce: unknown lane' };

const cardOf = (known: Partial<Gathered<PullFacts>>) =>
  evaluatePull({ ...pullFacts({ changes, files }), ...known } as Gathered<PullFacts>, measures, settings, about);
const runOf = (known: Partial<Gathered<PullFacts>>, context: Partial<CheckContext> = {}) =>
  renderCheckRun(cardOf(known), { ...quietContext, ...context });

describe('the title and the conclusion', () => {
  const broken = { annotations: [problem], byThisPull: false };
  const large = proposed('src/a.ts', 401);

  it.each([
    [
      'a broken configuration before all',
      { proposed: [cart, large] },
      { broken },
      '.github/touchstone.yml of the default branch is broken, line 3',
    ],
    [
      'and whose it is',
      { proposed: [cart, large] },
      { broken: { ...broken, byThisPull: true } },
      'This pull breaks .github/touchstone.yml, line 3',
    ],
    [
      'a hot file without its test before size',
      { proposed: [cart, large] },
      {},
      'Hot file changed without its test: src/cart.ts (in 3 of 20 pulls)',
    ],
    [
      'the hottest of several',
      { proposed: [till, cart] },
      {},
      'Hot file changed without its test: src/cart.ts (in 3 of 20 pulls) and 1 more',
    ],
    ['size without a test', { proposed: [large] }, {}, 'Large, and no test: 401 source lines'],
  ] as const)('warns of %s', (_, known, context, title) => {
    expect(runOf({ ...known, proposed: [...known.proposed] }, context)).toMatchObject({ conclusion: 'neutral', title });
  });

  it.each([
    ['a change with its tests', [cart, test], 'All quiet: 5 source lines, tests included'],
    ['a large one too', [proposed('src/a.ts', 900), test], 'All quiet: 900 source lines, tests included'],
    ['a small one without', [proposed('src/a.ts', 1)], 'All quiet: 1 source line, no test changed'],
    [
      'one of the largest that is not large',
      [proposed('src/a.ts', 400)],
      'All quiet: 400 source lines, no test changed',
    ],
    ['a large one that only deletes', [proposed('src/a.ts', 0, 900)], 'All quiet: 900 source lines, no test changed'],
    ['tests alone', [test], 'All quiet: tests only'],
    ['no source at all', [proposed('docs/a.md')], 'All quiet: no source line changed'],
    ['nothing', [], 'All quiet: no source line changed'],
  ])('is quiet about %s', (_, files, title) => {
    expect(runOf({ proposed: files })).toMatchObject({ conclusion: 'success', title });
  });

  it('does not call quiet what was not measured', () => {
    const failed = { failed: 'git diff: broken' };
    expect(runOf({ proposed: failed })).toMatchObject({ conclusion: 'neutral', title: 'Not measured' });
  });
});

describe('new findings', () => {
  const ruled = configureMeasures(
    pullRegistryOf({ vectors: [], rules: [rule('no-log', { golden: 'src/log.ts' })], refused: [] }),
    {},
  );
  const finding = (line: number): Finding => ({
    rule: 'no-log',
    path: 'src/a.ts',
    line,
    endLine: line + 2,
    function: 'pay',
    message: 'logs <b>',
  });
  const runWith = (lines: number[], proposed: PullFacts['proposed'], broken: CheckContext['broken'] = null) => {
    const introduced = { findings: lines.map(finding), imports: [] };
    const card = evaluatePull({ ...pullFacts({ changes, files, proposed, introduced }) }, ruled, settings, about);
    return renderCheckRun(card, { ...quietContext, broken });
  };

  it('are told in the title, in the text with one next step, and at their lines', () => {
    const run = runWith([3, 9], [proposed('src/a.ts', 10)]);
    expect(run).toMatchObject({
      conclusion: 'neutral',
      title: 'New finding: src/a.ts, line 3, in pay: logs <b> (no-log); follow src/log.ts and 1 more',
      annotations: [3, 9].map((line) => ({
        path: 'src/a.ts',
        line,
        message: 'pay: logs <b> (no-log); follow src/log.ts',
      })),
    });
    expect(run.summary).toContain(`Rules and vectors: new: 2 findings of rules.

- \`src/a.ts\`: line 3, in pay: logs \\<b\\> (no-log); follow src/log.ts
- \`src/a.ts\`: line 9, in pay: logs \\<b\\> (no-log); follow src/log.ts

**Next step:** Mend what is annotated`);
  });

  it('come after a hot file, which has the one next step, and after a broken configuration', () => {
    const run = runWith([3], [till, proposed('src/a.ts', 10)], { annotations: [problem], byThisPull: true });
    expect(run.title).toMatch(/^This pull breaks/);
    expect(run.annotations.map(({ path, line }) => [path, line])).toEqual([
      ['.github/touchstone.yml', 3],
      ['src/a.ts', 3],
    ]);
    expect(run.summary.match(/Next step/g)).toHaveLength(1);
    expect(runWith([3], [till]).title).toMatch(/^Hot file changed/);
  });

  it('are not spoken of where there are none', () => {
    const run = runWith([], [proposed('src/a.ts', 10)]);
    expect(run).toMatchObject({ conclusion: 'success', annotations: [] });
    expect(run.summary).not.toMatch(/rules/i);
  });
});

describe('the text', () => {
  it('reads like this', async () => {
    const run = runOf({
      proposed: [
        cart,
        till,
        test,
        proposed('src/moved.ts', 0, 0, { renamedFrom: 'src/old.ts' }),
        proposed('package-lock.json', 800, 20, { lane: 'lock' }),
      ],
    });
    expect(run.annotations).toEqual([]);
    await expect(`# ${run.title}\n\n${run.summary}\n`).toMatchFileSnapshot('../golden/app/check-run.md');
  });

  it('lists the problems of a broken configuration, as text and at their lines', () => {
    const annotations = Array.from({ length: 12 }, (_, n) => ({ ...problem, line: n + 1 }));
    const run = runOf({ proposed: [test] }, { broken: { annotations, byThisPull: false } });
    expect(run.annotations).toEqual(annotations);
    expect(run.summary).toContain(
      '### Configuration\n\n- `.github/touchstone.yml` line 1: lanes.sorce: unknown lane\n',
    );
    expect(run.summary).toContain('The last good configuration stays in force.');
    expect(run.summary).toMatch(/ line 10: .*\n- … and 2 more\n/);
    const own = runOf({ proposed: [test] }, { broken: { annotations, byThisPull: true } });
    expect(own.summary).toContain('The configuration of the default branch stays in force until this is mended.');
  });

  it('says what is hot and comes with its test, and what to do about the rest', () => {
    const withTest = runOf({ proposed: [cart, test] }).summary;
    expect(withTest).toContain('- `src/cart.ts`: in 3 of 20 pulls (15 %); its test test/cart.test.ts changed too');
    expect(withTest).not.toContain('Next step');
    expect(runOf({ proposed: [cart] }).summary).toContain('**Next step:** Change the hot file together with its test');
    expect(runOf({ proposed: [test] }).summary).toContain(
      'Hot files: none touched (hot: in at least a tenth of the 20 pulls',
    );
  });

  it('says what was not measured, and why', () => {
    const missing = { missing: 'the app may not read <contents>' };
    const run = runOf({ proposed: [test], files: missing, changes: missing });
    expect(run.summary).toContain('Hot files in this change: not measured; the app may not read \\<contents\\>.');
    expect(runOf({ proposed: [test], changes: [] }).summary).toContain('not measured; 0 changes in the 90 days before');
  });

  it('names the commits, the day, the definition, and where the definitions stand', () => {
    const { summary, text } = runOf({ proposed: [test] });
    expect(summary.split('\n').at(-1)).toBe(
      'As of `ccccccccc` against the merge base `bbbbbbbbb` of 1 June 2026; definition `0123456789ab`; [definitions](https://touchstone.example/measures).',
    );
    for (const { measure } of pullRegistry) expect(text).toContain(measure.definition);
    expect(runOf({ proposed: [test] }, { definitions: null }).summary).toContain('; definitions below.');
    const revision = { at: null, date: null, historyFrom: null };
    expect(runOf({ proposed: [test], revision }).summary).toContain('As of `ccccccccc`, by GitHub’s list of files;');
  });

  it('counts what a list does not show', () => {
    const tests = Array.from({ length: 13 }, (_, n) => proposed(`test/${n}.test.ts`));
    expect(runOf({ proposed: tests }).summary).toContain('- `test/9.test.ts`: 1 added, 0 deleted\n- … and 3 more\n');
  });
});

describe('without a measurement', () => {
  it('tells a merge queue to go on', () => {
    expect(renderMergeGroup()).toMatchObject({
      conclusion: 'success',
      title: 'Each pull was measured on its own head',
    });
  });

  it('says that a change could not be measured, and that this says nothing about it', () => {
    const run = renderUnmeasured();
    expect(run).toMatchObject({ conclusion: 'neutral', title: 'Not measured', annotations: [] });
    expect(run.summary).toContain('could not measure this change in time, which says nothing about the change');
  });
});

import { expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/config.ts';
import { measureRepository } from '../../src/engine/measure-repository.ts';
import type { FactsCache } from '../../src/gather/cache.ts';
import { openView } from '../../src/git/view.ts';
import { matchesKey } from '../../src/store/blob-key.ts';
import type { RuleMatchesRow } from '../../src/store/rule-matches.ts';
import { repository } from '../repositories.ts';

const noFetch = `id: no-fetch
message: Use the client
language: TypeScript
rule: { pattern: fetch($$$) }
ignores: [src/http.ts]
golden: src/http.ts
`;
const files = {
  'quality/no-fetch.yml': noFetch,
  'quality/broken.yml': 'id: broken\nmessage: m\nlanguage: TypeScript\nrule: { kind: nonsense }\n',
  'src/a.ts': 'export function load() {\n  return fetch("a");\n}\n',
  'src/same.ts': 'export function load() {\n  return fetch("a");\n}\n',
  'src/http.ts': 'export const get = () => fetch("b");\n',
  'test/a.test.ts': 'fetch("c");\n',
};

/** A cache in memory that tells which rules were looked for in vain. */
function memory() {
  const matches = new Map<string, RuleMatchesRow['matches']>();
  const saved: RuleMatchesRow[] = [];
  const cache: FactsCache = {
    blobs: { load: async () => new Map(), save: async () => {} },
    commits: { load: async () => new Map(), save: async () => {} },
    matches: {
      load: async () => new Map(matches),
      save: async (rows) => {
        saved.push(...rows);
        for (const row of rows) matches.set(matchesKey(row.ruleHash, row.blobId, row.language), row.matches);
      },
    },
  };
  return { cache, saved };
}

async function measured(path: string, own: string[], cache: FactsCache | null, rule: string | null = null) {
  await using view = await openView(path, undefined);
  const config = { ...defaultConfig, rules: { packs: [], own } };
  const named = rule === null ? null : [{ file: 'named.yml', text: rule }];
  return await measureRepository(
    view,
    config,
    async () => cache,
    () => {},
    { ownRules: named },
  );
}

test("a team's rules are read from the revision, and a broken one is said while the others hold", async () => {
  const path = repository([{ message: 'a', files }]);
  const { facts, scorecard, ruleProblems } = await measured(path, ['quality/*.yml', 'nowhere/*'], null);
  const match = { rule: 'no-fetch', line: 2, endLine: 2, function: 'load', message: 'Use the client' };
  expect(facts.findings).toEqual([
    { ...match, path: 'src/a.ts' },
    { ...match, path: 'src/same.ts' },
  ]);
  expect(ruleProblems).toEqual([
    'rules.own: `nowhere/*` matches no file of the revision',
    expect.stringMatching(/^quality\/broken\.yml:4:1 rule: ast-grep refuses it: .*nonsense/),
  ]);
  const result = scorecard.results.find(({ id }) => id === 'rule-findings')!;
  // 2 findings in 3 + 3 + 1 code lines.
  expect(result.value).toBeCloseTo((2 / 7) * 1_000);
  expect(result.evidence[0]).toEqual({
    path: 'src/a.ts',
    text: 'line 2, in load: Use the client (no-fetch); follow src/http.ts',
  });
});

test('with a cache the facts are the same, and only a changed rule is looked for anew', async () => {
  const path = repository([{ message: 'a', files }]);
  const { cache, saved } = memory();
  const cold = await measured(path, ['quality/no-fetch.yml'], cache);
  // Two paths of one content are one blob, and src/http.ts is not asked.
  expect(saved).toHaveLength(1);
  const warm = await measured(path, ['quality/no-fetch.yml'], cache);
  expect(saved).toHaveLength(1);
  expect(warm.scorecard).toEqual(cold.scorecard);
  expect(warm.facts.findings).toEqual((await measured(path, ['quality/no-fetch.yml'], null)).facts.findings);
  const changed = await measured(path, [], cache, noFetch.replace('Use', 'Do use'));
  expect(saved).toHaveLength(2);
  expect(changed.facts.findings).toMatchObject([{ message: 'Do use the client' }, { message: 'Do use the client' }]);
  expect(changed.scorecard.definition).not.toBe(cold.scorecard.definition);
});

const unlessMocked = `${noFetch}unless:
  message: fetch is replaced
  rule: { pattern: globalThis.fetch = $F }
  ignores: ["tools/**"]
`;

test('a rule is switched off where its condition is found in the source lane, and it is said by what', async () => {
  const from = async (more: Record<string, string>) =>
    await measured(repository([{ message: 'a', files: { ...files, ...more } }]), [], null, unlessMocked);
  const replaces = 'globalThis.fetch = get;\n';
  const on = await from({ 'test/setup.ts': replaces, 'tools/setup.ts': replaces });
  expect(on.facts).toMatchObject({ findings: [{ path: 'src/a.ts' }, { path: 'src/same.ts' }], rulesOff: [] });
  const off = await from({ 'src/setup.ts': `\n${replaces}` });
  expect(off.facts).toMatchObject({
    findings: [],
    rulesOff: [{ rule: 'no-fetch', path: 'src/setup.ts', line: 2, why: 'fetch is replaced' }],
  });
  expect(off.scorecard.results.find(({ id }) => id === 'rule-findings')).toMatchObject({
    status: 'not-applicable',
    leftOut: [
      {
        what: 'rules that this repository switches off',
        count: 1,
        examples: ['no-fetch: fetch is replaced (src/setup.ts, line 2)'],
      },
    ],
  });
  const kept = await from({ 'src/setup.ts': `// touchstone-ignore: no-fetch\n${replaces}` });
  expect(kept.facts).toMatchObject({ findings: [{}, {}], rulesOff: [] });
  expect(off.scorecard.definition).not.toBe(
    (await measured(repository([{ message: 'a', files }]), [], null, noFetch)).scorecard.definition,
  );
});

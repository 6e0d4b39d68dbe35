import { describe, expect, test } from 'vitest';
import { matchesKey } from '../../src/store/blob-key.ts';
import { repositoryId } from '../../src/store/repositories.ts';
import { knownMatches, type RuleMatchesRow, saveMatches } from '../../src/store/rule-matches.ts';
import { databases, useStore } from './databases.ts';

function row(ruleHash: string, blobId: string, line: number | null): RuleMatchesRow {
  const matches = line === null ? [] : [{ line, endLine: line, function: null, message: 'a \u0000 b' }];
  return { ruleHash, blobId, language: 'TypeScript', matches };
}

describe.each(databases)('rule matches on %s', (kind) => {
  const store = useStore(kind);

  test('come back by rule and blob, "nothing found" too, and never change', async () => {
    const [a, b] = [await repositoryId(store(), '/a'), await repositoryId(store(), '/b')];
    await saveMatches(store(), a, [row('r1', 'x', 1), row('r1', 'y', null), row('r2', 'x', 2)]);
    await saveMatches(store(), a, [row('r1', 'x', 9)]);
    await saveMatches(store(), b, [row('r1', 'x', 7)]);
    const known = await knownMatches(store(), a, ['r1'], ['x', 'y', 'z']);
    expect(known).toEqual(
      new Map([
        [matchesKey('r1', 'x', 'TypeScript'), row('r1', 'x', 1).matches],
        [matchesKey('r1', 'y', 'TypeScript'), []],
      ]),
    );
  });
});

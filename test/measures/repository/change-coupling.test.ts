import { describe, expect, it } from 'vitest';
import { changeCoupling } from '../../../src/measures/repository/change-coupling.ts';
import type { Modules } from '../../../src/model.ts';
import { changed, facts, file, history, pull, settings } from '../../facts.ts';

const modules: Modules = {
  by: 'workspaces',
  modules: ['a', 'b'].map((name) => ({ name, directory: name, entries: [] })),
};

/** So many files in each module, all changed five times; the first of both together. */
function coupled(each: number) {
  const files = ['a', 'b'].flatMap((module) => Array.from({ length: each }, (_, n) => file(`${module}/${n}.ts`)));
  const changes = files.flatMap(({ path }, index) =>
    path === 'b/0.ts'
      ? []
      : Array.from({ length: 5 }, (_, n) =>
          pull(10 * index + n + 1, n + 1, path === 'a/0.ts' ? [changed('a/0.ts'), changed('b/0.ts')] : [changed(path)]),
        ),
  );
  return facts({ files, changes: history(...changes), modules });
}

describe('change-coupling', () => {
  it('counts pairs per 100 changed source files', () => {
    expect(changeCoupling.compute(coupled(10), settings)).toEqual({
      value: 5,
      sample: 20,
      summary: '1 pair across modules among 20 changed source files: 5 per 100 files',
      evidence: [{ path: 'a/0.ts', value: 1, text: 'changed 5 times together with b/0.ts (degree 100 %)' }],
      leftOut: [],
    });
  });

  it('needs twenty files that change often', () => {
    expect(changeCoupling.compute(coupled(9), settings)).toMatchObject({
      noData: '18 source files changed at least 5 times in 365 days; at least 20 are needed',
    });
  });

  it('is shown, not scored, where nobody declared the modules', () => {
    const known = { ...coupled(10), modules: { ...modules, by: 'directories' as const } };
    expect(changeCoupling.compute(known, settings)).toMatchObject({
      value: 5,
      informative: expect.stringContaining('nobody declared the modules'),
    });
  });
});

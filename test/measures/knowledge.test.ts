import { expect, it } from 'vitest';
import { rankHotspots } from '../../src/measures/hotspots.ts';
import { knownAreas, knownFiles, peopleOf } from '../../src/measures/knowledge.ts';
import { changed, facts, file, history, pull } from '../facts.ts';

const by = (path: string, ...makers: string[][]) =>
  makers.map((people, n) => pull(n + 1, n + 1, [changed(path)], { people }));
const ada = ['Ada <a@x>'];
const bea = ['Bea <b@x>'];
const both = [...ada, ...bea];

const changes = history(
  ...by('a/single.ts', ada, ada, ada, ada, bea),
  ...by('a/shared.ts', ada, ada, ada, bea, bea),
  // Together is not alone.
  ...by('b/paired.ts', ada, ada, ada, both, both),
  // An AI tool by itself is nobody.
  ...by('b/machine.ts', [], [], [], [], []),
  ...by('b/seldom.ts', ada, ada, ada, ada),
);
const files = ['a/single.ts', 'a/shared.ts', 'b/paired.ts', 'b/machine.ts', 'b/seldom.ts'].map((path) => file(path));
const known = knownFiles(rankHotspots(facts({ files, changes }), 365));

it('knows which hot spots with five changes one person made nearly alone', () => {
  expect(
    Object.fromEntries(known.map(({ hotspot, share, byOnePerson }) => [hotspot.file.path, [share, byOnePerson]])),
  ).toEqual({
    'a/single.ts': [0.8, true],
    'a/shared.ts': [0.6, false],
    'b/paired.ts': [0.6, false],
    'b/machine.ts': [0, false],
  });
});

it('says of who works alone that nothing is known by one person', () => {
  const alone = history(...by('a/single.ts', ada, ada, ada, ada, ada));
  const ranking = rankHotspots(facts({ files, changes: alone }), 365);
  expect(knownFiles(ranking)).toMatchObject([{ share: 1, byOnePerson: false }]);
});

it('tells areas, not names', () => {
  const modules = { by: 'configuration' as const, modules: [{ name: 'A', directory: 'a', entries: [] }] };
  expect(knownAreas(known, modules)).toEqual([{ area: 'a', files: 2, byOnePerson: 1 }]);
  expect(JSON.stringify(knownAreas(known, modules))).not.toMatch(/Ada|Bea|@/);
});

it('counts the people of changes', () => {
  expect(peopleOf(changes)).toBe(2);
});

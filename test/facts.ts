import type {
  Change,
  CountedFile,
  FileFacts,
  FunctionFact,
  Import,
  ProposedFile,
  PullFacts,
  Reports,
  RepositoryFacts,
  Rule,
  Settings,
} from '../src/model.ts';
import { now } from './repositories.ts';

/** Plain facts for the tests of ring 1: what is not said is ordinary. */

export const settings: Settings = { windows: { pulls: 90, history: 365 } };

/** A TypeScript source file of 100 code lines with one function. */
export function file(path: string, facts: Partial<FileFacts> = {}): FileFacts {
  return {
    path,
    lane: 'source',
    laneRule: 'language TypeScript',
    language: 'TypeScript',
    lines: 120,
    codeLines: 100,
    inlineTestLines: 0,
    functions: [fn('run')],
    topLevelComplexity: 1,
    types: 'typed',
    escapes: [],
    imports: [],
    test: null,
    unread: null,
    ...facts,
  };
}

/** A function of 10 code lines and complexity 1 that nobody asks for annotations. */
export function fn(name: string, facts: Partial<FunctionFact> = {}): FunctionFact {
  return { name, line: 1, codeLines: 10, complexity: 1, annotated: null, ...facts };
}

/** So many ordinary functions. */
export function fns(count: number, facts: Partial<FunctionFact> = {}): FunctionFact[] {
  return Array.from({ length: count }, (_, index) => fn(`f${index}`, facts));
}

/** An import of each of these files. */
export function imports(...targets: string[]): Import[] {
  return targets.map((target) => ({
    specifier: `/${target}`,
    line: 1,
    names: null,
    reexport: false,
    files: [target],
    internal: true,
    library: null,
  }));
}

/** A structural rule for TypeScript that finds nothing by itself. */
export function rule(id: string, facts: Partial<Rule> = {}): Rule {
  return {
    id,
    message: 'm',
    severity: 'warning',
    languages: ['TypeScript', 'TSX'],
    language: 'TypeScript',
    match: { rule: {} },
    files: [],
    ignores: [],
    golden: null,
    examples: { bad: [], good: [] },
    unless: null,
    ...facts,
  };
}

/** One changed file: `changed('src/a.ts', 10, 2)`; its lane is told by its first directory, else source. */
export function changed(path: string, added = 1, deleted = 0, facts: Partial<CountedFile> = {}): CountedFile {
  const lane = path.startsWith('test/') ? 'test' : path.startsWith('docs/') ? 'docs' : 'source';
  return { path, lane, renamedFrom: null, belowTestDirectory: lane === 'test', added, deleted, ...facts };
}

/** A human pull; `commit` counts up so that order is told by date. */
export function pull(number: number, daysAgo: number, files: CountedFile[], facts: Partial<Change> = {}) {
  return {
    commit: number.toString(16).padStart(40, '0'),
    date: now - daysAgo * 86_400,
    title: `Pull ${number}`,
    actor: 'human',
    author: 'Ada <ada@example.com>',
    pull: number,
    people: ['Ada <ada@example.com>'],
    bulk: null,
    ...facts,
    files,
  } satisfies Change<CountedFile>;
}

/** Facts of a repository at `now`. */
export function facts(known: Partial<RepositoryFacts> = {}): RepositoryFacts {
  const changes = known.countedChanges ?? [];
  return {
    revision: { at: 'a'.repeat(40), date: now, historyFrom: null },
    files: [],
    changes,
    countedChanges: [],
    modules: { by: 'directories', modules: [] },
    findings: [],
    ruleGaps: [],
    rulesOff: [],
    reports: reports(),
    ...known,
  };
}

/** What reports say; what is not said, no report says. */
export function reports(known: Partial<Reports> = {}): Reports {
  const paths = { exact: 0, bySuffix: [], unknown: [], ambiguous: [] };
  return { coverage: null, endpoints: null, tests: null, numbers: {}, paths, ...known };
}

/** One file of a proposed change: `proposed('src/a.ts', 10, 2)`, edited unless `facts` say otherwise. */
export function proposed(path: string, added = 1, deleted = 0, facts: Partial<ProposedFile> = {}): ProposedFile {
  return { ...changed(path, added, deleted), status: 'modified', ...facts };
}

/** Facts of a pull whose merge base is of `now`. */
export function pullFacts(known: Partial<PullFacts> = {}): PullFacts {
  return {
    revision: { at: 'b'.repeat(40), date: now, historyFrom: null },
    files: [],
    changes: [],
    proposed: [],
    findings: [],
    ruleGaps: [],
    rulesOff: [],
    introduced: { findings: [], imports: [] },
    ...known,
  };
}

/** The same changes newest first, as history gives them. */
export function history(...changes: Change<CountedFile>[]): Change<CountedFile>[] {
  return changes.toSorted((a, b) => b.date - a.date);
}

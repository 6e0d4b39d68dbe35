import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The rings of docs/architecture.md: a folder may import from the rooms named here (and from itself). */
const rooms: Record<string, readonly string[]> = {
  'model.ts': [],
  'text.ts': ['model.ts'],
  'lock.ts': [],
  'child-environment.ts': [],
  'log.ts': [],
  // Ring 1: pure.
  measures: ['model.ts', 'text.ts'],
  scoring: ['model.ts', 'text.ts', 'measures'],
  render: ['model.ts', 'text.ts', 'measures', 'scoring'],
  config: ['model.ts'],
  // Ring 2: edges. They do not know each other.
  source: ['model.ts', 'child-environment.ts'],
  git: ['model.ts', 'lock.ts'],
  store: ['model.ts', 'lock.ts'],
  github: ['model.ts'],
  reports: ['model.ts', 'text.ts'],
  web: ['log.ts'],
  // Ring 3: the shell hands one's rows to the next.
  gather: ['model.ts', 'text.ts', 'git', 'reports', 'source', 'store'],
  rules: ['model.ts', 'config', 'source'],
  engine: ['model.ts', 'config', 'gather', 'git', 'measures', 'reports', 'rules', 'scoring', 'source', 'store'],
  measuring: ['model.ts', 'text.ts', 'child-environment.ts', 'config', 'engine', 'gather', 'git', 'source'],
  tasks: ['model.ts', 'config', 'engine', 'git', 'github', 'log.ts', 'measuring', 'render', 'scoring', 'store'],
  'app.ts': ['github', 'store', 'tasks'],
  commands: [
    ...[
      'model.ts',
      'text.ts',
      'app.ts',
      'config',
      'engine',
      'gather',
      'git',
      'github',
      'log.ts',
      'measures',
      'measuring',
    ],
    ...['render', 'reports', 'rules', 'scoring', 'store', 'tasks', 'web'],
  ],
  'cli.ts': ['model.ts', 'commands'],
  'main.ts': ['cli.ts', 'commands'],
};
/** Questions that were answered: data in one place, and the vocabulary in one place. */
const longer: Record<string, number> = { 'src/source/lists.ts': 1_000, 'src/model.ts': 700 };
const pure = ['model.ts', 'text.ts', 'measures', 'scoring', 'render', 'config'];
/** Packages that one room alone knows: the databases, the charts, the grammars, GitHub's client, Probot, the logger. */
const homes: Record<string, RegExp> = {
  store: /^(drizzle-orm|pg$|pg-boss|@electric-sql)/,
  render: /^echarts/,
  source: /^@ast-grep\//,
  github: /^@octokit\/(?!webhooks-methods)/,
  web: /^@octokit\/webhooks-methods/,
  'app.ts': /^probot/,
  'log.ts': /^pino/,
};
const shouted = 'utils helpers lib types services common'.split(' ');

const sources = readdirSync('src', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return { path, room: roomOf(path), text: readFileSync(path, 'utf8') };
  });

function roomOf(path: string): string {
  return path.split('/')[1]!;
}

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!);
}

describe.each(sources)('$path', ({ path, room, text }) => {
  const imports = importsOf(text);

  it('lives in a known room and imports only from the rooms below it', () => {
    expect(Object.keys(rooms)).toContain(room);
    const relative = imports.filter((target) => target.startsWith('.'));
    const others = relative
      .map((target) => roomOf(normalize(join(dirname(path), target))))
      .filter((other) => other !== room);
    for (const other of others) expect(rooms[room], `${path} imports from ${other}`).toContain(other);
  });

  it('keeps the outside out of ring 1', () => {
    if (!pure.includes(room)) return;
    expect(imports.filter((target) => target.startsWith('node:'))).toEqual([]);
    expect(
      text.match(/\bDate\.now\b|new Date\(\)|\bprocess\.|\bperformance\.|Math\.random|\bfetch\((?!\$\$\$)/g) ?? [],
    ).toEqual([]);
  });

  it.each(Object.entries(homes))('keeps %s in its room', (home, packages) => {
    if (room !== home) expect(imports.filter((name) => packages.test(name))).toEqual([]);
  });

  it('is short enough to be read: 300 lines, a measure 100', () => {
    const lines = text.split('\n').length - 1;
    expect(lines).toBeLessThanOrEqual(longer[path] ?? (/^src\/measures\/(repository|pull)\//.test(path) ? 100 : 300));
  });

  it('keeps no state in the module', () => {
    expect(text.match(/^(export )?let /gm) ?? []).toEqual([]);
  });

  it('has no name that says nothing', () => {
    expect(path.split(/[/.]/).filter((part) => shouted.includes(part))).toEqual(
      path === 'src/source/types.ts' ? ['types'] : [],
    );
  });

  it('explains every exported name; a measure does so by its own text', () => {
    if (/^src\/measures\/(repository|pull)\//.test(path)) return;
    const bare = [
      ...text.matchAll(/(^|\n)([^\n]*)\nexport (?:async )?(?:function\*?|const|interface|class|type) (\w+)/g),
    ]
      .filter(([, , before]) => !/\*\/\s*$|^\/\/ biome-ignore/.test(before!))
      .map((match) => match[3]);
    expect(bare).toEqual([]);
  });
});

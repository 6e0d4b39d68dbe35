/**
 * `npm run bench:history -- <path> [runs] [peer]`: what the hot-spot report costs, as ratio to git's own passes over the same
 * history in the same run, and beside npm's code-complexity where `peer` is its program. Medians; all take turns, so
 * that a machine whose speed drifts drifts for all. The peer needs a clone with a work tree.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lanesOf } from '../src/gather/lanes.ts';
import { gitEnvironment } from '../src/git/run.ts';
import { readTree } from '../src/git/tree.ts';
import { type GitView, openView } from '../src/git/view.ts';
import { mostReaders } from '../src/source/extraction.ts';
import { bareParseOf, parsedBlobs } from './parsed-blobs.ts';
import { touchstone } from './touchstone-process.ts';

const [path = '.', runs = '5', peer] = process.argv.slice(2);
const temporary = mkdtempSync(join(tmpdir(), 'touchstone-bench-'));
const [data, earlier] = [join(temporary, 'data'), join(temporary, 'earlier')];
/** So many first-parent commits are new to the store that is asked once more. */
const newCommits = 10;
const year = 365;

function seconds(command: string, args: readonly string[], environment: NodeJS.ProcessEnv): number {
  const start = performance.now();
  const { status } = spawnSync(command, args, { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
  return (performance.now() - start) / 1_000;
}

await using view = await openView(path);
const { gitDir, at, date } = view as GitView & { at: string; date: number };
const tree = await readTree(view);
const blobs = await parsedBlobs(view, tree, await lanesOf(view, tree, {}));
const git = (...args: string[]) =>
  seconds('git', ['log', '--first-parent', ...args], { ...gitEnvironment(), GIT_DIR: gitDir });
const raw = ['--diff-merges=first-parent', '--raw', '--no-abbrev', '-z'];
const window = [`--since-as-filter=@${date - 2 * year * 86_400}`, '-M', '-l1000'];

/** A store that knows all but the last commits; copied for each run. */
await touchstone(['hotspots', path, '--at', `${at}~${newCommits}`, '--format', 'json'], earlier);

const figures = new Map<string, number[]>();
function note(name: string, value: number): void {
  figures.set(name, [...(figures.get(name) ?? []), value]);
}
for (let run = 0; run < Number(runs); run += 1) {
  note('start', (await touchstone(['--version'], data)).seconds);
  note('whole', git(...raw, '--no-renames', at));
  note('parse', await bareParseOf(blobs));
  note('window', git(...raw, ...window, at));
  const cold = await touchstone(['hotspots', path, '--no-store', '--format', 'json'], data);
  note('cold', cold.seconds);
  note('peak', cold.peak);
  rmSync(data, { recursive: true, force: true });
  note('stored', (await touchstone(['hotspots', path, '--format', 'json'], data)).seconds);
  note('warm', (await touchstone(['hotspots', path, '--format', 'json'], data)).seconds);
  rmSync(data, { recursive: true, force: true });
  cpSync(earlier, data, { recursive: true });
  note('later', (await touchstone(['hotspots', path, '--format', 'json'], data)).seconds);
  if (peer) {
    const since = new Date((date - year * 86_400) * 1_000).toISOString().slice(0, 10);
    note('peer', seconds(peer, [path, '--since', since, '--limit', '20', '-cs', 'sloc'], process.env));
  }
}
rmSync(temporary, { recursive: true, force: true });

const of = (name: string) => (figures.get(name) ?? []).toSorted((a, b) => a - b)[Math.floor(Number(runs) / 2)]!;
const s = (value: number) => `${value.toFixed(2)} s`;
const ratio = (value: number, floor: number) => `${(value / floor).toFixed(2)} ×`;
const floor = of('whole') + 2 * of('start');
/** What cannot be done without: git and the parse, shared by all processors, and the process. */
const work = of('start') + (of('window') + of('parse')) / mostReaders;
const rows: [string, string, string][] = [
  ['floor: git log --raw, all history', s(of('whole')), ''],
  ['floor: git log --raw -M, two windows', s(of('window')), ''],
  ['floor: bare parse, one thread', s(of('parse')), `${blobs.length} source and test files`],
  ['process start (--version)', s(of('start')), ''],
  [
    'cold, --no-store',
    s(of('cold')),
    `${ratio(of('cold'), floor)} git over all history and two process starts; target 1.25`,
  ],
  [
    '',
    '',
    `${ratio(of('cold'), work)} the parse and git's windows, shared by ${mostReaders} processes, and a process start`,
  ],
  ['peak memory of Node, --no-store', `${Math.round(of('peak'))} MB`, 'target 150'],
  ['cold, storing', s(of('stored')), `${ratio(of('stored'), floor)} the same; target 1.6`],
  ['nothing new', s(of('warm')), `${s(of('warm') - of('start'))} beyond process start`],
  [`${newCommits} commits new`, s(of('later')), `${s(of('later') - of('warm'))} more than nothing new; target 0.15`],
];
if (peer)
  rows.push(['peer: code-complexity', s(of('peer')), `${ratio(of('peer'), of('cold'))} our cold run; target 3`]);
process.stdout.write(
  `${path}, median of ${runs} runs\n${rows.map((row) => `${row[0].padEnd(38)}${row[1].padStart(9)}   ${row[2]}`).join('\n')}\n`,
);

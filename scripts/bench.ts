/**
 * `npm run bench -- <path> [runs]`: what measuring a repository costs, as ratio to two floors of the same run: git's own
 * passes over the same history, and the bare grammar parse of the same blobs; and extraction alone, in one thread
 * and by two processes, beside the same parse. Medians; the floors and the measured runs
 * take turns, so that a machine whose speed drifts drifts for all.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readContents } from '../src/gather/contents.ts';
import { lanesOf } from '../src/gather/lanes.ts';
import { gitEnvironment } from '../src/git/run.ts';
import { readTree } from '../src/git/tree.ts';
import { type GitView, openView } from '../src/git/view.ts';
import type { BlobFacts } from '../src/model.ts';
import { readBlob } from '../src/source/extract.ts';
import { openReaders } from '../src/source/extraction.ts';
import { blobKey } from '../src/store/blob-key.ts';
import { bareParseOf, blobsPerTurn, parsedBlobs } from './parsed-blobs.ts';
import { touchstone } from './touchstone-process.ts';

const [path = '.', runs = '5'] = process.argv.slice(2);
const data = mkdtempSync(join(tmpdir(), 'touchstone-bench-'));

/** Git's own passes: the first-parent chain, then the diffs of the window's commits. */
function gitPasses(gitDir: string, at: string, since: number): number {
  const start = performance.now();
  const git = (...args: string[]) =>
    spawnSync('git', args, { env: { ...gitEnvironment(), GIT_DIR: gitDir }, stdio: ['ignore', 'ignore', 'inherit'] });
  git('log', '--first-parent', '--format=%ct %H %P', at);
  const diff = ['--root', '--diff-merges=first-parent', '--raw', '--numstat', '-M', '-l1000', '--no-abbrev', '-z'];
  git('log', '--first-parent', `--since-as-filter=@${since}`, '--format=%H%x00%ct%x00%an <%ae>%x00%B', ...diff, at);
  return (performance.now() - start) / 1_000;
}

/** Seconds to read all blobs in this thread. */
async function extractHere(): Promise<number> {
  const start = performance.now();
  for (const [index, { content, language }] of blobs.entries()) {
    readBlob(content, language);
    if (index % blobsPerTurn === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return (performance.now() - start) / 1_000;
}

/** Seconds to read all blobs by so many processes, once they have started. */
async function extractBy(most: number): Promise<number> {
  using readers = openReaders({ most });
  readers.expect(Number.POSITIVE_INFINITY);
  await Promise.all(Array.from({ length: most }, () => readers.read(Buffer.from('a'), 'C')));
  const start = performance.now();
  const rest = blobs.values();
  async function readNext(): Promise<void> {
    for (const { content, language } of rest) await readers.read(content, language);
  }
  await Promise.all(Array.from({ length: readers.atOnce }, readNext));
  return (performance.now() - start) / 1_000;
}

/** Seconds to join the facts of all contents when each of them is known. */
async function knownAgain(): Promise<number> {
  const kept = new Map<string, BlobFacts>();
  const cache = {
    blobs: {
      load: async () => kept,
      save: async (rows: readonly { blobId: string; language: string | null; facts: BlobFacts }[]) => {
        for (const { blobId, language, facts } of rows) kept.set(blobKey(blobId, language), facts);
      },
    },
    commits: { load: async () => new Map(), save: async () => {} },
    matches: { load: async () => new Map(), save: async () => {} },
  };
  using readers = openReaders();
  await readContents(view, tree, lanes, cache, () => {}, readers);
  const start = performance.now();
  await readContents(view, tree, lanes, cache, () => {}, readers);
  return (performance.now() - start) / 1_000;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

await using view = await openView(path);
const { gitDir, at, date } = view as GitView & { at: string; date: number };
const tree = await readTree(view);
const lanes = await lanesOf(view, tree, {});
const blobs = await parsedBlobs(view, tree, lanes);
const known = await knownAgain();
const figures = {
  start: [] as number[],
  git: [] as number[],
  parse: [] as number[],
  extract: [] as number[],
  extractByOne: [] as number[],
  extractByTwo: [] as number[],
  cold: [] as number[],
  coldPeak: [] as number[],
  kept: [] as number[],
  first: [] as number[],
  warm: [] as number[],
  warmPeak: [] as number[],
};
for (let run = 0; run < Number(runs); run += 1) {
  figures.start.push((await touchstone(['--version'], data)).seconds);
  figures.git.push(gitPasses(gitDir, at, date - 365 * 86_400));
  figures.parse.push(await bareParseOf(blobs));
  figures.extract.push(await extractHere());
  figures.extractByOne.push(await extractBy(1));
  figures.extractByTwo.push(await extractBy(2));
  const cold = await touchstone(['measure', path, '--no-store'], data);
  figures.cold.push(cold.seconds);
  figures.coldPeak.push(cold.peak);
  rmSync(data, { recursive: true, force: true });
  const kept = await touchstone(['measure', path], data);
  figures.kept.push(kept.seconds);
  figures.first.push(kept.first);
  const warm = await touchstone(['measure', path], data);
  figures.warm.push(warm.seconds);
  figures.warmPeak.push(warm.peak);
}
rmSync(data, { recursive: true, force: true });

const of = Object.fromEntries(Object.entries(figures).map(([name, values]) => [name, median(values)])) as Record<
  keyof typeof figures,
  number
>;
const floor = Math.max(of.git, of.parse);
const seconds = (value: number) => `${value.toFixed(2)} s`;
const megabytes = blobs.reduce((sum, { content }) => sum + content.byteLength, 0) / 1_000_000;
const speed = (value: number) => `${Math.round(blobs.length / value)} files/s, ${(megabytes / value).toFixed(1)} MB/s`;
const rows: [string, string, string][] = [
  ['floor: git’s own passes', seconds(of.git), ''],
  ['floor: bare grammar parse', seconds(of.parse), `${blobs.length} source and test files, one thread`],
  [
    'extraction, one thread',
    seconds(of.extract),
    `${(of.extract / of.parse).toFixed(2)} × the bare parse; target 1.6; ${speed(of.extract)}`,
  ],
  [
    'extraction, two processes',
    seconds(of.extractByTwo),
    `${(of.extractByOne / of.extractByTwo).toFixed(2)} × as fast as one (${seconds(of.extractByOne)}); target 1.7; ${speed(of.extractByTwo)}`,
  ],
  [
    'extraction, all facts known',
    `${((known / tree.length) * 1_000_000).toFixed(1)} ms`,
    `for 1,000 of ${tree.length} files; target 10`,
  ],
  ['process start (--version)', seconds(of.start), ''],
  [
    'cold, --no-store',
    seconds(of.cold),
    `${((of.cold - of.start) / floor).toFixed(2)} × the larger floor without process start, ${(of.cold / floor).toFixed(2)} × with; target 1.5`,
  ],
  ['peak memory of Node, --no-store', `${Math.round(of.coldPeak)} MB`, 'target 350'],
  ['cold, with a new embedded store', seconds(of.kept), `first line after ${seconds(of.first)}; target 2`],
  ['warm, nothing new', seconds(of.warm), `${seconds(of.warm - of.start)} beyond process start; target 1`],
  ['peak memory of Node, warm', `${Math.round(of.warmPeak)} MB`, ''],
];
process.stdout.write(
  `${path}, median of ${runs} runs\n${rows.map((row) => `${row[0].padEnd(34)}${row[1].padStart(9)}   ${row[2]}`).join('\n')}\n`,
);

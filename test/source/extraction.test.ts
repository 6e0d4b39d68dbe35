import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { BlobFacts } from '../../src/model.ts';
import { readBlob } from '../../src/source/extract.ts';
import { openReaders, type ReaderOptions } from '../../src/source/extraction.ts';

const mortal = new URL('fixtures/mortal-program.ts', import.meta.url);
const languages: Record<string, string> = {
  'typescript.ts': 'TypeScript',
  'python.py': 'Python',
  'go.go': 'Go',
  'vue.vue': 'Vue',
};
const blobs = Object.entries(languages).map(([file, language]) => ({
  content: readFileSync(new URL(`fixtures/languages/${file}`, import.meta.url)),
  language,
}));
const many = Array.from({ length: 60 }, (_, index) => blobs[index % blobs.length]!);
const expected = many.map(({ content, language }) => readBlob(content, language));

function script(text: string): (typeof blobs)[number] {
  return { content: Buffer.from(text), language: 'JavaScript' };
}

async function readAll(these: typeof blobs, options: ReaderOptions, bytes = 2_000_000): Promise<BlobFacts[]> {
  using readers = openReaders(options);
  readers.expect(bytes);
  return await Promise.all(these.map(({ content, language }) => readers.read(content, language)));
}

function children(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length;
}

/** Ended and not waited for by anybody is ended, too. */
function isRunning(pid: number): boolean {
  const status = `/proc/${pid}/status`;
  return existsSync(status) && !/^State:\s*Z/m.test(readFileSync(status, 'utf8'));
}

test('what is said of blobs does not depend on the number of processes', async () => {
  for (const most of [1, 2, 3]) expect(await readAll(many, { most })).toEqual(expected);
});

describe('what ends a process', () => {
  test.each(['abort;', 'segfault;'])('%s is left out, and the others are read', async (word) => {
    const facts = await readAll(many.toSpliced(7, 0, script(word)).toSpliced(30, 0, script(word)), {
      most: 2,
      program: mortal,
    });
    const dead = facts.filter(({ unread }) => unread === 'unparsable');
    expect(dead).toHaveLength(2);
    expect([facts[7], facts[30]]).toEqual(dead);
    expect(facts.filter((each) => !dead.includes(each))).toEqual(expected);
  });

  test('never to answer is as good as to end it', async () => {
    const facts = await readAll(many.toSpliced(7, 0, script('hang;')), { most: 2, program: mortal, patience: 1 });
    expect(facts[7]).toMatchObject({ unread: 'unparsable', language: 'JavaScript' });
    expect(facts.toSpliced(7, 1)).toEqual(expected);
  });

  test('from outside costs no file: what it had in hand is read by another', async () => {
    const mark = join(mkdtempSync(join(tmpdir(), 'touchstone-test-')), 'mark');
    const facts = await readAll(many.toSpliced(7, 0, script(`once; ${mark}`)), { most: 2, program: mortal });
    expect(facts[7]).toMatchObject({ unread: null, lines: 1 });
    expect(facts.toSpliced(7, 1)).toEqual(expected);
  });

  test('is what it had in hand, not what it had answered to one that was busy', async () => {
    const busy = setInterval(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200), 0);
    const these = [...Array.from({ length: 3 }, () => script('much;')), script('abort;')];
    const facts = await readAll(these, { most: 1, program: mortal }).finally(() => clearInterval(busy));
    expect(facts.map(({ unread }) => unread)).toEqual([null, null, null, 'unparsable']);
  });

  test('before it could read anything is an error that says why, not a file left out', async () => {
    const program = new URL('fixtures/no-such-program.ts', import.meta.url);
    await expect(readAll(blobs, { most: 2, program })).rejects.toThrow(
      /^a process that reads contents ended before it could \(1\): .*no-such-program/s,
    );
  });
});

test('nothing is left behind that would keep the process, and nothing starts before it is wanted', async () => {
  await expect.poll(children).toBe(0);
  using readers = openReaders({ most: 2 });
  expect(children()).toBe(0);
  readers.expect(1_000_000);
  expect(children()).toBe(1);
  readers.expect(600_000);
  expect(children()).toBe(2);
  await readers.read(blobs[0]!.content, blobs[0]!.language);
  readers[Symbol.dispose]();
  await expect.poll(children).toBe(0);
});

test('who waits for nothing ends, and is started again', async () => {
  await expect.poll(children).toBe(0);
  using readers = openReaders({ most: 2, patience: 1 });
  readers.expect(2_000_000);
  const read = () => readers.read(blobs[0]!.content, blobs[0]!.language);
  expect(await read()).toEqual(expected[0]);
  await expect.poll(children, { timeout: 10_000 }).toBe(0);
  expect(await read()).toEqual(expected[0]);
  expect(children()).toBe(1);
});

test('what was asked is answered when readers are let go: nobody waits for ever', async () => {
  const readers = openReaders({ most: 1 });
  const asked = readers.read(blobs[0]!.content, blobs[0]!.language);
  readers[Symbol.dispose]();
  await expect(asked).rejects.toThrow('before it was read');
  await expect.poll(children).toBe(0);
});

test('who waits for nothing is not started again for the little that is read meanwhile', async () => {
  await expect.poll(children).toBe(0);
  using readers = openReaders({ most: 2, patience: 1 });
  readers.expect(2_000_000);
  const processes = async () => {
    await readers.read(blobs[0]!.content, blobs[0]!.language);
    return children();
  };
  expect(await processes()).toBe(2);
  await expect.poll(processes, { timeout: 10_000 }).toBe(1);
});

describe('a process that hangs before it can read', () => {
  const program = new URL('fixtures/deaf-program.ts', import.meta.url);

  test('is an error, not a wait for ever', async () => {
    using readers = openReaders({ most: 1, program, patience: 1 });
    await expect(readers.read(blobs[0]!.content, blobs[0]!.language)).rejects.toThrow(
      'ended before it could (SIGKILL)',
    );
  });

  test('does not keep ours', async () => {
    await expect.poll(children).toBe(0);
    const readers = openReaders({ most: 1, program });
    readers.expect(1);
    readers[Symbol.dispose]();
    await expect.poll(children).toBe(0);
  });
});

test.each(['SIGTERM', 'SIGINT'] as const)('a process that never answers ends with ours, at %s', async (signal) => {
  const ours = fork(new URL('fixtures/hanging-reader.ts', import.meta.url), [mortal.href], { stdio: 'pipe' });
  const [reader] = (await once(ours, 'message')) as [number];
  ours.kill(signal);
  await once(ours, 'close');
  await expect.poll(() => isRunning(reader)).toBe(false);
});

test('where no further process can be started, what a dead one had is an error', async () => {
  using readers = openReaders({ most: 1, program: mortal });
  await readers.read(blobs[0]!.content, blobs[0]!.language);
  const { execPath } = process;
  try {
    process.execPath = join(execPath, 'nowhere');
    const { content, language } = script('abort;');
    await expect(readers.read(content, language)).rejects.toThrow('ENOTDIR');
  } finally {
    process.execPath = execPath;
  }
});

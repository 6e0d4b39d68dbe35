import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import type { BlobFacts } from '../../src/model.ts';
import { readBlob } from '../../src/source/extract.ts';
import { openExtraction, openReaders } from '../../src/source/extraction.ts';

const mortal = new URL('fixtures/mortal-worker.ts', import.meta.url);
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

async function readAll(threads: number, these: typeof blobs, program?: URL): Promise<BlobFacts[]> {
  await using extraction = openExtraction(threads, program);
  return await Promise.all(these.map(({ content, language }) => extraction.read(content, language)));
}

test('what is said of blobs does not depend on the number of threads', async () => {
  const expected = many.map(({ content, language }) => readBlob(content, language));
  for (const threads of [1, 2, 3]) expect(await readAll(threads, many)).toEqual(expected);
});

describe('a thread that dies', () => {
  const fatal = { content: Buffer.from('fatal;'), language: 'JavaScript' };

  test('leaves out the blob in hand, and the others are read', async () => {
    const facts = await readAll(2, many.toSpliced(7, 0, fatal).toSpliced(30, 0, fatal), mortal);
    const dead = facts.filter(({ unread }) => unread === 'unparsable');
    expect(dead).toHaveLength(2);
    expect([facts[7], facts[30]]).toEqual(dead);
    expect(facts.filter((each) => !dead.includes(each))).toEqual(await readAll(1, many));
  });

  test('before it could read anything is an error, not a file left out', async () => {
    const nowhere = new URL('fixtures/no-such-worker.ts', import.meta.url);
    await expect(readAll(2, blobs, nowhere)).rejects.toThrow(/no-such-worker/);
  });
});

test('nothing is left behind that would keep the process', async () => {
  const before = process.getActiveResourcesInfo().filter((name) => /Worker|MessagePort/.test(name)).length;
  await readAll(2, blobs);
  expect(process.getActiveResourcesInfo().filter((name) => /Worker|MessagePort/.test(name))).toHaveLength(before);
});

test('readers start threads once they are worth it, and keep them', async () => {
  await using readers = openReaders();
  const here = readers.forBytes(1_000_000);
  expect(here.atOnce).toBe(1);
  const threads = readers.forBytes(600_000);
  expect(threads.atOnce > 1).toBe(availableParallelism() > 1);
  expect(readers.forBytes(1)).toBe(threads);
  const read = ({ content, language }: (typeof blobs)[number]) => threads.read(content, language);
  expect(await Promise.all(blobs.map(read))).toEqual(blobs.map(({ content, language }) => readBlob(content, language)));
});

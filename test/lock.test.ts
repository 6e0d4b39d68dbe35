import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { takeLock } from '../src/lock.ts';
import { temporaryDirectory } from './store/databases.ts';
import { startChild } from './store/processes.ts';

function forge(directory: string, n: number, content: string): void {
  writeFileSync(join(directory, `lock.${n}`), content);
}

describe('the lock of a directory', () => {
  test('is held until released, in the same process too', () => {
    const directory = temporaryDirectory();
    const lock = takeLock(directory);
    if (lock === 'held') throw new Error('A new directory is not held');
    expect(takeLock(directory)).toBe('held');
    lock.release();
    expect(takeLock(directory)).not.toBe('held');
  });

  test('leaves one file, whatever happened before', () => {
    const directory = temporaryDirectory();
    for (const n of [1, 2, 7]) forge(directory, n, '');
    expect(takeLock(directory)).not.toBe('held');
    expect(takeLock(directory)).toBe('held');
    expect(readdirSync(directory)).toEqual(['lock.8']);
  });

  test('is held by a living process, and free when it has released it or was killed', async () => {
    const directory = temporaryDirectory();
    for (const end of ['finish', 'kill'] as const) {
      const holder = startChild('lock-program.ts', directory);
      expect(await holder.nextLine()).toBe('taken');
      expect(takeLock(directory)).toBe('held');
      await holder[end]();
    }
    expect(takeLock(directory)).not.toBe('held');
  });

  test.each(['new', 'free', 'killed'])('goes to exactly one of many contenders when it is %s', async (before) => {
    const directory = temporaryDirectory();
    if (before === 'free') forge(directory, 3, '');
    if (before === 'killed') {
      const holder = startChild('lock-program.ts', directory);
      expect(await holder.nextLine()).toBe('taken');
      await holder.kill();
    }
    const contenders = Array.from({ length: 12 }, () => startChild('lock-program.ts', directory));
    const answers = await Promise.all(contenders.map((contender) => contender.nextLine()));
    expect(answers.toSorted()).toEqual([...Array(11).fill('held'), 'taken']);
    expect(readdirSync(directory)).toHaveLength(1);
    await Promise.all(contenders.map((contender) => contender.finish()));
  });

  test('is not held by a later process of the same pid', async () => {
    const directory = temporaryDirectory();
    const other = startChild('lock-program.ts', temporaryDirectory());
    expect(await other.nextLine()).toBe('taken');
    forge(directory, 1, JSON.stringify({ pid: other.process.pid, started: 'long ago' }));
    const taken = takeLock(directory);
    // Only Linux says when a process started; elsewhere the living pid has to count.
    expect(taken === 'held').toBe(process.platform !== 'linux');
    await other.finish();
  });

  test('is held by a living pid of which nothing else is known', () => {
    const directory = temporaryDirectory();
    forge(directory, 1, JSON.stringify({ pid: process.pid, started: null }));
    expect(takeLock(directory)).toBe('held');
  });

  test.each(['', '{"pid":', '\0\0\0'])('is free when a power cut left %j', (content) => {
    const directory = temporaryDirectory();
    forge(directory, 1, content);
    expect(takeLock(directory)).not.toBe('held');
  });

  test('names its holder', () => {
    const directory = temporaryDirectory();
    takeLock(directory);
    expect(JSON.parse(readFileSync(join(directory, 'lock.1'), 'utf8'))).toMatchObject({ pid: process.pid });
  });
});

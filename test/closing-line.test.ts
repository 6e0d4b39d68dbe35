import { expect, it } from 'vitest';
import { run } from './command-line.ts';

it.each([
  ['passes.ts', 0, '1 passed, 0 failed'],
  ['fails.ts', 1, '0 passed, 1 failed'],
  ['does-not-load.ts', 1, '0 passed, 1 failed'],
])('a run in which %s is the only test ends with %i and says so in its last line', async (file, code, line) => {
  const options = JSON.stringify({ run: true, include: [`test/fixtures/runs/${file}`] });
  const script = `const { startVitest } = await import('vitest/node'); await (await startVitest('test', [], ${options})).close();`;
  const answer = await run(process.execPath, ['--input-type=module', '--eval', script]);
  expect({ code: answer.code, line: answer.out.trimEnd().split('\n').at(-1) }).toEqual({ code, line });
});

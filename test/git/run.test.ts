import { expect, test } from 'vitest';
import { GitError } from '../../src/git/run.ts';

test.each([
  [['log', '--root']],
  [['-c', 'safe.directory=*', 'log']],
  [['-c', 'core.quotePath=false', '-c', 'diff.rust.xfuncname=^x', 'log', '-c']],
])('an error names the command of %j', (args) => {
  expect(new GitError(args, 128, '').message).toBe('git log: exit 128');
  expect(new GitError(args, 128, 'warning: a\nfatal: b\n').message).toBe('git log: fatal: b');
});

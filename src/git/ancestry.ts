import { GitError, readGit } from './run.ts';

/**
 * The object that each name (`refs/heads/main^{commit}`, `<commit>:<path>`) stands for in a git directory, in the order
 * given; null where it stands for none. The names hold no newline.
 */
export async function objectsOf(gitDir: string, names: readonly string[]): Promise<(string | null)[]> {
  const input = names.map((name) => `${name}\n`);
  const answer = await readGit(['cat-file', '--batch-check=%(objectname)'], { env: { GIT_DIR: gitDir }, input });
  const lines = answer.split('\n');
  return names.map((_, index) => (/^[0-9a-f]{40,64}$/.test(lines[index] ?? '') ? lines[index]! : null));
}

/**
 * The best common ancestor of a head and the merge of `others` (`git merge-base`); null where they have none. Throws a
 * GitError when a commit is not there.
 */
export async function mergeBase(gitDir: string, head: string, others: readonly string[]): Promise<string | null> {
  try {
    return (await readGit(['merge-base', head, ...others], { env: { GIT_DIR: gitDir } })).trim();
  } catch (error) {
    // Nothing in common: no output, exit 1.
    if (error instanceof GitError && error.stderr === '') return null;
    throw error;
  }
}

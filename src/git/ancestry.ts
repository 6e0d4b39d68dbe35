import { GitError, readGit } from './run.ts';

/** The commit that a ref or revision names in a git directory; null where it names none. */
export async function commitOf(gitDir: string, revision: string): Promise<string | null> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  const answer = await readGit(args, { env: { GIT_DIR: gitDir } }).catch((error: unknown) => {
    if (error instanceof GitError) return '';
    throw error;
  });
  return /^[0-9a-f]{40,64}\n$/.test(answer) ? answer.trim() : null;
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

import { hears, sendRepositoryEvent } from '../events.ts';
import type { Fake } from '../fake.ts';
import { type CommitFacts, commits, isAncestor, resolve, setRef } from '../git.ts';
import { type Account, fullName, type Repository, timestamp } from '../state.ts';

/** GitHub lists no more commits of a push. */
const commitLimit = 2_048;

/** Moves a branch to a commit that the repository has; null deletes it. Sends `push`; answers with the old sha. */
export async function updateBranch(
  fake: Fake,
  repository: Repository,
  branch: string,
  after: string | null,
  by: Account,
): Promise<string | null> {
  const { gitDir } = repository;
  const ref = `refs/heads/${branch}`;
  const before = await resolve(gitDir, ref);
  if (before === after) return before;
  await setRef(gitDir, ref, after);
  repository.pushedAt = timestamp();
  if (!hears(fake, repository, 'push')) return before;
  const zeros = '0'.repeat((after ?? before!).length);
  const range = before === null ? [after!, '--not', `--exclude=${ref}`, '--branches'] : [`${before}..${after}`];
  const [listed, straight] = await Promise.all([
    after === null ? [] : commits(gitDir, range, commitLimit),
    before === null || after === null || isAncestor(gitDir, before, after),
  ]);
  // A push back to an older commit lists none.
  const newest = after === null || listed[0]?.sha === after ? listed[0] : (await commits(gitDir, [after], 1))[0];
  const compared = before && after ? `${before.slice(0, 12)}...${after.slice(0, 12)}` : (after ?? zeros).slice(0, 12);
  const seconds = (time: string) => Math.floor(Date.parse(time) / 1_000);
  sendRepositoryEvent(fake, {
    event: 'push',
    repository,
    sender: by,
    // Times of the repository are numbers in this event only.
    repositoryChanges: { created_at: seconds(repository.createdAt), pushed_at: seconds(repository.pushedAt) },
    content: {
      ref,
      before: before ?? zeros,
      after: after ?? zeros,
      base_ref: null,
      created: before === null,
      deleted: after === null,
      forced: !straight,
      compare: `${fake.url}/${fullName(repository)}/compare/${compared}`,
      commits: listed.reverse().map((commit) => pushedCommit(fake, repository, commit)),
      head_commit: newest ? pushedCommit(fake, repository, newest) : null,
      pusher: { name: by.login, email: by.type === 'Bot' ? null : `${by.login}@users.noreply.github.com` },
    },
  });
  return before;
}

function pushedCommit(fake: Fake, repository: Repository, commit: CommitFacts): Record<string, unknown> {
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.author.date,
    url: `${fake.url}/${fullName(repository)}/commit/${commit.sha}`,
    author: personOf(commit.author),
    committer: personOf(commit.committer),
    added: [],
    removed: [],
    modified: [],
  };
}

/** GitHub's description knows only addresses, and git knows any text. */
function personOf({ name, email }: { name: string; email: string }) {
  return { name, email: /^[^@\s]+@[^@\s.]+\.[^@\s]+$/.test(email) ? email : null };
}

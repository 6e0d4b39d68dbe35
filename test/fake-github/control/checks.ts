import { appBody } from '../bodies/app.ts';
import { type CheckRunBody, checkRunBody, pullsAt } from '../bodies/check-run.ts';
import { repositoryUrl } from '../bodies/repository.ts';
import { sendRepositoryEvent } from '../events.ts';
import { type Fake, nodeId } from '../fake.ts';
import { commits } from '../git.ts';
import { type Annotation, account, type CheckRun, type Repository, timestamp } from '../state.ts';
import { repositoryByName } from './find.ts';

/** The check runs of a repository, or of one commit, oldest first, each as GitHub answers and with its annotations. */
export function checkRuns(
  fake: Fake,
  options: { repo: string; sha?: string },
): (CheckRunBody & { annotations: Annotation[]; actions: unknown[] })[] {
  return repositoryByName(fake, options.repo)
    .checkRuns.filter((run) => options.sha === undefined || run.headSha === options.sha)
    .map((run) => ({ ...checkRunBody(fake, run), annotations: run.output.annotations, actions: run.actions }));
}

/** A user asks for one check run again: `check_run.rerequested`. The run itself stays as it is. */
export function rerequestCheckRun(fake: Fake, options: { id: number; sender?: string }): void {
  const run = [...fake.state.repositories.values()].flatMap((it) => it.checkRuns).find(({ id }) => id === options.id);
  if (!run) throw new Error(`there is no check run ${options.id}`);
  const { repository } = run;
  const suite = suiteBody(fake, repository, run.headSha, run.suiteId);
  const content = { check_run: { ...checkRunBody(fake, run), check_suite: suite } };
  const sender = account(fake.state, options.sender ?? 'octocat');
  sendRepositoryEvent(fake, { event: 'check_run.rerequested', repository, sender, content });
}

/** A user asks for all check runs of a commit again: `check_suite.rerequested`. Throws when it has none. */
export async function rerequestSuite(
  fake: Fake,
  options: { repo: string; sha: string; sender?: string },
): Promise<void> {
  const repository = repositoryByName(fake, options.repo);
  const id = repository.suites.get(options.sha);
  if (id === undefined) throw new Error(`there is no check suite at ${options.sha}`);
  const [commit] = await commits(repository.gitDir, [options.sha], 1);
  const runs = repository.checkRuns.filter((run) => run.suiteId === id);
  const content = {
    check_suite: {
      ...suiteBody(fake, repository, options.sha, id),
      latest_check_runs_count: runs.length,
      check_runs_url: `${repositoryUrl(fake, repository)}/check-suites/${id}/check-runs`,
      rerequestable: true,
      runs_rerequestable: true,
      head_commit: {
        id: options.sha,
        tree_id: commit!.tree,
        message: commit!.message,
        timestamp: commit!.committer.date,
        author: { name: commit!.author.name, email: commit!.author.email },
        committer: { name: commit!.committer.name, email: commit!.committer.email },
      },
    },
  };
  const sender = account(fake.state, options.sender ?? 'octocat');
  sendRepositoryEvent(fake, { event: 'check_suite.rerequested', repository, sender, content });
}

function suiteBody(fake: Fake, repository: Repository, sha: string, id: number): Record<string, unknown> {
  const runs: CheckRun[] = repository.checkRuns.filter((run) => run.suiteId === id);
  const head = repository.pulls.find((pull) => pull.head.sha === sha && pull.head.repository === repository);
  const time = timestamp();
  return {
    id,
    node_id: nodeId('CS', id),
    // GitHub does not know the branch of a fork here.
    head_branch: head?.head.branch ?? null,
    head_sha: sha,
    // A rerequest sets the suite back, whatever its runs say.
    status: 'queued',
    conclusion: null,
    url: `${repositoryUrl(fake, repository)}/check-suites/${id}`,
    before: '0'.repeat(sha.length),
    after: sha,
    pull_requests: pullsAt(fake, repository, sha),
    app: appBody(fake),
    created_at: runs[0]?.startedAt ?? time,
    updated_at: time,
  };
}

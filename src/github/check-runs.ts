import type { Octokit } from '@octokit/rest';
import type { CheckRun } from '../model.ts';
import { Gone } from './errors.ts';

/** The name of the check run: what a team names in a branch protection rule. */
export const checkName = 'Touchstone';

/** A repository by its present name. */
export interface RepositoryName {
  owner: string;
  name: string;
}

/**
 * Makes a commit's check run say this: edits the one that is there (the known one, else the one that GitHub has of this
 * app, left by a process that died before it could note it), else creates it. Answers with its id. Running it again
 * changes nothing. Gives up when `signal` is aborted.
 */
export async function ensureCheckRun(
  octokit: Octokit,
  repository: RepositoryName,
  head: string,
  run: CheckRun,
  known: { checkRunId: number | null; appId: number; detailsUrl: string | null; signal: AbortSignal },
): Promise<number> {
  const { owner, name: repo } = repository;
  const request = { signal: known.signal };
  const content = {
    name: checkName,
    status: 'completed' as const,
    conclusion: run.conclusion,
    ...(known.detailsUrl === null ? {} : { details_url: known.detailsUrl }),
    output: {
      title: run.title,
      summary: run.summary,
      ...(run.text === '' ? {} : { text: run.text }),
      annotations: run.annotations.map(({ path, line, message }) => ({
        path,
        start_line: line,
        end_line: line,
        annotation_level: 'warning' as const,
        message,
      })),
    },
  };
  const edit = async (id: number): Promise<number> => {
    const at = { owner, repo, check_run_id: id, request };
    // GitHub adds the annotations of each request to those that are there, and takes none away: they are given once.
    const { annotations, ...output } = content.output;
    const { data } = await octokit.rest.checks.update({ ...at, ...content, output });
    if (annotations.length > 0 && data.output.annotations_count === 0) {
      await octokit.rest.checks.update({ ...at, ...content });
    }
    return id;
  };
  if (known.checkRunId !== null) {
    try {
      return await edit(known.checkRunId);
    } catch (error) {
      // GitHub keeps check runs for some months only. Where it is the repository that has gone, the next request says so.
      if (!(error instanceof Gone)) throw error;
    }
  }
  const found = await findCheckRun(octokit, repository, head, known);
  if (found !== null) return await edit(found);
  const { data } = await octokit.rest.checks.create({ owner, repo, head_sha: head, request, ...content });
  return data.id;
}

async function findCheckRun(
  octokit: Octokit,
  { owner, name: repo }: RepositoryName,
  head: string,
  { appId, signal }: { appId: number; signal: AbortSignal },
): Promise<number | null> {
  const { data } = await octokit.rest.checks.listForRef({
    owner,
    repo,
    ref: head,
    check_name: checkName,
    app_id: appId,
    filter: 'latest',
    per_page: 1,
    request: { signal },
  });
  return data.check_runs[0]?.id ?? null;
}

import { apiUrl, type Fake, nodeId } from '../fake.ts';
import { type CheckRun, fullName, type Pull, type Repository } from '../state.ts';
import { appBody } from './app.ts';
import { repositoryUrl } from './repository.ts';

/** A `check-run`, without its annotations, as GitHub answers. */
export interface CheckRunBody {
  id: number;
  name: string;
  node_id: string;
  head_sha: string;
  external_id: string;
  url: string;
  html_url: string;
  details_url: string;
  status: CheckRun['status'];
  conclusion: string | null;
  started_at: string | null;
  completed_at: string | null;
  output: {
    title: string | null;
    summary: string | null;
    text: string | null;
    annotations_count: number;
    annotations_url: string;
  };
  check_suite: { id: number };
  app: Record<string, unknown>;
  pull_requests: Record<string, unknown>[];
}

/** The body of a check run. */
export function checkRunBody(fake: Fake, run: CheckRun): CheckRunBody {
  const url = `${repositoryUrl(fake, run.repository)}/check-runs/${run.id}`;
  const page = `${fake.url}/${fullName(run.repository)}/runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('CR', run.id),
    head_sha: run.headSha,
    external_id: run.externalId ?? '',
    url,
    html_url: page,
    details_url: run.detailsUrl ?? 'https://touchstone.example',
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.output.title,
      summary: run.output.summary,
      text: run.output.text,
      annotations_count: run.output.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suiteId },
    app: appBody(fake),
    pull_requests: pullsAt(fake, run.repository, run.headSha),
  };
}

/** The open pulls whose head is this commit. GitHub does not list pulls of forks here. */
export function pullsAt(fake: Fake, repository: Repository, sha: string): Record<string, unknown>[] {
  return repository.pulls
    .filter((pull) => pull.state === 'open' && pull.head.sha === sha && pull.head.repository === repository)
    .map((pull) => pullStub(fake, pull));
}

function pullStub(fake: Fake, pull: Pull): Record<string, unknown> {
  const { repository, head, base } = pull;
  const stub = {
    id: repository.id,
    url: `${apiUrl(fake)}/repos/${fullName(repository)}`,
    name: repository.name,
  };
  return {
    id: pull.id,
    number: pull.number,
    url: `${repositoryUrl(fake, repository)}/pulls/${pull.number}`,
    head: { ref: head.branch, sha: head.sha, repo: stub },
    base: { ref: base.branch, sha: base.sha, repo: stub },
  };
}

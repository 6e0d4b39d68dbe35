import { checkRunBody } from '../bodies/check-run.ts';
import { hasCommit, resolve } from '../git.ts';
import { type Answer, paged, refusal } from '../http.ts';
import { type Annotation, type CheckRun, nextId, type Repository, timestamp } from '../state.ts';
import { brokenLimits } from './check-run-limits.ts';
import { type Call, type Route, repositoryOf, repositoryPagesUrl } from './route.ts';

/** Check runs. */
export const checkRunRoutes: Route[] = [
  { key: 'POST /repos/{owner}/{repo}/check-runs', handle: createCheckRun },
  { key: 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', handle: updateCheckRun },
  { key: 'GET /repos/{owner}/{repo}/check-runs/{check_run_id}', handle: getCheckRun },
  { key: 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs', handle: listCheckRuns },
];

/** What a check run is written with; all of it may be left out of an update. */
interface CheckRunRequest {
  name?: string;
  head_sha?: string;
  external_id?: string;
  details_url?: string;
  status?: CheckRun['status'];
  conclusion?: string;
  started_at?: string;
  completed_at?: string;
  output?: { title?: string; summary?: string; text?: string; annotations?: Annotation[] };
  actions?: unknown[];
}

async function createCheckRun(call: Call): Promise<Answer> {
  const { fake } = call;
  const repository = repositoryOf(call, 'checks', 'write');
  const request = limited(call);
  const sha = request.head_sha ?? '';
  if (!repository.knownCommits.has(sha)) {
    if (!(await hasCommit(repository.gitDir, sha))) throw refusal(422, `No commit found for SHA: ${sha}`);
    repository.knownCommits.add(sha);
  }
  const run: CheckRun = {
    id: nextId(fake.state, 'checkRun'),
    suiteId: suiteOf(call, repository, sha),
    repository,
    headSha: sha,
    name: request.name ?? '',
    externalId: null,
    detailsUrl: null,
    status: 'queued',
    conclusion: null,
    startedAt: timestamp(),
    completedAt: null,
    output: { title: null, summary: null, text: null, annotations: [] },
    actions: [],
  };
  repository.checkRuns.push(run);
  write(run, request);
  return { status: 201, body: checkRunBody(fake, run) };
}

function updateCheckRun(call: Call): Answer {
  const repository = repositoryOf(call, 'checks', 'write');
  const run = named(call, repository);
  write(run, limited(call));
  return { status: 200, body: checkRunBody(call.fake, run) };
}

function getCheckRun(call: Call): Answer {
  return { status: 200, body: checkRunBody(call.fake, named(call, repositoryOf(call, 'checks'))) };
}

async function listCheckRuns(call: Call): Promise<Answer> {
  const repository = repositoryOf(call, 'checks');
  const { query } = call;
  const sha = await resolve(repository.gitDir, call.params.ref!);
  if (sha === null) throw refusal(422, `No commit found for SHA: ${call.params.ref}`);
  const { name, status, app } = {
    name: query.get('check_name'),
    status: query.get('status'),
    app: query.get('app_id'),
  };
  let runs = repository.checkRuns
    .filter((run) => run.headSha === sha)
    .filter((run) => name === null || run.name === name)
    .filter((run) => status === null || run.status === status)
    .filter(() => app === null || app === String(call.fake.app.id));
  if ((query.get('filter') ?? 'latest') === 'latest') runs = [...new Map(runs.map((run) => [run.name, run])).values()];
  const url = `${repositoryPagesUrl(call.fake, repository)}/commits/${encodeURIComponent(call.params.ref!)}/check-runs`;
  const { items, headers } = paged(runs, query, url);
  const body = { total_count: runs.length, check_runs: items.map((run) => checkRunBody(call.fake, run)) };
  return { status: 200, body, headers };
}

function named(call: Call, repository: Repository): CheckRun {
  const run = repository.checkRuns.find(({ id }) => id === Number(call.params.check_run_id));
  if (!run) throw refusal(404, 'Not Found');
  return run;
}

function limited(call: Call): CheckRunRequest {
  const broken = brokenLimits(call.body);
  if (broken.length > 0) throw refusal(422, 'Invalid request.', broken);
  return (call.body ?? {}) as CheckRunRequest;
}

function suiteOf(call: Call, repository: Repository, sha: string): number {
  const id = repository.suites.get(sha) ?? nextId(call.fake.state, 'checkSuite');
  repository.suites.set(sha, id);
  return id;
}

function write(run: CheckRun, request: CheckRunRequest): void {
  run.name = request.name ?? run.name;
  run.externalId = request.external_id ?? run.externalId;
  run.detailsUrl = request.details_url ?? run.detailsUrl;
  run.startedAt = request.started_at ?? run.startedAt;
  run.actions = request.actions ?? run.actions;
  if (request.output) {
    const { title, summary, text, annotations } = request.output;
    run.output.title = title ?? run.output.title;
    run.output.summary = summary ?? run.output.summary;
    run.output.text = text ?? run.output.text;
    // Each request adds to the annotations that are there.
    run.output.annotations.push(...(annotations ?? []));
  }
  if (request.conclusion !== undefined || request.status === 'completed') {
    run.status = 'completed';
    run.conclusion = request.conclusion ?? run.conclusion;
    run.completedAt = request.completed_at ?? timestamp();
  } else if (request.status !== undefined) {
    run.status = request.status;
    run.conclusion = null;
    run.completedAt = null;
  }
}

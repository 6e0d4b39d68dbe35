import { fullPullBody, pullBody } from '../bodies/pull.ts';
import { repositoryUrl } from '../bodies/repository.ts';
import { pullDiff } from '../git.ts';
import { type Answer, paged, refusal } from '../http.ts';
import { fullName, type Pull } from '../state.ts';
import { type Call, type Route, repositoryOf, repositoryPagesUrl } from './route.ts';

/** Pull requests. */
export const pullRoutes: Route[] = [
  { key: 'GET /repos/{owner}/{repo}/pulls', handle: listPulls },
  { key: 'GET /repos/{owner}/{repo}/pulls/{pull_number}', handle: getPull },
  { key: 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files', handle: listFiles },
];

/** GitHub lists no more files of a pull, however many it has. */
const fileLimit = 3_000;

function listPulls(call: Call): Answer {
  const repository = repositoryOf(call, 'pull_requests');
  const { query } = call;
  const state = query.get('state') ?? 'open';
  const head = query.get('head');
  const base = query.get('base');
  const sort = query.get('sort') ?? 'created';
  // GitHub: descending for `created`, the default; ascending otherwise.
  const direction = query.get('direction') ?? (sort === 'created' ? 'desc' : 'asc');
  const pulls = repository.pulls
    .filter((pull) => state === 'all' || pull.state === state)
    .filter((pull) => !head?.includes(':') || `${pull.head.repository.owner.login}:${pull.head.branch}` === head)
    .filter((pull) => base === null || pull.base.branch === base)
    .sort((a, b) => (sort === 'updated' ? a.updatedAt.localeCompare(b.updatedAt) : 0) || a.number - b.number);
  if (direction === 'desc') pulls.reverse();
  const { items, headers } = paged(pulls, query, `${repositoryPagesUrl(call.fake, repository)}/pulls`);
  return { status: 200, body: items.map((pull) => pullBody(call.fake, pull)), headers };
}

async function getPull(call: Call): Promise<Answer> {
  return { status: 200, body: await fullPullBody(call.fake, named(call)) };
}

async function listFiles(call: Call): Promise<Answer> {
  const pull = named(call);
  const { repository, head, base } = pull;
  const diff = await pullDiff(repository.gitDir, base.sha, head.sha);
  const url = `${repositoryPagesUrl(call.fake, repository)}/pulls/${pull.number}/files`;
  const { items, headers } = paged(diff.files.slice(0, fileLimit), call.query, url);
  const page = `${call.fake.url}/${fullName(repository)}`;
  const body = items.map((file) => {
    const path = file.filename.split('/').map(encodeURIComponent).join('/');
    return {
      sha: file.sha,
      filename: file.filename,
      status: file.status,
      additions: file.additions,
      deletions: file.deletions,
      changes: file.additions + file.deletions,
      blob_url: `${page}/blob/${head.sha}/${path}`,
      raw_url: `${page}/raw/${head.sha}/${path}`,
      contents_url: `${repositoryUrl(call.fake, repository)}/contents/${path}?ref=${head.sha}`,
      ...(file.previousFilename === null ? {} : { previous_filename: file.previousFilename }),
    };
  });
  return { status: 200, body, headers };
}

function named(call: Call): Pull {
  const repository = repositoryOf(call, 'pull_requests');
  const pull = repository.pulls.find(({ number }) => number === Number(call.params.pull_number));
  if (!pull) throw refusal(404, 'Not Found');
  return pull;
}

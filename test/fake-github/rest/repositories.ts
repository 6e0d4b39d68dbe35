import { fullRepositoryBody, repositoryUrl } from '../bodies/repository.ts';
import { nodeId } from '../fake.ts';
import { commits, resolve } from '../git.ts';
import { type Answer, refusal } from '../http.ts';
import { fullName } from '../state.ts';
import { type Call, type Route, repositoryOf } from './route.ts';

/** Repositories and their branches. */
export const repositoryRoutes: Route[] = [
  { key: 'GET /repos/{owner}/{repo}', handle: getRepository },
  { key: 'GET /repos/{owner}/{repo}/branches/{branch}', handle: getBranch },
];

function getRepository(call: Call): Answer {
  return { status: 200, body: fullRepositoryBody(call.fake, repositoryOf(call, 'metadata')) };
}

async function getBranch(call: Call): Promise<Answer> {
  const repository = repositoryOf(call, 'contents');
  const branch = call.params.branch!;
  const sha = await resolve(repository.gitDir, `refs/heads/${branch}`);
  if (sha === null) throw refusal(404, 'Branch not found');
  const [commit] = await commits(repository.gitDir, [sha], 1);
  const url = repositoryUrl(call.fake, repository);
  const page = `${call.fake.url}/${fullName(repository)}`;
  const encoded = encodeURIComponent(branch);
  const body = {
    name: branch,
    commit: {
      sha,
      node_id: nodeId('C', repository.id),
      commit: {
        author: commit!.author,
        committer: commit!.committer,
        message: commit!.message,
        tree: { sha: commit!.tree, url: `${url}/git/trees/${commit!.tree}` },
        url: `${url}/git/commits/${sha}`,
        comment_count: 0,
        verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
      },
      url: `${url}/commits/${sha}`,
      html_url: `${page}/commit/${sha}`,
      comments_url: `${url}/commits/${sha}/comments`,
      author: null,
      committer: null,
      parents: commit!.parents.map((parent) => ({
        sha: parent,
        url: `${url}/commits/${parent}`,
        html_url: `${page}/commit/${parent}`,
      })),
    },
    _links: { self: `${url}/branches/${encoded}`, html: `${page}/tree/${encoded}` },
    protected: false,
    protection: { enabled: false, required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] } },
    protection_url: `${url}/branches/${encoded}/protection`,
  };
  return { status: 200, body };
}

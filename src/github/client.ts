import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import { Moved, RateLimited, typedError, Unauthorized, Unreachable } from './errors.ts';

/** How GitHub is reached, and as which app. */
export interface GitHubSettings {
  /** `https://api.github.com`, or `https://<host>/api/v3`. */
  apiUrl: string;
  /** `https://github.com`: where repositories are cloned from. */
  webUrl: string;
  appId: number;
  /** PEM. */
  privateKey: string;
}

/** GitHub, as the app and as each of its installations. All requests fail with the errors of errors.ts. */
export interface GitHub {
  settings: GitHubSettings;
  /** As the app itself. */
  app: Octokit;
  installation(id: number): Octokit;
  /**
   * Tells which permissions an installation has now. A token keeps those of when it was made: where they are others than
   * was told before, the next request asks for a new one.
   */
  permitted(id: number, permissions: Readonly<Record<string, string>>): void;
  /** A token of an installation for git, fresh for at least some minutes. */
  token(installationId: number): Promise<string>;
}

/** A request that takes longer is given up: the task tries again. */
const requestTimeoutMs = 15_000;

/** Opens GitHub for an app. Sends nothing yet. */
export function openGitHub(settings: GitHubSettings): GitHub {
  const { apiUrl, appId, privateKey } = settings;
  const open = (auth: { installationId?: number }): Octokit => {
    const limit = { until: 0 };
    const octokit = new Octokit({
      authStrategy: createAppAuth,
      auth: { appId, privateKey, ...auth },
      baseUrl: apiUrl,
      userAgent: 'touchstone',
      // Its own log would print requests, tokens among them.
      log: { debug() {}, info() {}, warn() {}, error() {} },
    });
    octokit.hook.wrap('request', async (request, options) => {
      const asked = options.request as { signal?: AbortSignal };
      const send = async () => {
        const timeout = AbortSignal.timeout(requestTimeoutMs);
        const signal = asked.signal ? AbortSignal.any([timeout, asked.signal]) : timeout;
        // In the options themselves: the hook that signs in sends these, whatever it is called with.
        options.request = { ...asked, redirect: 'manual', signal };
        // Also those that were under way when another request met the limit.
        if (Date.now() < limit.until) throw new RateLimited(new Date(limit.until));
        try {
          return checked(await request(options));
        } catch (error) {
          const typed = typedError(error, Date.now());
          if (typed instanceof RateLimited) limit.until = Math.max(limit.until, typed.resetAt.getTime());
          throw typed;
        }
      };
      try {
        return await send();
      } catch (error) {
        const asksForToken = options.url.endsWith('/access_tokens');
        if (!(error instanceof Unauthorized) || auth.installationId === undefined || asksForToken) throw error;
        // The token may have been revoked: once with a new one.
        await installationToken(octokit, auth.installationId, true);
        return await send();
      }
    });
    return octokit;
  };
  const app = open({});
  const installations = new Map<number, Octokit>();
  const permissionsOf = new Map<number, string>();
  const installation = (id: number): Octokit => {
    let octokit = installations.get(id);
    if (!octokit) {
      octokit = open({ installationId: id });
      installations.set(id, octokit);
    }
    return octokit;
  };
  return {
    settings,
    app,
    installation,
    permitted(id, permissions) {
      const told = JSON.stringify(Object.entries(permissions).sort());
      // With it goes its token.
      if ((permissionsOf.get(id) ?? told) !== told) installations.delete(id);
      permissionsOf.set(id, told);
    },
    token: (id) => installationToken(installation(id), id, false),
  };
}

/** Redirects are not followed (a token must not leave its host), and an answer that breaks off is no answer. */
function checked<Response extends { status: number; data: unknown; url: string }>(response: Response): Response {
  if (response.status >= 300 && response.status < 400 && response.status !== 304) {
    throw new Moved(`${new URL(response.url).pathname} has moved`);
  }
  const mayBeEmpty = [202, 204, 304].includes(response.status);
  if (typeof response.data === 'string' && !(mayBeEmpty && response.data === '')) {
    throw new Unreachable(`${new URL(response.url).pathname}: the answer is no JSON`);
  }
  return response;
}

async function installationToken(octokit: Octokit, installationId: number, refresh: boolean): Promise<string> {
  try {
    const auth = await octokit.auth({ type: 'installation', installationId, refresh });
    return (auth as { token: string }).token;
  } catch (error) {
    throw typedError(error, Date.now());
  }
}

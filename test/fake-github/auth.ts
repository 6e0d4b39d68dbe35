import { randomBytes, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Fake } from './fake.ts';
import { Refusal, refusal } from './http.ts';
import { covers, type Installation, type Repository, type Token } from './state.ts';

/** Who makes a request: the app by its JWT, an installation by its token, or nobody whom GitHub knows. */
export type Caller =
  | { kind: 'app' }
  | { kind: 'installation'; token: Token; installation: Installation | null }
  | { kind: 'nobody'; message: string };

/** Reads the `authorization` header. Answers in any case; `nobody` says why. */
export function callerOf(fake: Fake, headers: IncomingHttpHeaders): Caller {
  const [scheme, value] = (headers.authorization ?? '').split(' ') as [string, string | undefined];
  if (!value) return { kind: 'nobody', message: 'Requires authentication' };
  const secret = scheme.toLowerCase() === 'basic' ? passwordOf(value) : value;
  const token = fake.state.tokens.get(secret);
  if (token) {
    if (token.expiresAt <= Date.now()) return { kind: 'nobody', message: 'Bad credentials' };
    return { kind: 'installation', token, installation: fake.state.installations.get(token.installationId) ?? null };
  }
  if (secret.startsWith('ghs_')) return { kind: 'nobody', message: 'Bad credentials' };
  const wrong = wrongJwt(fake, secret);
  return wrong === null ? { kind: 'app' } : { kind: 'nobody', message: wrong };
}

function passwordOf(value: string): string {
  const [user, password] = Buffer.from(value, 'base64').toString().split(':');
  return user === 'x-access-token' ? (password ?? '') : '';
}

/** Why a JWT does not stand for the app, in GitHub's words; null when it does. */
function wrongJwt(fake: Fake, jwt: string): string | null {
  const parts = jwt.split('.');
  if (parts.length !== 3) return 'Bad credentials';
  const undecodable = 'A JSON web token could not be decoded';
  try {
    const [header, payload] = parts.slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
    if (header.alg !== 'RS256') return undecodable;
    const signed = Buffer.from(`${parts[0]}.${parts[1]}`);
    const signature = Buffer.from(parts[2]!, 'base64url');
    if (!verify('RSA-SHA256', signed, fake.app.publicKey, signature)) return undecodable;
    const now = Date.now() / 1_000;
    if (String(payload.iss) !== String(fake.app.id)) return 'Integration not found';
    if (!Number.isInteger(payload.iat) || payload.iat > now + 60)
      return "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
    if (!Number.isInteger(payload.exp) || payload.exp <= now)
      return "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
    if (payload.exp > now + 601) return "'Expiration time' claim ('exp') is too far in the future";
    return null;
  } catch {
    return undecodable;
  }
}

/** A new token in the format of 2026: long, with dots, dashes and underscores, and no fixed length. */
export function newToken(fake: Fake): string {
  const part = (bytes: number) => randomBytes(bytes).toString('base64url');
  return `ghs_${fake.app.id}_eyJ${part(24)}.eyJ${part(100)}_-.${part(64)}`;
}

/** Throws unless the caller is the app itself. */
export function requireApp(caller: Caller): void {
  if (caller.kind === 'app') return;
  throw refusal(401, caller.kind === 'nobody' ? caller.message : 'A JSON web token could not be decoded');
}

/** The installation that makes the request, and its token. Throws GitHub's refusal when there is none, or it is suspended. */
export function requireInstallation(caller: Caller): { installation: Installation; token: Token } {
  if (caller.kind === 'nobody') throw refusal(401, caller.message);
  if (caller.kind === 'app') throw refusal(403, 'Resource not accessible by integration');
  if (!caller.installation) throw refusal(401, 'Bad credentials');
  if (caller.installation.suspended) throw refusal(403, 'This installation has been suspended');
  return { installation: caller.installation, token: caller.token };
}

/** Throws 404 when the token does not reach the repository, and 403 when it may not do this there. */
export function requireAccess(
  caller: Caller,
  repository: Repository,
  permission: string,
  level: 'read' | 'write',
): void {
  const { installation, token } = requireInstallation(caller);
  const narrowed = token.repositoryIds !== null && !token.repositoryIds.has(repository.id);
  if (narrowed || !covers(installation, repository)) throw refusal(404, 'Not Found');
  const allowed =
    permission === 'metadata' ? 'read' : lower(installation.permissions[permission], token.permissions[permission]);
  if (allowed === 'write' || allowed === level) return;
  const { body, ...answer } = refusal(403, 'Resource not accessible by integration').answer;
  throw new Refusal({ ...answer, body, headers: { 'x-accepted-github-permissions': `${permission}=${level}` } });
}

function lower(a: string | undefined, b: string | undefined): string | undefined {
  if (!a || !b) return undefined;
  return a === 'read' ? a : b;
}

import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GitHubSettings } from '../github/client.ts';
import { logLevels } from '../log.ts';
import { UserError } from '../model.ts';
import { userData } from './data-directory.ts';

/** What the operator sets, all by environment variables. */
export interface ServerSettings {
  github: GitHubSettings;
  webhook: { secrets: string[]; path: string };
  host: string;
  port: number;
  /** Holds the embedded database, the mirrors and the socket that `touchstone status` asks. */
  directory: string;
  databaseUrl: string | null;
  /** The address under which people reach this server, without a slash at the end. */
  publicUrl: string | null;
  logLevel: (typeof logLevels)[number];
  mirrorMaxMegabytes: number;
  mirrorUnusedDays: number;
  graceDays: number;
  trendMonths: number;
  checkDeadlineSeconds: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const shortestSecret = 32;

/**
 * Reads the settings of `touchstone serve` and `worker`. Throws a UserError that names every variable that is missing or
 * wrong, never its value where that is a secret. Without a web server nobody needs the webhook's secret.
 */
export function readServerSettings(env: Environment, { web }: { web: boolean }): ServerSettings {
  const problems: string[] = [];
  const settings = {
    github: {
      ...addresses(env, problems),
      appId: whole(env, 'APP_ID', null, [1, 9_999_999_999], problems),
      privateKey: key(env, problems),
    },
    webhook: { secrets: web ? secrets(env, problems) : [], path: env.WEBHOOK_PATH || '/api/github/webhooks' },
    host: env.HOST || 'localhost',
    port: whole(env, 'PORT', 3000, [0, 65_535], problems),
    ...storage(env),
    publicUrl: publicUrl(env, problems),
    logLevel: logLevels.find((level) => level === (env.LOG_LEVEL || 'info')) ?? 'info',
    mirrorMaxMegabytes: whole(env, 'TOUCHSTONE_MIRROR_MAX_MB', 5_000, [0, 9_999_999], problems),
    mirrorUnusedDays: whole(env, 'TOUCHSTONE_MIRROR_UNUSED_DAYS', 30, [0, 36_500], problems),
    graceDays: whole(env, 'TOUCHSTONE_GRACE_DAYS', 30, [0, 36_500], problems),
    trendMonths: whole(env, 'TOUCHSTONE_TREND_MONTHS', 12, [0, 120], problems),
    // Two minutes before the ten that are promised.
    checkDeadlineSeconds: whole(env, 'TOUCHSTONE_CHECK_DEADLINE_SECONDS', 480, [1, 86_400], problems),
  };
  if (!settings.webhook.path.startsWith('/'))
    problems.push('WEBHOOK_PATH: expected a path such as /api/github/webhooks');
  if (env.LOG_LEVEL && settings.logLevel !== env.LOG_LEVEL)
    problems.push(`LOG_LEVEL: expected one of ${logLevels.join(', ')}`);
  if (problems.length > 0) {
    throw new UserError(`the settings are not complete; nothing was started\n${problems.join('\n')}`);
  }
  return settings;
}

/** Where the app keeps what it has: what `touchstone status` needs to know. */
export function storage(env: Environment): { directory: string; databaseUrl: string | null } {
  return { directory: join(env.TOUCHSTONE_DATA || userData(env), 'app'), databaseUrl: env.DATABASE_URL || null };
}

/** Every value that must never be seen: what the log scrubs. */
export function secretsOf({ github, webhook, databaseUrl }: ServerSettings): string[] {
  const url = databaseUrl === null ? null : URL.parse(databaseUrl);
  const inner = github.privateKey.split('\n').filter((line) => line.length >= 40);
  const found = [
    ...webhook.secrets,
    github.privateKey,
    ...inner,
    url?.password ?? '',
    url ? decoded(url.password) : '',
  ];
  return [...new Set(found.filter((secret) => secret.length > 3))];
}

function addresses(env: Environment, problems: string[]): Pick<GitHubSettings, 'apiUrl' | 'webUrl'> {
  const host = env.GHE_HOST;
  if (!host) return { apiUrl: 'https://api.github.com', webUrl: 'https://github.com' };
  const protocol = env.GHE_PROTOCOL || 'https';
  const webUrl = `${protocol}://${host}`;
  const url = URL.parse(webUrl);
  if (!/^https?$/.test(protocol) || !url || url.origin !== webUrl.toLowerCase()) {
    problems.push('GHE_HOST, GHE_PROTOCOL: expected a host such as github.example.com, and https or http');
  }
  return { apiUrl: `${webUrl}/api/v3`, webUrl };
}

function whole(
  env: Environment,
  name: string,
  otherwise: number | null,
  [least, most]: [number, number],
  problems: string[],
): number {
  const text = env[name];
  if (!text && otherwise !== null) return otherwise;
  if (!text) problems.push(`${name}: missing; it stands on the app’s settings page at GitHub`);
  else if (!/^(0|[1-9]\d{0,9})$/.test(text) || Number(text) < least || Number(text) > most)
    problems.push(`${name}: expected a whole number from ${least} to ${most}, found ${JSON.stringify(text)}`);
  return Number(text);
}

/** PEM, with line breaks or `\n`, or all of it in base64; or the path of such a file. */
function key(env: Environment, problems: string[]): string {
  const text = env.PRIVATE_KEY || (env.PRIVATE_KEY_PATH ? keyFile(env.PRIVATE_KEY_PATH, problems) : '');
  if (!text) {
    if (!env.PRIVATE_KEY_PATH)
      problems.push('PRIVATE_KEY or PRIVATE_KEY_PATH: missing; the private key of the app (PEM)');
    return '';
  }
  const pem = text.includes('-----BEGIN') ? text.replaceAll('\\n', '\n') : Buffer.from(text, 'base64').toString('utf8');
  try {
    // PKCS #8, whichever it was: what all libraries take.
    return createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem' }).toString();
  } catch {
    problems.push('PRIVATE_KEY: not a private key in PEM form (or PEM in base64)');
    return '';
  }
}

function keyFile(path: string, problems: string[]): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    problems.push(`PRIVATE_KEY_PATH: ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
    return '';
  }
}

function secrets(env: Environment, problems: string[]): string[] {
  const found: string[] = [];
  for (const name of ['WEBHOOK_SECRET', 'WEBHOOK_SECRET_PREVIOUS']) {
    const secret = env[name];
    if (secret && secret.length >= shortestSecret) found.push(secret);
    else if (secret)
      problems.push(`${name}: shorter than ${shortestSecret} characters; make one with: openssl rand -hex 32`);
    else if (name === 'WEBHOOK_SECRET') {
      problems.push(`${name}: missing; the secret of the app’s webhook, at least ${shortestSecret} characters`);
    }
  }
  return found;
}

function publicUrl(env: Environment, problems: string[]): string | null {
  if (!env.TOUCHSTONE_URL) return null;
  const url = URL.parse(env.TOUCHSTONE_URL);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    problems.push('TOUCHSTONE_URL: expected an address such as https://touchstone.example.com');
    return null;
  }
  return url.href.replace(/\/$/, '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

import { UserError } from '../model.ts';
import type { Store } from './database.ts';
import { serverDrizzle } from './drizzle.ts';
import { migrationsFolder } from './migrations.ts';

/** Any number that no other program of the same database is likely to lock: "touch" in ASCII. */
const migrationLock = 0x746f756368;

/** A connection that is not made, and a statement that is not answered, are given up: the network may swallow both. */
const options = {
  application_name: 'touchstone',
  connectionTimeoutMillis: 10_000,
  query_timeout: 120_000,
  keepAlive: true,
};

/**
 * Opens a PostgreSQL database by its URL and brings its schema up to date; any number of processes may do so at once. A
 * connection that breaks later costs what was under way on it; the next statement makes another.
 * @throws UserError, never with the password in it, when the database cannot be reached, entered or changed.
 */
export async function openPostgres(url: string): Promise<Store> {
  checkUrl(url);
  try {
    await bringUpToDate(url);
  } catch (error) {
    throw asUserError(error, url) ?? error;
  }
  const { drizzle, Pool } = serverDrizzle();
  const pool = new Pool({ ...options, connectionString: url, max: 4 });
  // Whoever uses a broken connection is told by the statement; without these the process would end, also between the
  // statements of a transaction.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return { db: drizzle(pool), engine: { url }, close: () => pool.end() };
}

/** One connection of its own, because an advisory lock belongs to a connection; closing it releases the lock. */
async function bringUpToDate(url: string): Promise<void> {
  const { drizzle, migrate, Client } = serverDrizzle();
  // No limit here: a migration may take long, and waiting for that of another process too.
  const client = new Client({ ...options, connectionString: url, query_timeout: 0 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await migrate(drizzle(client), { migrationsFolder });
  } finally {
    await client.end();
  }
}

function checkUrl(url: string): void {
  if (/^postgres(ql)?:$/.test(URL.parse(url)?.protocol ?? '')) return;
  throw new UserError('The PostgreSQL URL is not valid. Write it as postgres://user:password@host:5432/database.');
}

/** Classes of SQLSTATE that the owner of the database can mend: connection, authorisation, no such database, rights, resources, shutdown. */
const mendable = /^(08|28|3D|53|57)|^42501$/;

function asUserError(error: unknown, url: string): UserError | null {
  const cause = deepest(error);
  const code = String(cause.code ?? '');
  // What the server says has a severity.
  const fromServer = 'severity' in cause;
  if (fromServer ? !mendable.test(code) : code === '') return null;
  const { host, pathname, username } = new URL(url);
  const where = `${host || 'localhost'}${pathname}${username && ` as ${decode(username)}`}`;
  const text = `Cannot use the PostgreSQL database ${where}: ${cause.message || code}. Check the URL and the server.`;
  return new UserError(withoutPassword(text, url));
}

function deepest(error: unknown): Error & { code?: unknown } {
  const wrapped = error as Error;
  return wrapped.cause instanceof Error ? deepest(wrapped.cause) : wrapped;
}

function withoutPassword(text: string, url: string): string {
  const { password, searchParams } = new URL(url);
  const secrets = [password, decode(password), searchParams.get('password') ?? ''];
  return secrets.filter(Boolean).reduce((safe, secret) => safe.replaceAll(secret, '***'), text);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

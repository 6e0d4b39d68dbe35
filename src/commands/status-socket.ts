import { chmodSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Log } from '../log.ts';
import type { Store } from '../store/database.ts';
import { openStoreAt } from '../store/open.ts';
import { readStatus, type Status } from './read-status.ts';
import type { ServerSettings } from './server-settings.ts';

/** The socket beside the embedded database, on which the process that has it open tells its status. */
function socketOf(directory: string): string {
  return process.platform === 'win32'
    ? `\\\\.\\pipe\\touchstone-${directory.replace(/\W/g, '-')}`
    : join(directory, 'status.sock');
}

/**
 * Tells the status to whoever may read the data directory; answers with what ends it. A path that is too long for a
 * socket costs the status only, and is said.
 */
export async function listenForStatus(directory: string, store: Store, log: Log): Promise<() => void> {
  const path = socketOf(directory);
  // We hold the directory's lock: whoever left it is dead.
  rmSync(path, { force: true });
  const server = createServer((_request, response) => {
    readStatus(store).then(
      (status) => response.setHeader('content-type', 'application/json').end(JSON.stringify(status)),
      () => response.writeHead(500).end(),
    );
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
    });
    if (process.platform !== 'win32') chmodSync(path, 0o600);
  } catch (error) {
    log.warn({ err: error, path }, 'touchstone status will not find this process');
  }
  return () => {
    server.close();
    server.closeAllConnections();
  };
}

/**
 * Whether a process listens on the socket of a directory. It says so also of one in another container that shares the
 * volume: that one's pid, by which the lock knows whether its holder lives, says nothing here.
 */
function isServed(directory: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketOf(directory));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

/** Opens the app's store; `held` when another process, of this container or another, has the embedded database. */
export async function openAppStore({
  directory,
  databaseUrl,
}: Pick<ServerSettings, 'directory' | 'databaseUrl'>): Promise<Store | 'held'> {
  if (databaseUrl !== null) return await openStoreAt({ url: databaseUrl });
  return (await isServed(directory)) ? 'held' : await openStoreAt({ directory });
}

/** Asks the process that has the embedded database open; null when none answers. */
export function askStatus(directory: string): Promise<Status | null> {
  return new Promise((resolve) => {
    const asked = request({ socketPath: socketOf(directory), path: '/', timeout: 10_000 }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve(response.statusCode === 200 ? JSON.parse(text) : null));
    });
    asked.once('error', () => resolve(null));
    asked.once('timeout', () => asked.destroy());
    asked.end();
  });
}

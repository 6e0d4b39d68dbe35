import { existsSync } from 'node:fs';
import { UserError } from '../model.ts';
import { count, day, oneLine, plural } from '../text.ts';
import { readStatus, type Status } from './read-status.ts';
import { storage } from './server-settings.ts';
import { askStatus, openAppStore } from './status-socket.ts';

/** `touchstone status`: what the app of this data directory, or of this PostgreSQL, has done and has to do. */
export async function status(options: { format: 'text' | 'json' }): Promise<void> {
  const found = await findStatus();
  process.stdout.write(
    options.format === 'json' ? `${JSON.stringify(found, null, 2)}\n` : renderStatus(found, new Date()),
  );
}

async function findStatus(): Promise<Status> {
  const { directory, databaseUrl } = storage(process.env);
  if (databaseUrl === null) {
    const told = await askStatus(directory);
    if (told) return told;
    if (!existsSync(directory)) {
      throw new UserError(
        `no app has run with ${directory}; start one with \`touchstone serve\`, or set TOUCHSTONE_DATA or DATABASE_URL as it has them`,
      );
    }
  }
  // One that listens and does not answer in time has the database all the same.
  const store = await openAppStore({ directory, databaseUrl });
  if (store === 'held')
    throw new UserError(`a process holds ${directory} and does not tell its status; look at its log`);
  try {
    return await readStatus(store);
  } finally {
    await store.close();
  }
}

/** The status for a terminal. */
export function renderStatus(found: Status, now: Date): string {
  const lines: string[] = [];
  const section = (title: string, rows: string[]) => {
    lines.push(title, ...(rows.length > 0 ? rows.map((row) => `  ${row}`) : ['  none']), '');
  };
  section(
    'Installations',
    found.installations.map(({ account, state, limitedUntil }) => {
      const limit = limitedUntil ? `, rate limited for another ${span(limitedUntil, now)}` : '';
      return oneLine(`${account}: ${state}${limit}`);
    }),
  );
  section(
    'Repositories',
    found.repositories.map(({ name, state, score, measuredAt, commit, failure, trend, reportedAt }) => {
      const measured = measuredAt
        ? `${score === null ? 'no score' : `score ${Math.round(score)}`}, measured ${ago(measuredAt, now)} at ${commit?.slice(0, 9)}`
        : 'not measured yet';
      const paused = state === 'active' ? '' : ` (installation ${state})`;
      const past = trend ? `; trend: ${count(trend.points)} of ${plural(trend.of, 'point')}` : '';
      const reported = reportedAt ? `; hot spots reported ${ago(reportedAt, now)}` : '';
      return oneLine(
        `${name}${paused}: ${measured}${past}${reported}${failure ? `; last attempt failed: ${failure}` : ''}`,
      );
    }),
  );
  const busy = found.queue.filter(({ waiting, active, failed }) => waiting + active + failed > 0);
  section(
    'Queue',
    busy.map(({ queue, waiting, active, failed, oldestSeconds }) => {
      const lag = oldestSeconds === null ? '' : `, oldest for ${plural(oldestSeconds, 'second')}`;
      return `${queue}: ${count(waiting)} waiting${lag}, ${count(active)} running, ${count(failed)} failed for good`;
    }),
  );
  const deliveries = Object.entries(found.deliveries).map(
    ([state, times]) => `${state === 'received' ? 'not done yet' : state} ${count(times)}`,
  );
  section('Deliveries', deliveries.length > 0 ? [deliveries.join(', ')] : []);
  section(
    'Recent pulls',
    found.pulls.map(({ repository, number, title, state, scoredAt, failure }) => {
      const scored = failure ? `failed: ${failure}` : scoredAt ? `scored ${ago(scoredAt, now)}` : 'not scored yet';
      return oneLine(`${repository}#${number} ${title} (${state}): ${scored}`);
    }),
  );
  return `${lines.join('\n').trimEnd()}\n`;
}

function ago(iso: string, now: Date): string {
  const days = (now.getTime() - new Date(iso).getTime()) / 86_400_000;
  return days > 1.5 ? `on ${day(iso)}` : `${span(iso, now)} ago`;
}

/** The time between a moment and now, whichever is first. */
function span(iso: string, now: Date): string {
  const seconds = Math.abs(Math.round((now.getTime() - new Date(iso).getTime()) / 1_000));
  if (seconds < 90) return plural(seconds, 'second');
  if (seconds < 5_400) return plural(Math.round(seconds / 60), 'minute');
  return plural(Math.round(seconds / 3_600), 'hour');
}

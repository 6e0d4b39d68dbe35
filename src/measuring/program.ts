/**
 * The measuring process: parses and evaluates, so that the process that answers GitHub never waits for it. It has no
 * credentials and no database; what is known it asks its parent. It ends with its parent.
 */
import { configInForce } from '../engine/committed-config.ts';
import { findHotspots } from '../engine/find-hotspots.ts';
import { measurePull } from '../engine/measure-pull.ts';
import { definitionInForce, measureBy } from '../engine/measure-repository.ts';
import type { FactsCache } from '../gather/cache.ts';
import { isObjectError } from '../git/mirror.ts';
import { openKnown } from '../git/view.ts';
import type { Gathered, PullFacts, RepositoryFacts } from '../model.ts';
import { openReaders } from '../source/extraction.ts';
import { showPath } from '../text.ts';
import type { CacheCall, FromMeasuring, Request, ToMeasuring } from './messages.ts';

const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
const calls = { made: 0 };
const readers = openReaders();

process.on('message', (message: ToMeasuring) => {
  if (message.type === 'measure') void reply(message.id, message.request);
  else {
    const call = waiting.get(message.call);
    waiting.delete(message.call);
    if (message.type === 'cached') call?.resolve(message.value);
    else call?.reject(new Error(message.reason));
  }
});
process.once('disconnect', () => process.exit(0));
// The parent decides when work ends; a signal to the whole group (Ctrl-C) is its to handle.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

function send(message: FromMeasuring): void {
  process.send?.(message);
}

async function reply(id: number, request: Request): Promise<void> {
  try {
    const { facts, ...answer } = await measure(request, cacheOf(id));
    const lack = lackOf(facts);
    if (lack === null) send({ type: 'measured', id, answer });
    else send({ type: 'failed', id, reason: lack, stack: '', broken: true });
  } catch (error) {
    const { message, stack = '' } = error as Error;
    send({ type: 'failed', id, reason: message, stack, broken: isObjectError(error) });
  }
}

async function measure(request: Request, cache: FactsCache) {
  const openCache = async () => cache;
  const { gitDir } = request;
  if (request.kind === 'pull') return await measurePull(gitDir, request.pull, openCache, readers);
  const { config } = await configInForce(gitDir, request.by);
  const { issue } = config.hotspots;
  await using view = await openKnown(gitDir, request.at, request.repo);
  if (request.kind === 'hotspots')
    return { ...(await findHotspots(view, config, openCache, () => {}, { readers })), issue };
  await using ruling = await openKnown(gitDir, request.by, request.repo);
  const definition = await definitionInForce(ruling, config);
  const { scorecard, facts } = await measureBy(definition, view, openCache, () => {}, { readers });
  return { scorecard, facts, issue };
}

/** What git could not give. A user's clone may lack objects by design; of a mirror it means that it is damaged. */
function lackOf(facts: Gathered<RepositoryFacts> | Gathered<PullFacts>): string | null {
  for (const fact of Object.values(facts)) {
    if ('failed' in fact) return fact.failed;
    if ('missing' in fact) return fact.missing;
  }
  const { files } = facts;
  const absent = Array.isArray(files) ? files.find(({ unread }) => unread === 'not in this clone') : undefined;
  return absent ? `the content of ${showPath(absent.path)} is not there` : null;
}

/** The parent's cache, over the channel. */
function cacheOf(id: number): FactsCache {
  const call = (name: CacheCall, argument: unknown): Promise<never> =>
    new Promise((resolve, reject) => {
      const number = ++calls.made;
      waiting.set(number, { resolve: resolve as (value: unknown) => void, reject });
      send({ type: 'cache', id, call: number, name, argument });
    });
  return {
    blobs: { load: (blobIds) => call('blobs.load', blobIds), save: (rows) => call('blobs.save', rows) },
    matches: { load: (asked) => call('matches.load', asked), save: (rows) => call('matches.save', rows) },
    commits: { load: (commits) => call('commits.load', commits), save: (commits) => call('commits.save', commits) },
  };
}

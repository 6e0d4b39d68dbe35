import { type Blob, readBlobs } from '../git/blobs.ts';
import { blameIgnored } from '../git/ignored-revisions.ts';
import type { TreeFile } from '../git/tree.ts';
import type { GitView } from '../git/view.ts';
import type { BlobFacts, Lane } from '../model.ts';
import { readOutline } from '../source/extract.ts';
import type { Readers } from '../source/extraction.ts';
import { languageNamed } from '../source/lanes.ts';
import { guidesImports } from '../source/resolve.ts';
import { mayConfigureTypes } from '../source/tsconfig.ts';
import type { BlobFactsRow } from '../store/blob-facts.ts';
import { blobKey } from '../store/blob-key.ts';
import { count, plural } from '../text.ts';
import type { FactsCache } from './cache.ts';
import type { TreeLanes } from './lanes.ts';

/** Content over this many bytes is left out: *large*. */
const largestFile = 1_048_576;
/** Facts are kept in batches, so that an interrupted run has not read for nothing. */
const batchSize = 1_000;
/** As what contents are read, where not as a language: configuration whole, other lanes than source in outline. */
const asText = '(text)';
const outline = 'outline of ';

/** What the contents of a tree's files say. */
export interface Contents {
  /** null: the name says that nothing is to be read (data without comments, pictures), or the file was not read. */
  factsOf(file: TreeFile): BlobFacts | null;
}

/**
 * Reads the contents of the tree's files, each distinct blob once, those that the cache knows not at all. Text that
 * types depend on (tsconfig and package.json) is read where the tree has JavaScript.
 */
export async function readContents(
  view: GitView,
  tree: readonly TreeFile[],
  lanes: TreeLanes,
  cache: FactsCache | null,
  say: (progress: string) => void,
  readers: Readers,
): Promise<Contents> {
  const readAs = readingOf(tree, lanes);
  const wanted = new Map<string, Reading>();
  for (const file of tree) {
    const reading = readAs(file);
    if (reading)
      wanted.set(blobKey(file.blob, reading.language), { blobId: file.blob, size: file.size ?? 0, ...reading });
  }
  const blobIds = new Set([...wanted.values()].map((reading) => reading.blobId));
  const known = (await cache?.blobs.load([...blobIds])) ?? new Map<string, BlobFacts>();
  const unknown = [...wanted].filter(([key]) => !known.has(key)).map(([, reading]) => reading);
  let fresh: BlobFactsRow[] = [];
  const keep = async () => {
    const rows = fresh;
    fresh = [];
    if (rows.length > 0) await cache?.blobs.save(rows);
  };
  let done = 0;
  const blobs = readBlobs(
    view,
    unknown.map((reading) => reading.blobId),
  );
  const bytes = unknown.reduce((sum, reading) => sum + (isParsed(reading) ? reading.size : 0), 0);
  if (bytes > 0) readers.expect(bytes);
  await eachAtOnce(blobs, readers.atOnce, async ({ content }, index) => {
    const { blobId, language } = unknown[index]!;
    if (content === null) return;
    const facts = await factsOf(content, language, readers);
    known.set(blobKey(blobId, language), facts);
    if (cache) fresh.push({ blobId, language, facts });
    if (++done % 200 === 0) say(`read ${count(done)} of ${plural(unknown.length, 'file')}`);
    if (fresh.length >= batchSize) await keep();
  });
  await keep();
  return {
    factsOf(file) {
      const reading = readAs(file);
      return reading && (known.get(blobKey(file.blob, reading.language)) ?? null);
    },
  };
}

/** As what a blob is read; language null: only a shebang can tell. */
interface Reading {
  blobId: string;
  size: number;
  language: string | null;
}

function isParsed({ language }: Reading): boolean {
  return language !== asText && !language?.startsWith(outline);
}

/** These are parsed; of the others only lines and headers are wanted. */
const parsed: ReadonlySet<Lane> = new Set(['source', 'test']);
/** Nothing in these files' contents is asked for, and their paths or attributes decide the lane. */
const unasked: ReadonlySet<Lane> = new Set(['vendored', 'lock', 'generated']);

/** As what a file of the tree is read; null for not at all. */
function readingOf(
  tree: readonly TreeFile[],
  lanes: TreeLanes,
): (file: TreeFile) => { language: string | null } | null {
  const hasJavaScript = tree.some((file) => lanes.languageOf(file.path) === 'JavaScript');
  const readings = new Map<string, { language: string | null } | null>();
  for (const file of tree) readings.set(file.path, reading(file));
  return (file) => readings.get(file.path) ?? null;

  function isWantedWhole(path: string): boolean {
    return (hasJavaScript && mayConfigureTypes(path)) || guidesImports(path) || path === blameIgnored;
  }

  function reading(file: TreeFile): { language: string | null } | null {
    if (isLarge(file) || file.size === null) return null;
    if (isWantedWhole(file.path)) return { language: asText };
    if (unasked.has(lanes.laneOf(file.path))) return null;
    const language = lanes.languageOf(file.path);
    if (language === null) return /(^|\/)[^./]+$/.test(file.path) ? { language } : null;
    if (!hasComments(language)) return null;
    return { language: parsed.has(lanes.laneOf(file.path)) ? language : outline + language };
  }
}

/** Over 1 MiB. */
export function isLarge(file: TreeFile): boolean {
  return file.size !== null && file.size > largestFile;
}

/** Files without comments (JSON, pictures) have neither code nor a generated header. */
function hasComments(language: string): boolean {
  const comments = languageNamed(language)?.comments;
  return comments !== undefined && comments.line.length + comments.block.length > 0;
}

async function factsOf(content: Buffer, language: string | null, readers: Readers): Promise<BlobFacts> {
  if (language?.startsWith(outline)) return readOutline(content, language.slice(outline.length));
  if (language !== asText) return await readers.read(content, language);
  return { ...(await readers.read(content, null)), text: content.toString('utf8') };
}

/** Calls `work` on each blob as it comes, on up to `limit` of them at once. */
async function eachAtOnce(
  blobs: AsyncIterable<Blob>,
  limit: number,
  work: (blob: Blob, index: number) => Promise<void>,
) {
  const running = new Set<Promise<void>>();
  let index = 0;
  for await (const blob of blobs) {
    const task: Promise<void> = work(blob, index++).then(() => void running.delete(task));
    running.add(task);
    // What fails stays and is thrown below; until then the next blob may be long in coming.
    task.catch(() => {});
    if (running.size >= limit) await Promise.race(running);
  }
  await Promise.all(running);
}

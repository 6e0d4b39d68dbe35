/** The floor of whatever reads contents: the parse alone of all that it has to parse, by the same library. */

import { isLarge } from '../src/gather/contents.ts';
import type { TreeLanes } from '../src/gather/lanes.ts';
import { readBlobs } from '../src/git/blobs.ts';
import type { TreeFile } from '../src/git/tree.ts';
import type { GitView } from '../src/git/view.ts';
import { bareParse, grammars } from '../src/source/grammars.ts';

/** Native trees are freed on a turn of the event loop: without one, 20 MB of source take a gigabyte. */
export const blobsPerTurn = 20;

/** A blob that touchstone parses. */
export interface ParsedBlob {
  language: string;
  content: Buffer;
  text: string;
}

/** The contents of the source and test files that have a grammar, each once. */
export async function parsedBlobs(view: GitView, tree: readonly TreeFile[], lanes: TreeLanes): Promise<ParsedBlob[]> {
  const wanted = new Map<string, string>();
  for (const file of tree) {
    const language = lanes.languageOf(file.path);
    const lane = lanes.laneOf(file.path);
    if (language === null || !(language in grammars) || file.size === null || isLarge(file)) continue;
    if (lane === 'source' || lane === 'test') wanted.set(file.blob, language);
  }
  const blobs: ParsedBlob[] = [];
  for await (const { blob, content } of readBlobs(view, [...wanted.keys()])) {
    if (content && !content.subarray(0, 8_000).includes(0))
      blobs.push({ language: wanted.get(blob)!, content, text: content.toString('utf8') });
  }
  return blobs;
}

/** Seconds to parse them, in one thread. */
export async function bareParseOf(blobs: readonly ParsedBlob[]): Promise<number> {
  let spent = 0;
  for (const [index, { language, text }] of blobs.entries()) {
    const start = performance.now();
    bareParse(language, text);
    spent += performance.now() - start;
    if (index % blobsPerTurn === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return spent / 1_000;
}

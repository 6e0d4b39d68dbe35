/**
 * Where in its file a node stands. Nodes come in the order of the text and may not be asked for their parents, so what was
 * entered is kept until a node begins after its end.
 */

import type { SgNode } from '@ast-grep/napi';
import type { ImportFindings } from '../imports.ts';
import { spanOf } from '../span.ts';

/** Names nest in a few levels; text that nests them without end would make names of quadratic length. */
const deepest = 40;
/** No name or path that a person wrote is longer. */
const longest = 400;

/** The names around a position, outermost first; null where nothing is for others, or nests too deep. */
export function namesAround(found: ImportFindings, start: number): string[] | null {
  while (found.open.length > 0 && found.open.at(-1)!.end <= start) found.open.pop();
  const names: string[] = [];
  for (const { name } of found.open) {
    if (name === null) return null;
    names.push(name);
  }
  return names.length > deepest ? null : names;
}

/** The nodes up to the end of this one stand within `name`. Whoever nests too deep is no longer for others. */
export function enter(found: ImportFindings, name: string | null, end: number): void {
  const tooDeep = found.open.length >= deepest;
  if (tooDeep && found.open.at(-1)!.name === null) return;
  found.open.push({ name: tooDeep ? null : name, end });
}

/** A node's text in one line without white space around; null where it is no name that a person wrote. */
export function written(node: SgNode | null): string | null {
  if (node === null) return null;
  const { startPos: start, endPos: end } = spanOf(node);
  if (end - start > longest) return null;
  return node.text().replace(/\s+/g, ' ').trim();
}

/** The first line of a node, 1-based. */
export function lineOf(node: SgNode): number {
  return node.range().start.line + 1;
}

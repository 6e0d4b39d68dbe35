import type { SgNode } from '@ast-grep/napi';

/**
 * Where a node begins and ends, as UTF-16 offsets into the text. By way of an edit that nobody makes: `range()` builds two
 * more objects and counts lines and columns, which takes three times as long, for every node of every file.
 */
export function spanOf(node: SgNode): { startPos: number; endPos: number } {
  return node.replace('');
}

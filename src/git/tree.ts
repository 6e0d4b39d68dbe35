import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { decodePath, encodePath } from './paths.ts';
import { splitAtNul } from './run.ts';
import type { GitView } from './view.ts';

/** A regular file of the tree. Symbolic links and submodules are no files of the repository's own. */
export interface TreeFile {
  path: string;
  blob: string;
  /** Bytes; null when a partial clone does not have the blob. */
  size: number | null;
}

/** Every regular file at the view's revision, in git's order (bytes of the path). */
export async function readTree(view: GitView): Promise<TreeFile[]> {
  const files: TreeFile[] = [];
  if (!view.at) return files;
  for await (const entry of splitAtNul(view.stream(['ls-tree', '-r', '-l', '-z', '--full-tree', view.at]))) {
    const tab = entry.indexOf(0x09);
    const [mode = '', , blob = '', size] = entry.toString('latin1', 0, tab).split(/ +/);
    if (!isFileMode(mode)) continue;
    files.push({ path: decodePath(entry.subarray(tab + 1)), blob, size: size === 'BAD' ? null : Number(size) });
  }
  return files;
}

/** 100644 and 100755; old histories also know 100664. */
export function isFileMode(mode: string): boolean {
  return mode.startsWith('100');
}

/** linguist's attributes of one path: true set, false unset, absent unspecified. */
export interface LinguistAttributes {
  vendored?: boolean;
  generated?: boolean;
  documentation?: boolean;
}

const attributeNames = ['vendored', 'generated', 'documentation'] as const;

/**
 * The linguist attributes of `paths` by the `.gitattributes` files of the view's revision, read by git itself. Paths
 * without any are not in the map. The paths need not be in the tree.
 */
export async function readAttributes(
  view: GitView,
  paths: readonly string[],
): Promise<Map<string, LinguistAttributes>> {
  const found = new Map<string, LinguistAttributes>();
  if (!view.at || paths.length === 0) return found;
  // The index is the view's own; git before 2.40 reads attributes of a revision in no other way.
  if (!existsSync(join(view.directory, 'index'))) await view.read(['read-tree', view.at]);
  const args = ['check-attr', '--cached', '--stdin', '-z', ...attributeNames.map((name) => `linguist-${name}`)];
  const input = (function* () {
    for (const path of paths) {
      yield encodePath(path);
      yield Buffer.of(0);
    }
  })();
  let field = 0;
  let path: Buffer | null = null;
  let attribute: (typeof attributeNames)[number] = 'vendored';
  for await (const token of splitAtNul(view.stream(args, { input }))) {
    if (field === 0) path = token;
    if (field === 1) attribute = token.toString('latin1').slice('linguist-'.length) as typeof attribute;
    if (field === 2) {
      const value = token.toString('latin1');
      if (value !== 'unspecified') {
        const key = decodePath(path!);
        const attributes = found.get(key) ?? {};
        attributes[attribute] = value !== 'unset' && value !== 'false';
        found.set(key, attributes);
      }
    }
    field = (field + 1) % 3;
  }
  return found;
}

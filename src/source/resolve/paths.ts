/** Places in a tree, as resolvers look at them. */

/** Directories nest in a few levels; a path of thousands is not worth a look at each. */
const mostLevels = 40;

/** The directory of a path or directory; '' is the root. */
export function directoryOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/** A path below a directory, which may be ''. */
export function below(directory: string, path: string): string {
  return directory === '' ? path : `${directory}/${path}`;
}

/** A relative path from a directory; null where it leaves the tree. */
export function joined(directory: string, path: string): string | null {
  const segments = directory === '' ? [] : directory.split('/');
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return null;
  }
  return segments.join('/');
}

/** The directory of a path and all above it, nearest first and the root last. */
export function directoriesAbove(path: string): string[] {
  const above: string[] = [];
  for (let at = path.lastIndexOf('/'); at > 0 && above.length < mostLevels; at = path.lastIndexOf('/', at - 1))
    above.push(path.slice(0, at));
  return [...above, ''];
}

/** A list by key, made where it is wanted. */
export function addTo<Key>(lists: Map<Key, string[]>, key: Key, value: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else if (list.at(-1) !== value) list.push(value);
}

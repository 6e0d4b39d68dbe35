/** Ruby: what is required by path, constants by who declares them and by the path that autoloading would look at. */

import type { ImportingFile, ImportTree, Resolution, Resolver } from '../resolve.ts';
import { addTo, directoryOf, joined } from './paths.ts';

/** Directories from which paths are required. */
const loaded = /^(?:lib|test|spec|features)$/;
const notFound: Resolution = { files: [], internal: false, library: null };

/**
 * `./a` from the file; `a/b` below any `lib/`, `test/`, `spec/`, nearest first, else a gem; a constant from the innermost of
 * the modules that the file declares outwards, by the files that declare it: that of its autoload path, else those of the
 * source lane, else all.
 */
export const resolveRuby: Resolver = (tree) => {
  const byPath = new Map<string, string[]>();
  const byConvention = new Map<string, string[]>();
  const declared = new Map<string, string[]>();
  const above = new Set<string>();
  for (const file of tree.files.values()) {
    if (file.language !== 'Ruby') continue;
    for (const path of loadPaths(file.path)) {
      addTo(byPath, path, file.path);
      addTo(byConvention, plain(path), file.path);
    }
    for (const name of file.exports) {
      addTo(declared, name, file.path);
      for (let at = name.lastIndexOf('::'); at > 0; at = name.lastIndexOf('::', at - 1)) above.add(name.slice(0, at));
    }
  }
  const ownGems = new Set([...byPath.keys()].map((path) => path.split('/')[0]!));

  function declaring(name: string): readonly string[] {
    const files = declared.get(name) ?? [];
    const there = byConvention.get(plain(name.replaceAll('::', '/'))) ?? [];
    const autoloaded = there.filter((path) => files.includes(path) || declaresWithin(tree, path, name));
    if (autoloaded.length > 0 || files.length < 2) return autoloaded.length > 0 ? autoloaded : files;
    const sources = files.filter((path) => tree.files.get(path)!.lane === 'source');
    return sources.length > 0 ? sources : files;
  }

  const known = new Map<string, readonly string[]>();
  function filesOf(name: string): readonly string[] {
    const before = known.get(name);
    if (before) return before;
    const files = declaring(name);
    known.set(name, files);
    return files;
  }

  return (from, { specifier }) => {
    if (/^(?:::)?\p{Lu}/u.test(specifier)) {
      const names = candidates(from, specifier);
      for (const name of names) {
        const files = filesOf(name);
        if (files.length > 0) return { files, internal: true, library: null };
      }
      const [first] = specifier.replace(/^::/, '').split('::');
      return { ...notFound, internal: specifier.includes('::', 2) && (above.has(first!) || declared.has(first!)) };
    }
    if (/^\.\.?\//.test(specifier)) {
      const file = joined(directoryOf(from.path), `${specifier}.rb`);
      return { ...notFound, internal: true, files: file !== null && tree.files.has(file) ? [file] : [] };
    }
    const file = nearest(from.path, byPath.get(specifier) ?? []);
    if (file !== null) return { ...notFound, internal: true, files: [file] };
    const first = specifier.split('/')[0]!;
    return ownGems.has(first) && specifier.includes('/')
      ? { ...notFound, internal: true }
      : { ...notFound, library: first };
  };
};

/** Whatever a path may be required by: below each load directory, and below each directory of `app/`. */
function loadPaths(path: string): string[] {
  const segments = path.replace(/\.rb$/, '').split('/');
  const paths: string[] = [];
  for (const [at, segment] of segments.slice(0, 20).entries()) {
    if (at === segments.length - 1) break;
    if (loaded.test(segment) || segments[at - 1] === 'app') paths.push(segments.slice(at + 1).join('/'));
  }
  return paths;
}

/** `acme/http_client` and `Acme/HTTPClient` are one. */
function plain(path: string): string {
  return path.replaceAll('_', '').toLowerCase();
}

function declaresWithin(tree: ImportTree, path: string, name: string): boolean {
  const { exports } = tree.files.get(path)!;
  return exports.some((each) => each === name || each.startsWith(`${name}::`));
}

/** Modules around a use are not told: those that the file declares stand for them. */
const mostScopes = 10;

function candidates(from: ImportingFile, specifier: string): string[] {
  if (specifier.startsWith('::')) return [specifier.slice(2)];
  const scopes = new Set<string>();
  for (const name of from.exports.slice(0, mostScopes)) {
    const parts = name.split('::');
    for (let length = parts.length; length > 0; length--) scopes.add(parts.slice(0, length).join('::'));
  }
  const longestFirst = [...scopes].sort((a, b) => b.length - a.length);
  return [...longestFirst.map((scope) => `${scope}::${specifier}`), specifier];
}

/** The one that shares most of its path. */
function nearest(from: string, paths: readonly string[]): string | null {
  let best: { path: string; shared: number } | null = null;
  for (const path of paths.slice(0, 100)) {
    let shared = 0;
    while (shared < path.length && path[shared] === from[shared]) shared++;
    if (best === null || shared > best.shared) best = { path, shared };
  }
  return best?.path ?? null;
}

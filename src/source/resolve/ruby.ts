/** Ruby: what is required by path, constants by who declares them and by the path that autoloading would look at. */

import type { ImportingFile, ImportTree, Resolution, Resolver } from '../resolve.ts';
import { fileByFile } from './declared.ts';
import { addTo, directoryOf, joined } from './paths.ts';

/** Directories from which paths are required. */
const loaded = /^(?:lib|test|spec|features)$/;
/** `User::NAME_PATTERN`. */
const inherited = /::[A-Z][A-Z\d]*(?:_[A-Z\d]+)*$/;
const notFound: Resolution = { files: [], internal: false, library: null };

/**
 * `./a` from the file; `a/b` below any `lib/`, `test/`, `spec/`, nearest first, else a gem; a constant from the innermost of
 * the modules that the file declares outwards, by the files that declare it: that of its autoload path, else those of the
 * source lane, else all; of a constant in capitals that none declares, the file of what it is asked of.
 */
export const resolveRuby: Resolver = (tree) => {
  const byPath = new Map<string, string[]>();
  const byConvention = new Map<string, string[]>();
  const declared = new Map<string, string[]>();
  for (const file of tree.files.values()) {
    if (file.language !== 'Ruby') continue;
    for (const path of loadPaths(file.path)) {
      addTo(byPath, path, file.path);
      addTo(byConvention, plain(path), file.path);
    }
    for (const name of file.exports) {
      addTo(declared, name, file.path);
    }
  }

  function declaring(name: string): readonly string[] {
    const files = declared.get(name) ?? [];
    const there = byConvention.get(plain(name.replaceAll('::', '/'))) ?? [];
    const autoloaded = there.filter((path) => declaresWithin(tree, path, name));
    if (autoloaded.length > 0 || files.length < 2) return autoloaded.length > 0 ? autoloaded : files;
    const sources = files.filter((path) => tree.files.get(path)!.lane === 'source');
    return sources.length > 0 ? sources : files;
  }

  /** Others may put things into a namespace of elsewhere (`Rack`): it is not theirs. */
  function owns(name: string): boolean {
    const inSource = declared.get(name)?.some((path) => tree.files.get(path)!.lane === 'source') ?? false;
    return inSource || byConvention.has(plain(name));
  }

  const known = new Map<string, readonly string[]>();
  function filesOf(name: string): readonly string[] {
    const before = known.get(name);
    if (before) return before;
    const files = declaring(name);
    known.set(name, files);
    return files;
  }

  const scopesAround = fileByFile(scopesOf);
  return (from, { specifier }) => {
    if (/^(?:::)?\p{Lu}/u.test(specifier)) {
      const name = specifier.replace(/^::/, '');
      const around = name === specifier ? scopesAround(from).map((scope) => `${scope}::${name}`) : [];
      for (const candidate of [...around, name]) {
        const files = filesOf(candidate);
        if (files.length > 0) return { files, internal: true, library: null };
      }
      const [first, ...rest] = name.split('::');
      if (rest.length === 0 || !owns(first!)) return notFound;
      // Nobody declares the constant there: it comes to the class by a module that it includes.
      const owner = inherited.test(name) ? filesOf(name.slice(0, name.lastIndexOf('::'))) : [];
      return { ...notFound, internal: true, files: owner };
    }
    if (/^\.\.?\//.test(specifier)) {
      const file = joined(directoryOf(from.path), `${specifier}.rb`);
      return { ...notFound, internal: true, files: file !== null && tree.files.has(file) ? [file] : [] };
    }
    const file = nearest(from.path, byPath.get(specifier) ?? []);
    if (file !== null) return { ...notFound, internal: true, files: [file] };
    const first = specifier.split('/')[0]!;
    const internal = specifier.includes('/') && byPath.has(first);
    return { ...notFound, internal, library: internal ? null : first };
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

/** A file that only requires others is the door to what it is called. */
function declaresWithin(tree: ImportTree, path: string, name: string): boolean {
  const { exports } = tree.files.get(path)!;
  return exports.length === 0 || exports.some((each) => each === name || each.startsWith(`${name}::`));
}

/** Modules around a use are not told: those that the file declares stand for them. */
const mostScopes = 40;

/** Every module of what a file declares, innermost first. */
function scopesOf({ exports }: ImportingFile): string[] {
  const scopes = new Set<string>();
  for (const name of exports.slice(0, mostScopes)) {
    for (let at = name.length; at > 0; at = name.lastIndexOf('::', at - 1)) scopes.add(name.slice(0, at));
  }
  return [...scopes].sort((a, b) => b.length - a.length).slice(0, mostScopes);
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

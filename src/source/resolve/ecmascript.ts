/** What an import of JavaScript, TypeScript, Vue, Svelte or Astro means. */

import { posix } from 'node:path';
import type { Resolution, Resolver } from '../resolve.ts';
import { fileOf, indexOf, insideTree, type Paths, pathsOf, plainFile, sourceOf } from './files-of-paths.ts';
import { type Packages, packagesOf } from './packages.ts';
import { type Mapped, pathMappings } from './path-mappings.ts';
import { directoryOf } from './paths.ts';

const { join } = posix;

const nothing: Resolution = { files: [], internal: false, library: null };
const lost: Resolution = { files: [], internal: true, library: null };

/**
 * Relative paths by TypeScript's and Vite's rules; then, in this order, `paths` and `baseUrl` of the tsconfig files around,
 * `#a` of package.json, packages of the tree by name, and the aliases that need no configuration to be understood (`@/`,
 * `~/`, `$lib`). The rest are libraries. Each specifier is looked up once for each directory.
 */
export const resolveEcmascript: Resolver = (tree) => {
  const files = pathsOf(tree.files);
  const packages = packagesOf(tree, files);
  const mappings = pathMappings(tree);
  const known = new Map<string, Map<string, Resolution>>();
  const mapped = new Map<string, (specifier: string) => Mapped>();
  return (from, { specifier }) => {
    const directory = directoryOf(from.path);
    const here = known.get(directory) ?? new Map<string, Resolution>();
    known.set(directory, here);
    const before = here.get(specifier);
    if (before) return before;
    const mapping = mapped.get(directory) ?? mappings(directory);
    mapped.set(directory, mapping);
    const found = resolve({ files, packages, mapping, directory }, withoutQuery(specifier));
    here.set(specifier, found);
    return found;
  };
};

interface Place {
  files: Paths;
  packages: Packages;
  mapping(specifier: string): Mapped;
  directory: string;
}

/** `./a.svg?raw`, `!!raw-loader!./a`. */
function withoutQuery(specifier: string): string {
  const plain = specifier.slice(specifier.lastIndexOf('!') + 1);
  return plain.replace(/\?.*$/s, '');
}

function resolve(place: Place, specifier: string): Resolution {
  if (/^\.\.?(?:\/|$)/.test(specifier)) return relative(place, specifier);
  if (/^(?:https?|data|file|virtual):|\0/.test(specifier) || specifier === '') return nothing;
  if (specifier.startsWith('/')) return fromRoot(place, specifier);
  return mappedBare(place, specifier);
}

function found(file: string): Resolution {
  return { files: [file], internal: true, library: null };
}

function relative({ files, packages, directory }: Place, specifier: string): Resolution {
  const path = insideTree(join(directory, specifier));
  if (path === null) return nothing;
  const installed = /(?:^|\/)node_modules\/(.+)$/.exec(path);
  if (installed) return { ...nothing, library: packageName(installed[1]!) };
  const file = fileAt(files, packages, path, !/(?:^|\/)\.{0,2}$/.test(specifier));
  return file === null ? lost : found(file);
}

/** As Node and bundlers: a file, what a directory's package.json says, its index; else the source of what is built there. */
function fileAt(files: Paths, packages: Packages, path: string, mayBeFile = true): string | null {
  const plain = mayBeFile ? plainFile(path, files) : null;
  if (plain !== null) return plain;
  const [nearest] = packages.around(path);
  if (nearest?.directory === path) return nearest.fileOf('.');
  const index = indexOf(path, files);
  if (index !== null || !nearest) return index;
  const below = nearest.directory === '' ? path : path.slice(nearest.directory.length + 1);
  return builtPath.test(below) ? sourceOf(nearest.directory, below, nearest.name ?? '', files) : null;
}

/** Relative paths are taken at their word but where they lead to what a build leaves. */
const builtPath = /^(?:dist|build|lib|es|esm|cjs|out|types)(?:\/|$)/;

/** Vite: below the root of the application, or its `public/`. */
function fromRoot({ files, packages, directory }: Place, specifier: string): Resolution {
  const roots = [...packages.around(directory).map((each) => each.directory), ''];
  for (const root of roots.flatMap((each) => [each, join(each, 'public')])) {
    const path = insideTree(join(root, specifier));
    const file = path === null ? null : fileOf(path, files);
    if (file !== null) return found(file);
  }
  return nothing;
}

function mappedBare(place: Place, specifier: string): Resolution {
  const { files, packages, directory } = place;
  const { paths, byPattern } = place.mapping(specifier);
  for (const path of paths) {
    const file = fileAt(files, packages, path);
    if (file !== null) return found(file);
  }
  if (specifier.startsWith('#')) return ownImport(place, specifier, byPattern);
  const name = packageName(specifier);
  const own = name === null ? null : packages.byName(name);
  if (own) {
    const file = own.fileOf(`.${specifier.slice(name!.length)}`);
    return file === null ? lost : found(file);
  }
  if (name === null) return byConvention(place, specifier);
  const wanted = packages.around(directory).some((each) => each.wants(name) !== null);
  return byPattern && !wanted ? lost : { ...nothing, library: name };
}

/** `#a` of the package around: its files, or a package. */
function ownImport(place: Place, specifier: string, byPattern: boolean): Resolution {
  const { files, packages, directory } = place;
  for (const around of packages.around(directory)) {
    const targets = around.targetsOf(specifier);
    if (targets === null) continue;
    for (const target of targets) {
      if (!target.startsWith('./')) continue;
      const path = insideTree(join(around.directory, target));
      const file = path === null ? null : fileOf(path, files);
      const source = file ?? sourceOf(around.directory, target, around.name ?? '', files);
      if (source !== null) return found(source);
    }
    const bare = targets.find((target) => !target.startsWith('.'));
    const name = bare === undefined ? null : packageName(bare);
    const other = name === null ? null : packages.byName(name);
    const file = other?.fileOf(`.${bare!.slice(name!.length)}`) ?? null;
    if (file !== null) return found(file);
    return name !== null && !other ? { ...nothing, library: name } : lost;
  }
  return byPattern ? lost : byConvention(place, specifier);
}

/** `@/a`, `~/a`, `#/a` and SvelteKit's `$lib` are of no package: below the application's directory, `src` or `app`. */
function byConvention({ files, packages, directory }: Place, specifier: string): Resolution {
  const [, alias, rest] = /^(@|~|#|\$lib)(?:\/(.*))?$/s.exec(specifier) ?? [];
  if (alias === undefined) return nothing;
  const roots = packages.around(directory).map((each) => each.directory);
  for (const root of [...roots, '']) {
    for (const below of alias === '$lib' ? ['src/lib'] : ['src', 'app', '']) {
      const path = insideTree(join(root, below, rest ?? ''));
      const file = path === null ? null : fileOf(path, files);
      if (file !== null) return found(file);
    }
  }
  return lost;
}

/** `@scope/a/b` → `@scope/a`; also of `npm:` and `jsr:` specifiers. Null: no package can have this name. */
export function packageName(specifier: string): string | null {
  const bare = specifier.replace(/^(?:npm|jsr):\/?/, '');
  return (
    /^(?:@[a-z0-9~_.-]+\/)?(?:[a-z0-9_$-][a-z0-9_.~$-]*:)?[a-z0-9_-][a-z0-9_.~$-]*(?=$|[/@])/i.exec(bare)?.[0] ?? null
  );
}

/** tsconfig and jsconfig files as they are meant: with what they extend. */

import { posix } from 'node:path';
import { type ParseError, parse } from 'jsonc-parser';

const { basename, dirname, join } = posix;

/** A path or pattern as a config has it, with the directory of the file that says so. */
export interface Spec {
  directory: string;
  text: string;
}

/** One config file with what it extends. Absent: nobody says so. */
export interface Config {
  checkJs?: boolean;
  allowJs?: boolean;
  outDir?: Spec;
  declarationDir?: Spec;
  baseUrl?: Spec;
  /** As the file has them: from pattern to list of patterns. */
  paths?: { directory: string; entries: Record<string, unknown> };
  files?: Spec[];
  include?: Spec[];
  exclude?: Spec[];
}

/** The configs of a tree. */
export interface Configs {
  /** By path, sorted, package.json files left out. */
  effective: ReadonlyMap<string, Config>;
  /** Paths of those that others extend, and of those that others reference. */
  extended: ReadonlySet<string>;
  referenced: ReadonlySet<string>;
}

/** The names of config files. */
export const configFile = /^[jt]sconfig[^/]*\.json$/;
const maxChainOfExtends = 100;

/**
 * Reads configs, and the package.json files by whose names they may be extended, by path. One that is not JSON with
 * comments says nothing, one that is extended and is not in the tree contributes nothing, and a cycle ends.
 */
export function readConfigs(configs: ReadonlyMap<string, string>): Configs {
  const json = new Map([...configs.keys()].sort().map((path) => [path, parseObject(configs.get(path)!)]));
  const packages = new Map([...json].filter(([path]) => isPackage(path)).map(([path, { name }]) => [name, path]));
  const configPaths = [...json.keys()].filter((path) => !isPackage(path));

  const extended = new Set<string>();
  const referenced = new Set<string>();
  const known = new Map<string, Config>();

  function read(path: string, chain = 0): Config {
    const before = known.get(path);
    if (before || chain > maxChainOfExtends) return before ?? {};
    const raw = json.get(path) ?? {};
    const directory = dirname(path);
    const own = ownConfig(raw, directory);
    known.set(path, own); // A cycle goes no further.
    let config: Config = {};
    for (const text of [raw.extends].flat()) {
      const base = typeof text === 'string' ? resolveExtends(text, directory) : null;
      if (base === null) continue;
      extended.add(base);
      config = { ...config, ...read(base, chain + 1) };
    }
    config = { ...config, ...own };
    known.set(path, config);
    return config;
  }

  function resolveExtends(text: string, directory: string): string | null {
    if (/^\.\.?\//.test(text)) return firstKnown([text, `${text}.json`], directory);
    const [, name, rest] = /^((?:@[^/]*\/)?[^/]*)\/?(.*)$/s.exec(text)!;
    const manifest = packages.get(name!);
    if (manifest === undefined) return null;
    const { exports, tsconfig } = json.get(manifest)!;
    const exported = isObject(exports) ? exports[rest ? `./${rest}` : '.'] : exports;
    const named = [exported, rest || tsconfig].filter((target) => typeof target === 'string' && target !== '');
    return firstKnown([...named, `${rest}.json`, `${rest}/tsconfig.json`], dirname(manifest));
  }

  function firstKnown(targets: unknown[], directory: string): string | null {
    return targets.map((target) => join(directory, `${target}`)).find((path) => json.has(path)) ?? null;
  }

  for (const path of configPaths) {
    read(path);
    for (const reference of [json.get(path)!.references].flat()) {
      if (!isObject(reference) || typeof reference.path !== 'string') continue;
      const target = join(dirname(path), reference.path);
      referenced.add(target.endsWith('.json') ? target : join(target, 'tsconfig.json'));
    }
  }

  return { effective: new Map(configPaths.map((path) => [path, known.get(path)!])), extended, referenced };
}

/** Not a config, but it gives one its name. */
export function isPackage(path: string): boolean {
  return basename(path) === 'package.json';
}

function ownConfig(raw: Record<string, unknown>, directory: string): Config {
  const config: Config = {};
  const options = isObject(raw.compilerOptions) ? raw.compilerOptions : {};
  for (const key of ['checkJs', 'allowJs'] as const) {
    if (typeof options[key] === 'boolean') config[key] = options[key];
  }
  for (const key of ['outDir', 'declarationDir', 'baseUrl'] as const) {
    if (typeof options[key] === 'string') config[key] = { directory, text: options[key] };
  }
  for (const key of ['files', 'include', 'exclude'] as const) {
    if (!Array.isArray(raw[key])) continue;
    config[key] = raw[key].filter((text) => typeof text === 'string').map((text) => ({ directory, text }));
  }
  if (isObject(options.paths)) config.paths = { directory, entries: options.paths };
  return config;
}

/** JSON with comments. What is no valid JSON object says nothing; hostile nesting included. */
export function parseObject(text: string): Record<string, unknown> {
  const errors: ParseError[] = [];
  try {
    const value: unknown = parse(text.replace(/^\uFEFF/, ''), errors, { allowTrailingComma: true });
    return isObject(value) && errors.length === 0 ? value : {};
  } catch (error) {
    if (error instanceof RangeError) return {};
    throw error;
  }
}

/** Of what was JSON: `{ … }`. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

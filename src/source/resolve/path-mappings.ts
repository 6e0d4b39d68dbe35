/** `paths` and `baseUrl` of the tsconfig files around a directory. */

import { posix } from 'node:path';
import { type Config, configFile, readConfigs } from '../config-files.ts';
import type { ImportTree } from '../resolve.ts';
import { mayConfigureTypes } from '../tsconfig.ts';
import { insideTree } from './files-of-paths.ts';
import { directoryOf } from './paths.ts';
import { patternTable, withStar } from './patterns.ts';

const { basename, dirname, join } = posix;

/** Where a specifier may mean something: paths from the root, in the order of trying. */
export interface Mapped {
  paths: string[];
  /** A pattern matches that is about more than anything (`*`): the specifier is meant to be of this repository. */
  byPattern: boolean;
}

type Mapping = (specifier: string) => Mapped;

const mostPerDirectory = 10;
const mostAbove = 10;

/**
 * How the configs around a directory map a specifier. The nearest directory with configs says `paths` and `baseUrl`,
 * tsconfig.json before others (`tsconfig.app.json` of a solution has what it lacks itself); those above it say `paths`,
 * as bundlers and test runners are mostly run from there.
 */
export function pathMappings(tree: ImportTree): (directory: string) => Mapping {
  const texts = new Map([...tree.texts].filter(([path]) => mayConfigureTypes(path)));
  const here = new Map<string, { path: string; config: Config }[]>();
  for (const [path, config] of readConfigs(texts).effective) {
    if (!configFile.test(basename(path))) continue;
    const directory = dirname(path) === '.' ? '' : dirname(path);
    const others = here.get(directory) ?? [];
    here.set(directory, others);
    others.push({ path, config });
  }
  const mappingsAt = new Map<string, Mapping[]>();
  const pathsAt = new Map<string, Mapping[]>();
  for (const [directory, configs] of here) {
    const sorted = configs.sort((a, b) => rank(a.path) - rank(b.path)).slice(0, mostPerDirectory);
    pathsAt.set(
      directory,
      sorted.flatMap(({ config }) => byPaths(config, directory)),
    );
    mappingsAt.set(
      directory,
      sorted.flatMap(({ config }) => [...byPaths(config, directory), ...byBaseUrl(config, directory)]),
    );
  }

  const known = new Map<string, Mapping[]>();
  function pathsAround(directory: string): Mapping[] {
    const before = known.get(directory);
    if (before) return before;
    const above = directory === '' ? [] : pathsAround(directoryOf(directory));
    const all = [...(pathsAt.get(directory) ?? []), ...above].slice(0, mostAbove);
    known.set(directory, all);
    return all;
  }

  return (directory) => {
    let nearest = directory;
    while (nearest !== '' && !here.has(nearest)) nearest = directoryOf(nearest);
    const above = nearest === '' ? [] : pathsAround(directoryOf(nearest));
    const mappings = [...(mappingsAt.get(nearest) ?? []), ...above];
    return (specifier) => {
      const all = mappings.map((mapping) => mapping(specifier));
      return { paths: all.flatMap(({ paths }) => paths), byPattern: all.some(({ byPattern }) => byPattern) };
    };
  };
}

function rank(path: string): number {
  return ['tsconfig.json', 'jsconfig.json'].indexOf(basename(path)) >>> 0;
}

function byPaths({ paths, baseUrl }: Config, programDirectory: string): Mapping[] {
  if (!paths) return [];
  const base = baseUrl ? placeOf(baseUrl.text, baseUrl.directory, programDirectory) : paths.directory;
  const lists = Object.entries(paths.entries).map(([key, value]) => [key, strings(value)] as const);
  const matching = patternTable(lists);
  return [
    (specifier) => {
      const match = matching(specifier)[0];
      if (!match || base === null) return { paths: [], byPattern: false };
      const targets = match.value.map((target) => placeOf(withStar(target, match.star), base, programDirectory));
      const inside = targets.filter((path) => path !== null && !/(?:^|\/)node_modules\//.test(path)) as string[];
      return { paths: inside, byPattern: match.key !== '*' && inside.length > 0 };
    },
  ];
}

function byBaseUrl({ baseUrl }: Config, programDirectory: string): Mapping[] {
  const base = baseUrl ? placeOf(baseUrl.text, baseUrl.directory, programDirectory) : null;
  if (base === null) return [];
  return [
    (specifier) => ({ paths: [insideTree(join(base, specifier))].filter((path) => path !== null), byPattern: false }),
  ];
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string').slice(0, 10) : [];
}

/** `${configDir}` is the directory of the config that is run. */
function placeOf(text: string, directory: string, programDirectory: string): string | null {
  const fromProgram = text.replace(/^\$\{configDir\}\/?/i, './');
  return insideTree(join(fromProgram === text ? directory : programDirectory, fromProgram));
}

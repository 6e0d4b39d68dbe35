import { type Alias, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments, visit } from 'yaml';
import { keyPath, type Problem, showText } from './problem.ts';
import { explainYamlError } from './yaml-errors.ts';

/** A configuration file is at most this long (UTF-8). */
export const mostBytes = 64 * 1024;
/** Aliases share the value of their anchor and are never expanded; more than this many is no ordinary file. */
const mostAliases = 50;
/** The configuration is four levels deep; what a rule matches is nested deeper. */
const mostLevels = { configuration: 16, rule: 60 };

/** 1-based. */
export interface Place {
  line: number;
  column: number;
}

/** The value that a YAML file holds, and where its parts stand in it. */
export interface YamlFile {
  /** Plain data, null for an empty file. Mappings have no prototype; aliases share the object of their anchor. */
  value: unknown;
  /**
   * Where a key stands, or the value behind it (its key when nothing is behind it); of what is not in the file, where
   * the thing around it stands.
   */
  place(path: readonly PropertyKey[], of: 'key' | 'value'): Place;
}

interface Offsets {
  key: number;
  value: number;
}

/** What is known while one document is read. */
interface Reading {
  lines: LineCounter;
  problems: Problem[];
  /** What each alias stands for. */
  targets: Map<Node, Node>;
  /** The value of each node already read; `unfinished` while it is being read. */
  values: Map<Node, unknown>;
  /** For each mapping and list that was read, where its parts stand. */
  offsets: WeakMap<object, Map<PropertyKey, Offsets>>;
  mostLevels: number;
}

const unfinished = Symbol('unfinished');

/**
 * Reads YAML 1.2 (core schema) into plain data, or says everything that is wrong with it. Refused on purpose: a second
 * document, duplicate keys, merge keys, keys that are no plain text, tags, directives, more than 50 aliases.
 */
export function readYaml(
  text: string,
  kind: keyof typeof mostLevels = 'configuration',
): YamlFile | { problems: Problem[] } {
  if (text.length > mostBytes || new TextEncoder().encode(text).length > mostBytes) {
    const message = `the file is longer than ${mostBytes / 1024} KiB; use wildcards in place of long lists`;
    return { problems: [{ line: 1, column: 1, path: '', message, suggestion: null }] };
  }

  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const lines = new LineCounter();
  const reading: Reading = {
    lines,
    problems: [],
    targets: new Map(),
    values: new Map(),
    offsets: new WeakMap(),
    mostLevels: mostLevels[kind],
  };
  const documents = [
    ...parseAllDocuments(source, {
      lineCounter: lines,
      prettyErrors: false,
      schema: 'core',
      merge: false, // with these two, a %YAML directive changes nothing
      resolveKnownTags: false,
      uniqueKeys: false, // checked in `readMapping`, in linear time and with the line of the first
    }),
  ];

  const errors = documents.flatMap((document) => [...document.errors, ...document.warnings]);
  const linesSeen = new Set<number>();
  for (const error of errors) {
    // After an error the parser stumbles on; the first complaint of a line is the useful one.
    const { line } = placeOf(reading, error.pos[0]);
    if (linesSeen.has(line)) continue;
    linesSeen.add(line);
    complain(reading, error.pos[0], [], explainYamlError(error, source));
  }
  if (errors.length > 0) return { problems: reading.problems };

  const second = documents[1];
  if (second !== undefined) {
    const message = 'a second document starts here; a configuration is one document, so remove the `---` or `...`';
    complain(reading, second.contents?.range[0] ?? second.range[0], [], message);
    return { problems: reading.problems };
  }

  const contents = documents[0]?.contents ?? null;
  if (contents !== null) resolveAliases(reading, contents);
  if (reading.problems.length > 0) return { problems: reading.problems };
  const value = contents === null ? null : read(reading, contents, []);
  if (reading.problems.length > 0) return { problems: reading.problems };

  const top: Offsets = { key: startOf(contents), value: startOf(contents) };
  return { value, place: (path, of) => locate(reading, value, top, path, of) };
}

/** In document order, so that an alias stands for the last anchor of its name before it. */
function resolveAliases(reading: Reading, contents: Node): void {
  const anchors = new Map<string, Node>();
  const aliases: Alias[] = [];
  visit(contents, {
    Node(_key, node) {
      if (!isAlias(node)) {
        if (node.anchor) anchors.set(node.anchor, node);
        return;
      }
      aliases.push(node);
      const target = anchors.get(node.source);
      if (target !== undefined) reading.targets.set(node, target);
    },
  });
  if (aliases.length <= mostAliases) return;
  complain(reading, startOf(aliases[mostAliases]!), [], `more than ${mostAliases} aliases; write the values out`);
}

function read(reading: Reading, node: Node | null, path: PropertyKey[]): unknown {
  if (node === null) return null;
  if (isScalar(node)) return node.value;
  if (isAlias(node)) return readAlias(reading, node, path);
  if (path.length > reading.mostLevels) {
    complain(reading, startOf(node), [], 'nested deeper than any setting; remove the inner brackets or indentation');
    return null;
  }
  reading.values.set(node, unfinished);
  const value = isMap(node) ? readMapping(reading, node.items as Pair[], path) : readList(reading, node, path);
  reading.values.set(node, value);
  return value;
}

function readAlias(reading: Reading, alias: Alias, path: PropertyKey[]): unknown {
  const name = `*${alias.source}`;
  const target = reading.targets.get(alias);
  if (target === undefined) {
    const message = `\`${showText(name)}\` is a YAML alias of an anchor that does not exist; put a glob in quotes`;
    complain(reading, startOf(alias), path, message, name);
    return null;
  }
  const value = isScalar(target) ? target.value : reading.values.get(target);
  if (value !== unfinished) return value;
  complain(
    reading,
    startOf(alias),
    path,
    `\`${showText(name)}\` is an alias of what it stands in; write the value out`,
  );
  return null;
}

interface Pair {
  key: Node | null;
  value: Node | null;
}

function readMapping(reading: Reading, pairs: Pair[], path: PropertyKey[]): object {
  const mapping: Record<string, unknown> = Object.create(null);
  const offsets = new Map<PropertyKey, Offsets>();
  reading.offsets.set(mapping, offsets);
  for (const pair of pairs) {
    const at = startOf(pair.key);
    if (!isScalar(pair.key)) {
      complain(reading, at, path, 'a key is plain text; put a key that starts with `[`, `{` or `*` in quotes');
      continue;
    }
    const key = pair.key.source ?? String(pair.key.value);
    const below = [...path, key];
    if (key === '<<') {
      complain(
        reading,
        at,
        below,
        'merge keys are not supported; write the keys out, or use an alias as a whole value',
      );
      continue;
    }
    const first = offsets.get(key);
    if (first !== undefined) {
      const { line } = reading.lines.linePos(first.key);
      complain(reading, at, below, `this key stands here twice, first on line ${line}; keep one`);
      continue;
    }
    const value = read(reading, pair.value, below);
    offsets.set(key, { key: at, value: value === null ? at : startOf(pair.value) });
    mapping[key] = value;
  }
  return mapping;
}

function readList(reading: Reading, node: Node, path: PropertyKey[]): unknown[] {
  const list: unknown[] = [];
  const offsets = new Map<PropertyKey, Offsets>();
  reading.offsets.set(list, offsets);
  if (!isSeq(node)) return list;
  for (const [index, item] of node.items.entries()) {
    const below = [...path, index];
    // `[a: b]` is a list of one-key mappings without braces
    const isPair = item !== null && typeof item === 'object' && !('range' in item);
    const value = isPair ? readMapping(reading, [item as Pair], below) : read(reading, item as Node | null, below);
    const at = startOf(isPair ? (item as Pair).key : (item as Node | null));
    offsets.set(index, { key: at, value: at });
    list.push(value);
  }
  return list;
}

function locate(
  reading: Reading,
  value: unknown,
  top: Offsets,
  path: readonly PropertyKey[],
  of: 'key' | 'value',
): Place {
  let around = value;
  let offset = top.value;
  for (const [index, part] of path.entries()) {
    if (around === null || typeof around !== 'object') break;
    const found = reading.offsets.get(around)?.get(part);
    if (found === undefined) break;
    offset = index === path.length - 1 ? found[of] : found.value;
    around = (around as Record<PropertyKey, unknown>)[part];
  }
  return placeOf(reading, offset);
}

function startOf(node: unknown): number {
  return (node as { range?: [number, number, number] | null } | null)?.range?.[0] ?? 0;
}

function placeOf(reading: Reading, offset: number): Place {
  const { line, col } = reading.lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function complain(
  reading: Reading,
  offset: number,
  path: PropertyKey[],
  message: string,
  suggestion: string | null = null,
) {
  reading.problems.push({ ...placeOf(reading, offset), path: keyPath(path), message, suggestion });
}

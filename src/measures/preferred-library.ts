import type { Evidence, FileFacts, Finding, Import, Introduced, Measure, Vector, Way } from '../model.ts';
import { count, percent, plural } from '../text.ts';
import { bySize, leftOutFiles, ownLines, sourceFiles } from './files.ts';

/** Fewer files that use either say nothing about where a team moves. */
const leastFiles = 5;

/** The measure of one vector (3.7): how far the team has moved from one way of doing something to another. */
export function preferredLibrary(vector: Vector): Measure<'repository', 'files' | 'findings' | 'ruleGaps'> {
  const id = `preferred-library:${vector.id}`;
  return {
    id,
    version: 2,
    title: `Preferred way: ${vector.id}`,
    unit: 'share',
    about: 'repository',
    definition: `Source files that use the preferred way and no alternative ÷ source files that use either; at least ${leastFiles} such files. Preferred: ${named(vector.prefer)}. Alternatives: ${named(vector.insteadOf)}.

- An import counts where its library, its specifier or the file of the tree that it means is what the vector names (\`*\` is any text), or lies below it (\`date-fns\` has \`date-fns/locale\`).
- A structural pattern counts where it matches; \`touchstone-ignore: ${id}\` in a comment on the line or the line before takes a match out.`,
    why: 'A move that stops half way leaves two ways to do one thing, and every reader has to know both.',
    improve: 'Move the largest file in the evidence to the preferred way.',
    limits:
      'Structural patterns see the scripts of Vue, Svelte and Astro files, not their markup; what is used without an import is seen by a pattern only.',
    source: 'imports and structural patterns of the source lane (MEASURES 3.7)',
    needs: ['files', 'findings', 'ruleGaps'],
    scale: { good: 1, poor: 0.3 },
    compute({ files, findings, ruleGaps }) {
      const source = sourceFiles(files);
      if (source.missing) return source.missing;
      const matched = findingsByPath(findings, id);
      const uses = source.read.map((file) => {
        const here = matched.get(file.path) ?? [];
        return {
          file,
          prefer: firstUse(file, vector.prefer, here, `${id}/prefer`),
          insteadOf: firstUse(file, vector.insteadOf, here, `${id}/insteadOf`),
        };
      });
      const unread = source.read.filter(({ imports, language }) => imports === null && language !== null);
      const gaps = ruleGaps.filter(({ rule }) => rule.split('/')[0] === id);
      const leftOut = [
        ...source.leftOut,
        ...(unread.length > 0 ? [leftOutFiles('files whose imports are not read', unread)] : []),
        ...(gaps.length > 0
          ? [
              {
                what: 'files in which a pattern broke',
                count: gaps.length,
                examples: gaps.slice(0, 3).map(({ path, why }) => `${path}: ${why}`),
              },
            ]
          : []),
      ];
      const either = uses.filter(({ prefer, insteadOf }) => prefer !== null || insteadOf !== null);
      if (either.length < leastFiles) {
        return {
          noData: `too few: ${plural(either.length, 'source file uses', 'source files use')} either way, of at least ${leastFiles}`,
          sample: either.length,
          leftOut,
        };
      }
      const old = either.filter(({ insteadOf }) => insteadOf !== null).sort((a, b) => bySize(a.file, b.file));
      const moved = either.length - old.length;
      const both = old.filter(({ prefer }) => prefer !== null).length;
      return {
        value: moved / either.length,
        sample: either.length,
        summary: `${count(moved)} of ${plural(either.length, 'file that uses', 'files that use')} either way use the preferred one alone (${percent(moved / either.length)})${both > 0 ? `; ${count(both)} use both` : ''}`,
        evidence: old.map(({ file, prefer, insteadOf }) => ({
          path: file.path,
          value: ownLines(file),
          text: `line ${insteadOf!.line}: ${insteadOf!.what}${prefer === null ? '' : '; the preferred way too'}${vector.golden === null ? '' : `; follow ${vector.golden}`}`,
        })),
        leftOut,
      };
    },
  };
}

/** The uses of a vector's alternatives among what a change brings; `languages` are those of the tree's files, by path. */
export function alternativesIn(
  { id, prefer, insteadOf, golden }: Vector,
  { findings, imports }: Introduced,
  languages: ReadonlyMap<string, string | null>,
): Evidence[] {
  const measure = `preferred-library:${id}`;
  const names = insteadOf.filter((way) => typeof way === 'string');
  const matched = findings.filter(({ rule, contested }) => rule === `${measure}/insteadOf` && !contested);
  const imported = imports.filter((each) => names.some((name) => means(each, name, languages.get(each.path) ?? null)));
  const uses = [
    ...matched.map(({ path, line, message }) => ({ path, line, what: message })),
    ...imported.map(({ path, line, specifier }) => ({ path, line, what: specifier })),
  ];
  const preferred = prefer.map(nameOf).join(' or ');
  const follow = golden === null ? '' : `; follow ${golden}`;
  return uses.map(({ path, line, what }) => ({
    path,
    line,
    text: `line ${line}: uses ${what}, not ${preferred} (${measure})${follow}`,
  }));
}

interface WayUsed {
  line: number;
  what: string;
}

/** The first place where a file goes one of the ways. */
function firstUse(file: FileFacts, ways: readonly Way[], findings: readonly Finding[], rule: string): WayUsed | null {
  const uses = findings
    .filter((finding) => finding.rule === rule)
    .map(({ line, message }) => ({ line, what: message }));
  const names = ways.filter((way) => typeof way === 'string');
  for (const each of file.imports ?? []) {
    if (names.some((name) => means(each, name, file.language))) uses.push({ line: each.line, what: each.specifier });
  }
  return uses.sort((a, b) => a.line - b.line)[0] ?? null;
}

const slashOnly: ReadonlySet<string | null> = new Set(['JavaScript', 'TypeScript', 'TSX', 'Vue', 'Svelte', 'Astro']);

/** Whether an import is of what a vector names, or of something below it. */
function means({ library, specifier, files }: Import, name: string, language: string | null): boolean {
  // `lodash.debounce` is another package than `lodash`; in Python `requests.adapters` is part of `requests`.
  const separators = slashOnly.has(language) ? ['/'] : ['/', '.', '::', '\\'];
  const matches = name.includes('*')
    ? globMatcher(name)
    : (text: string) => text === name || separators.some((each) => text.startsWith(name + each));
  return (
    library === name ||
    matches(specifier) ||
    files.some(matches) ||
    (name.includes('*') && library !== null && matches(library))
  );
}

/** `*` is any text; the configuration allows two. */
function globMatcher(glob: string): (text: string) => boolean {
  const parts = glob.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  const whole = new RegExp(`^${parts.join('.*')}$`, 's');
  return (text) => whole.test(text);
}

function findingsByPath(findings: readonly Finding[], id: string): Map<string, Finding[]> {
  return Map.groupBy(
    findings.filter(({ rule, contested }) => rule.split('/')[0] === id && !contested),
    ({ path }) => path,
  );
}

function named(ways: readonly Way[]): string {
  if (ways.length === 0) return 'as the configuration names them';
  return ways.map((way) => `\`${nameOf(way)}\``).join(', ');
}

function nameOf(way: Way): string {
  return typeof way === 'string' ? way : way.pattern;
}

import type { Measure, Module } from '../../model.ts';
import { count, percent, plural } from '../../text.ts';
import { leftOutFiles, leftOutLanguages, otherLanes, sourceFiles } from '../files.ts';
import { enoughResolved, internalImports } from '../imports.ts';
import { crossingsOf, deepTargets, hasEntries, leftOutCrossings, widthsOf } from '../modules.ts';

/** Among fewer imports a single one decides the share. */
const fewestCrossings = 20;
/** The widest modules that are shown. */
const widest = 5;

export const deepImports: Measure<'repository', 'files' | 'modules'> = {
  id: 'deep-imports',
  version: 1,
  title: 'Imports past the entries of modules',
  unit: 'share',
  about: 'repository',
  definition: `Imports of source files into another module that go past its declared entries ÷ imports into another module; at least 20.

- Modules: the directories that \`modules:\` in the configuration names; else the workspace packages, if they hold at least half of the source files; else the directories one level below the source root (from the root down while one directory holds 70 % of the source files) with at least 3 source files: shown then, not scored, as nobody declared them.
- Declared entries: what package.json declares (\`exports\`, \`main\`, \`types\`, …, in a build directory or as its source); \`index.*\`, \`__init__.py\` (if it gives anything), \`mod.*\`, \`lib.rs\` of the module’s own directory or else of its source root; for Go all outside \`internal/\`; of a Rust crate all files. The package’s name with a declared subpath is never deep.
- Left out: imports into a module that declares no entry, and languages without declared entries (all but the JavaScript family, Python, Go and Rust). Test files may reach in; a file may reach into the directory of its own name beside it.
- No data where fewer than 70 % of the imports within the repository are found in the tree.`,
  why: 'What others import from within a module cannot be changed without them: the module has no inside.',
  improve: 'Take the file that is reached for most, and give what the others need of it a place in the module’s entry.',
  limits: 'What is imported at run time by a computed name is not seen.',
  source: 'the imports of each source file and the modules’ declared entries',
  needs: ['files', 'modules'],
  scale: { good: 0, poor: 0.5 },
  seen: { p10: 0.01, p50: 0.07, p90: 0.48, edition: '2026-11' },
  compute(facts) {
    const source = sourceFiles(facts.files);
    if (source.missing) return source.missing;
    const importing = source.read.filter(hasEntries);
    const { by, modules } = facts.modules;
    const crossings = crossingsOf(importing, facts.files, modules);
    const counted = crossings.filter(({ module }) => module.entries.length > 0);
    const leftOut = [
      ...source.leftOut,
      ...leftOutLanguages(
        'languages without declared entries',
        source.read.filter((file) => !hasEntries(file)),
      ),
      ...leftOutCrossings(crossings, facts.modules),
      ...otherLanes(facts.files),
    ];
    const unread = importing.filter(({ imports }) => imports === null);
    if (unread.length > 0) leftOut.push(leftOutFiles('files whose imports are not read', unread));
    if (importing.length === 0)
      return { notApplicable: 'no source file is in a language with declared entries', leftOut };
    if (modules.length === 0) return { notApplicable: 'the source files are not divided into modules', leftOut };
    if (unread.length === importing.length) return { noData: 'imports are not read here', leftOut };
    const { internal, found } = internalImports(importing);
    if (found.length < enoughResolved * internal.length) {
      const share = percent(found.length / internal.length);
      return { noData: `only ${share} of the imports within the repository are found in the tree`, leftOut };
    }
    const sample = counted.length;
    if (sample === 0) return { notApplicable: 'no import goes into a module that declares entries', leftOut };
    if (sample < fewestCrossings) {
      return {
        noData: `${plural(sample, 'import')} across modules; at least ${fewestCrossings} are needed`,
        sample,
        leftOut,
      };
    }
    const deep = counted.filter((crossing) => crossing.deep);
    const value = deep.length / sample;
    return {
      value,
      sample,
      summary: `${count(deep.length)} of ${plural(sample, 'import')} across ${plural(modules.length, 'module')} ${deep.length === 1 ? 'goes' : 'go'} past the entries of the other (${percent(value)})`,
      ...(by === 'directories' && {
        informative: 'nobody declared the modules: neither the configuration nor workspaces; these are directories',
      }),
      evidence: [
        ...deepTargets(counted).map(({ path, module, times, from }) => ({
          path,
          value: times,
          text: `imported past the entries of ${module.name} ${plural(times, 'time')}, from ${plural(from, 'module')}`,
        })),
        ...widthsOf(crossings, facts.files)
          .slice(0, widest)
          .map(({ module, imported, files }) => ({
            path: module.directory,
            text: `${imported} of ${plural(files, 'file')} of ${module.name} imported from outside (${percent(imported / files)})`,
          })),
      ],
      leftOut,
    };
  },
  mended: ({ modules }, path) => ({
    modules: { ...modules, modules: modules.modules.map((module) => opened(module, path)) },
  }),
};

/** As if the module gave this file: what others take of it then comes by an entry. */
function opened(module: Module, path: string): Module {
  return path.startsWith(`${module.directory}/`) ? { ...module, entries: [...module.entries, path] } : module;
}

import { type Config, defaultConfig } from '../config/config.ts';
import type { Problem } from '../config/problem.ts';
import { objectsOf } from '../git/ancestry.ts';
import { type GitView, openKnown } from '../git/view.ts';
import { measureIds } from '../measures/index.ts';
import { UserError } from '../model.ts';

/** Where a repository keeps its configuration. */
export const configPath = '.github/touchstone.yml';
/** More than this is no configuration; the parser has its own, smaller limit and the better message. */
export const largestConfig = 1_048_576;

/** How many earlier versions of a broken configuration are tried. */
const mostVersions = 50;

/** The text of the configuration at a commit; null where there is none. Throws a UserError for one that is far too large. */
export async function readCommittedConfig(view: GitView, commit: string): Promise<string | null> {
  // A clone without trees has no file to read; what the measures need of it they will say.
  const entry = await view.read(['ls-tree', '-l', commit, '--', configPath]).catch(() => '');
  const [, size = ''] = /^100\d+ blob \S+ +(\d+)\t/.exec(entry) ?? [];
  if (size === '') return null;
  if (Number(size) > largestConfig) {
    throw new UserError(`${configPath}: ${size} bytes are too many for a configuration`);
  }
  return await view.read(['cat-file', 'blob', `${commit}:${configPath}`]);
}

/**
 * The configuration in force at a commit of a git directory of ours: that of the revision or, where that is broken, the last good one
 * of the first-parent history, with the problems of the broken one.
 */
export async function configInForce(gitDir: string, at: string): Promise<{ config: Config; problems: Problem[] }> {
  const [present = null] = await objectsOf(gitDir, [`${at}:${configPath}`]);
  // What most repositories have: none.
  if (present === null) return { config: defaultConfig, problems: [] };
  await using view = await openKnown(gitDir, at, '');
  const newest = await parseCommitted(view, at);
  if ('config' in newest) return { config: newest.config, problems: [] };
  const log = ['log', '--first-parent', '--format=%H', `--max-count=${mostVersions}`, at, '--', configPath];
  for (const commit of (await view.read(log)).split('\n').filter(Boolean)) {
    const earlier = await parseCommitted(view, commit);
    if ('config' in earlier) return { config: earlier.config, problems: newest.problems };
  }
  return { config: defaultConfig, problems: newest.problems };
}

/** The problems of the configuration at `to`, where it is another than at `from`; none where it is good or the same. */
export async function problemsBrought(gitDir: string, from: string, to: string): Promise<Problem[]> {
  const [before, after] = await objectsOf(gitDir, [`${from}:${configPath}`, `${to}:${configPath}`]);
  if (after === null || after === undefined || after === before) return [];
  await using view = await openKnown(gitDir, to, '');
  const parsed = await parseCommitted(view, to);
  return 'problems' in parsed ? parsed.problems : [];
}

/** The configuration of a commit, or its problems; the defaults where it has none. */
async function parseCommitted(view: GitView, commit: string): Promise<{ config: Config } | { problems: Problem[] }> {
  try {
    const text = await readCommittedConfig(view, commit);
    if (text === null) return { config: defaultConfig };
    // Loaded here: most repositories have no configuration, and the schema takes longer to load than to obey.
    const { parseConfig } = await import('../config/parse.ts');
    return parseConfig(text, measureIds);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { problems: [{ line: 1, column: 1, path: '', message: error.message, suggestion: null }] };
  }
}

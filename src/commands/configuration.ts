import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, defaultConfig } from '../config/config.ts';
import { configPath, largestConfig, readCommittedConfig } from '../engine/committed-config.ts';
import type { GitView } from '../git/view.ts';
import { measureIds } from '../measures/index.ts';
import { UserError } from '../model.ts';

/**
 * The configuration in force: the file named, else the work tree's, else the revision's, else the defaults. Throws a
 * UserError with every problem of a broken file.
 */
export async function readConfig(
  view: GitView,
  named: string | undefined,
  note: (text: string) => void,
): Promise<Config> {
  if (named !== undefined) return await parsedConfig(named, await readNamed(named));
  const committed = view.at ? await readCommittedConfig(view, view.at) : null;
  const present = view.workTree ? await readPresent(join(view.workTree, configPath), note) : null;
  if (present !== null) {
    if (present !== committed)
      note(`using ${configPath} of the work tree, which differs from that of ${view.at?.slice(0, 9) ?? 'no commit'}`);
    return await parsedConfig(configPath, present);
  }
  return committed === null ? defaultConfig : await parsedConfig(`${view.at!.slice(0, 9)}:${configPath}`, committed);
}

function checkSize(file: string, size: number): void {
  if (size > largestConfig) throw new UserError(`${file}: ${size} bytes are too many for a configuration`);
}

/** Reads a configuration file that the user named. Throws a UserError when it cannot be read. */
export async function readNamed(file: string): Promise<string> {
  try {
    const { size } = await lstat(file);
    checkSize(file, size);
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code}); name an existing file`);
  }
}

/** A configuration file's text. Throws a UserError with every problem of a broken one. */
export async function parsedConfig(file: string, text: string): Promise<Config> {
  // Loaded here: most repositories have no configuration, and the schema takes longer to load than to obey.
  const { formatProblem, parseConfig } = await import('../config/parse.ts');
  const answer = parseConfig(text, measureIds);
  if ('config' in answer) return answer.config;
  const problems = answer.problems.map((problem) => formatProblem(file, problem));
  throw new UserError(`the configuration is broken; nothing was measured\n${problems.join('\n')}`);
}

/** Only a regular file counts: a work tree may hold links and pipes of anybody's making. */
async function readPresent(file: string, note: (text: string) => void): Promise<string | null> {
  const found = await lstat(file).catch(() => null);
  if (!found) return null;
  if (found.isFile()) return await readNamed(file);
  note(`${configPath} of the work tree is no regular file and is not followed; name it with --config to use it`);
  return null;
}

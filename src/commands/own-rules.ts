import { glob } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { RuleFile } from '../rules/rule-file.ts';
import { readNamed } from './configuration.ts';

/**
 * The team's own rules of a configuration that the user named: files below the directory for which it speaks, which is
 * that around its `.github/`, else its own. Links are not followed.
 */
export async function readOwnRules(configFile: string, globs: readonly string[]): Promise<RuleFile[]> {
  const directory = dirname(resolve(configFile));
  return await rulesBelow(basename(directory) === '.github' ? dirname(directory) : directory, globs);
}

/** The files below a directory that match one of the globs, by path. */
export async function rulesBelow(directory: string, globs: readonly string[]): Promise<RuleFile[]> {
  if (globs.length === 0) return [];
  const files: RuleFile[] = [];
  for await (const entry of glob([...globs], {
    cwd: directory,
    withFileTypes: true,
    exclude: (each) => each.name === 'node_modules',
  })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) files.push({ file: relative(directory, path), text: await readNamed(path) });
  }
  return files.sort((a, b) => (a.file < b.file ? -1 : 1));
}

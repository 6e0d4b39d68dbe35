import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packNames } from '../config/rule-names.ts';
import { configPath } from '../engine/committed-config.ts';
import { type Rule, UserError } from '../model.ts';
import { tryExamples } from '../rules/examples.ts';
import { packRules } from '../rules/packs.ts';
import { type Rules, readRules } from '../rules/rule-file.ts';
import { oneLine, plural } from '../text.ts';
import { parsedConfig, readNamed } from './configuration.ts';
import { rulesBelow } from './own-rules.ts';

/** `touchstone rules test`: exit 1 where an example fails, a rule is broken, or there is nothing to test. */
export async function testRules(path: string, options: { packs?: boolean }): Promise<void> {
  const { rules, problems } = await rulesAt(path, options.packs === true);
  for (const problem of problems) process.stderr.write(`${oneLine(problem)}\n`);
  let failed = 0;
  let passed = 0;
  for (const rule of rules) {
    for (const { id, kind, number, failure } of await tryExamples(rule)) {
      process.stdout.write(
        `${failure === null ? 'pass' : 'FAIL'}  ${id}: ${kind} example ${number}${failure === null ? '' : `: ${oneLine(failure)}`}\n`,
      );
      if (failure === null) passed++;
      else failed++;
    }
    const lack = lackOf(rule);
    if (lack !== null) process.stdout.write(`note  ${rule.id}: ${lack}\n`);
  }
  process.stdout.write(
    `${plural(rules.length, 'rule')}, ${plural(passed + failed, 'example')}: ${passed} passed, ${failed} failed\n`,
  );
  if (failed > 0 || problems.length > 0) process.exitCode = 1;
}

function lackOf({ examples: { bad, good } }: Rule): string | null {
  if (bad.length === 0 && good.length === 0) return 'no examples: nothing was tested';
  if (bad.length === 0) return 'no bad example: it may find nothing at all';
  return good.length === 0 ? 'no good example: it may find everything' : null;
}

/** A rule file; the own rules of a repository by its configuration; every YAML file below another directory. */
async function rulesAt(path: string, packs: boolean): Promise<Rules> {
  const before = packs ? packRules(packNames) : [];
  if (!existsSync(path)) throw new UserError(`${path}: no such file or directory`);
  if (statSync(path).isFile()) return readRules([{ file: path, text: await readNamed(path) }], before);
  const files = await rulesBelow(path, await globsAt(path));
  if (files.length === 0 && !packs) {
    throw new UserError(`${path}: no rule to test; name a rule file, or set rules.own in ${configPath}`);
  }
  return readRules(files, before);
}

async function globsAt(directory: string): Promise<string[]> {
  const config = join(directory, configPath);
  if (existsSync(config)) return (await parsedConfig(config, await readNamed(config))).rules.own;
  return existsSync(join(directory, '.git')) ? [] : ['**/*.yml', '**/*.yaml'];
}

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PackName } from '../config/rule-names.ts';
import type { Rule } from '../model.ts';
import { readRules } from './rule-file.ts';

/** One directory for each pack, beside this file; the build copies it. */
const folder = fileURLToPath(new URL('packs', import.meta.url));

/** The rules of the packs named. Throws where one of ours is broken, which a test would have told. */
export function packRules(names: readonly PackName[]): Rule[] {
  const files = names.flatMap((name) =>
    readdirSync(`${folder}/${name}`)
      .filter((file) => file.endsWith('.yml'))
      .sort()
      .map((file) => ({ file: `${name}/${file}`, text: readFileSync(`${folder}/${name}/${file}`, 'utf8') })),
  );
  const { rules, problems } = readRules(files);
  if (problems.length > 0) throw new Error(problems.join('; '));
  return rules;
}

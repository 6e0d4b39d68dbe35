import { z } from 'zod';
import { pathGlobProblem } from '../config/glob.ts';
import { parseAgainst } from '../config/parse.ts';
import { formatProblem } from '../config/problem.ts';
import { globs } from '../config/schema-parts.ts';
import { golden, identifier, ruleLanguage } from '../config/schema-rules.ts';
import type { Rule } from '../model.ts';
import { languagesRead, refusal, withConditions } from '../source/find.ts';

/** A file of one rule. */
export interface RuleFile {
  /** As messages name it. */
  file: string;
  text: string;
}

/** The rules of some files, and a line for each thing that is wrong with the others. */
export interface Rules {
  rules: Rule[];
  problems: string[];
}

const matcher = z.record(z.string(), z.unknown(), { error: 'expected a mapping, as ast-grep reads it' });
const examples = z
  .array(z.string({ error: 'expected code as text' }), { error: 'expected a list of code' })
  .nullish()
  .transform((list) => list ?? []);

const asked = {
  message: z
    .string({ error: 'expected what a reader is told' })
    .trim()
    .min(1, { error: 'expected what a reader is told' }),
  rule: matcher,
  constraints: matcher.optional(),
  utils: matcher.optional(),
  mentions: z
    .array(z.string({ error: 'expected text' }).min(1, { error: 'expected text that a file holds' }), {
      error: 'expected a list of texts of which a file holds one',
    })
    .nullish()
    .transform((list) => list ?? []),
  files: globs(pathGlobProblem),
  ignores: globs(pathGlobProblem),
  examples: z
    .strictObject({ bad: examples, good: examples }, { error: 'expected `bad` and `good`, each a list of code' })
    .nullish(),
};

const schema = z.strictObject(
  {
    id: identifier,
    ...asked,
    severity: z
      .enum(['error', 'warning', 'info', 'hint'], { error: 'expected error, warning, info or hint' })
      .default('warning'),
    language: ruleLanguage,
    golden,
    unless: z
      .strictObject(asked, { error: 'expected `message` and `rule`: what to find, and why it matters' })
      .optional(),
    // ast-grep's own, which mean nothing here.
    note: z.unknown().optional(),
    url: z.unknown().optional(),
    metadata: z.unknown().optional(),
    fix: z.unknown().optional(),
    labels: z.unknown().optional(),
  },
  { error: 'expected a rule' },
);

/** Reads a rule: ast-grep's keys, and `golden`, `examples` and `unless`. */
export function readRule({ file, text }: RuleFile): Rules {
  const parsed = parseAgainst(text, schema);
  if ('problems' in parsed) {
    return { rules: [], problems: parsed.problems.map((problem) => formatProblem(file, problem)) };
  }
  const { unless, ...own } = parsed.value;
  const made = ruleOf(own);
  if (unless) {
    const { language } = own;
    made.unless = ruleOf({ ...unless, id: `${own.id}/unless`, severity: 'info', language, golden: null });
  }
  const problems = withConditions([made]).flatMap((rule) => {
    const refused = refusal(rule);
    if (refused === null) return [];
    const keys = rule === made ? ['rule'] : ['unless', 'rule'];
    const place = parsed.file.place(keys, 'key');
    const problem = { ...place, path: keys.join('.'), message: `ast-grep refuses it: ${refused}`, suggestion: null };
    return [formatProblem(file, problem)];
  });
  return { rules: problems.length === 0 ? [made] : [], problems };
}

function ruleOf({
  id,
  message,
  severity,
  language,
  rule,
  constraints,
  utils,
  ...rest
}: Omit<z.output<typeof schema>, 'unless'>): Rule {
  return {
    id,
    message,
    severity,
    languages: languagesRead(language),
    language,
    match: { rule, constraints, utils },
    mentions: rest.mentions ?? [],
    files: rest.files ?? [],
    ignores: rest.ignores ?? [],
    golden: rest.golden ?? null,
    examples: rest.examples ?? { bad: [], good: [] },
    unless: null,
  };
}

/** Reads rules, of which the first of an id holds. */
export function readRules(files: readonly RuleFile[], before: readonly Rule[] = []): Rules {
  const rules = [...before];
  const problems: string[] = [];
  for (const file of files) {
    const read = readRule(file);
    problems.push(...read.problems);
    for (const rule of read.rules) {
      if (!rules.some(({ id }) => id === rule.id)) rules.push(rule);
      else problems.push(`${file.file}: there is a rule \`${rule.id}\` before; give this one another id`);
    }
  }
  return { rules, problems };
}

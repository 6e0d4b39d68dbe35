import { z } from 'zod';
import type { Vector, Way } from '../model.ts';
import { pathGlobProblem } from './glob.ts';
import { nearMiss } from './near-miss.ts';
import { packNames, ruleLanguages } from './rule-names.ts';
import { complain, globs } from './schema-parts.ts';

const text = z.string({ error: 'expected text' }).trim().min(1, { error: 'expected text, not nothing' }).max(1_000);

/** Of a rule or vector: it becomes part of a measure's id and of the comment that suppresses a finding. */
export const identifier = z
  .string({ error: 'expected an id such as `http-client`' })
  .regex(/^[a-z0-9][a-z0-9._-]{0,59}$/, {
    error: 'expected up to 60 lower-case letters, digits, `-`, `_` and `.`, such as `http-client`',
  });

/** The language that a rule or a pattern is written for. */
export const ruleLanguage = z
  .string({ error: 'expected a language such as `TypeScript`' })
  .check((context) => {
    const known: readonly string[] = ruleLanguages;
    if (known.includes(context.value)) return;
    const meant = known.find((name) => name.toLowerCase() === context.value.toLowerCase());
    const suggestion = meant ?? nearMiss(context.value, known);
    complain(context, [], `no language that rules can read; they read ${known.join(', ')}`, suggestion);
  })
  .meta({ enum: [...ruleLanguages] });

/** Path of an example to follow. */
export const golden = text.nullish().describe('Path of the example to follow.');

const longestSpecifier = 200;
const specifier = z.string().check((context) => {
  const { value } = context;
  if (value.trim() === '') complain(context, [], 'an empty specifier matches nothing; remove it');
  else if (value.length > longestSpecifier) complain(context, [], `longer than ${longestSpecifier} characters`);
  else if (/\s/.test(value))
    complain(context, [], 'no import has white space; a pattern is `{ pattern: …, language: … }`');
  else if ((value.match(/\*/g) ?? []).length > 2) complain(context, [], 'more than two `*`; name more of the import');
  else if (/^[*/.]+$/.test(value)) complain(context, [], 'this matches every import; name the library');
});
const pattern = z.strictObject({
  pattern: text.describe('Code with `$NAME` for one thing and `$$$` for any number, as ast-grep reads it.'),
  language: ruleLanguage.describe(`One of ${ruleLanguages.join(', ')}.`),
});
const ways = z
  .array(
    z.union([specifier, pattern], {
      error: 'expected an import such as `axios`, or `{ pattern: "request($$$)", language: TypeScript }`',
    }),
    { error: 'expected a list such as `[axios, "moment/*"]`' },
  )
  .min(1, { error: 'expected at least one import or pattern' })
  .max(50, { error: 'expected at most 50; use `*`' });

const vector = z
  .strictObject(
    {
      id: identifier.describe('Its measure is `preferred-library:<id>`.'),
      prefer: ways.describe('What the team moves to: imports (`axios`, `moment/*`, a path), or patterns.'),
      insteadOf: ways.describe('What it moves away from.'),
      golden,
    },
    { error: 'expected a vector such as `{ id: http, prefer: ["@acme/http"], insteadOf: [axios] }`' },
  )
  .transform((input): Vector => ({ ...input, golden: input.golden ?? null }));

/** The section `vectors`. */
export const vectors = z
  .array(vector, { error: 'expected a list of vectors, each with `id`, `prefer` and `insteadOf`' })
  .max(20, { error: 'expected at most 20 vectors' })
  .check((context) => {
    const seen = new Set<string>();
    for (const [index, { id, prefer, insteadOf }] of context.value.entries()) {
      if (seen.has(id)) complain(context, [index, 'id'], 'there is a vector of this id before; ids are unique');
      seen.add(id);
      const both = prefer.findIndex((way) => insteadOf.some((other) => same(way, other)));
      if (both >= 0) complain(context, [index, 'prefer', both], 'this is also in `insteadOf`; it cannot be both');
    }
  })
  .nullish()
  .describe('What the team moves to: each vector is a measure of its own.');

function same(a: Way, b: Way): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

const pack = z
  .string({ error: 'expected the name of a pack' })
  .check((context) => {
    const known: readonly string[] = packNames;
    if (known.includes(context.value)) return;
    const suggestion = nearMiss(context.value, known);
    complain(context, [], `unknown pack; there are ${known.map((name) => `\`${name}\``).join(', ')}`, suggestion);
  })
  .meta({ enum: [...packNames] });

/** The section `rules`. */
export const ruleChoice = z
  .strictObject(
    {
      packs: z
        .array(pack, { error: 'expected a list of packs, such as `[mutations-outside-transaction]`' })
        .nullish()
        .transform((names) => [...new Set(names ?? [])] as (typeof packNames)[number][])
        .describe(`Shipped packs, each heuristic: ${packNames.join(', ')}.`),
      own: globs(pathGlobProblem).describe('Globs of your own rule files, read from the revision measured.'),
    },
    {
      error:
        'expected `packs` and `own`, such as `{ packs: [mutations-outside-transaction], own: ["quality/rules/*.yml"] }`',
    },
  )
  .nullish()
  .describe('Structural rules, whose findings are counted.');

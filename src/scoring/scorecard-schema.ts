import { z } from 'zod';
import { type Scorecard, statuses } from '../model.ts';

/** 0 to 1. */
export const share = z.number().min(0).max(1);
const score = z.number().min(0).max(100);

const evidence = z.strictObject({
  path: z
    .string()
    .exactOptional()
    .describe(
      'Path from the root of the repository; in git’s C-quoted form where it holds quotes, control characters or bytes that are not UTF-8',
    ),
  commit: z.string().exactOptional().describe('Commit id in hex'),
  pull: z.int().positive().exactOptional().describe('Number of the pull request'),
  value: z.number().exactOptional().describe('What this one contributes: lines, files or a share, as the text says'),
  text: z.string().describe('The same for a reader'),
});

/** What a number does not rest on. */
export const leftOut = z.strictObject({
  what: z.string().describe('What was left out, and why'),
  count: z.int().nonnegative(),
  examples: z.array(z.string()),
});

const category = z.strictObject({
  id: z.string(),
  weight: z
    .number()
    .nonnegative()
    .describe('Sum of the weights of its measures that are neither informative nor not-applicable'),
  score: score.nullable(),
  measuredShare: share,
});

const result = z.strictObject({
  id: z.string(),
  version: z.int().positive().describe('Raised when the definition of the measure changes'),
  category: z.string(),
  weight: z.number().nonnegative(),
  status: z.enum(statuses),
  value: z.number().nullable().describe('In the unit; null unless scored or informative'),
  unit: z.enum(['share', 'lines', 'files', 'per 1,000 lines', 'per 100 files', 'number']),
  score: score.nullable().describe('Null unless scored'),
  sample: z.int().nonnegative().nullable().describe('Number of things that the value rests on'),
  summary: z.string().nullable().describe('One line for a reader; null unless scored or informative'),
  reason: z.string().nullable().describe('Why there is no score; null when scored'),
  evidence: z.array(evidence).describe('What the value rests on, most important first'),
  leftOut: z.array(leftOut).describe('What the value does not rest on'),
});

/** A repository at a revision. */
export const subject = z.strictObject({
  kind: z.literal('repository'),
  repo: z.string(),
  at: z
    .string()
    .regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/)
    .nullable()
    .describe('Commit id in hex; null for a repository without commits'),
  date: z.iso.datetime().nullable().describe('Committer date of that commit: the “now” of every window'),
});

/** The definition id. */
export const definition = z
  .string()
  .regex(/^[0-9a-f]{12}$/)
  .describe('Hash over all that defines the numbers');

/** The published shape of `touchstone measure --format json`; scorecard.schema.json is generated from it. */
export const scorecardSchema = z.strictObject({
  version: z.literal(1).describe('Version of this document’s shape'),
  subject,
  definition,
  score: score.nullable().describe('Null when nothing is scored or a measure failed'),
  measuredShare: share.describe('Scored weight ÷ weight of all that is neither informative nor not-applicable'),
  categories: z.array(category),
  results: z.array(result),
}) satisfies z.ZodType<Scorecard>;

/** JSON Schema (draft 2020-12) of the scorecard document. */
export function scorecardJsonSchema(): object {
  return { title: 'Touchstone scorecard', ...z.toJSONSchema(scorecardSchema) };
}

import { z } from 'zod';
import type { Trend } from '../model.ts';
import { scorecardSchema } from './scorecard-schema.ts';

const { version, subject, definition, score, measuredShare } = scorecardSchema.shape;

/** The published shape of `touchstone trend --format json`; trend.schema.json is generated from it. */
export const trendSchema = z.strictObject({
  version,
  subject,
  points: z
    .array(
      z.strictObject({
        date: z.iso.datetime().describe('Committer date of that commit: the “now” of every window'),
        at: z
          .string()
          .regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/)
          .describe('Commit id in hex: the last of its week on the first-parent history'),
        score,
        measuredShare,
        definition: definition.describe('Points of different definitions are not compared: a break'),
        results: z
          .record(z.string(), z.number().nullable())
          .describe('Values by measure, in its unit; null where there is none'),
      }),
    )
    .describe('One a week, oldest first; a week without a commit has none'),
}) satisfies z.ZodType<Trend>;

/** JSON Schema (draft 2020-12) of the trend document. */
export function trendJsonSchema(): object {
  return { title: 'Touchstone trend', ...z.toJSONSchema(trendSchema) };
}

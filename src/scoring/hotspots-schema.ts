import { z } from 'zod';
import { type HotspotReport, lacks } from '../model.ts';
import { definition, leftOut, share, subject } from './scorecard-schema.ts';

const path = z.string().describe('Path from the root of the repository, as in a scorecard');
const number = z.int().nonnegative();

const hotspot = z.strictObject({
  rank: z.int().positive().describe('1 is the hottest; ranks of two repositories are never compared'),
  path,
  changes: number.describe('Changes of the window that touch it; renames are followed'),
  previousChanges: number.nullable().describe('The same in the window before; null where that is not known'),
  pullShare: share
    .nullable()
    .describe('Share of the window’s pulls that touch it; null where pulls are not recognisable'),
  complexity: number.describe('Sum over its functions and its top-level code; of what is not parsed its indentation'),
  parsed: z
    .boolean()
    .describe('Whether a grammar reads its language; complexities compare among files of one kind alone'),
  codeLines: number.describe('Inline tests apart'),
  tested: z.boolean().nullable().describe('Null: it needs no test, or nobody can tell'),
  typed: z.boolean().nullable().describe('Null: its language has no types'),
  people: number.describe('How many people changed it in the window'),
  missing: z.array(z.enum(lacks)).describe('What it lacks to be healthy'),
  nextStep: z.string().describe('One sentence: what to do first'),
});

/** The published shape of `touchstone hotspots --format json`; hotspots.schema.json is generated from it. */
export const hotspotsSchema = z.strictObject({
  version: z.literal(1).describe('Version of this document’s shape'),
  subject,
  definition,
  window: z.strictObject({
    from: z.iso.datetime().nullable().describe('Not part of the window'),
    to: z.iso.datetime().nullable(),
    days: z.int().positive(),
  }),
  pulls: number.describe('Pulls of the window'),
  noData: z.string().nullable().describe('Why no hot spot can be told; null where nothing is in the way'),
  hotspots: z.array(hotspot).describe('By rank; at most 50, fewer where fewer are hot'),
  hotFiles: z
    .array(z.strictObject({ path, pulls: number, share }))
    .describe('Source and test files in over a quarter of the recent pulls, and at least the first five'),
  coupling: z
    .array(z.strictObject({ a: path, b: path, shared: number, degree: share }))
    .describe('Source files of different modules that change together, the strongest first; at most 50'),
  knowledge: z
    .array(z.strictObject({ area: path, files: number, byOnePerson: number }))
    .describe('Areas with hot files that one person changed nearly alone'),
  leftOut: z.array(leftOut),
}) satisfies z.ZodType<HotspotReport>;

/** JSON Schema (draft 2020-12) of the hot-spot report. */
export function hotspotsJsonSchema(): object {
  return { title: 'Touchstone hot spots', ...z.toJSONSchema(hotspotsSchema) };
}

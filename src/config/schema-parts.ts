import { z } from 'zod';
import { type Complaint, longestGlob, mostGlobs } from './glob.ts';

/** A list of globs, each checked by `problem`. */
export function globs(
  problem: (glob: string) => Complaint | null,
  error = 'expected a list of globs, such as `["src/api/gen/**"]`',
) {
  const glob = z
    .string({ error: 'expected a glob in quotes' })
    .check((context) => {
      const found = problem(context.value);
      if (found !== null) complain(context, [], found.message, found.suggestion);
    })
    .meta({ minLength: 1, maxLength: longestGlob });
  return z
    .array(glob, { error })
    .max(mostGlobs, { error: `expected at most ${mostGlobs} globs; use wildcards` })
    .nullish();
}

/** Adds an issue of our own below the value that is checked, with what was probably meant. */
export function complain(
  context: { value: unknown; issues: z.core.$ZodRawIssue[] },
  path: (string | number)[],
  message: string,
  suggestion: string | null = null,
): void {
  context.issues.push({ code: 'custom', input: context.value, path, message, params: { suggestion }, continue: true });
}

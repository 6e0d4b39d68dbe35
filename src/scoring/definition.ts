import type { Settings } from '../model.ts';
import type { Configured } from './evaluate.ts';

/** What defines the numbers beside the measures: all of it is hashed into the definition id. */
export interface DefinitionInputs {
  measures: readonly (Configured | Configured<'pull'>)[];
  settings: Settings;
  lanes: unknown;
  modules: unknown;
  actors: unknown;
  bulkCommits?: unknown;
  vectors?: unknown;
  rules?: unknown;
  /** Versions of what reads the facts: extractor, lane and language lists, history, actors. */
  readers: Readonly<Record<string, number | Readonly<Record<string, number>>>>;
  /** Which sources of facts there were, e.g. `git`. */
  sources: string;
}

/**
 * The text over which the definition id is hashed (MEASURES.md section 2): two scorecards with the same id were made
 * by the same definition, whatever the order of the configuration's keys.
 */
export function definitionText(inputs: DefinitionInputs): string {
  const measures = inputs.measures.map(({ measure, category, weight, scale }) => ({
    id: measure.id,
    version: measure.version,
    category,
    weight,
    scale,
  }));
  return canonical({ ...inputs, measures });
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

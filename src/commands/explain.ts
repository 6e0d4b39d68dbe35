import { nearMiss } from '../config/near-miss.ts';
import { measureIds } from '../measures/index.ts';
import { type RepositoryFacts, UserError } from '../model.ts';
import { renderExplanation } from '../render/explain.ts';
import { type MeasureOptions, measurePath } from './run.ts';

/** `touchstone explain`: one measure of one repository, in full. */
export async function explain(id: string, path: string, options: MeasureOptions): Promise<void> {
  if (!measureIds.includes(id) && !id.startsWith('preferred-library:')) {
    const meant = nearMiss(id, measureIds);
    const known = meant ? `did you mean ${meant}?` : `known are ${measureIds.join(', ')}`;
    throw new UserError(`${id}: no such measure; ${known}`);
  }
  const { measured } = await measurePath(path, options, { keep: false });
  const { scorecard, facts, measures, settings } = measured;
  const configured = measures.find(({ measure }) => measure.id === id);
  if (!configured)
    throw new UserError(`${id} is switched off in the configuration, or is of a vector that is not there`);
  const gathered = configured.measure.needs.every((need) => {
    const fact = facts[need];
    return Array.isArray(fact) || need === 'revision';
  });
  const shell = gathered ? (configured.measure.shell?.(facts as RepositoryFacts, settings) ?? null) : null;
  process.stdout.write(renderExplanation(scorecard, configured, shell, 80));
}

import { nearMiss } from '../config/near-miss.ts';
import { measureIds, pullRegistry } from '../measures/index.ts';
import { UserError } from '../model.ts';
import { renderExplanation } from '../render/explain.ts';
import { meetsNeeds } from '../scoring/evaluate.ts';
import { whatIf } from '../scoring/what-if.ts';
import { type MeasureOptions, measurePath } from './run.ts';

/** `touchstone explain`: one measure of one repository, in full. */
export async function explain(id: string, path: string, options: MeasureOptions): Promise<void> {
  if (pullRegistry.some(({ measure }) => measure.id === id)) {
    throw new UserError(`${id}: judges a pull, on its check run; its definition is in docs/measures.md`);
  }
  if (!measureIds.includes(id) && !/^(?:reported|preferred-library):/.test(id)) {
    const meant = nearMiss(id, measureIds);
    const known = meant ? `did you mean ${meant}?` : `known are ${measureIds.join(', ')}`;
    throw new UserError(`${id}: no such measure; ${known}`);
  }
  const { measured } = await measurePath(path, options, { keep: false });
  const { scorecard, facts, measures, settings } = measured;
  const configured = measures.find(({ measure }) => measure.id === id);
  if (!configured && !measureIds.includes(id)) {
    throw new UserError(
      `${id}: neither the configuration nor a report names it; a vector stands below \`vectors:\`, a report is given with --report`,
    );
  }
  if (!configured) throw new UserError(`${id} is switched off in the configuration`);
  const shell = meetsNeeds(configured.measure, facts) ? (configured.measure.shell?.(facts, settings) ?? null) : null;
  const mended = whatIf(facts, configured, scorecard, settings);
  process.stdout.write(renderExplanation(scorecard, configured, { shell, mended }, 80));
}

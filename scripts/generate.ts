/**
 * Writes what is derived from the source: the schemas of the configuration and of the JSON documents, and docs/measures.md.
 * `npm run generate`; test/generated.test.ts is red when one of them is stale.
 */
import { writeFileSync } from 'node:fs';
import { configJsonSchema } from '../src/config/schema.ts';
import { measureIds, pullRegistry } from '../src/measures/index.ts';
import { registryOf } from '../src/measures/team.ts';
import { renderMeasureDocs } from '../src/render/docs.ts';
import { hotspotsJsonSchema } from '../src/scoring/hotspots-schema.ts';
import { scorecardJsonSchema } from '../src/scoring/scorecard-schema.ts';
import { trendJsonSchema } from '../src/scoring/trend-schema.ts';
import { publishedDecisions } from '../src/source/complexity.ts';
import { publishedLists } from '../src/source/lists.ts';

/** What a team may add, under names that stand for its own. */
const documented = registryOf({
  vectors: [{ id: '<vector>', prefer: [], insteadOf: [], golden: null }],
  rules: [],
  refused: [],
  reported: [{ name: '<name>', weight: 0, category: 'reported' }],
});

/** Every generated file with its content, by path from the root. */
export function generatedFiles(): Map<string, string> {
  return new Map([
    ['config.schema.json', `${JSON.stringify(configJsonSchema(measureIds), null, 2)}\n`],
    ['scorecard.schema.json', `${JSON.stringify(scorecardJsonSchema(), null, 2)}\n`],
    ['hotspots.schema.json', `${JSON.stringify(hotspotsJsonSchema(), null, 2)}\n`],
    ['trend.schema.json', `${JSON.stringify(trendJsonSchema(), null, 2)}\n`],
    ['docs/measures.md', renderMeasureDocs(documented, pullRegistry, [...publishedLists(), ...publishedDecisions()])],
  ]);
}

if (import.meta.main) {
  for (const [path, content] of generatedFiles()) writeFileSync(new URL(`../${path}`, import.meta.url), content);
}

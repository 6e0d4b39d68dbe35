import type { Category, FactsOf, Measure, SubjectKind } from '../model.ts';
import { changeRisk } from './pull/change-risk.ts';
import { changeRules } from './pull/change-rules.ts';
import { changeSize } from './pull/change-size.ts';
import { changeTests } from './pull/change-tests.ts';
import { changeCoupling } from './repository/change-coupling.ts';
import { complexFunctionShare } from './repository/complex-function-share.ts';
import { deepImports } from './repository/deep-imports.ts';
import { endpointColdStart } from './repository/endpoint-cold-start.ts';
import { hotFilePeak } from './repository/hot-file-peak.ts';
import { hotFiles } from './repository/hot-files.ts';
import { hotspotHealth } from './repository/hotspot-health.ts';
import { knowledgeConcentration } from './repository/knowledge-concentration.ts';
import { lineCoverage } from './repository/line-coverage.ts';
import { longFileShare } from './repository/long-file-share.ts';
import { pullSize } from './repository/pull-size.ts';
import { pullSpread } from './repository/pull-spread.ts';
import { pullTests } from './repository/pull-tests.ts';
import { ruleFindings } from './repository/rule-findings.ts';
import { testFailureConcentration } from './repository/test-failure-concentration.ts';
import { testFileShare } from './repository/test-file-share.ts';
import { typeEscapes } from './repository/type-escapes.ts';
import { typedFileShare } from './repository/typed-file-share.ts';

/** A measure with its place in the score. */
export interface Registered<Kind extends SubjectKind = 'repository'> {
  measure: Measure<Kind, keyof FactsOf[Kind]>;
  category: Category | 'this change';
  weight: number;
}

/** The scoring policy: every measure with its category and default weight. The order is that of the scorecard. */
export const registry: readonly Registered[] = [
  { category: 'types', weight: 12, measure: typedFileShare },
  { category: 'types', weight: 6, measure: typeEscapes },
  { category: 'tests', weight: 12, measure: testFileShare },
  { category: 'tests', weight: 10, measure: lineCoverage },
  { category: 'tests', weight: 0, measure: testFailureConcentration },
  { category: 'structure', weight: 8, measure: longFileShare },
  { category: 'structure', weight: 8, measure: complexFunctionShare },
  { category: 'structure', weight: 6, measure: deepImports },
  { category: 'structure', weight: 4, measure: changeCoupling },
  { category: 'hot spots', weight: 0, measure: hotFiles },
  { category: 'hot spots', weight: 6, measure: hotFilePeak },
  { category: 'hot spots', weight: 10, measure: hotspotHealth },
  { category: 'hot spots', weight: 4, measure: knowledgeConcentration },
  { category: 'changes', weight: 8, measure: pullSize },
  { category: 'changes', weight: 4, measure: pullSpread },
  { category: 'changes', weight: 6, measure: pullTests },
  { category: 'conventions', weight: 6, measure: ruleFindings([], []) },
  { category: 'service', weight: 4, measure: endpointColdStart },
];

/** What is said of a pull. Its own part of the policy: nothing of it counts in a repository's score. */
export const pullRegistry: readonly Registered<'pull'>[] = [
  { category: 'this change', weight: 1, measure: changeSize },
  { category: 'this change', weight: 0, measure: changeTests },
  { category: 'this change', weight: 0, measure: changeRisk },
  { category: 'this change', weight: 0, measure: changeRules([], [], []) },
];

/** Ids of the repository's measures, in the order of the scorecard. */
export const measureIds: readonly string[] = registry.map(({ measure }) => measure.id);

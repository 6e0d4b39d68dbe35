import type { Evidence, Measure, Rule, Vector } from '../../model.ts';
import { count, plural } from '../../text.ts';
import { contested, findingText, judgeRules, unanswered, unusable } from '../judged-rules.ts';
import { alternativesIn } from '../preferred-library.ts';

const needs = ['files', 'proposed', 'findings', 'ruleGaps', 'rulesOff', 'introduced'] as const;
type Need = (typeof needs)[number];

/** What a change brings that a team's rules and vectors speak of; `refused` says what is wrong with rules that could not be used. */
export function changeRules(
  rules: readonly Rule[],
  vectors: readonly Vector[],
  refused: readonly string[],
): Measure<'pull', Need> {
  return {
    id: 'change-rules',
    version: 1,
    title: 'New findings in this change',
    unit: 'number',
    about: 'pull',
    definition:
      'Findings of the configured rules (`rule-findings`), and uses of an alternative of a vector (`preferred-library:<vector>`), on lines that the change adds to source files. What the same file said before, at the merge base and by the name that it had there, is not new, wherever it stands now: a finding is told by its rule, function and message, an import by its specifier. What a comment contests does not count, nor does a rule that is switched off.',
    why: 'A convention is kept on the day when code is written, or it is a refactoring later.',
    improve:
      'Mend what is annotated; a rule that is wrong here is contested by a comment that says touchstone-ignore and its name.',
    limits:
      'The rules and vectors are those of the default branch. Of a finding over several lines one added line is enough.',
    source: 'ast-grep rules and imports at the head and at the merge base; git diff -U0 between them (MEASURES 3.7)',
    // Without a rule or a vector there is nothing that could be missing or fail.
    needs: rules.length + vectors.length + refused.length === 0 ? [] : needs,
    compute({ files, proposed, findings, ruleGaps, rulesOff, introduced }) {
      if (rules.length + vectors.length === 0) {
        if (refused.length > 0) return { noData: 'no configured rule can be used', leftOut: unusable(refused) };
        return { notApplicable: 'no rule and no vector is configured' };
      }
      const judged = judgeRules(rules, { findings, ruleGaps, rulesOff });
      const byId = new Map(judged.held.map((rule) => [rule.id, rule]));
      const found = introduced.findings.flatMap((finding): Evidence[] => {
        const rule = byId.get(finding.rule);
        if (!rule || finding.contested) return [];
        return [{ path: finding.path, line: finding.line, text: findingText(finding, rule) }];
      });
      const languages = new Map(files.map(({ path, language }) => [path, language]));
      const uses = vectors.flatMap((vector) => alternativesIn(vector, introduced, languages));
      const evidence = [...found, ...uses].sort(byPlace);
      const touched = new Set(proposed.map(({ path }) => path));
      const gaps = judged.gaps.filter(({ path }) => touched.has(path));
      const named = [
        ...(found.length > 0 ? [`${plural(found.length, 'finding')} of rules`] : []),
        ...(uses.length > 0 ? [`${plural(uses.length, 'use')} of what the team moves away from`] : []),
      ];
      return {
        value: evidence.length,
        sample: byId.size + vectors.length,
        summary:
          named.length > 0
            ? `new: ${named.join(', ')}`
            : `none new, by ${count(byId.size + vectors.length)} rules and vectors`,
        evidence,
        // What is left out of the whole tree stands on its scorecard.
        leftOut: [...unusable(refused), ...unanswered(gaps), ...contested(introduced.findings)],
      };
    },
  };
}

function byPlace(a: Evidence, b: Evidence): number {
  if (a.path !== b.path) return a.path! < b.path! ? -1 : 1;
  return a.line! - b.line!;
}

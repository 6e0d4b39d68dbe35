import type { Measure, Rule } from '../../model.ts';
import { decimal, percent, plural } from '../../text.ts';
import { codeLinesOf, sourceFiles } from '../files.ts';
import { findingText, judgeRules, leastFindings, mostContested, unusable } from '../judged-rules.ts';
import { tally } from '../tally.ts';

/** The measure of a team's structural rules; `refused` says what is wrong with those that could not be used. */
export function ruleFindings(
  rules: readonly Rule[],
  refused: readonly string[],
): Measure<'repository', 'files' | 'findings' | 'ruleGaps' | 'rulesOff'> {
  return {
    id: 'rule-findings',
    version: 3,
    title: 'Findings of structural rules',
    unit: 'per 1,000 lines',
    about: 'repository',
    definition: `Findings of the configured rules per 1,000 code lines of the source files in the languages that the rules read. A rule for TypeScript reads TSX and JavaScript too. A rule’s \`files\` and \`ignores\` say where it looks, not which lines are counted; \`touchstone-ignore: <rule>\` in a comment on the line, or alone on the line before, contests a finding: it does not count. A rule that is contested in more than ${percent(mostContested)} of at least ${leastFindings} findings is switched off. Where a rule’s \`unless\` finds anything in a source file, the rule is switched off for the whole tree and no lines are counted for it.`,
    why: 'A convention that nobody checks is a wish; as a rule it is the same for everybody and has an example to follow.',
    improve: 'Take the rule with the most findings and mend the functions in the evidence as its example shows.',
    limits:
      'Rules see structure, not meaning: the shipped packs are heuristic. Of Vue, Svelte and Astro files the scripts are looked at, not the markup. A rule that breaks or takes over two seconds on a file is left out there, said so, and the value is not scored.',
    source: 'ast-grep rules named by `rules` in the configuration (MEASURES 3.7)',
    // Without a rule there is nothing that could be missing or fail.
    needs: rules.length === 0 && refused.length === 0 ? [] : ['files', 'findings', 'ruleGaps', 'rulesOff'],
    scale: { good: 0, poor: 5 },
    compute({ files, findings, ruleGaps, rulesOff }) {
      if (rules.length === 0) {
        if (refused.length > 0) return { noData: 'no configured rule can be used', leftOut: unusable(refused) };
        return { notApplicable: 'no rule is configured' };
      }
      const source = sourceFiles(files);
      if (source.missing) return source.missing;
      const { held, found, gaps, leftOut: leftOutRules } = judgeRules(rules, { findings, ruleGaps, rulesOff });
      const leftOut = [...source.leftOut, ...unusable(refused), ...leftOutRules];
      if (held.length === 0) return { notApplicable: 'every configured rule is switched off', leftOut };
      const byId = new Map(held.map((rule) => [rule.id, rule]));
      const languages = new Set(held.flatMap((rule) => rule.languages));
      const read = source.read.filter(({ language }) => language !== null && languages.has(language));
      const lines = codeLinesOf(read);
      if (lines === 0) return { notApplicable: `no source file is in a language that the rules read`, leftOut };
      const byRule = tally(found.map(({ rule }) => rule));
      const frequency = new Map(byRule);
      const value = (found.length / lines) * 1_000;
      return {
        value,
        sample: lines,
        summary: `${plural(found.length, 'finding')} of ${plural(held.length, 'rule')} in ${plural(lines, 'code line')} (${decimal(value)} per 1,000)${counts(byRule)}`,
        evidence: found
          .toSorted(
            (a, b) =>
              frequency.get(b.rule)! - frequency.get(a.rule)! || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
          )
          .map((finding) => ({ path: finding.path, text: findingText(finding, byId.get(finding.rule)!) })),
        leftOut,
        ...(gaps.length > 0 && { informative: `a rule gave no answer for ${plural(gaps.length, 'file')}` }),
      };
    },
  };
}

function counts(byRule: [name: string, times: number][]): string {
  return byRule.length === 0 ? '' : `: ${byRule.map(([rule, times]) => `${rule} ${times}`).join(', ')}`;
}

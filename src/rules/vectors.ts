import type { Rule, Vector, Way } from '../model.ts';
import { languagesRead, refusal } from '../source/find.ts';
import type { Rules } from './rule-file.ts';

/**
 * The structural patterns of vectors as rules, by the ids `preferred-library:<vector>/prefer` and `…/insteadOf`; the
 * imports among a vector's ways are told from the files themselves.
 */
export function vectorRules(vectors: readonly Vector[]): Rules {
  const rules: Rule[] = [];
  const problems: string[] = [];
  for (const { id, prefer, insteadOf, golden } of vectors) {
    for (const [side, ways] of Object.entries({ prefer, insteadOf })) {
      for (const way of ways) {
        if (typeof way === 'string') continue;
        const rule = ruleOf(`preferred-library:${id}/${side}`, way, golden);
        const refused = refusal(rule);
        if (refused === null) rules.push(rule);
        else problems.push(`vector \`${id}\`: ast-grep refuses the pattern \`${way.pattern}\`: ${refused}`);
      }
    }
  }
  return { rules, problems };
}

function ruleOf(id: string, { pattern, language }: Exclude<Way, string>, golden: string | null): Rule {
  return {
    id,
    message: pattern,
    severity: 'info',
    languages: languagesRead(language),
    language,
    match: { rule: { pattern } },
    files: [],
    ignores: [],
    golden,
    examples: { bad: [], good: [] },
    unless: null,
  };
}

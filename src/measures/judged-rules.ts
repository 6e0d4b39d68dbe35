import type { Finding, LeftOut, RepositoryFacts, Rule, RuleGap } from '../model.ts';

/** A rule that is contested more often than this is wrong more often than it is worth (MEASURES 3.7). */
export const mostContested = 0.1;
/** Of so many findings at least, contested ones included. */
export const leastFindings = 20;

/** What rules found in a tree, as far as they hold there. */
export interface JudgedRules {
  /** Neither the repository nor its people switched them off. */
  held: readonly Rule[];
  /** Of these rules, what nobody contests. */
  found: readonly Finding[];
  gaps: readonly RuleGap[];
  leftOut: readonly LeftOut[];
}

/** Which rules hold and what of their findings counts. */
export function judgeRules(
  rules: readonly Rule[],
  { findings, ruleGaps, rulesOff }: Pick<RepositoryFacts, 'findings' | 'ruleGaps' | 'rulesOff'>,
): JudgedRules {
  const byRule = Map.groupBy(findings, ({ rule }) => rule);
  const off = rules.flatMap(({ id }) => rulesOff.find(({ rule }) => rule === id) ?? []);
  const tooOften = rules.flatMap(({ id }) => {
    const all = byRule.get(id) ?? [];
    const times = all.filter(({ contested }) => contested).length;
    return all.length >= leastFindings && times > all.length * mostContested
      ? [{ rule: id, times, of: all.length }]
      : [];
  });
  const switchedOff = new Set([...off, ...tooOften].map(({ rule }) => rule));
  const held = rules.filter(({ id }) => !switchedOff.has(id));
  const isHeld = new Set(held.map(({ id }) => id));
  const own = findings.filter(({ rule }) => isHeld.has(rule));
  const gaps = ruleGaps.filter(({ rule }) => isHeld.has(rule));
  return {
    held,
    found: own.filter(({ contested }) => !contested),
    gaps,
    leftOut: [
      ...unanswered(gaps),
      ...listed('rules that this repository switches off', off, ({ rule, path, line, why }) => {
        return `${rule}: ${why} (${path}, line ${line})`;
      }),
      ...listed('rules that are contested too often', tooOften, ({ rule, times, of }) => {
        return `${rule}: ${times} of ${of} findings`;
      }),
      ...contested(own),
    ],
  };
}

/** The files of which rules say nothing, and why. */
export function unanswered(gaps: readonly RuleGap[]): LeftOut[] {
  return listed('files in which a rule gave no answer', gaps, ({ rule, path, why }) => `${rule} in ${path}: ${why}`);
}

/** Which of the findings do not count, because a comment says so. */
export function contested(findings: readonly Finding[]): LeftOut[] {
  const all = findings.filter((finding) => finding.contested);
  return listed('findings that a comment contests', all, ({ rule, path, line }) => `${rule}: ${path}, line ${line}`);
}

/** A finding for a reader: `line 3, in load: fetches $URL (no-fetch); follow src/http.ts`. */
export function findingText(
  { line, function: name, rule, message }: Finding,
  { golden }: Pick<Rule, 'golden'>,
): string {
  const where = name === null ? `line ${line}` : `line ${line}, in ${name}`;
  return `${where}: ${message} (${rule})${golden === null ? '' : `; follow ${golden}`}`;
}

/** What is wrong with rules that could not be used. */
export function unusable(refused: readonly string[]): LeftOut[] {
  return listed('rules that cannot be used', refused, (problem) => problem);
}

function listed<T>(what: string, all: readonly T[], show: (each: T) => string): LeftOut[] {
  return all.length === 0 ? [] : [{ what, count: all.length, examples: all.slice(0, 3).map(show) }];
}

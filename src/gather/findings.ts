import picomatch from 'picomatch';
import { readBlobs } from '../git/blobs.ts';
import type { TreeFile } from '../git/tree.ts';
import type { GitView } from '../git/view.ts';
import type { FileFacts, Finding, Rule, RuleGap, RuleOff } from '../model.ts';
import { findIn, ruleHash, withConditions } from '../source/find.ts';
import { matchesKey } from '../store/blob-key.ts';
import type { RuleMatchesRow } from '../store/rule-matches.ts';
import { count, plural } from '../text.ts';
import type { FactsCache } from './cache.ts';

/** Matches are kept in batches, so that an interrupted run has not looked for nothing. */
const batchSize = 2_000;
/** As `config/glob.ts` checks them. */
const globOptions = { dot: true, noextglob: true, flags: 's' } as const;

/** A file as far as rules ask who it is. */
export type ReadFile = Pick<FileFacts, 'path' | 'lane' | 'language' | 'unread'>;

/** A blob read as a language, and the rules that hold for a file with it. */
interface Wanted {
  blobId: string;
  language: string;
  rules: Map<string, Rule>;
}

/** What the rules find in the source lane, by path and line; each rule is asked of each distinct blob once. */
export async function readFindings(
  view: GitView,
  tree: readonly TreeFile[],
  files: readonly ReadFile[],
  rules: readonly Rule[],
  openCache: () => Promise<FactsCache | null>,
  say: (progress: string) => void,
): Promise<{ findings: Finding[]; ruleGaps: RuleGap[]; rulesOff: RuleOff[] }> {
  if (rules.length === 0) return { findings: [], ruleGaps: [], rulesOff: [] };
  const blobOf = new Map(tree.map((file) => [file.path, file.blob]));
  const rulesFor = rulesByFile(withConditions(rules));
  const asked = files.flatMap((file) => {
    const held = rulesFor(file);
    return held.length === 0
      ? []
      : [{ path: file.path, blobId: blobOf.get(file.path)!, language: file.language!, held }];
  });
  const wanted = new Map<string, Wanted>();
  for (const { blobId, language, held } of asked) {
    const key = `${blobId}\0${language}`;
    const entry = wanted.get(key) ?? { blobId, language, rules: new Map<string, Rule>() };
    wanted.set(key, entry);
    for (const { rule, hash } of held) entry.rules.set(hash, rule);
  }
  const { known, gaps } = await ask(view, [...wanted.values()], await openCache(), say);
  const findings: Finding[] = [];
  const ruleGaps: RuleGap[] = [];
  for (const { path, blobId, language, held } of asked) {
    const here: Finding[] = [];
    for (const { rule, hash } of held) {
      const key = matchesKey(hash, blobId, language);
      const why = gaps.get(key);
      if (why !== undefined) ruleGaps.push({ rule: rule.id, path, why });
      for (const match of known.get(key) ?? []) here.push({ rule: rule.id, path, ...match });
    }
    findings.push(...here.sort((a, b) => a.line - b.line));
  }
  return settled(rules, findings, ruleGaps);
}

/** Without the rules that are switched off. A condition that is not known of a file is a gap of the rule it belongs to. */
function settled(rules: readonly Rule[], findings: readonly Finding[], ruleGaps: readonly RuleGap[]) {
  const rulesOff = rules.flatMap(({ id, unless }): RuleOff[] => {
    const found = findings.find(({ rule, contested }) => rule === unless?.id && !contested);
    return found ? [{ rule: id, path: found.path, line: found.line, why: found.message }] : [];
  });
  const askedBy = new Map(rules.map(({ id, unless }) => [unless?.id, id]));
  const isOff = ({ rule }: { rule: string }) => rulesOff.some((off) => off.rule === rule);
  return {
    findings: findings.filter((finding) => !askedBy.has(finding.rule) && !isOff(finding)),
    ruleGaps: ruleGaps.map((gap) => ({ ...gap, rule: askedBy.get(gap.rule) ?? gap.rule })).filter((gap) => !isOff(gap)),
    rulesOff,
  };
}

/** Which rules hold for a file: by lane, language and the rule's globs. */
function rulesByFile(rules: readonly Rule[]): (file: ReadFile) => { rule: Rule; hash: string }[] {
  const compiled = rules.map((rule) => ({
    rule,
    hash: ruleHash(rule),
    isIn: rule.files.length === 0 ? () => true : picomatch([...rule.files], globOptions),
    isOut: rule.ignores.length === 0 ? () => false : picomatch([...rule.ignores], globOptions),
  }));
  return ({ path, lane, language, unread }) => {
    if (lane !== 'source' || language === null || unread !== null) return [];
    return compiled.filter(({ rule, isIn, isOut }) => rule.languages.includes(language) && isIn(path) && !isOut(path));
  };
}

async function ask(
  view: GitView,
  wanted: readonly Wanted[],
  cache: FactsCache | null,
  say: (progress: string) => void,
): Promise<{ known: Map<string, RuleMatchesRow['matches']>; gaps: Map<string, string> }> {
  const ruleHashes = [...new Set(wanted.flatMap((each) => [...each.rules.keys()]))];
  const blobIds = [...new Set(wanted.map((each) => each.blobId))];
  const known = new Map(await cache?.matches.load({ ruleHashes, blobIds }));
  const unknown = wanted.flatMap(({ blobId, language, rules }) => {
    const rest = [...rules].filter(([hash]) => !known.has(matchesKey(hash, blobId, language)));
    return rest.length === 0 ? [] : [{ blobId, language, rest }];
  });
  const gaps = new Map<string, string>();
  const slow = new Set<string>();
  let fresh: RuleMatchesRow[] = [];
  let done = 0;
  const blobs = readBlobs(
    view,
    unknown.map((each) => each.blobId),
  );
  for await (const { content } of blobs) {
    const { blobId, language, rest } = unknown[done++]!;
    for (const [hash] of rest) {
      if (content === null) gaps.set(matchesKey(hash, blobId, language), 'not in this clone');
      else if (slow.has(hash)) gaps.set(matchesKey(hash, blobId, language), 'not asked, it was too slow before');
    }
    const now = content === null ? [] : rest.filter(([hash]) => !slow.has(hash));
    const found = await findIn(
      content ?? Buffer.alloc(0),
      language,
      now.map(([, rule]) => rule),
    );
    for (const [index, [hash]] of now.entries()) {
      const answer = found[index]!;
      const key = matchesKey(hash, blobId, language);
      if ('matches' in answer) {
        known.set(key, answer.matches);
        if (cache) fresh.push({ ruleHash: hash, blobId, language, matches: answer.matches });
      } else {
        gaps.set(key, answer.why);
        if (answer.slow) slow.add(hash);
      }
    }
    if (fresh.length >= batchSize) {
      await cache?.matches.save(fresh);
      fresh = [];
    }
    if (done % 200 === 0) say(`rules: ${count(done)} of ${plural(unknown.length, 'file')}`);
  }
  if (fresh.length > 0) await cache?.matches.save(fresh);
  return { known, gaps };
}

import picomatch from 'picomatch';
import type { Config } from '../config/config.ts';
import { globOptions } from '../config/glob.ts';
import { readBlobs } from '../git/blobs.ts';
import { readTree } from '../git/tree.ts';
import type { GitView } from '../git/view.ts';
import { packRules } from '../rules/packs.ts';
import { type RuleFile, type Rules, readRules } from '../rules/rule-file.ts';
import { vectorRules } from '../rules/vectors.ts';

/** More are no rules of a team, but a glob that says too much. */
const mostRules = 200;
/** The parser has its own, smaller limit and the better message. */
const largestRule = 1_048_576;

/** The structural rules in force, and what is wrong with those that are not. */
export interface TeamRules extends Rules {
  /** Of the patterns among the vectors' ways. */
  ofVectors: Rules;
}

/**
 * The rules that a configuration names: packs, and the team's own as the view's revision has them, or as `named` gives
 * them where the configuration itself was named on the command line.
 */
export async function rulesInForce(
  view: GitView,
  config: Config,
  named: readonly RuleFile[] | null,
): Promise<TeamRules> {
  const ofVectors = vectorRules(config.vectors);
  const { packs, own } = config.rules;
  const problems: string[] = [];
  const files = named ?? (await committedRules(view, own, problems));
  const read = readRules(files, packRules(packs));
  return { rules: read.rules, problems: [...problems, ...read.problems], ofVectors };
}

async function committedRules(view: GitView, globs: readonly string[], problems: string[]): Promise<RuleFile[]> {
  if (globs.length === 0) return [];
  const tree = await readTree(view);
  const matchers = globs.map((glob) => ({ glob, matches: picomatch(glob, globOptions) }));
  for (const { glob, matches } of matchers) {
    if (!tree.some(({ path }) => matches(path)))
      problems.push(`rules.own: \`${glob}\` matches no file of the revision`);
  }
  const found = tree.filter(({ path }) => matchers.some(({ matches }) => matches(path)));
  if (found.length > mostRules) {
    problems.push(`rules.own: ${found.length} files match, of which the first ${mostRules} are read`);
  }
  const files = found.slice(0, mostRules).filter(({ path, size }) => {
    if (size !== null && size > largestRule) problems.push(`${path}: ${size} bytes are too many for a rule`);
    return size === null || size <= largestRule;
  });
  const texts: RuleFile[] = [];
  for await (const { content } of readBlobs(
    view,
    files.map(({ blob }) => blob),
  )) {
    const file = files[texts.length]!.path;
    texts.push({ file, text: content?.toString('utf8') ?? '' });
    if (content === null) problems.push(`${file}: not in this clone`);
  }
  return texts;
}

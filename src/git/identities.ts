import type { Actor } from '../model.ts';
import type { GitView } from './view.ts';

/**
 * Who each recorded author (`Name <email>`) is: first as the view's `.mailmap` has them, then one person for all of one full
 * name (two words or more) and for all of one GitHub account, whose private address has its login and often its id; who goes
 * by a single word is who has a full name at the same address, else who else is at that address. An ordinary address never
 * makes one person of two full names: one commit made at a colleague's machine would make a whole team one. Of the spellings
 * the one that stands first is kept; of a program's account one that says so.
 */
export async function readIdentities(
  view: GitView,
  authors: readonly string[],
  hasMailmap: boolean,
): Promise<Map<string, string>> {
  const mapped = hasMailmap ? await readMailmap(view, authors) : null;
  const contacts = [...new Set(authors)].map((author) => {
    const contact = mapped?.get(author) ?? author;
    return { author, contact, ...keysOf(contact) };
  });
  const oneOf = unite(contacts.map(({ name, account }) => (name === null ? account : [name, ...account])));
  const namesAt = new Map<string, Set<string>>();
  for (const { name, address } of contacts) {
    if (name !== null) namesAt.set(address, (namesAt.get(address) ?? new Set()).add(oneOf(name)));
  }
  const persons = new Map<string, string>();
  const keyed = contacts.map(({ author, contact, name, account, address }) => {
    const names = [...(namesAt.get(address) ?? [])];
    const key = oneOf(name ?? account[0] ?? (names.length === 1 ? names[0]! : address));
    const person = persons.get(key);
    if (person === undefined || (ofProgram.test(contact) && !ofProgram.test(person))) persons.set(key, contact);
    return [author, key] as const;
  });
  return new Map(keyed.map(([author, key]) => [author, persons.get(key)!]));
}

const ofProgram = /\[bot\]@/i;

/** Of keys that stand in one group, or in groups that share one, the same key. */
function unite(groups: readonly (readonly string[])[]): (key: string) => string {
  const next = new Map<string, string>();
  const oneOf = (key: string): string => {
    let one = key;
    for (let other = next.get(one); other !== undefined; other = next.get(one)) one = other;
    return one;
  };
  for (const [first, ...others] of groups) {
    for (const other of others) if (oneOf(other) !== oneOf(first!)) next.set(oneOf(other), oneOf(first!));
  }
  return oneOf;
}

/** By what a person is recognised: the full name, if it is one; the GitHub account, by login and id; the address. */
function keysOf(contact: string): { name: string | null; account: string[]; address: string } {
  const { name, address } = contactOf(contact);
  const [, id, login] = /^(?:(\d+)\+)?([^@]+)@users\.noreply\.github\.com$/i.exec(address) ?? [];
  const full = name.trim().toLowerCase().replace(/\s+/g, ' ');
  return {
    // Whoever signs under the address of a program, GitHub takes for the program.
    name: full.includes(' ') && !ofProgram.test(address) ? full : null,
    account: login ? [`@${login.toLowerCase()}`, ...(id ? [`#${id}`] : [])] : [],
    address: `<${address.toLowerCase()}>`,
  };
}

/**
 * The authors (`Name <email>`) as the `.mailmap` at the view's revision has them, by git itself. Authors that it does
 * not name are mapped to themselves.
 */
export async function readMailmap(view: GitView, authors: Iterable<string>): Promise<Map<string, string>> {
  const recorded = [...new Set(authors)];
  const identities = new Map(recorded.map((author) => [author, author]));
  // An author without name or address is no contact that git would look up.
  const contacts = recorded.filter((author) => /^[^<\n]+ <[^<>\n]+>$/.test(author));
  if (contacts.length === 0) return identities;
  const mapped = await view.read(['check-mailmap', '--stdin'], { input: contacts.map((author) => `${author}\n`) });
  for (const [index, identity] of mapped.trimEnd().split('\n').entries()) identities.set(contacts[index]!, identity);
  return identities;
}

/** The author of most commits; a tie goes to the tip's author (the first), else to the first by name. */
export function mainAuthor(
  authors: readonly [author: string, commits: number][],
  identities: ReadonlyMap<string, string>,
): string {
  const counts = new Map<string, number>();
  for (const [author, commits] of authors) {
    const identity = identities.get(author) ?? author;
    counts.set(identity, (counts.get(identity) ?? 0) + commits);
  }
  const most = Math.max(...counts.values());
  const tied = [...counts].filter(([, commits]) => commits === most).map(([identity]) => identity);
  const tip = counts.keys().next().value ?? '';
  return tied.includes(tip) ? tip : (tied.sort()[0] ?? '');
}

/** The parts of `Name <email>`; all is the name where there is no address. */
export function contactOf(author: string): { name: string; address: string } {
  const [, name = author, address = ''] = /^(.*?) ?<(.*)>$/.exec(author) ?? [];
  return { name, address };
}

/** Raised when other authors are taken for bots, or for one person: a trend then shows a break. */
export const actorsVersion = 2;

/** Tells by a configured pattern whether an author is of that kind. */
export interface ActorPatterns {
  humans(author: string): boolean;
  bots(author: string): boolean;
  aiReviewers(author: string): boolean;
  aiAuthors(author: string): boolean;
}

const botNames = /\b(bot|robot|ci|jenkins|automation|github[- ]actions?)\b/i;
/** Workflows sign as GitHub's examples do, Weblate as it was installed. */
const botAddresses = /^((bot|robot)@.*|actions?@github\.com|(hosted|noreply)@weblate\.org)$/i;
const dependencyBots = /\b(dependabot|renovate|greenkeeper|depfu|pyup|snyk|scala-steward|imgbot|whitesource|mend)\b/i;
const aiAuthors =
  /\b(copilot|copilot-swe-agent|devin-ai-integration|claude|cursoragent|cursor|openai-codex|codex|google-labs-jules|jules|sweep-ai|openhands)\b/i;
/** Under these addresses tools sign, also as co-authors, whatever they are called. */
const aiAddresses =
  /^(noreply@anthropic\.com|noreply@openai\.com|codex@openai\.com|cursoragent@cursor\.com|noreply@aider\.chat|noreply@opencode\.ai|copilot@github\.com|amp@ampcode\.com|(\d+\+)?(copilot|copilot-swe-agent|cursoragent|google-labs-jules)(\[bot\])?@users\.noreply\.github\.com)$/i;
const aiReviewers =
  /\b(coderabbit(ai)?|sourcery-ai|ellipsis-dev|copilot-pull-request-reviewer|greptile(-apps)?|qodo-merge(-pro)?)\b/i;

/**
 * Who an author (`Name <email>`) is: MEASURES.md section 1, *Actors*. The configuration is asked first, so that a team
 * can correct what the rules below take for a bot.
 */
export function actorOf(author: string, configured: ActorPatterns): Actor {
  if (configured.humans(author)) return 'human';
  if (configured.aiReviewers(author)) return 'ai-reviewer';
  if (configured.aiAuthors(author)) return 'ai-author';
  if (configured.bots(author)) return dependencyBots.test(author) ? 'dependency-bot' : 'ci-bot';
  const { name, address } = contactOf(author);
  if (aiAddresses.test(address)) return 'ai-author';
  const marked = name.endsWith('[bot]') || ofProgram.test(address);
  const called = botNames.test(name) || botAddresses.test(address) || dependencyBots.exec(name)?.[0] === name;
  if (!marked && !called) return 'human';
  if (aiReviewers.test(name)) return 'ai-reviewer';
  if (aiAuthors.test(name)) return 'ai-author';
  return dependencyBots.test(name) ? 'dependency-bot' : 'ci-bot';
}

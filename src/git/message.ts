/** What the message of a commit says beside its text. */
export interface MessageFacts {
  /**
   * What it is called: the subject without a trailing `(#12)`; of `Merge pull request #12 …` the pull's own title; of a
   * merge that names no more than its branch what the only commit is called that it brought, if there is one.
   */
  title: string;
  /** The number of the pull that it names (MEASURES.md section 1, *Change*); null for a direct change. */
  pull: number | null;
  /** Whom it names as `Co-authored-by`. */
  coAuthors: string[];
}

/** Reads a commit message; `brought` is the subject of the only commit that a merge brought. */
export function factsOfMessage(message: string, brought?: string): MessageFacts {
  const title = titleOf(message);
  return {
    title: brought && namesOnlyBranch.test(title) ? titleOf(brought) : title,
    pull: pullOf(message),
    coAuthors: coAuthorsOf(message),
  };
}

/** What git calls a merge by itself. */
const namesOnlyBranch = /^Merge (?:remote-tracking branch|branch|commit|tag) '/;

function subjectOf(message: string): string {
  return message
    .trimStart()
    .split(/\r?\n\s*\n/, 1)[0]!
    .split(/\r?\n/)
    .map((line) => line.trim())
    .join(' ')
    .trimEnd();
}

function titleOf(message: string): string {
  const subject = subjectOf(message);
  if (!/^Merge pull request #\d+/.test(subject)) return subject.replace(/\s*\(#\d+\)$/, '');
  const [, title = ''] = message.trimStart().split(/\r?\n(?:\s*\n)+/, 2);
  return title.split(/\r?\n/, 1)[0]!.trim() || subject;
}

/** The message forms by which forges and bots mark a pull (MEASURES.md section 1, *Change*). */
function pullOf(message: string): number | null {
  const subject = subjectOf(message);
  const found =
    /\(#([1-9]\d{0,8})\)$/.exec(subject) ??
    /^Merge pull request #([1-9]\d{0,8})\b/.exec(subject) ??
    /^Merge #([1-9]\d{0,8})\b/.exec(subject) ??
    /^Merged PR ([1-9]\d{0,8})\b/.exec(subject) ??
    /^Auto merge of #([1-9]\d{0,8})\b/.exec(subject) ??
    /\(pull request #([1-9]\d{0,8})\)/.exec(subject) ??
    // Fetched by GitHub's `refs/pull/*/head` and merged by hand.
    /^Merge (?:remote-tracking branch|branch|commit) '(?:[^']*\/)?(?:pull|pr)\/([1-9]\d{0,8})(?:\/head)?'/.exec(
      subject,
    ) ??
    /^See merge request \S*!([1-9]\d{0,8})\b/m.exec(message);
  return found ? Number(found[1]) : null;
}

function coAuthorsOf(message: string): string[] {
  const named = [...message.matchAll(/^\s*Co-authored-by:\s*([^<>\r\n]+?)\s*<([^<>\s]+)>\s*$/gim)];
  return [...new Set(named.map(([, name, address]) => `${name} <${address}>`))];
}

/** What is wrong with a value, and what to write instead where that is clear. */
export interface Complaint {
  message: string;
  suggestion: string | null;
}

/**
 * The options with which path globs are checked here and must be compiled (picomatch). `s`: a path may hold a newline,
 * and `**` has to cross it.
 */
export const globOptions = { dot: true, noextglob: true, flags: 's' } as const;

/** A glob has at most this many characters. */
export const longestGlob = 200;
/** A list has at most this many globs. */
export const mostGlobs = 500;

/*
 * picomatch compiles a glob to a backtracking regular expression, so the cost of a failed match is the product of the
 * ways in which its wildcards can share a path. Found by compiling random globs with `globOptions` and matching them
 * against 4,096-character paths made to fail at their end (`aaa…x`, `a/a/a/…x` and the like; first match, Node 24).
 * Three `*` in one name take 5 s, two in each of two names 10 s, three `**` up to 8 s: cubic. Two of either are
 * quadratic, 5–20 ms. One `*` in each name does not multiply: a `/` ends it. Alternatives multiply what is quadratic:
 * twenty after two `*` take 0.1 s. Of 3,800 random globs within these limits, nine in ten fail in under 0.1 ms, 99 in
 * 100 in under 15 ms and the slowest in 31 ms (up to 90 ms the first time, on a busy machine, before V8 has compiled the
 * expression); picomatch compiles in about 1 ms. test/config/glob.test.ts repeats the search.
 */
const mostWildcards = 8;
const mostGlobstars = 2;
const mostStarsInDirectory = 1;
const mostStarsInFileName = 2;
const mostCombinations = 20;
/** Where two `**` or two `*` in the file name make the match quadratic. */
const mostCombinationsWithGlobstars = 4;
const mostCombinationsWithStars = 2;

/**
 * What is wrong with a glob over paths, or null. Accepted are `*`, `**` between slashes, `?`, `[abc]`, `{a,b}` and
 * `\` before a special character; everything that picomatch would read in another way than it looks is refused.
 */
export function pathGlobProblem(glob: string): Complaint | null {
  const length = lengthProblem(glob);
  if (length !== null) return length;
  if (glob.startsWith('/')) return complaint('a glob starts at the top of the repository, without `/`', glob.slice(1));
  if (glob.startsWith('./'))
    return complaint('a glob starts at the top of the repository, without `./`', glob.slice(2));
  if (glob.startsWith('!')) {
    return complaint('a glob cannot take files out with `!`; name the lane that these files belong to instead');
  }
  if (glob.endsWith('/')) return complaint('a glob names files, not a directory', `${glob}**`);

  const segments = glob.split('/');
  if (segments.includes('')) return complaint('`//` matches no path; write a single `/`', glob.replace(/\/{2,}/g, '/'));
  if (segments.includes('.') || segments.includes('..')) {
    return complaint('`.` and `..` match no path; write the path from the top of the repository');
  }

  const parts = scan(glob);
  return 'message' in parts ? parts : costProblem(parts);
}

/** What is wrong with a glob over directories that are modules, or null: it is a glob over paths that ends in a name. */
export function moduleGlobProblem(glob: string): Complaint | null {
  if (glob.startsWith('!'))
    return complaint('a glob cannot take directories out with `!`; list those that are modules');
  const [, named, end] = /^(.+?)(\/|(?:\/\*\*)+\/?)$/s.exec(glob) ?? [];
  if (end === undefined) return pathGlobProblem(glob);
  return complaint('a glob names the directories that are modules', end === '/' ? named : `${named}/*`);
}

/** What is wrong with a glob over names and e-mail addresses (`*` and `?` only, the rest literal), or null. */
export function actorGlobProblem(glob: string): Complaint | null {
  const length = lengthProblem(glob);
  if (length !== null) return length;
  const wildcards = glob.match(/\*+|\?/g) ?? [];
  if (wildcards.length > mostWildcards) return complaint(`more than ${mostWildcards} wildcards in one glob; use fewer`);
  if (/^\*+$/.test(glob)) return complaint('`*` alone matches everyone; name the accounts');
  return null;
}

/**
 * Whether a name or an e-mail address matches an actor glob: `*` is any text, `?` any one character, and all else is
 * itself, so that `some-reviewer[bot]` means what it says. Case does not count. At most text × glob steps.
 */
export function matchesActor(glob: string, text: string): boolean {
  const pattern = glob.toLowerCase();
  const subject = text.toLowerCase();
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let index = 0; index < subject.length; ) {
    if (pattern[at] === '*') {
      star = at++;
      resume = index;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === subject[index])) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

function complaint(message: string, suggestion: string | null = null): Complaint {
  return { message, suggestion: suggestion === '' ? null : suggestion };
}

function lengthProblem(glob: string): Complaint | null {
  if (glob.trim() === '') return complaint('an empty glob matches nothing; remove it');
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(glob)) return complaint('an invisible character; write the glob without it');
  if (glob.length > longestGlob) return complaint(`longer than ${longestGlob} characters; use a wildcard`);
  return null;
}

interface Parts {
  /** `*` (a run counts once), `**`, `?` and `[…]`. */
  wildcards: number;
  globstars: number;
  /** `*` in the last segment, and the most in any other. */
  starsInFileName: number;
  starsInDirectory: number;
  /** Number of alternatives of each `{…}`. */
  braces: number[];
}

function scan(glob: string): Parts | Complaint {
  const parts: Parts = { wildcards: 0, globstars: 0, starsInFileName: 0, starsInDirectory: 0, braces: [] };
  let alternatives = 0; // 0 = outside braces
  for (let at = 0; at < glob.length; at++) {
    const char = glob[at]!;
    if (char === '\\') {
      if (!/[\\*?[\]{}()|"!+$^]/.test(glob[++at] ?? '')) {
        return complaint(
          '`\\` only makes a special character literal; separate directories with `/`',
          glob.replaceAll('\\', '/'),
        );
      }
    } else if (char === '/') {
      if (alternatives > 0) return complaint('`/` between braces is not supported; write one glob for each path');
      parts.starsInDirectory = Math.max(parts.starsInDirectory, parts.starsInFileName);
      parts.starsInFileName = 0;
    } else if (char === '*') {
      const run = /^\*+/.exec(glob.slice(at))![0].length;
      const alone = (glob[at - 1] ?? '/') === '/' && (glob[at + run] ?? '/') === '/';
      if (run > 2 || (run === 2 && !alone)) {
        return complaint('`**` stands alone between slashes, as in `src/**/*.ts`; within a name write `*`');
      }
      if (run === 2) parts.globstars++;
      else parts.starsInFileName++;
      parts.wildcards++;
      at += run - 1;
    } else if (char === '?') {
      parts.wildcards++;
    } else if (char === '[') {
      const end = glob.indexOf(']', at);
      if (!isClass(glob.slice(at, end + 1))) {
        return complaint('`[…]` holds letters, digits, `.`, `_` and ranges such as `a-z`; a literal bracket is `\\[`');
      }
      parts.wildcards++;
      at = end;
    } else if (char === '{') {
      if (alternatives > 0) return complaint('braces within braces are not supported; write one glob for each');
      alternatives = 1;
    } else if (char === ',' && alternatives > 0) {
      alternatives++;
    } else if (char === '}') {
      if (alternatives < 2)
        return complaint('`{…}` needs two or more alternatives, as in `{js,ts}`; a literal brace is `\\{`');
      parts.braces.push(alternatives);
      alternatives = 0;
    } else if (char === ']') {
      return complaint('`]` without `[` before it; a literal bracket is `\\]`');
    } else if (char === '.' && glob[at + 1] === '.' && alternatives > 0) {
      return complaint('ranges such as `{1..3}` are not supported; write `{1,2,3}`');
    } else if (/[()|"]/.test(char)) {
      return complaint(
        `\`${char}\` is not supported in a glob; write \`\\${char}\` for the character itself, \`{a,b}\` for alternatives`,
      );
    } else if (isRepetition(glob[at - 1], char)) {
      return complaint(
        `\`${char}\` is read as a regular expression's here; write \`\\${char}\` for the character itself`,
      );
    }
  }
  return alternatives > 0 ? complaint('`{` is never closed; add `}`, or write `\\{` for the character itself') : parts;
}

/** picomatch passes these on to the regular expression, where they repeat what stands before them or end the text. */
function isRepetition(before: string | undefined, char: string): boolean {
  if (char === '+') return before !== undefined && '+]{}'.includes(before);
  return (char === '$' || char === '^') && before === char;
}

function isClass(text: string): boolean {
  if (!/^\[\^?[\w.-]+\]$/.test(text)) return false;
  try {
    new RegExp(text);
    return true;
  } catch {
    return false; // a range that runs backwards
  }
}

function costProblem(parts: Parts): Complaint | null {
  if (parts.wildcards > mostWildcards) return complaint(`more than ${mostWildcards} wildcards in one glob; use fewer`);
  if (parts.globstars > mostGlobstars) {
    return complaint(`more than ${mostGlobstars} \`**\` in one glob take too long to match; name more of the path`);
  }
  if (parts.starsInDirectory > mostStarsInDirectory) {
    return complaint('two `*` in one directory name take too long to match; name more of the directory');
  }
  if (parts.starsInFileName > mostStarsInFileName) {
    return complaint(
      `more than ${mostStarsInFileName} \`*\` in the file name take too long to match; name more of the file`,
    );
  }
  const combinations = parts.braces.reduce((product, count) => product * count, 1);
  if (parts.starsInFileName === mostStarsInFileName && combinations > mostCombinationsWithStars) {
    return tooManyCombinations(combinations, mostCombinationsWithStars, ' beside two `*` in the file name');
  }
  if (parts.globstars === mostGlobstars && combinations > mostCombinationsWithGlobstars) {
    return tooManyCombinations(combinations, mostCombinationsWithGlobstars, ' beside two `**`');
  }
  return combinations > mostCombinations ? tooManyCombinations(combinations, mostCombinations, '') : null;
}

function tooManyCombinations(found: number, most: number, beside: string): Complaint {
  return complaint(`${found} combinations of alternatives${beside}, where ${most} are allowed; write several globs`);
}

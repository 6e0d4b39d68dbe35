import type { CommentRange } from './code-lines.ts';

const javaScript =
  /\b(?:expect|assert)\w*(?:\s*\(|\s*<|\.\w)|\.should\b|\bshould\s*\(|\bt\.(?:is|not|ok|notOk|equals?|notEqual|same|notSame|strictSame|deepEqual|notDeepEqual|like|match|throws|throwsAsync|notThrows|rejects|true|false|truthy|falsy|regex|snapshot|pass|fail|error|ifError)\s*\(/;
const jvm = /\bassert\b|\b(?:assert|verify|expect)\w*\s*[({<]|\bshould\w*\b|\bfail\s*\(|\bexpected\s*=/;

/** What an assertion looks like, by linguist's name of the language; frameworks have many names for few words. */
const assertions: Readonly<Record<string, RegExp>> = {
  JavaScript: javaScript,
  TypeScript: javaScript,
  TSX: javaScript,
  Vue: javaScript,
  Svelte: javaScript,
  Astro: javaScript,
  Python: /\bassert\b|\bassert_?\w+\s*\(|\b(?:pytest|self)\.(?:raises|warns|fail)\b/,
  PHP: /\b(?:assert|expect)\w*\s*\(|->should\w*\s*\(/i,
  Ruby: /\b(?:assert|refute)(?:_\w+)?\b|\b(?:expect|is_expected)\b|\.(?:should|must|wont)(?:_\w+)?\b/,
  Go: /\b(?:t|tb|b|f|T\(\))\.(?:Error|Errorf|Fatal|Fatalf|Fail|FailNow)\(|\b(?:assert|require|is|qt)\.[A-Z]\w*\(|\.(?:Assert|Check)\(|\b(?:Expect|Ω|Eventually)\w*\(/,
  Java: jvm,
  Kotlin: jvm,
  Rust: /assert\w*!|\bexpect!|#\[should_panic/,
  'C#': /\bAssert\w*\s*\.|\.Should\w*\s*\(|\.Verify\w*\s*\(|\bExpect\w*\s*[(.]/,
  C: /assert\w*\s*\(|\b(?:TEST_)?(?:CHECK|REQUIRE|EXPECT)\w*\s*\(/i,
  'C++': /assert\w*\s*\(|\b(?:BOOST_|TEST_)?(?:CHECK|REQUIRE|EXPECT|BOOST_TEST)\w*\s*\(/i,
};

const quoted = /(["'`])(?:\\.|(?!\1)[^\\])*\1/g;
/** A line is not looked at further than this. */
const longestLine = 500;

/**
 * Whether something in a text asserts: what a test is made of. Comments do not, nor what stands in quotes on one line;
 * the lines of a longer string are taken for code.
 */
export function asserts(text: string, language: string | null, comments: readonly CommentRange[]): boolean {
  const assertion = assertions[language ?? ''];
  if (assertion === undefined) return false;
  const search = new RegExp(assertion, `${assertion.flags}g`);
  let comment = 0;
  for (let found = search.exec(text); found !== null; found = search.exec(text)) {
    const at = found.index;
    while (comment < comments.length && comments[comment]![1] <= at) comment++;
    const inComment = comment < comments.length && comments[comment]![0] <= at;
    if (inComment) {
      search.lastIndex = comments[comment]![1];
      continue;
    }
    const start = Math.max(text.lastIndexOf('\n', at) + 1, at - longestLine);
    const end = text.indexOf('\n', at);
    const line = text.slice(start, Math.min(end < 0 ? text.length : end, at + longestLine));
    const bare = line.replace(quoted, '""');
    if (assertion.test(bare)) return true;
    if (end < 0) return false;
    search.lastIndex = end;
  }
  return false;
}

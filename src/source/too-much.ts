import type { Grammar } from './grammars.ts';

/** Brackets open at once. No program comes near; counted with those in strings, whose imbalance adds up. */
const deepestBrackets = 10_000;
/** `<` in a row, as in `a<a<a<…`, that are not closed before the statement or a bracket ends. */
const mostAngles = 1_000;
/** Characters of a line, where the grammar does not bear minified code. */
const longestLine = 50_000;
/** `/*` that are not closed. */
const mostOpenComments = 1_000;

/**
 * Whether a text is of the shapes that make tree-sitter take quadratic time and memory. A parse cannot be stopped, so
 * they are told before: open angle brackets (Java, C#, C++: 16,000 of them take 5 s and 3 GB), unclosed comments (Kotlin:
 * 200,000 take minutes), brackets that no parser recovers from in good time, and, but for JavaScript and TypeScript, very
 * long lines (`a()()()…` in Ruby, a line of punctuation in C++, `a ? b : …` in Rust).
 */
export function isTooMuch(text: string, grammar: Grammar): boolean {
  if (isPlain(text)) return false;
  let brackets = 0;
  let angles = 0;
  let openComments = 0;
  let line = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x0a: // \n
        if (at - line > longestLine && !grammar.longLines) return true;
        line = at;
        break;
      case 0x28: // (
      case 0x5b: // [
      case 0x7b: // {
        angles = 0;
        if (++brackets > deepestBrackets) return true;
        break;
      case 0x29: // )
      case 0x5d: // ]
      case 0x7d: // }
        angles = 0;
        if (brackets > 0) brackets--;
        break;
      case 0x3b: // ;
        angles = 0;
        break;
      case 0x3c: // <
        // Shifts and comparisons open nothing.
        if (text.charCodeAt(at + 1) === 0x3c || text.charCodeAt(at + 1) === 0x3d) at++;
        else if (++angles > mostAngles && grammar.openAngles) return true;
        break;
      case 0x3e: // >
        if (angles > 0) angles--;
        break;
      case 0x2a: // *
        if (text.charCodeAt(at - 1) === 0x2f && ++openComments > mostOpenComments) return true;
        else if (text.charCodeAt(at + 1) === 0x2f && openComments > 0) openComments--;
    }
  }
  return text.length - line > longestLine && !grammar.longLines;
}

/** Whether there are too few of all these marks to be too many in a row: told five times as fast. */
function isPlain(text: string): boolean {
  return (
    text.length <= longestLine &&
    atMost(text, '<', mostAngles) &&
    atMost(text, '/*', mostOpenComments) &&
    ['(', '[', '{'].every((bracket) => atMost(text, bracket, deepestBrackets / 3))
  );
}

function atMost(text: string, mark: string, limit: number): boolean {
  let found = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) if (++found > limit) return false;
  return true;
}

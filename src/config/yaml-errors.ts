import type { YAMLError } from 'yaml';
import { showText } from './problem.ts';

const quoteIt = 'put the value in quotes';

/** Says in a user's words what the YAML parser found wrong in `source`. */
export function explainYamlError(error: YAMLError, source: string): string {
  const char = showText(source.charAt(error.pos[0]));
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return 'a tab is used for indentation; use spaces';
    case 'BAD_SCALAR_START':
      return `a value cannot start with \`${char}\`; ${quoteIt}`;
    case 'BAD_DQ_ESCAPE':
      return 'a backslash in "double quotes" starts an escape that does not exist; use \'single quotes\'';
    case 'TAG_RESOLVE_FAILED':
    case 'BAD_COLLECTION_TYPE':
      return `a value that starts with \`!\` is a YAML tag, which has no meaning here; remove it or ${quoteIt}`;
    case 'BAD_DIRECTIVE':
      return 'a line that starts with `%` is a YAML directive, which has no meaning here; remove it';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return `a second \`key:\` or a list starts on the same line; move it to its own line, or ${quoteIt}`;
    case 'MULTILINE_IMPLICIT_KEY':
      return 'this line is not `key: value`; is a colon, or the space after it, missing?';
    case 'BAD_ALIAS':
    case 'ALIAS_PROPS':
      return `\`*\` and \`&\` at the start of a value have a meaning in YAML; ${quoteIt}`;
    case 'MULTIPLE_ANCHORS':
    case 'MULTIPLE_TAGS':
    case 'BAD_PROP_ORDER':
      return `\`&\` or \`!\` stands where YAML does not allow it; ${quoteIt}`;
    case 'RESOURCE_EXHAUSTION':
      return 'nested far deeper than any setting; remove the inner brackets or indentation';
    case 'KEY_OVER_1024_CHARS':
      return 'a key of more than 1,024 characters; is a closing quote or bracket missing?';
    case 'BAD_INDENT':
      return explainIndent(error.message);
    case 'MISSING_CHAR':
      return explainMissing(error.message);
    case 'UNEXPECTED_TOKEN':
      return explainUnexpected(source, error.pos[0]);
    default:
      return `not valid YAML: ${error.message}`;
  }
}

function explainUnexpected(source: string, at: number): string {
  const char = showText(source.charAt(at));
  if (/[\]}"']\s*$/.test(source.slice(Math.max(0, at - 20), at))) {
    return `\`${char}\` follows a value that has already ended; put the whole value in quotes, once`;
  }
  if (char === '-') return 'a list starts on the next line, or is written `[a, b]`';
  return `\`${char}\` does not belong here; check the brackets, quotes and indentation up to this place`;
}

function explainIndent(message: string): string {
  const bracket = /^Flow .* end with a (.)/.exec(message);
  if (bracket !== null)
    return `\`${bracket[1]}\` is missing before this place, or the lines within the brackets are not indented`;
  if (message.startsWith('All mapping items'))
    return 'indented unlike the keys beside it; keys of one section start in the same column';
  if (message.startsWith('All sequence items'))
    return 'indented unlike the items beside it; the `-` of one list stand in the same column';
  return `the indentation is not what YAML expects (${message})`;
}

function explainMissing(message: string): string {
  const quote = /^Missing closing (.)quote/.exec(message);
  if (quote !== null) return `a \`${quote[1]}\` is opened and never closed; add the closing quote`;
  const bracket = /^Flow .* must end with a (.)/.exec(message);
  if (bracket !== null) return `\`${bracket[1]}\` is missing at the end`;
  if (message.startsWith('Missing ,'))
    return 'a comma is missing between two items; or a value with brackets or quotes inside needs quotes around it';
  if (message.startsWith('Implicit map keys'))
    return 'a key without a value; write `key: value`, with a space after the colon';
  if (message.startsWith('Comments must')) return 'a comment needs a space before its `#`';
  if (message.startsWith('Sequence item without')) return 'a list item needs a `-` before it';
  return `not valid YAML: ${message}`;
}

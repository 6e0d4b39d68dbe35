/** Names of types in a C-like text, by a lexer: asking the tree for each identifier would cost as much as its parse. */

/** Passed over: imports, packages and namespaces; comments; text blocks, strings and characters, closed or not. */
const passed = [
  String.raw`^[ \t]*(?:package|namespace|(?:import|(?:global[ \t]+)?using)(?:[ \t]+static)?)[ \t]+[\w.:@*${'`'}]+(?:[ \t]*=[ \t]*[\w.:<>]+)?[ \t]*(?=[;\n{\r]|as )`,
  String.raw`\/\/[^\n]*`,
  String.raw`\/\*[\s\S]*?(?:\*\/|(?![\s\S]))`,
  String.raw`"""[\s\S]*?(?:"""|(?![\s\S]))`,
  String.raw`(?:@\$?|\$@)"(?:[^"]|"")*(?:"|(?![\s\S]))`,
  String.raw`"(?:[^"\\\n]|\\[^\n]?)*(?:"|$)`,
  String.raw`'(?:[^'\\\n]|\\[^\n]){1,10}'`,
];
/** Then whether it is assigned to, and whether it is called. Only capitals begin a match, so that other words make none. */
const name = String.raw`(?<![\w$\x80-\uffff])([A-Z\xc0-\xde][\w$\x80-\uffff]*)(\s*=(?![=>]))?(\s*[(<])?`;
const token = new RegExp([...passed, name].join('|'), 'gm');
/** `MAX_SIZE` is no type, `URL` may be one. */
const constant = /^[A-Z\d_$]*_[A-Z\d_$]*$/;

/**
 * The distinct capitalised names of a Java, Kotlin or C# text that may be types of a package: not what is assigned to, and
 * not what stands behind a dot, but that C# calls its `extensionMethods` there (`this Add` beside `Add`, as a constructor may
 * stand there too).
 */
export function capitalisedNames(text: string, mentions: Set<string>, extensionMethods = false): void {
  for (const match of text.matchAll(token)) {
    const [, found, set, called] = match;
    if (found === undefined || set !== undefined || constant.test(found)) continue;
    const behindDot = text[match.index - 1] === '.';
    if (behindDot && !(extensionMethods && called !== undefined)) continue;
    mentions.add(found);
    if (behindDot) mentions.add(`this ${found}`);
  }
}

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
const name = String.raw`(?<name>[\p{L}_$][\p{L}\p{N}_$]*)(?<set>\s*=(?![=>]))?(?<called>\s*[(<])?`;
const token = new RegExp([...passed, name].join('|'), 'gmu');
/** `MAX_SIZE` is no type, `URL` may be one. */
const constant = /^[^\p{Ll}]*_[^\p{Ll}]*$/u;

/**
 * The distinct capitalised names of a Java, Kotlin or C# text that may be types of a package: not what is assigned to, and
 * not what stands behind a dot, but that C# calls its `extensionMethods` there.
 */
export function capitalisedNames(text: string, mentions: Set<string>, extensionMethods = false): void {
  for (const { index, groups } of text.matchAll(token)) {
    const found = groups?.name;
    if (found === undefined || groups?.set !== undefined || !/^\p{Lu}/u.test(found) || constant.test(found)) continue;
    if (text[index - 1] === '.' && !(extensionMethods && groups?.called !== undefined)) continue;
    mentions.add(found);
  }
}

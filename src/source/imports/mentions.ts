/** Names of types in a C-like text, by a lexer: asking the tree for each identifier would cost as much as its parse. */

/** What is passed over (comments, text blocks, strings, characters, imports, packages and namespaces), or a name. */
const token =
  /^[ \t]*(?:package|namespace|import(?:[ \t]+static)?|(?:global[ \t]+)?using(?:[ \t]+static)?)[ \t]+[\w.:@*`]+(?:[ \t]*=[ \t]*[\w.:<>]+)?[ \t]*(?=[;\n{\r]|as )|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"""[\s\S]*?(?:"""|$)|@\$?"(?:[^"]|"")*"|\$@"(?:[^"]|"")*"|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.){1,10}'|[\p{L}_$][\p{L}\p{N}_$]*/gmu;
/** `MAX_SIZE` is no type, `URL` may be one. */
const constant = /_[^\p{Ll}]*$/u;

/** The distinct capitalised names of a Java, Kotlin or C# text, those in comments and strings left out. */
export function capitalisedNames(text: string, mentions: Set<string>): void {
  for (const [name] of text.matchAll(token)) {
    if (/^\p{Lu}/u.test(name) && !(constant.test(name) && name === name.toUpperCase())) mentions.add(name);
  }
}

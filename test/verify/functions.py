#!/usr/bin/env python3
"""Recounts complex-function-share, and for PHP typed-file-share, with patterns and braces alone; shares no code with the product.

    touchstone files <repository> > files.tsv
    touchstone measure <repository> --format json > scorecard.json
    python3 test/verify/functions.py <git directory> <revision> files.tsv scorecard.json

Ruby, Rust, PHP, C#, Kotlin and C. A function is found by how its head is written and ends where its braces (Ruby: the `end`
below its `def`) do; named functions within it are taken out, and closures as far as a pattern tells them. Prints how many
there are, those over 10, and where that differs from the scorecard's evidence: to be judged by eye.
"""
import json
import re
import subprocess
import sys

QUOTED = r"\"\"\".*?\"\"\"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])'"
SLASHED = r"//[^\n]*|/\*.*?\*/|"
BLANKED = {
    "Ruby": r"^=begin\b.*?^=end[^\n]*|<<[~-](?P<q>['\"]?)(?P<tag>[A-Z_]+)(?P=q).*?^\s*(?P=tag)\b|%[iw]\[[^\]]*\]"
            r"|/(?:\\.|[^/\\\n ])(?:\\.|[^/\\\n])*/(?=[\s.,)imx])|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|(?<![\"'$\w])#[^\n]*",
    "Rust": SLASHED + r"\br#*\".*?\"#*|\"(?:\\.|[^\"\\])*\"|'(?:\\.[^']*|[^'\\])'",
    "PHP": SLASHED + r"(?<!\S)#(?!\[)[^\n]*|<<<(?P<q>['\"]?)(?P<tag>\w+)(?P=q).*?^\s*(?P=tag)\b|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'",
    "C#": SLASHED + r"^\s*#[a-z][^\n]*|\"\"\".*?\"\"\"|[$@]*@\$?\"(?:\"\"|[^\"])*\"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n]){1,6}'",
    "Kotlin": SLASHED + QUOTED,
    "C": SLASHED + r"^\s*#\s*(?:define|include|pragma|undef|error)(?:\\\n|[^\n])*|^\s*#[^\n]*|" + QUOTED + r"|'\\\w{1,4}'",
}
HEADS = {
    "Ruby": r"^(?P<at>[ \t]*)(?:(?:private|protected|module_function|private_class_method)\s+)?def\s+(?P<name>(?:self\.)?[^\s(;]+)",
    "Rust": r"\bfn\s+(?P<name>\w+)[^;{}]*(?:where[^;{]*)?\{",
    "PHP": r"\bfunction\s+&?(?P<name>\w+)\s*\([^;{]*\)[^;{]*\{",
    "Kotlin": r"\bfun\s+(?:<[^>]*>\s+)?(?P<name>(?:[\w<>?*,. ]+\.)?`?[\w ]+`?)\s*\(",
    "C": r"^(?:[A-Za-z_][\w \t*]*?[ \t\n*]+)(?P<name>(?!(?:if|for|while|switch|return|else|sizeof)\b)\w+)\s*\([^;{}()]*(?:\([^;{}()]*\)[^;{}()]*)*\)\s*\{",
}
DECISIONS = {
    "Ruby": r"\b(?:if|elsif|unless|while|until|for|when|rescue)\b|&&|\|\||(?<![\w.])(?:and|or)\b| \? ",
    "Rust": r"\b(?:if|while|loop)\b|\bfor\b(?!\s*<)|(?<!_)(?<!_ )=>|&&|(?<![(,=]\s)(?<![(,=|])\|\|(?!\s*(?:\{|async|[\w.:]+\())",
    "PHP": r"\b(?:if|elseif|for|foreach|while|case|catch)\b|&&|\|\||\?\?|\?(?![?>-])(?!\??[\w\\]+\s+[&$])(?!\s*[A-Z]\w*\s*[{;])|\b(?:and|or)\b",
    "C#": r"\b(?:if|for|foreach|while|case|catch|when)\b|&&|\|\||\?\?|(?<=\s)\?(?=\s)",
    "Kotlin": r"\b(?:if|for|while|catch)\b|&&|\|\||\?:|(?<!else )->(?=[^\n]*)",
    "C": r"\b(?:if|for|while|case)\b|&&|\|\||\?",
}


def show(directory, revision, path):
    shown = subprocess.run(["git", "-C", directory, "show", f"{revision}:{path}"], stdout=subprocess.PIPE, check=True)
    return shown.stdout.decode("utf-8-sig", "replace").replace("\r\n", "\n")


def blank(text, spans):
    """The same text with spaces where the spans are."""
    parts, at = [], 0
    for start, end in sorted(spans):
        if start < at:
            start = at
        if end > start:
            parts += [text[at:start], re.sub(r"[^\n]", " ", text[start:end])]
            at = end
    return "".join(parts) + text[at:]


def closing(text, at, pair="{}"):
    depth = 0
    for n in range(at, len(text)):
        depth += (text[n] == pair[0]) - (text[n] == pair[1])
        if depth == 0:
            return n + 1
    return len(text)


def bare(text, language):
    text = blank(text, [m.span() for m in re.finditer(BLANKED[language], text, re.S | re.M)])
    if language == "Rust":
        macros = [(m.end() - 1, closing(text, m.end() - 1, {"(": "()", "[": "[]", "{": "{}"}[m[1]]))
                  for m in re.finditer(r"\b\w+!\s*(?:\w+\s*)?([(\[{])", text)]
        text = blank(text, macros)
        tests = [(m.start(), closing(text, m.end() - 1)) for m in re.finditer(r"#\[cfg\(test\)\]\s*(?:#\[[^\]]*\]\s*)*mod \w+ \{", text)]
        single = [(m.start(), closing(text, text.index("{", m.end()))) for m in re.finditer(r"#\[(?:\w+::)*test\b[^\]]*\]\s*(?:#\[[^\]]*\]\s*)*(?:async )?fn \w+", text)]
        text = blank(text, tests + single)
    return text


def ends(text, match, language):
    if language == "Ruby":
        line = text[match.start() : text.find("\n", match.end())]
        if re.search(r"def\s+\S+?(?:\([^)\n]*\))?\s+=\s", line):
            return match.start() + len(line)
        end = re.compile(r"^" + match["at"] + r"end\b", re.M).search(text, match.end())
        return end.end() if end else len(text)
    if language == "Kotlin":
        after = closing(text, match.end() - 1, "()")
        tail = re.compile(r"\s*(?::\s*[\w.<>?*, ()\->]+?)?\s*(?:where [^={]*)?([={])|").match(text, after)
        if not tail or not tail[1]:
            return None
        if tail[1] == "{":
            return closing(text, tail.end() - 1)
        indent = len(re.search(r"[^\n]*\Z", text[: match.start()])[0]) - len(re.search(r"[^\n]*\Z", text[: match.start()])[0].lstrip())
        end = re.compile(r"\n(?:[ \t]{0,%d}\S)" % indent).search(text, tail.end())
        return end.start() + 1 if end else len(text)
    return body_end(text, match.end())


def body_end(text, body):
    """Of `{ … }`, or of `=> …;`."""
    if text[body - 1] == "{":
        return closing(text, body - 1)
    depth = 0
    for n in range(body, len(text)):
        depth += (text[n] in "({[") - (text[n] in ")}]")
        if text[n] == ";" and depth == 0:
            return n + 1
    return len(text)


def is_lambda(line):
    """Kotlin: a call with a block behind it; a condition over several lines ends in one brace too many."""
    keyword = r"\b(?:if|else|when|for|while|try|catch|finally|do|object|class|fun|init|get|set)\b|->"
    return re.search(r"\w(?:\([^()]*\))? \{$", line) and not re.search(keyword, line) and line.count("(") == line.count(")") and not re.match(r"\s*(?:&&|\|\|)", line)


def csharp_heads(text):
    """Where a method or constructor begins, its name, and where its body does: told line by line."""
    for m in re.finditer(r"^[^\n(=;{}\"]*?(\w+)(?:<[\w, ]{1,40}>)?\(", text, re.M):
        before = text[m.start() : m.start(1)].strip()
        if not re.match(r"(?:\[[^\]]*\]\s*)*[\w.<>\[\],? ]+$", before) or re.match(r"(?:return|new|await|throw|else|case|in|is|using|yield|record|class|struct|public record|if|while)\b", before):
            continue
        after = closing(text, m.end() - 1, "()")
        rest = re.compile(r"\s*:\s*(?:base|this)\s*\(").match(text, after)
        after = closing(text, rest.end() - 1, "()") if rest else after
        body = re.compile(r"\s*(?:where [^{;=]*)?(\{|=>)").match(text, after)
        if body:
            yield m.start(), m[1], body.end()


CLOSURES = {
    "PHP": lambda t: [(m.start(), closing(t, m.end() - 1)) for m in re.finditer(r"\bfunction\s*\([^{;]*\{", t)]
    + [(m.start(), re.compile(r"[,;)\]]").search(t, m.end()).start()) for m in re.finditer(r"\bfn\s*\([^)]*\)[^=]*=>", t)],
    "C#": lambda t: [(m.start(), closing(t, m.end() - 1)) for m in re.finditer(r"=>\s*\{", t)],
    "Rust": lambda t: [(m.start(), closing(t, m.end() - 1)) for m in re.finditer(r"(?<=[(,=] )\|[^|\n]*\|\s*(?:async )?(?:move )?\{|(?<=\()\|[^|\n]*\|\s*\{", t)],
    "Kotlin": lambda t: [(m.end() - 1, closing(t, m.end() - 1)) for m in re.finditer(r"[^\n{}]*\{", t) if is_lambda(m.group())],
}


def points_of(text, language):
    if language == "Rust":
        # A match arm of a struct pattern or several lines is one all the same.
        text = re.sub(r"(?<![\w)}\]])_\s*=>", "", text)
    if language in ("C#", "PHP"):
        points = len(re.findall(DECISIONS[language], text))
        for m in re.finditer(r"\bswitch\s*\{" if language == "C#" else r"\bmatch\s*\([^{]*\{", text):
            inside = text[m.end() : closing(text, m.end() - 1)]
            points += len(re.findall(r"=>", inside)) - len(re.findall(r"(?<!\w)_\s*=>|\bdefault\s*=>", inside))
        return 1 + points
    if language == "Kotlin":
        text = re.sub(r"\belse\s*->", "", text)
    return 1 + len(re.findall(DECISIONS[language], text))


def functions(text, language):
    """Name, line and points of each named function."""
    text = bare(text, language)
    found = []
    if language == "C#":
        found = [(start, body_end(text, body), name, body) for start, name, body in csharp_heads(text)]
    for match in re.finditer(HEADS.get(language, r"(?!)"), text, re.M):
        end = ends(text, match, language)
        if end is not None:
            found.append((match.start(), end, match["name"].strip(), match.end()))
    for start, end, name, body in found:
        inner = [(s, e) for s, e, *_ in found if start < s and e <= end]
        own = blank(text[:end], inner)[body:]
        own = blank(own, CLOSURES.get(language, lambda _: [])(own)) if language != "Kotlin" else blank(own, CLOSURES["Kotlin"](own))
        yield name, text.count("\n", 0, start) + 1, points_of(own, language)


def annotated(text):
    """PHP: named functions, and those of which every parameter and the return are typed."""
    text = bare(text, "PHP")
    named, full = 0, 0
    for m in re.finditer(r"\bfunction\s+&?(?P<name>\w+)\s*\(", text):
        after = closing(text, m.end() - 1, "()")
        if not re.compile(r"[^;{]*\{").match(text, after):
            continue
        parts = [p for p in re.split(r",(?![^(\[]*[)\]])", text[m.end() : after - 1]) if "$" in p]
        typed = all(re.match(r"\s*(?:#\[[^\]]*\]\s*)*(?:(?:public|private|protected|readonly)\s+)*[?\\\w|&]+\s+&?(?:\.\.\.)?\$", p) for p in parts)
        returns = m["name"] in ("__construct", "__destruct", "__clone") or re.compile(r"\s*:\s*[?\\\w]").match(text, after)
        named, full = named + 1, full + bool(typed and returns)
    return named, full


def main(directory, revision, table, scorecard):
    lines = [line.rstrip("\n").split("\t") for line in open(table)]
    rows = [dict(zip(lines[0], line)) for line in lines[1:]]
    ours = next(r for r in json.load(open(scorecard))["results"] if r["id"] == "complex-function-share")
    shown = {}
    for each in ours["evidence"]:
        said = re.match(r"(.+), line (\d+): complexity (\d+)", each["text"])
        if said and said[1] != "an inline callback":
            shown[each["path"], int(said[2])] = int(said[3])
    count, over, typed, differ = {}, {}, [0, 0, 0, 0], []
    for row in rows:
        language = {"C++": "C"}.get(row["language"], row["language"])
        if row["lane"] != "source" or language not in DECISIONS:
            continue
        text = show(directory, revision, row["path"])
        found = list(functions(text, language))
        count[language] = count.get(language, 0) + len(found)
        for name, line, points in found:
            if points > 10:
                over[row["path"], line] = (points, name)
        if row["functions"] not in ("", str(len(found))):
            differ.append(f"{row['path']}: {row['functions']} functions with closures here, {len(found)} named ones recounted")
        if language == "PHP":
            named, full = annotated(text)
            typed = [typed[0] + named, typed[1] + full, typed[2] + (named > 0), typed[3] + (named > 0 and full >= 0.8 * named)]
    total = sum(count.values())
    print(f"named functions {total} ({', '.join(f'{k} {v}' for k, v in count.items())}); over 10: {len(over)} = {len(over) / max(total, 1):.4f}")
    print(f"the scorecard: {ours['summary']}")
    if typed[0]:
        print(f"PHP: {typed[1]} of {typed[0]} functions annotated = {typed[1] / typed[0]:.3f}; typed files {typed[3]} of {typed[2]}")
    near = lambda key: next((k for k in over if k[0] == key[0] and abs(k[1] - key[1]) <= 3), None)
    same = 0
    for key, points in sorted(shown.items()):
        found = near(key)
        same += found is not None and over[found][0] == points
        if found is None or over[found][0] != points:
            print(f"   {key[0]}:{key[1]}: {points} here, {over[found][0] if found else 'not over 10'} recounted")
    for key, (points, name) in sorted(over.items()):
        if not any(k[0] == key[0] and abs(k[1] - key[1]) <= 3 for k in shown):
            print(f"   {key[0]}:{key[1]} {name}: {points} recounted, not in the evidence")
    print(f"{same} of {len(shown)} complex functions have the same number")
    if "-v" in sys.argv:
        print(*differ, sep="\n")


if __name__ == "__main__":
    main(*sys.argv[1:5])

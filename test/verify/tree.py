#!/usr/bin/env python3
"""Recounts what the measures of the tree say; shares no code with the product.

    touchstone files <repository> > files.tsv
    python3 test/verify/tree.py <what> <git directory> <revision> files.tsv [report.json]

<what>: long (long-file-share, with a line counter of its own), health (hotspot-health: the conditions of each row of
`touchstone hotspots --format json`, from files.tsv and the own line counter; of Python files the complexity too).
"""
import ast
import io
import json
import re
import subprocess
import sys
import tokenize

sys.path.insert(0, __file__.rsplit("/", 1)[0])
from count import python_points  # noqa: E402 — a neighbour, not the product

SLASHES = {"TypeScript", "TSX", "JavaScript", "JSX", "Go", "Rust", "Java", "Kotlin", "C#", "PHP", "C", "C++"}
SLASHED = re.compile(
    r"//[^\n]*|/\*.*?\*/|(?P<kept>\"\"\".*?\"\"\"|`(?:\\.|[^`\\])*`|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')", re.S)
SHARPED = re.compile(r"^=begin\b.*?^=end[^\n]*|(?P<kept>\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')|(?<!\S)#[^\n]*", re.S | re.M)


def code_lines(text, language):
    if language == "Python":
        return python_lines(text)
    if language in SLASHES:
        text = SLASHED.sub(lambda m: m.group() if m["kept"] else re.sub(r"[^\n]", "", m.group()), text)
        if language == "PHP":
            text = re.sub(r"(?m)^\s*#(?!\[)[^\n]*", "", text)
    else:
        text = SHARPED.sub(lambda m: m.group() if m["kept"] else re.sub(r"[^\n]", "", m.group()), text)
    return sum(bool(line.strip()) for line in text.split("\n"))


def python_lines(text):
    docs, lines = set(), set()
    for node in ast.walk(ast.parse(text)):
        body = getattr(node, "body", None)
        if isinstance(body, list) and isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and body:
            first = body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
                docs.update(range(first.lineno, first.end_lineno + 1))
    apart = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in apart:
            lines.update(range(token.start[0], token.end[0] + 1))
    written = text.split("\n")
    return sum(bool(written[at - 1].strip()) for at in lines - docs)


def read(table):
    lines = [line.rstrip("\n").split("\t") for line in open(table)]
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def show(directory, revision, path):
    shown = subprocess.run(["git", "-C", directory, "show", f"{revision}:{path}"], stdout=subprocess.PIPE, check=True)
    return shown.stdout.decode("utf-8", "replace")


def long(directory, revision, table):
    every, inside, differ = 0, 0, []
    longest = []
    for row in read(table):
        if row["lane"] != "source" or row["functions"] in ("", "0") or re.search(r"\.d\.[cm]?ts$|\.pyi$", row["path"]):
            continue
        text = show(directory, revision, row["path"])
        if row["language"] == "Rust":
            text = re.sub(r"(?ms)^#\[cfg\(test\)\]\nmod \w+ \{\n.*?^\}", "", text)
        lines = code_lines(text, row["language"])
        ours = int(row["code lines"])
        if lines != ours and row["language"] != "Rust":
            differ.append(f"{row['path']}: {ours} here, {lines} recounted")
        every += lines
        inside += lines if lines > 500 else 0
        longest += [row["path"]] if lines > 500 else []
    print(f"long-file-share {inside / every:.4f}: {len(longest)} files, {inside} of {every} code lines; {len(differ)} files differ", *differ[:8], sep="\n   ")


def health(directory, revision, table, report):
    files, total, rows = {row["path"]: row for row in read(table)}, 0, json.load(open(report))["hotspots"]
    judged = int(sys.argv[6]) if len(sys.argv) > 6 else 10
    for row in rows[:judged]:
        file = files[row["path"]]
        text = show(directory, revision, row["path"])
        holds = {"types": file["types"] != "untyped"}
        if row["tested"] is not None:
            holds["tests"] = file["test"] != ""
        own = re.sub(r"(?ms)^#\[cfg\(test\)\]\nmod \w+ \{\n.*?^\}", "", text) if file["language"] == "Rust" else text
        holds["shorter file"] = code_lines(own, file["language"]) <= 500
        if file["language"] == "Python":
            found = [n for n in ast.walk(ast.parse(text)) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
            holds["simpler functions"] = all(python_points(each) <= 15 for each in found)
        else:
            holds["simpler functions"] = "simpler functions" not in row["missing"]
        total += sum(holds.values()) / len(holds)
        missing = {name for name, held in holds.items() if not held}
        if missing != set(row["missing"]):
            print(f"   {row['path']}: lacks {row['missing']} here, {sorted(missing)} recounted")
    print(f"hotspot-health {total / min(judged, len(rows)):.4f} over {min(judged, len(rows))}")


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:6])

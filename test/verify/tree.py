#!/usr/bin/env python3
"""Recounts what the measures of the tree say; shares no code with the product.

    touchstone files <repository> > files.tsv
    python3 test/verify/tree.py <what> <git directory> <revision> files.tsv [report.json]

<what>: lanes (the source lane, by a few plain rules that know no exceptions: what differs is listed, to be judged), typed
(typed-file-share), long (long-file-share, with a line counter of its own), health (hotspot-health: the conditions of each row of
`touchstone hotspots --format json`, from files.tsv and the own line counter; of Python files the complexity too, of others where
the functions of typescript.mjs, Functions.java or `count.py go_functions` are given as one more file).
"""
import ast
import io
import json
import re
import subprocess
import sys
import tokenize

sys.path.insert(0, __file__.rsplit("/", 1)[0])
from count import python_annotated, python_points  # noqa: E402 — a neighbour, not the product

SLASHES = {"TypeScript", "TSX", "JavaScript", "JSX", "Go", "Rust", "Java", "Kotlin", "C#", "PHP", "C", "C++"}
SLASHED = re.compile(
    r"//[^\n]*|/\*.*?\*/|(?P<kept>\"\"\".*?\"\"\"|`(?:\\.|[^`\\])*`|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')", re.S)
SHARPED = re.compile(r"^=begin\b.*?^=end[^\n]*|(?P<kept>\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*')|(?<!\S)#[^\n]*", re.S | re.M)


def code_lines(text, language):
    if language == "Python":
        return python_lines(text)
    text = re.sub(r"\A#!.*", "", text)
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


CODE = re.compile(
    r"\.(?:[cm]?[jt]sx?|vue|svelte|astro|py|go|java|kt|kts|rb|rake|rs|php|cs|c|h|cc|cpp|hpp|swift|scala|groovy|dart|sh)$")
DOCS = r"(?:^|/)(?:examples?|demos?|samples?|playgrounds?)/|^(?:(?:packages|apps)/[^/]+/)?(?:docs?|documentation|website|www)/|\.stories\."
FIXTURES = r"(?:^|/)(?:fixtures|__fixtures__|testdata|test-data|test_data|test-fixtures|__mocks__|__snapshots__)/"
OTHERS = r"(?:^|/)(?:vendor|third_party|node_modules|\.yarn|dist|generated|__generated__)/|\.min\.|\.pb\.go$|_pb2\.py$|[._](?:gen|generated)\."
TESTS = (
    r"(?:^|/)(?:tests?|__tests__|e2e|cypress|bench|benchmarks?|__benchmarks__|testutils?|test-utils|testhelpers|mocks)/|[^/]+\.Tests/"
    r"|(?:^|/)(?:spec|src/test|src/\w+Test)/|[._](?:test|spec|cy|e2e-spec|test-d|spec-d|bench)\.\w+$|_unittest\.\w+$"
    r"|(?:^|/)(?:test_[^/]*|tests|conftest)\.py$|(?:Tests?|IT|Spec)\.(?:java|kts?|scala|groovy)$|Tests?\.(?:cs|php|swift)$"
    r"|(?:^|/)(?:test_?utils?|test_?helpers?)\.|_mock\.go$|(?:^|/)mock_[^/]*\.go$")
HEADER = re.compile(r"Code generated .* DO NOT EDIT|@generated|^\W*(?:This file (?:is|was) (?:auto(?:matically )?-?\s?)?generated|Auto-?generated (?:by|from))", re.I | re.M)


def lanes(directory, revision, table):
    ours = {row["path"] for row in read(table) if row["lane"] == "source"}
    listed = subprocess.run(["git", "-C", directory, "ls-tree", "-rz", revision], stdout=subprocess.PIPE, check=True).stdout.decode()
    theirs = set()
    for entry in filter(None, listed.split("\0")):
        head, path = entry.split("\t", 1)
        if not head.startswith("100") or not CODE.search(path) or re.search(f"{DOCS}|{FIXTURES}|{OTHERS}|{TESTS}", path):
            continue
        if not HEADER.search("\n".join(show(directory, revision, path).split("\n")[:20])):
            theirs.add(path)
    print(f"source lane: {len(ours)} files here, {len(theirs)} recounted")
    print(*(f"   only here: {path}" for path in sorted(ours - theirs)), *(f"   only recounted: {path}" for path in sorted(theirs - ours)), sep="\n")


ALWAYS_TYPED = r"\.(?:[cm]?tsx?|go|rs|java|kts?|scala|c|h|cc|cpp|hpp|cs|swift|dart)$"


def typed(directory, revision, table):
    """PHP, Ruby and components are not recounted, nor JavaScript that a tsconfig checks."""
    every, untyped, lines, typed_lines = 0, [], 0, 0
    for row in read(table):
        path, name = row["path"], row["path"].rsplit("/", 1)[-1]
        if row["lane"] != "source" or re.search(r"\.d\.[cm]?ts$|\.pyi$", name) or re.search(r".\.config\.\w+$|^\..*rc\.[cm]?js$", name):
            continue
        text = show(directory, revision, path)
        if re.search(ALWAYS_TYPED, name):
            holds = not re.match(r"(?:\s*//[^\n]*\n|\s*/\*.*?\*/)*?\s*//\s*@ts-nocheck", text, re.S)
        elif re.search(r"\.[cm]?jsx?$", name):
            holds = bool(re.search(r"^\s*(?://|/?\*+)\s*@(?:ts-check|flow)\b", text[:1000], re.M))
        elif name.endswith(".py"):
            shares = python_annotated(ast.parse(text))
            if not shares:
                continue
            holds = sum(shares) / len(shares) >= 0.8
        else:
            continue
        every += 1
        lines += int(row["code lines"])
        typed_lines += int(row["code lines"]) if holds else 0
        untyped += [] if holds else [path]
    print(f"typed-file-share {every - len(untyped)} of {every}, {100 * typed_lines / max(lines, 1):.1f} % of the code lines", *untyped[:8], sep="\n   ")


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
    listed = [re.match(r"(.+):\d+\t\w+\t(\d+)$", line) for line in open(sys.argv[7])] if len(sys.argv) > 7 else []
    points = {}
    for match in filter(None, listed):
        points[match[1]] = max(points.get(match[1], 0), int(match[2]))
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
        elif listed:
            holds["simpler functions"] = points.get(row["path"], 0) <= 15
        else:
            holds["simpler functions"] = "simpler functions" not in row["missing"]
        total += sum(holds.values()) / len(holds)
        missing = {name for name, held in holds.items() if not held}
        if missing != set(row["missing"]):
            print(f"   {row['path']}: lacks {row['missing']} here, {sorted(missing)} recounted")
    print(f"hotspot-health {total / min(judged, len(rows)):.4f} over {min(judged, len(rows))}")


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:6])

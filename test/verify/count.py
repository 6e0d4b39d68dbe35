"""Counts by another hand: what the measures rest on, recounted without any code of Touchstone.

    python3 test/verify/count.py <what> <git directory> <revision> [<path prefix> …]

<what> is one of the functions below. Python sources are read by Python's own parser, Go by gofmt's habit of closing a
function with a brace in the first column, the others line by line. Compare with `touchstone explain` and
`touchstone files` on the same revision; the prefixes stand for the source lane.
"""

import ast
import posixpath
import re
import subprocess
import sys


def git(directory, *args, stdin=None):
    return subprocess.run(["git", "-C", directory, *args], input=stdin, stdout=subprocess.PIPE, check=True).stdout


def texts(directory, revision, prefixes, suffixes):
    """Path and text of the files of a revision."""
    for entry in git(directory, "ls-tree", "-r", "-z", revision).split(b"\0"):
        if not entry:
            continue
        head, path = entry.split(b"\t", 1)
        path = path.decode("utf-8", "replace")
        mode, _, blob = head.decode().split()
        if mode not in ("100644", "100755") or not path.endswith(tuple(suffixes)):
            continue
        if prefixes and not path.startswith(tuple(prefixes)):
            continue
        yield path, git(directory, "cat-file", "blob", blob).decode("utf-8", "replace")


def own(function):
    """The nodes of a function's body that are not in a function within it."""
    waiting = list(function.body) if isinstance(function.body, list) else [function.body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            continue
        yield node
        waiting.extend(ast.iter_child_nodes(node))


def python_points(function):
    points = 1
    for node in own(function):
        if isinstance(node, (ast.If, ast.For, ast.AsyncFor, ast.While, ast.IfExp, ast.ExceptHandler)):
            points += 1
        elif isinstance(node, ast.BoolOp):
            points += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            points += 1 + len(node.ifs)
        elif isinstance(node, ast.match_case):
            points += not (isinstance(node.pattern, ast.MatchAs) and node.pattern.pattern is None and not node.guard)
    return points


def python_functions(directory, revision, prefixes):
    """complex-function-share, typed-file-share: functions, those over 10, annotated ones, typed files."""
    functions, over, annotated, typed, counted = 0, [], 0, 0, 0
    for path, text in texts(directory, revision, prefixes, [".py"]):
        found = [n for n in ast.walk(ast.parse(text)) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
        full = 0
        for function in found:
            points = python_points(function)
            if points > 10:
                over.append((points, path, function.lineno, function.name))
            arguments = function.args
            asked = arguments.posonlyargs + arguments.args + arguments.kwonlyargs
            if asked and asked[0].arg in ("self", "cls"):
                asked = asked[1:]
            asked += [each for each in (arguments.vararg, arguments.kwarg) if each]
            full += all(each.annotation for each in asked) and (function.returns is not None or function.name == "__init__")
        functions += len(found)
        annotated += full
        if found:
            counted += 1
            typed += full / len(found) >= 0.8
    print(f"functions {functions}, over 10: {len(over)} = {len(over) / functions:.4f}")
    print(f"annotated {annotated}; typed files {typed} of {counted}")
    for each in sorted(over, reverse=True)[:10]:
        print(*each)


def python_escapes(directory, revision, prefixes):
    """type-escapes: Any in annotations, cast(, and comments that switch the checker off."""
    anys, ignores = 0, 0
    for path, text in texts(directory, revision, prefixes, [".py"]):
        ignores += len(re.findall(r"#\s*type:\s*ignore", text))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                ignores += name == "cast"
            notes = [getattr(node, "annotation", None), getattr(node, "returns", None)]
            for note in notes:
                for part in ast.walk(note) if note else []:
                    anys += isinstance(part, ast.Name) and part.id == "Any"
    print(f"any {anys}, ignored {ignores}")


def python_imports(directory, revision, prefixes):
    """Internal imports and those that a file of the tree answers, for packages directly below the prefixes."""
    files = {path for path, _ in texts(directory, revision, [], [".py"])}
    internal, lost = 0, []
    for path, text in texts(directory, revision, prefixes, [".py"]):
        for node in ast.walk(ast.parse(text)):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            base = ""
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
                if node.level:
                    base = posixpath.dirname(path)
                    for _ in range(node.level - 1):
                        base = posixpath.dirname(base)
            for name in names:
                for root in [base] if base else prefixes:
                    at = posixpath.join(root, *name.split(".")) if name else root
                    top = posixpath.join(root, name.split(".")[0])
                    if not base and not any(f.startswith(top + "/") or f == top + ".py" for f in files):
                        continue
                    internal += 1
                    if not (at + ".py" in files or any(f.startswith(at + "/") for f in files)):
                        lost.append(f"{path}: {name}")
    print(f"internal {internal}, not found {len(lost)}", *lost[:10], sep="\n")


def bare(text):
    """Without comments and strings of a C-like language; lines stay where they are."""
    pattern = r"//[^\n]*|/\*.*?\*/|`[^`]*`|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'"
    return re.sub(pattern, lambda m: re.sub(r"[^\n]", " ", m.group()), text, flags=re.S)


def go_functions(directory, revision, prefixes):
    """complex-function-share for Go: function declarations, closures counted apart and taken out."""
    functions, over = 0, []
    for path, text in texts(directory, revision, prefixes, [".go"]):
        if path.endswith("_test.go"):
            continue
        lines = bare(text).split("\n")
        for at, line in enumerate(lines):
            match = re.match(r"func\s+(?:\([^)]*\)\s*)?(\w+)", line)
            if not match:
                continue
            end = at if line.rstrip().endswith("}") else next(n for n in range(at, len(lines)) if lines[n].startswith("}"))
            body = "\n".join(lines[at : end + 1])
            points = 1 + len(re.findall(r"\b(?:if|for|case)\b|&&|\|\|", body))
            points -= len(re.findall(r"\bif\b[^{]*\berr\s*!=\s*nil\s*\{\s*return\b[^\n}]*\s*\}", body))
            functions += 1
            if points > 10:
                over.append((points, path, at + 1, match[1], "has a closure" if "func(" in body[5:] else ""))
    print(f"functions {functions}, over 10: {len(over)} = {len(over) / functions:.4f}")
    for each in sorted(over, reverse=True)[:15]:
        print(*each)


def go_imports(directory, revision, prefixes):
    """Imports below the module's path, and whether their directory has Go files."""
    every = dict(texts(directory, revision, [], [".go", "go.mod"]))
    module = re.search(r"^module\s+(\S+)", every["go.mod"], re.M)[1]
    directories = {posixpath.dirname(path) for path in every}
    internal, lost = 0, []
    for path, text in every.items():
        if not path.endswith(".go") or (prefixes and not path.startswith(tuple(prefixes))):
            continue
        block = re.search(r"^import\s*\((.*?)\)|^import\s+[^\n]*", text, re.M | re.S)
        for name in re.findall(r'"([^"]+)"', block.group() if block else ""):
            if name == module or name.startswith(module + "/"):
                internal += 1
                if name[len(module) + 1 :] not in directories:
                    lost.append(f"{path}: {name}")
    print(f"internal {internal}, not found {len(lost)}", *lost[:10], sep="\n")


def java_imports(directory, revision, prefixes):
    """Imports whose package some file of the tree declares, and whether a file of that name lies there."""
    every = dict(texts(directory, revision, [], [".java"]))
    declared = {}
    for path, text in every.items():
        package = re.search(r"^package\s+([\w.]+)\s*;", text, re.M)
        declared.setdefault(package[1] if package else "", set()).add(posixpath.basename(path)[:-5])
    internal, lost = 0, []
    for path, text in every.items():
        if prefixes and not path.startswith(tuple(prefixes)):
            continue
        for static, name in re.findall(r"^import\s+(static\s+)?([\w.]+(?:\.\*)?)\s*;", text, re.M):
            parts = name.split(".")
            package = next((".".join(parts[:n]) for n in range(len(parts) - 1, 0, -1) if ".".join(parts[:n]) in declared), None)
            if package is None:
                continue
            internal += 1
            kind = parts[package.count(".") + 1]
            if kind != "*" and kind not in declared[package]:
                lost.append(f"{path}: {name}")
    print(f"internal {internal}, not found {len(lost)}", *lost[:10], sep="\n")


def typescript_escapes(directory, revision, prefixes):
    """type-escapes: `any` where a type stands, and the two directives, by pattern."""
    anys, ignores = 0, 0
    for path, text in texts(directory, revision, prefixes, [".ts", ".tsx", ".mts", ".cts"]):
        if path.endswith(".d.ts"):
            continue
        ignores += len(re.findall(r"(?://|/\*)\s*@ts-(?:ignore|expect-error)\b", text))
        anys += len(re.findall(r"(?:[:<|&,(=]|\bas|=>|\bis|\bextends|\breadonly)\s*any\b(?!\s*[:=(.])|\[\s*any\s*[\],]", bare(text)))
    print(f"any {anys}, ignored {ignores}")


def javascript_imports(directory, revision, prefixes):
    """Relative imports, and whether a file answers them."""
    every = dict(texts(directory, revision, [], [""]))
    endings = ["", ".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs", ".cjs", ".json", ".vue", ".d.ts"]
    endings += [f"/index{ending}" for ending in endings[1:]]
    internal, lost = 0, []
    for path, text in every.items():
        if not path.endswith((".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs", ".cjs")):
            continue
        if prefixes and not path.startswith(tuple(prefixes)):
            continue
        code = re.sub(r"/\*.*?\*/|^\s*//[^\n]*", "", text, flags=re.S | re.M)
        for name in re.findall(r"(?:\bfrom|\bimport|\brequire)\s*\(?\s*['\"](\.[^'\"\n]*)['\"]", code):
            internal += 1
            at = posixpath.normpath(posixpath.join(posixpath.dirname(path), name.split("?")[0]))
            stem = re.sub(r"\.([cm]?)jsx?$", "", at)
            if not any(at + ending in every or stem + ending in every for ending in endings):
                lost.append(f"{path}: {name}")
    print(f"internal {internal}, not found {len(lost)}", *lost[:10], sep="\n")


def rust_crossings(directory, revision, prefixes):
    """deep-imports for Rust: the leaves of `use` trees that name another crate of the workspace, tests within files left out."""
    every = dict(texts(directory, revision, [], [".rs", "Cargo.toml"]))
    crates = {}
    for path, text in every.items():
        name = re.search(r'^\[package\](?:(?!^\[).)*?^name\s*=\s*"([^"]+)"', text, re.M | re.S) if path.endswith("Cargo.toml") else None
        if name:
            crates[posixpath.dirname(path)] = name[1].replace("-", "_")

    def leaves(tree):
        """How many names a use tree takes."""
        inner = re.search(r"\{(.*)\}", tree, re.S)
        if not inner:
            return 1
        parts, depth, start = [], 0, 0
        for n, letter in enumerate(inner[1] + ","):
            depth += (letter == "{") - (letter == "}")
            if letter == "," and depth == 0:
                parts.append((inner[1] + ",")[start:n].strip())
                start = n + 1
        return sum(leaves(part) for part in parts if part)

    crossing, files = 0, 0
    for path, text in every.items():
        if not path.endswith(".rs") or (prefixes and not path.startswith(tuple(prefixes))):
            continue
        own = max((each for each in crates if path.startswith(each + "/")), key=len, default=None)
        code = re.sub(r"//[^\n]*", "", text)
        files += 1
        for first, rest in re.findall(r"^\s*(?:pub(?:\([^)]*\))?\s+)?use\s+(?:::)?(\w+)::([^;]*);", code, re.M):
            if first in crates.values() and first != crates.get(own):
                crossing += leaves(rest)
    print(f"{files} files, {crossing} names taken from another crate of the workspace")


def definitions(directory, revision, prefixes):
    """Named functions by their keyword: Ruby, Rust, PHP."""
    kinds = {".rb": r"^\s*(?:private\s+|protected\s+)?def\s+", ".rs": r"\bfn\s+\w+[^;{]*\{", ".php": r"\bfunction\s+&?\w+\s*\([^;{]*\{"}
    for suffix, pattern in kinds.items():
        count = sum(len(re.findall(pattern, bare(text), re.M)) for _, text in texts(directory, revision, prefixes, [suffix]))
        if count:
            print(suffix, count)


if __name__ == "__main__":
    what, directory, revision, *prefixes = sys.argv[1:]
    globals()[what](directory, revision, prefixes)

"""Counts by another hand: what the measures rest on, recounted without any code of Touchstone.

    python3 test/verify/count.py <what> <git directory> <revision> [<path prefix> …]

<what> is one of the functions below. Python sources are read by Python's own parser, Go token by token, the others line by
line. Compare with `touchstone explain` and `touchstone files` on the same revision; the prefixes, which may be whole
paths, stand for the source lane.
"""

import ast
import json
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


def python_annotated(tree):
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        arguments = node.args
        asked = arguments.posonlyargs + arguments.args + arguments.kwonlyargs
        if asked and asked[0].arg in ("self", "cls"):
            asked = asked[1:]
        asked += [each for each in (arguments.vararg, arguments.kwarg) if each]
        found.append(all(each.annotation for each in asked) and (node.returns is not None or node.name == "__init__"))
    return found


def python_functions(directory, revision, prefixes):
    """complex-function-share, typed-file-share: functions, those over 10, annotated ones, typed files."""
    functions, over, annotated, typed, counted = 0, [], 0, 0, 0
    for path, text in texts(directory, revision, prefixes, [".py"]):
        tree = ast.parse(text)
        found = [n for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
        over += [(points, path, n.lineno, n.name) for n in found if (points := python_points(n)) > 10]
        full = sum(python_annotated(tree))
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
            for note in (getattr(node, "annotation", None), getattr(node, "returns", None)):
                anys += anys_in(note) if note else 0
    print(f"any {anys}, ignored {ignores}")


def anys_in(note):
    """`Any` and `typing.Any` in an annotation, also in one that is written as a string."""
    if isinstance(note, ast.Constant) and isinstance(note.value, str):
        return anys_in(ast.parse(note.value.strip(), mode="eval").body)
    if isinstance(note, ast.Subscript) and getattr(note.value, "id", getattr(note.value, "attr", "")) == "Literal":
        return 0
    own = (isinstance(note, ast.Name) and note.id == "Any") or (isinstance(note, ast.Attribute) and note.attr == "Any")
    return own + sum(map(anys_in, ast.iter_child_nodes(note)))


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


GO_TOKEN = re.compile(r"\w+|:=|&&|\|\||!=|==|<-|[^\s\w]|\n")


def go_body(tokens, at):
    """The place of the brace that opens the body of the `func` at this place, None for a type or a signature."""
    depth, at = 0, at + 1
    while at < len(tokens):
        token = tokens[at][0]
        if token == "{" and depth == 0:
            if tokens[at - 1][0] in ("interface", "struct"):
                at = closing(tokens, at)
            else:
                return at
        elif token in "([":
            depth += 1
        elif token in ")]":
            depth -= 1
            if depth < 0:
                return None
        elif depth == 0 and token in ("\n", ",", ";", ":=", "=", "}", "`"):
            return None
        at += 1
    return None


def closing(tokens, at):
    depth = 0
    for n in range(at, len(tokens)):
        depth += {"{": 1, "}": -1}.get(tokens[n][0], 0)
        if depth == 0:
            return n
    raise ValueError("a brace that nothing closes")


def go_functions(directory, revision, prefixes):
    """complex-function-share for Go, token by token: closures are apart, and named where something is bound to them."""
    found = []
    for path, text in texts(directory, revision, prefixes, [".go"]):
        code = bare(text)
        tokens = [(m.group(), m.start()) for m in GO_TOKEN.finditer(code)]
        spans = []
        for at, (token, start) in enumerate(tokens):
            opening = go_body(tokens, at) if token == "func" else None
            if opening is None:
                continue
            line_begins = start == 0 or code[start - 1] == "\n"
            bound = tokens[at - 1][0] in (":=", "=", ":") and tokens[at - 2][0] != "case"
            spans.append((opening, closing(tokens, opening), line_begins or bound, code.count("\n", 0, start) + 1))
        for opening, end, named, line in spans:
            inner = [span for span in spans if opening < span[0] < end]
            own = [n for n in range(opening, end) if not any(first <= n <= last for first, last, *_ in inner)]
            points = 1 + sum(tokens[n][0] in ("if", "for", "case", "&&", "||") for n in own)
            points -= sum(tokens[n][0] == "if" and returns_error(tokens, n) for n in own)
            found.append((points, path, line, named))
    named = [each for each in found if each[3]]
    over = [each for each in named if each[0] > 10]
    print(f"{len(found)} functions, {len(named)} named, over 10: {len(over)} = {len(over) / len(named):.4f}")
    for points, path, line, has in sorted(found, reverse=True):
        print(f"{path}:{line}", "named" if has else "inline", points, sep="\t")


def returns_error(tokens, at):
    """An `if` whose condition ends in `err != nil` and whose body is one `return`, without `else`."""
    opening = next(n for n in range(at, len(tokens)) if tokens[n][0] == "{")
    if [token for token, _ in tokens[opening - 3 : opening]] != ["err", "!=", "nil"]:
        return False
    end, depth, body = closing(tokens, opening), 0, []
    for token, _ in tokens[opening + 1 : end]:
        depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(token, 0)
        body.append("inside" if depth or token in ")}" else token)
    statements = [each.split() for each in " ".join(body).split("\n")]
    after = tokens[end + 1][0] if end + 1 < len(tokens) else ""
    return after != "else" and [each[0] for each in statements if each] == ["return"]


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
    """Relative imports and those of the tree's own packages, and whether a file answers them."""
    every = dict(texts(directory, revision, [], [""]))
    homes = {}
    for path, text in every.items():
        if posixpath.basename(path) == "package.json" and re.search(r'"name":\s*"([^"]+)"', text):
            homes[re.search(r'"name":\s*"([^"]+)"', text)[1]] = posixpath.dirname(path)
    endings = ["", ".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs", ".cjs", ".json", ".vue", ".d.ts"]
    endings += [f"/index{ending}" for ending in endings[1:]]
    internal, lost = 0, []
    for path, text in every.items():
        if not path.endswith((".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs", ".cjs")):
            continue
        if prefixes and not path.startswith(tuple(prefixes)):
            continue
        code = re.sub(r"/\*.*?\*/|^\s*//[^\n]*", "", text, flags=re.S | re.M)
        for name in re.findall(r"(?:\bfrom|\bimport|\brequire)\s*\(?\s*['\"]([^'\"\n]+)['\"]", code):
            own = next((each for each in homes if name == each or name.startswith(each + "/")), None)
            if own is None and not name.startswith("."):
                continue
            internal += 1
            if own is None:
                places = [posixpath.normpath(posixpath.join(posixpath.dirname(path), name.split("?")[0]))]
            else:
                places = [posixpath.join(homes[own], base, name[len(own) + 1 :]).rstrip("/") for base in ("src", "")]
            stems = [each for at in places for each in (at, re.sub(r"\.([cm]?)jsx?$", "", at))]
            if not any(stem + ending in every for stem in stems for ending in endings):
                lost.append(f"{path}: {name}")
    print(f"internal {internal}, not found {len(lost)}", *lost[:10], sep="\n")


def deep_imports(directory, revision, paths):
    """deep-imports of a workspace: imports from one package into another by name or path, and those that its package.json does
    not declare. The paths are those of the source lane, whole."""
    manifests = dict(texts(directory, revision, [], ["package.json"]))
    homes = {posixpath.dirname(path): json.loads(text) for path, text in manifests.items() if path != "package.json"}
    wanted = set(paths)
    home_of = lambda path: next((home for home in sorted(homes, key=len, reverse=True) if path.startswith(home + "/")), None)
    homes = {home: manifest for home, manifest in homes.items() if any(path.startswith(home + "/") for path in wanted)}
    by_name = {manifest.get("name"): home for home, manifest in homes.items()}
    crossing, deep = 0, []
    for path, text in texts(directory, revision, paths, [".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs", ".cjs"]):
        if path not in wanted:
            continue
        code = re.sub(r"/\*.*?\*/|^\s*//[^\n]*", "", text, flags=re.S | re.M)
        for name in re.findall(r"(?:\bfrom|\bimport|\brequire)\s*\(?\s*['\"]([^'\"\n]+)['\"]", code):
            target = next((package for package in by_name if package and (name == package or name.startswith(package + "/"))), None)
            if target:
                home, entry = by_name[target], "." + name[len(target) :]
                declared = homes[home].get("exports") or {".": ""}
                open_to = any(re.fullmatch(re.escape(key).replace(r"\*", ".+"), entry) for key in declared)
            elif name.startswith("."):
                home, open_to = home_of(posixpath.normpath(posixpath.join(posixpath.dirname(path), name))), False
            else:
                continue
            if home in homes and home != home_of(path):
                crossing += 1
                if not open_to:
                    deep.append(f"{path}: {name}")
    print(f"deep-imports {len(deep)} of {crossing}", *deep, sep="\n   ")


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

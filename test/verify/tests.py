#!/usr/bin/env python3
"""Recounts test-file-share: which source files with a function have a test, by import, package or name; shares no code with
the product. JavaScript and TypeScript by patterns, Python by its own parser, Java by the names in the text, Go by directories.

    touchstone files <repository> > files.tsv
    python3 test/verify/tests.py <git directory> <revision> files.tsv

Lanes and functions come from files.tsv. Prints both counts and the files on which they differ, to be judged by eye.
"""
import ast
import json
import posixpath
import re
import subprocess
import sys
from collections import defaultdict

directory, revision, table = sys.argv[1:]
lines = [line.rstrip("\n").split("\t") for line in open(table)]
rows = [dict(zip(lines[0], line)) for line in lines[1:]]
tree = {row["path"] for row in rows}
source = {row["path"]: row for row in rows if row["lane"] == "source"}
tests = [row["path"] for row in rows if row["lane"] == "test" and row["language"]]
NOT_ASKED = r"(?:^|/)(?:db/(?:\w+_)?migrate/\d+_[^/]+\.rb|migrations/\d{4}_[^/]+\.py|[^/]+\.config\.[cm]?[jt]sx?)$"
asked = {path for path, row in source.items() if row["functions"] not in ("", "0") and not re.search(NOT_ASKED, path)}
texts = {}


def text(path):
    if path not in texts:
        shown = subprocess.run(["git", "-C", directory, "show", f"{revision}:{path}"], stdout=subprocess.PIPE, check=True)
        texts[path] = shown.stdout.decode("utf-8", "replace")
    return texts[path]


found = defaultdict(set)


def tested(path, rule):
    if path in source:
        found[path].add(rule)


# ── By name ───────────────────────────────────────────────────────────────────────────────────────

TEST_DIRECTORY = re.compile(r"^(?:tests?|__tests__|spec|e2e|cypress|\w+Test)$")
AFFIXES = re.compile(r"^test_(.+)$|^(.+)[._](?:test|spec|test-d|spec-d|cy|e2e-spec)$|^(.+?)(?:Tests?|IT|Spec|-test|-spec)$")
COMMON = {"index", "main", "mod", "utils", "helpers", "types", "base"}


def stem_of(path):
    return posixpath.splitext(posixpath.basename(path))[0]


def mirrored(below, under):
    """`src/a/b` below the directory that holds `test/a/b`."""
    return re.sub(r"^(?:src|lib)(/|$)", "", below) == "/".join(under.strip("/").split("/")[1:])


def by_name():
    stems = defaultdict(list)
    for path in source:
        if not re.search(r"\.(d\.[cm]?ts|pyi)$", path):
            stems[stem_of(path)].append(path)
    for test in tests:
        match = AFFIXES.match(stem_of(test))
        stem = match and next(filter(None, match.groups()))
        parts = posixpath.dirname(test).split("/")
        above = next(("/".join(parts[:n]) for n, part in enumerate(parts) if TEST_DIRECTORY.match(part)), None)
        for path in stems.get(stem, []):
            own = posixpath.dirname(path)
            below = [p for p in stems[stem] if above is not None and (not above or p.startswith(above + "/"))]
            if own == posixpath.dirname(test) or own == above or below == [path]:
                tested(path, "name")
            elif above is not None and mirrored(posixpath.relpath(own, above or "."), posixpath.dirname(test)[len(above) :]):
                tested(path, "name")
            elif len(stems[stem]) == 1 and len(re.sub(r"[\W\d_]", "", stem)) >= 4 and stem.lower() not in COMMON:
                tested(path, "name")


# ── Through imports: names are None where all is taken ────────────────────────────────────────────

def through(entry, names, imports, exports, first=True, seen=None):
    """The files that an entry gives to one who takes these names of it."""
    seen = set() if seen is None else seen
    for target, taken, given_on in imports(entry):
        below = first and (posixpath.dirname(entry) in ("", ".") or target.startswith(posixpath.dirname(entry) + "/"))
        if target == entry or not (given_on or below):
            continue
        whole = names is None or (not given_on and "default" in names)
        if whole or (exports(target) if taken is None else taken) & names:
            tested(target, "through an entry")
        on = None if names is None else names if taken is None else names & taken
        if given_on and on != set() and on is not None and (target, frozenset(on)) not in seen:
            seen.add((target, frozenset(on)))
            through(target, on, imports, exports, False, seen)


ENTRY = re.compile(r"(?:^|/)(?:index\.\w+|__init__\.py|mod\.\w+)$")


def by_import(files, imports, exports, is_entry):
    for test in files:
        for target, names, _ in imports(test):
            tested(target, "import")
            if is_entry(target):
                through(target, names, imports, exports)


# JavaScript and TypeScript

CODE = re.compile(r"\.(?:[cm]?[jt]sx?|vue|svelte)$")
STATEMENT = re.compile(
    r"^[ \t]*(import|export)\s+(type\s+(?!,|from\b))?((?:[\w$]+\s*,?\s*)?(?:\*(?:\s*as\s+[\w$]+)?|\{[^}]*\})?)\s*(?:from\s*)?['\"]([^'\"\n]+)['\"]", re.M)
CALL = re.compile(r"(?:\bimport|\brequire)\s*\(\s*['\"]([^'\"\n]+)['\"]")
packages = {}
for path in tree:
    if posixpath.basename(path) == "package.json" and "node_modules" not in path:
        try:
            packages[json.loads(text(path)).get("name")] = posixpath.dirname(path)
        except ValueError:
            pass


def bare(code):
    return re.sub(r"/\*.*?\*/|^\s*//[^\n]*", "", code, flags=re.S | re.M)


def listed(clause):
    inside = re.search(r"\{(.*)\}", clause, re.S)
    names = [each.strip() for each in inside[1].split(",") if each.strip()] if inside else []
    return [re.split(r"\s+as\s+", re.sub(r"^type\s+(?!as\b)", "", each)) + [each.startswith("type ")] for each in names]


def script_at(path):
    path = re.sub(r"\.([cm]?)jsx?$", "", path) if path not in tree else path
    endings = ["", ".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs", ".cjs", ".vue", "/index.ts", "/index.tsx", "/index.js"]
    return next((path + each for each in endings if path + each in tree), None)


def script_of(path, name):
    if name.startswith("."):
        return script_at(posixpath.normpath(posixpath.join(posixpath.dirname(path), name.split("?")[0])))
    for package, home in packages.items():
        if package and (name == package or name.startswith(package + "/")):
            rest = name[len(package) + 1 :]
            return next(filter(None, (script_at(posixpath.join(home, base, rest).rstrip("/")) for base in ("src", ""))), None)
    return None


scripts = {}


def script_imports(path):
    if path in scripts or not CODE.search(path):
        return scripts.get(path, [])
    code, result = bare(text(path)), []
    lists = [names[0] for clause in re.findall(r"^export\s+(?:type\s+)?(\{[^}]*\})(?!\s*from)", code, re.M) for names in listed(clause)]
    for kind, types, clause, name in STATEMENT.findall(code):
        target, every = script_of(path, name), listed(clause)
        taken = [each[:-1] for each in every if not each[-1]]
        if target is None or types or (every and not taken and not re.match(r"[\w$]", clause)):
            continue
        default = re.match(r"([\w$]+)", clause) if kind == "import" else None
        if default:
            taken.append(["default", default[1]])
        names = {each[0] for each in taken} if taken and "*" not in clause else None
        space = re.search(r"\*\s*as\s+([\w$]+)", clause)
        if kind == "import" and space:
            rest = code.replace(clause, "")
            used = set(re.findall(rf"(?<![\w$.]){re.escape(space[1])}\s*\??\.\s*([\w$]+)", rest))
            handed = re.search(rf"(?:(?<![\w$.])|\.\.\.){re.escape(space[1])}(?![\w$]|\s*\??\.)", re.sub(r"(['\"]).*?\1", "", rest))
            names = used if used and not handed else None
        result.append((target, names, kind == "export" or any(each[-1] in lists for each in taken)))
    result += [(script_of(path, name), None, False) for name in CALL.findall(code) if script_of(path, name)]
    scripts[path] = result
    return result


def script_exports(path):
    code = bare(text(path))
    names = re.findall(r"^export\s+(?:declare\s+|abstract\s+|async\s+)*(?:function\*?|class|const|let|var|interface|type|enum)\s+([\w$]+)", code, re.M)
    for clause in re.findall(r"^export\s+(?:type\s+)?(\{[^}]*\})", code, re.M):
        names += [each[-2] for each in listed(clause)]
    return {*names, *(["default"] if re.search(r"^export\s+default\b", code, re.M) else [])}


def declared(path):
    """An entry: an index, or a file whose path below src/ its package.json names."""
    if ENTRY.search(path):
        return True
    inner = re.escape(posixpath.splitext(path)[0].split("/src/")[-1])
    homes = [home for home in packages.values() if path.startswith(home + "/src/")]
    return any(re.search(rf"/{inner}\b", text(f"{home}/package.json")) for home in homes)


# Python

def module_file(base, names):
    at = posixpath.join(base, *names)
    return next((path for path in (at + ".py", posixpath.join(at, "__init__.py")) if path in tree), None)


above = {posixpath.dirname(posixpath.dirname(path)) for path in tree if path.endswith("__init__.py")}
roots = sorted({root for root in above if posixpath.join(root, "__init__.py") not in tree} | {""})
modules = {}


def python_imports(path):
    if path in modules or not path.endswith(".py"):
        return modules.get(path, [])
    result, parsed = [], ast.parse(text(path))
    bases = [posixpath.dirname(path), *roots]
    for node in ast.walk(parsed):
        if isinstance(node, ast.ImportFrom):
            base = bases
            if node.level:
                base = [posixpath.normpath(posixpath.join(posixpath.dirname(path), *[".."] * (node.level - 1)))]
            names = {alias.name for alias in node.names}
            parts = node.module.split(".") if node.module else []
            for root in base:
                main = module_file(root, parts) if parts else posixpath.join(root, "__init__.py")
                inner = {name: module_file(root, [*parts, name]) for name in names}
                own = python_exports(main) if main in tree and main != path else set()
                hits = {name: file for name, file in inner.items() if file and name not in own}
                result += [(file, None, bool(node.level)) for file in hits.values()]
                if main in tree and names - hits.keys():
                    result.append((main, None if "*" in names else names - hits.keys(), bool(node.level)))
                if hits or main in tree:
                    break
        elif isinstance(node, ast.Import):
            for alias in node.names:
                called = alias.asname or alias.name
                dotted = [n for n in ast.walk(parsed) if isinstance(n, (ast.Name, ast.Attribute))]
                uses = sum(ast.unparse(n) == called for n in dotted)
                members = [n.attr for n in dotted if isinstance(n, ast.Attribute) and ast.unparse(n.value) == called]
                plain = uses > len(members)
                target = next(filter(None, (module_file(root, alias.name.split(".")) for root in bases)), None)
                if target is None:
                    continue
                names = set(members) if members and not plain else None
                package = posixpath.dirname(target) if target.endswith("__init__.py") else None
                for name in names or ():
                    inner = package and name not in python_exports(target) and module_file(package, [name])
                    if inner:
                        result.append((inner, None, False))
                result.append((target, names, False))
    modules[path] = result
    return result


def python_exports(path):
    names = set()
    for node in ast.parse(text(path)).body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names.update(each.id for each in node.targets if isinstance(each, ast.Name))
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.update(alias.name for alias in node.names)
    return names


# Java and Go

def java():
    packages_of = {}
    for path in [*source, *tests]:
        if path.endswith(".java"):
            match = re.search(r"^package\s+([\w.]+)\s*;", text(path), re.M)
            packages_of[path] = match[1] if match else ""
    for test in tests:
        if not test.endswith(".java"):
            continue
        code = re.sub(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"", " ", text(test), flags=re.S)
        imported = re.findall(r"^import\s+(?:static\s+)?([\w.]+(?:\.\*)?)\s*;", code, re.M)
        body = re.sub(r"^import[^\n]*", "", code, flags=re.M)
        words = set(re.findall(r"(?<![\w.])[A-Z]\w*", body))
        for path in source:
            if not path.endswith(".java"):
                continue
            package, name = packages_of[path], stem_of(path)
            full = f"{package}.{name}"
            if any(each == full or each.startswith(full + ".") for each in imported):
                tested(path, "import")
            elif name in words and (package == packages_of[test] or f"{package}.*" in imported):
                tested(path, "package")


def go():
    with_tests = {posixpath.dirname(path) for path in tests if path.endswith("_test.go")}
    for path in source:
        if path.endswith(".go") and posixpath.dirname(path) in with_tests:
            tested(path, "package")


by_name()
by_import([path for path in tests if CODE.search(path)], script_imports, script_exports, declared)
by_import([path for path in tests if path.endswith(".py")], python_imports, python_exports, lambda path: bool(ENTRY.search(path)))
java()
go()
ours = {path for path in asked if source[path]["test"]}
theirs = {path for path in asked if path in found}
print(f"test-file-share: {len(ours)} of {len(asked)} here, {len(theirs)} recounted = {len(theirs) / len(asked):.4f}")
imported = {path for path in theirs if found[path] - {"name"}}
named = ("same stem", "mirrored path", "unique stem")
print(f"by import or package: {sum(source[p]['test rule'] not in named for p in ours)} here, {len(imported)} recounted")
for path in sorted(ours - theirs):
    print(f"   only here: {path} <- {source[path]['test']} ({source[path]['test rule']})")
for path in sorted(theirs - ours):
    print(f"   only recounted: {path} {sorted(found[path])}")

"""Opens the tests that Touchstone associates by import and looks for the file's name (or its directory's) in them.

    touchstone files <repository> | python3 test/verify/associations.py <git directory> <revision>

A name counts in any case and with or without underscores (`api_key_policy.rb`, `ApiKeyPolicy`), of a C# file the part before its
first dot, of a C file its header. What holds its own tests (Rust) is looked at for a `#[test]`. A pair of which the test nowhere
names the file is printed: to be judged by eye; so are files without a test after which a file of the test lane is called.
"""

import posixpath
import re
import subprocess
import sys

directory, revision = sys.argv[1:]
rows = [line.rstrip("\n").split("\t") for line in sys.stdin]
head = rows[0]
pairs = [(row[0], row[head.index("test")], row[head.index("test rule")]) for row in rows[1:]]
texts = {}
counts, doubtful = {}, []
for path, test, rule in pairs:
    if not test:
        continue
    seen, named = counts.get(rule, (0, 0))
    if test not in texts:
        shown = subprocess.run(["git", "-C", directory, "show", f"{revision}:{test}"], stdout=subprocess.PIPE)
        texts[test] = shown.stdout.decode("utf-8", "replace")
    stem = posixpath.basename(path).split(".")[0]
    names = {stem, posixpath.basename(posixpath.dirname(path))} if stem in ("index", "__init__", "mod", "lib") else {stem}
    if rule == "inline":
        found = re.search(r"#\[(?:\w+::)*(?:test|rstest)\b|#\[cfg\(test\)\]", texts[test])
    else:
        text = texts[test].replace("_", "").lower()
        found = any(re.search(rf"\b{re.escape(name.replace('_', '').lower())}(?:tests?)?\b", text) for name in names if name)
    found = found is not None if rule == "inline" else found
    counts[rule] = (seen + 1, named + found)
    if not found and rule in ("import", "same package"):
        doubtful.append(f"{path}  <-  {test}")
for rule, (seen, named) in sorted(counts.items()):
    print(f"{rule}: {seen}, the test names the file in {named}")
print(*doubtful[:20], sep="\n")
functions, lane = head.index("functions"), head.index("lane")
called = {}
for row in rows[1:]:
    if row[lane] == "test":
        bare = re.sub(r"[._-]?(?:tests?|specs?|_rake)+$", "", posixpath.basename(row[0]).split(".")[0], flags=re.I)
        called.setdefault(re.sub(r"^test_", "", bare).replace("_", "").lower(), row[0])
asked = [row for row in rows[1:] if row[lane] == "source" and row[functions] not in ("", "0")]
without = [row[0] for row in asked if not row[head.index("test")]]
named = [(path, called.get(posixpath.basename(path).split(".")[0].replace("_", "").lower())) for path in without]
print(f"{len(asked)} source files with a function, {len(without)} without a test, of which {sum(bool(test) for _, test in named)} share a name with one")
print(*[f"{path}  ?  {test}" for path, test in named if test][:20], sep="\n")

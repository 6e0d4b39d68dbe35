"""Opens the tests that Touchstone associates by import and looks for the file's name (or its directory's) in them.

    touchstone files <repository> | python3 test/verify/associations.py <git directory> <revision>

A pair of which the test nowhere names the file is printed: to be judged by eye.
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
    found = any(re.search(rf"\b{re.escape(name)}\b", texts[test]) for name in names if name)
    counts[rule] = (seen + 1, named + found)
    if not found and rule == "import":
        doubtful.append(f"{path}  <-  {test}")
for rule, (seen, named) in sorted(counts.items()):
    print(f"{rule}: {seen}, the test names the file in {named}")
print(*doubtful[:20], sep="\n")

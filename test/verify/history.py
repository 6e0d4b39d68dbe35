#!/usr/bin/env python3
"""Recounts what the measures of changes say, from plain `git log --numstat`; shares no code with the product.

    touchstone files <repository> > files.tsv
    python3 test/verify/history.py <what> <git directory> <revision> files.tsv

<what>: pulls (pull-size, pull-spread, pull-tests, hot-files), peak (hot-file-peak), knowledge (knowledge-concentration; the hot
spots are those of `touchstone hotspots --format json`, given as one more argument). Lanes of files that are in the tree come from
files.tsv; a file that is gone gets the lane of its neighbours with the same ending, and such guesses are counted.
"""
import json
import posixpath
import re
import subprocess
import sys
from collections import Counter

BOT = re.compile(r"\[bot\]|\bbot\b|renovate|dependabot|pre-commit-ci|github-actions|\bci\b|jenkins|automation", re.I)
PULL = re.compile(r"\(#\d+\)$|^Merge pull request #\d+|^Merge #\d+|^Merged PR \d+|^Auto merge of #\d+|\(pull request #\d+\)")


def git(directory, *args):
    shown = subprocess.run(["git", "-C", directory, "-c", "core.quotePath=false", *args], stdout=subprocess.PIPE, check=True)
    return shown.stdout.decode("utf8", "surrogateescape")


def read_lanes(path):
    rows = [line.rstrip("\n").split("\t") for line in open(path)][1:]
    return {row[0]: row[1].split(" ")[0] for row in rows}


def lane_of(path, lanes, guessed):
    if path in lanes:
        return lanes[path]
    ending, directory = posixpath.splitext(path)[1], posixpath.dirname(path)
    while True:
        near = Counter(
            lane for other, lane in lanes.items()
            if posixpath.splitext(other)[1] == ending and (not directory or other.startswith(directory + "/"))
        )
        if near or not directory:
            guessed.add(path)
            return near.most_common(1)[0][0] if near else "data"
        directory = posixpath.dirname(directory)


def changes(directory, revision, days):
    """The first-parent steps of the window: commit, author, whether a pull, files with added and deleted lines."""
    now = int(git(directory, "log", "-1", "--format=%ct", revision))
    log = git(directory, "log", "--first-parent", "--diff-merges=first-parent", "--use-mailmap", "-M", "-z", "--numstat",
              f"--since-as-filter=@{now - days * 86400}", "--format=%x01%H%x02%ct%x02%aN <%aE>%x02%s%x02%P%x02", revision)
    for part in log.split("\x01")[1:]:
        commit, date, author, subject, parents, rest = part.split("\x02", 5)
        if not now - days * 86400 < int(date) <= now:
            continue
        if " " in parents:
            inner = git(directory, "log", "--no-merges", "--use-mailmap", "--format=%aN <%aE>", f"{commit}^1..{commit}").split("\n")[:-1]
            author = Counter(inner).most_common(1)[0][0] if inner else author
        fields, files, i = rest.lstrip("\0\n").split("\0"), [], 0
        while i < len(fields) and fields[i].strip():
            added, deleted, path = fields[i].lstrip("\n").split("\t")
            before = None
            if not path:
                before, path = fields[i + 1], fields[i + 2]
                i += 2
            files.append((path, before, int(added) if added != "-" else 0, int(deleted) if deleted != "-" else 0))
            i += 1
        yield commit, author, bool(PULL.search(subject.strip())), files, subject


def tests_within(text):
    """Rust: the modules `#[cfg(test)] mod … { … }` and the functions below a `#[test]`, by their closing brace's indentation."""
    found = re.findall(r"^([ \t]*)#\[cfg\(test\)\]\n(?:\1#[^\n]*\n)*\1mod \w+ \{\n(.*?)^\1\}", text, re.M | re.S)
    found += re.findall(r"^([ \t]*)#\[(?:\w+::)*test\b[^\n]*\n(.*?)^\1\}", text, re.M | re.S)
    return [body for _, body in found]


def touches_tests_within(directory, commit, files):
    """Whether the tests in a Rust file read differently before and after."""
    for path, before, added, deleted in files:
        if not path.endswith(".rs"):
            continue
        texts = []
        for revision, name in ((f"{commit}^1", before or path), (commit, path)):
            shown = subprocess.run(["git", "-C", directory, "show", f"{revision}:{name}"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            texts.append(tests_within(shown.stdout.decode("utf8", "replace")))
        if texts[0] != texts[1]:
            return True
    return False


def middle(values):
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def pulls(directory, revision, lanes):
    guessed = set()
    for days in (90, 365):
        human = [each for each in changes(directory, revision, days) if not BOT.search(each[1])]
        sized = []
        for commit, _, pull, files, subject in human:
            laned = [(lane_of(path, lanes, guessed), path, added, deleted) for path, _, added, deleted in files]
            size = sum(a + d for lane, _, a, d in laned if lane in ("source", "test"))
            if pull and size:
                sized.append((size, laned, subject, (commit, files)))
        print(f"{days} days: {sum(each[2] for each in human)} pulls of {len(human)} human changes; {len(sized)} with a source or test line")
        if len(sized) >= 10 or days == 365:
            break
    sizes = [size for size, *_ in sized]
    print(f"pull-size {middle(sizes)}; over 400: {sum(s > 400 for s in sizes) / len(sizes):.3f}")
    print("pull-spread", middle([sum(lane not in ("generated", "lock", "vendored") for lane, *_ in laned) for _, laned, *_ in sized]))
    adding = [(laned, subject, change) for _, laned, subject, change in sized if sum(a for lane, _, a, _ in laned if lane == "source") >= 10]
    below = re.compile(r"(^|/)(tests?|__tests__|specs?|e2e|cypress|features|benchmarks?|bench|[\w.-]+\.Tests|[\w.-]+\.Specs)/")
    bare = [s for laned, s, change in adding if not any(lane in ("test", "fixture") or below.search(path) for lane, path, *_ in laned)
            and not touches_tests_within(directory, *change)]
    print(f"pull-tests {len(adding) - len(bare)} of {len(adding)}", *bare[:8], sep="\n   ")
    print(f"{len(guessed)} lanes guessed")


def peak(directory, revision, lanes):
    guessed, now, counts, touching = set(), {}, Counter(), 0
    for _, author, _, files, _ in changes(directory, revision, 90):
        present = {now.get(path, path) for path, *_ in files}
        renamed = {before: now.get(path, path) for path, before, *_ in files if before}
        if not BOT.search(author) and any(lane_of(path, lanes, guessed) in ("source", "test") for path, *_ in files):
            touching += 1
            counts.update(path for path in present if lanes.get(path) in ("source", "test"))
        now.update(renamed)
    print(f"hot-file-peak: of {touching} changes", *(f"{n} = {n / touching:.4f} {path}" for path, n in counts.most_common(5)), sep="\n   ")


def knowledge(directory, revision, lanes, report):
    """Who wrote the changes of each hot spot: authors of the commits of a change and its co-authors, by name and address."""
    sweeping = lambda files: len(files) > 30 or (len(files) > 10 and len(files) > 0.3 * len(lanes))
    steps = [each for each in changes(directory, revision, 365) if not BOT.search(each[1])]
    people, known, alone = {}, 0, []
    for commit, author, _, files, _ in steps:
        parents = git(directory, "log", "-1", "--format=%P", commit).split()
        inside = f"{commit}^1..{commit}" if len(parents) > 1 else f"{commit}~1..{commit}"
        text = git(directory, "log", "--no-merges", "--use-mailmap", "--format=%aN <%aE>%n%(trailers:key=Co-authored-by,valueonly)", inside)
        who = {line.strip().lower() for line in text.split("\n") if "@" in line and not re.search(r"bot\b|copilot|claude|cursoragent", line, re.I)}
        people[commit] = {re.sub(r"\s*<.*", "", each) for each in who}
    for row in json.load(open(report))["hotspots"][:50]:
        path, own, now = row["path"], [], row["path"]
        for commit, _, _, files, _ in steps:
            hit = next((each for each in files if each[0] == now), None)
            if hit and not sweeping(files):
                own.append(people[commit])
            if hit and hit[1]:
                now = hit[1]
        if row["changes"] != len(own):
            print(f"   {path}: {row['changes']} changes here, {len(own)} recounted")
        if len(own) >= 5:
            known += 1
            single = Counter(next(iter(who)) for who in own if len(who) == 1)
            if single and single.most_common(1)[0][1] / len(own) >= 0.8:
                alone.append(path)
    print(f"knowledge-concentration {len(alone)} of {known}", *alone, sep="\n   ")


if __name__ == "__main__":
    what, directory, revision, table, *more = sys.argv[1:]
    globals()[what](directory, revision, read_lanes(table), *more)

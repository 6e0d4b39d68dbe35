#!/usr/bin/env python3
"""Recounts a hot-spot report with git alone; shares no code with the product.

    node src/main.ts hotspots <repo> --no-store --format json > report.json
    python3 test/verify/hotspots.py <repo> report.json

For the first 20 rows: changes by `git log --follow` (bots, releases, bulk and sweeping changes taken out by rules of its own), the
share of pulls, and every coupling degree from pairs of the same commits. Prints a table; a difference is a line to explain.
"""
import json
import re
import subprocess
import sys
from collections import Counter
from datetime import datetime

repo, report_path = sys.argv[1:3]
report = json.load(open(report_path))
at = report['subject']['at']
since, until = (int(datetime.fromisoformat(report['window'][k].replace('Z', '+00:00')).timestamp()) for k in ('from', 'to'))


def git(*args):
    return subprocess.run(['git', '-C', repo, *args], capture_output=True, check=True).stdout.decode('utf8', 'surrogateescape')


BOT = re.compile(r'\[bot\]|\bbot\b|renovate|dependabot|pre-commit-ci|github-actions|\bci\b|jenkins|automation', re.I)
PULL = re.compile(r'\(#\d+\)$|^Merge pull request #\d+|^Merge #\d+|^Merged PR \d+|^Auto merge of #\d+|\(pull request #\d+\)')
VERSION = r'v?\d+(\.\d+)+\S*'
RELEASE = re.compile(
    rf'^([\w-]+(\([^)]*\))?: *|\[[\w-]+\] *)?((bump(ed)?|releas\w*|prepar\w*|start|publish\w*|version|to|for|new|the|update|begin|next|development|iteration) +)*(\S+[-@ ])?{VERSION}( release)?\.?$', re.I)

tree_size = len([l for l in git('ls-tree', '-r', at).splitlines() if l.startswith('100')])
try:
    ignored = {l.split('#')[0].strip() for l in git('show', f'{at}:.git-blame-ignore-revs').splitlines()}
except subprocess.CalledProcessError:
    ignored = set()

# Every first-parent step of the window with its files, oldest renames last.
steps = []
recent = f'--since-as-filter=@{since}'
log = git('log', recent, '--first-parent', '--diff-merges=first-parent', '-M', '-l1000', '--name-status', '-z',
          '--format=%x01%H%x02%ct%x02%an <%ae>%x02%s%x02%P%x02', at)
for part in log.split('\x01')[1:]:
    commit, date, author, subject, parents, rest = part.split('\x02', 5)
    fields = [f for f in rest.lstrip('\0\n').split('\0') if f]
    files, renames, i = [], {}, 0
    while i < len(fields):
        status = fields[i].lstrip('\n')
        if status[0] in 'RC':
            files.append(fields[i + 2])
            if status[0] == 'R':
                renames[fields[i + 1]] = fields[i + 2]
            i += 3
        else:
            files.append(fields[i + 1])
            i += 2
    if ' ' in parents:
        authors = Counter(git('log', '--no-merges', '--format=%an <%ae>', f'{commit}^1..{commit}').splitlines())
        author = authors.most_common(1)[0][0] if authors else author
    steps.append((commit, int(date), author, subject, files, renames))


def apart(step):
    commit, date, author, subject, files, _ = step
    if not since < date <= until:
        return 'window'
    if BOT.search(author):
        return 'bot'
    title = re.sub(r'\s*\(#\d+\)$', '', subject)
    if RELEASE.match(title):
        return 'release'
    if commit in ignored:
        return 'ignored'
    if len(files) > 30 or (len(files) > 10 and len(files) > 0.3 * tree_size):
        return 'sweep'
    return None


why = {step[0]: apart(step) for step in steps}
by_id = {step[0]: step for step in steps}
pulls = {s[0] for s in steps if since < s[1] <= until and not BOT.search(s[2]) and PULL.search(s[3].strip())}

touched, sets, now = {}, [], {}
for commit, _, _, _, files, renames in steps:
    paths = {now.get(f, f) for f in files}
    if why[commit] is None:
        sets.append(paths)
        for p in paths:
            touched.setdefault(p, set()).add(commit)
    now.update({old: now.get(new, new) for old, new in renames.items()})

print(f"{report['subject']['repo']} {at[:9]}: {sum(w is None for w in why.values())} changes counted, pulls {report['pulls']} / {len(pulls)}")
print('rank changes follow walked  pulls% recount  path')
same = 0
for row in report['hotspots'][:20]:
    path = row['path']
    followed = git('log', recent, '--first-parent', '--diff-merges=first-parent', '--follow', '--format=%H', at, '--', path).split()
    follow = sum(why.get(c, 'unknown') is None for c in followed)
    walked = len(touched.get(path, ()))
    all_touching = {c for c in followed if c in pulls}
    share = len(all_touching) / len(pulls) if pulls else None
    ours = row['pullShare']
    ok = follow == walked == row['changes'] and (ours is None or abs(ours - share) < 1e-9)
    same += ok
    show = lambda x: '–' if x is None else f'{100 * x:.1f}'
    print(f"{row['rank']:4} {row['changes']:7} {follow:6} {walked:6}  {show(ours):>6} {show(share):>7}  {path}{'' if ok else '   <-- differs'}")
print(f"{same} of {len(report['hotspots'][:20])} rows the same")

wrong = 0
for pair in report['coupling']:
    a, b = pair['a'], pair['b']
    shared = sum(a in s and b in s for s in sets)
    degree = 2 * shared / (sum(a in s for s in sets) + sum(b in s for s in sets))
    if shared != pair['shared'] or abs(degree - pair['degree']) > 1e-9:
        wrong += 1
        print(f"pair differs: {a} {b}: {pair['shared']} {pair['degree']:.3f} / {shared} {degree:.3f}")
print(f"{len(report['coupling'])} pairs, {wrong} differ")

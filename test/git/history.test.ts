import { describe, expect, it } from 'vitest';
import { type CommitFacts, readHistory, readWindow } from '../../src/git/history.ts';
import { factsOfMessage } from '../../src/git/message.ts';
import { openView } from '../../src/git/view.ts';
import { addCommits, type Commit, git, now, repository, temporaryDirectory } from '../repositories.ts';

async function historyOf(path: string, days = 365, cache: Parameters<typeof readHistory>[2] = null) {
  await using view = await openView(path);
  return await readHistory(view, await readWindow(view, days), cache);
}

describe('readHistory', () => {
  it('reads files and line counts against the first parent, newest first', async () => {
    const path = repository([
      { message: 'Begin', daysAgo: 3, files: { 'a.ts': '1\n2\n3\n', 'b.ts': 'b\n' } },
      { message: 'Change (#7)', daysAgo: 2, files: { 'a.ts': '1\n2\n4\n5\n', 'b.ts': null } },
    ]);
    const { commits } = await historyOf(path);
    expect(commits.map(({ title, pull, files }) => ({ title, pull, files }))).toEqual([
      {
        title: 'Change',
        pull: 7,
        files: [
          ['a.ts', null, 2, 1],
          ['b.ts', null, 0, 1],
        ],
      },
      {
        title: 'Begin',
        pull: null,
        files: [
          ['a.ts', null, 3, 0],
          ['b.ts', null, 1, 0],
        ],
      },
    ]);
  });

  it('calls a merge that names no more than its branch after the only commit that it brought', async () => {
    const by = (name: string, content: string) => ({ message: name, files: { [`${content}.ts`]: content } });
    const path = repository([
      { message: 'Begin', daysAgo: 5, files: { 'a.ts': '1\n' } },
      { message: "Merge branch 'release/1.2.3'", daysAgo: 4, branch: [by('Release 1.2.3', 'b')] },
      {
        message: "Merge branch 'release/1.3.0'",
        daysAgo: 3,
        branch: [by('Add a thing', 'c'), by('Release 1.3.0', 'd')],
      },
      { message: "Merge remote-tracking branch 'up/pull/4'", daysAgo: 2, branch: [by('Mend (#3)', 'e')] },
      { message: 'Merge pull request #5 from a/b\n\nTitle', daysAgo: 1, branch: [by('wip', 'f')] },
      { message: 'Merge the two of them', daysAgo: 0, branch: [by('wip', 'g')] },
    ]);
    const { commits } = await historyOf(path);
    expect(commits.map(({ title, pull }) => [title, pull])).toEqual([
      ['Merge the two of them', null],
      ['Title', 5],
      ['Mend', 4],
      ["Merge branch 'release/1.3.0'", null],
      ['Release 1.2.3', null],
      ['Begin', null],
    ]);
  });

  it('counts a rename as one file, and binary files with no lines', async () => {
    const lines = Array.from({ length: 20 }, (_, n) => `line ${n}\n`).join('');
    const path = repository([
      { message: 'Begin', daysAgo: 3, files: { 'old name.ts': lines, 'p.png': Buffer.of(0, 1, 2) } },
      {
        message: 'Move',
        daysAgo: 2,
        renames: { 'old name.ts': 'new.ts' },
        files: { 'new.ts': `${lines}more\n`, 'p.png': Buffer.of(0, 9) },
      },
    ]);
    const { commits } = await historyOf(path);
    expect(commits[0]!.files).toEqual([
      ['new.ts', 'old name.ts', 1, 0],
      ['p.png', null, 0, 0],
    ]);
  });

  it('tells which Rust files had tests of their own touched, whatever the diff is told to show', async () => {
    const source = (code: string, check: string) =>
      `pub fn a() {\n    ${code}\n}\n\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn works() {\n        ${check}\n    }\n}\n`;
    const before = { 'src/é "a".rs': 'fn b() {}\n', 'src/code.rs': source('1', 'x'), 'src/check.rs': source('1', 'x') };
    const path = repository([
      { message: 'Begin', daysAgo: 3, files: { ...before, '.gitattributes': '*.rs diff=rust\n' } },
      {
        message: 'Change',
        daysAgo: 2,
        files: {
          'src/code.rs': source('2', 'x'),
          'src/check.rs': source('1', 'y'),
          'src/new.rs': '#[tokio::test(flavor = "x")]\nasync fn c() {}\n',
          'src/doc.rs': '//! #[test]\n',
          'a.txt': '#[test]\n',
        },
      },
      {
        message: 'Move',
        daysAgo: 1,
        renames: { 'src/check.rs': 'src/moved.rs' },
        files: { 'src/moved.rs': source('1', 'z') },
      },
    ]);
    const touched = (await historyOf(path)).commits.map(({ files }) =>
      files.filter(([, , , , inlineTests]) => inlineTests).map(([name]) => name),
    );
    expect(touched).toEqual([['src/moved.rs'], ['src/check.rs', 'src/new.rs'], ['src/check.rs', 'src/code.rs']]);
  });

  it('leaves out symbolic links and submodules, and keeps the counts with their files', async () => {
    const path = repository([
      {
        message: 'Begin',
        files: { 'a.ts': '1\n', 'z.ts': '1\n2\n' },
        links: { 'link.ts': 'a.ts' },
        submodules: { sub: '1'.repeat(40) },
      },
    ]);
    expect((await historyOf(path)).commits[0]!.files).toEqual([
      ['a.ts', null, 1, 0],
      ['z.ts', null, 2, 0],
    ]);
  });

  const at = (daysAgo: number, title: string): Commit => ({ message: title, daysAgo, files: { [title]: 'x\n' } });

  it('has the window (now − days, now], and what stands between its commits under other dates', async () => {
    const path = repository([
      at(100, 'old'),
      at(5, 'in'),
      at(200, 'older'),
      at(90, 'edge'),
      at(-3, 'future'),
      at(0, 'now'),
    ]);
    const { commits } = await historyOf(path, 90);
    expect(commits.map(({ title }) => title)).toEqual(['now', 'future', 'edge', 'older', 'in']);
  });

  it('takes an old commit that claims to be new for nothing but itself', async () => {
    const old = Array.from({ length: 101 }, (_, n) => at(200, `old${n}`));
    const path = repository([at(3, 'claims'), ...old, at(2, 'in'), at(0, 'now')]);
    const { commits } = await historyOf(path, 90);
    expect(commits.map(({ title }) => title)).toEqual(['now', 'in', 'claims']);
  });

  it('gives a merge the authors of its own commits, the tip first', async () => {
    const by = (author: string, file: string): Commit => ({
      message: file,
      author,
      daysAgo: 1,
      files: { [file]: 'x\n' },
    });
    const path = repository([
      { message: 'Begin', daysAgo: 9, files: { a: 'x\n' } },
      {
        message: 'Merge pull request #1 from x/y\n\nBring three',
        branch: [by('Bea <b@x>', 'b1'), by('Bea <b@x>', 'b2'), by('Cleo <c@x>', 'c1')],
      },
      { message: 'Merge pull request #2 from x/z\n\nBring one', branch: [by('Dan <d@x>', 'd1')] },
    ]);
    const { commits } = await historyOf(path);
    expect(commits.map(({ title, pull, authors }) => ({ title, pull, authors }))).toEqual([
      { title: 'Bring one', pull: 2, authors: [['Dan <d@x>', 1]] },
      {
        title: 'Bring three',
        pull: 1,
        authors: [
          ['Cleo <c@x>', 1],
          ['Bea <b@x>', 2],
        ],
      },
      { title: 'Begin', pull: null, authors: [['Ada <ada@example.com>', 1]] },
    ]);
    expect(commits[1]!.files.map(([file]) => file)).toEqual(['b1', 'b2', 'c1']);
  });

  it('gives a merge its own authors when an older one has a date outside of the window', async () => {
    const by = (author: string, file: string): Commit => ({
      message: file,
      author,
      daysAgo: 2,
      files: { [file]: 'x\n' },
    });
    const path = repository([
      { message: 'Begin', daysAgo: 20, files: { a: 'x\n' } },
      { message: 'Merge one', daysAgo: 10, branch: [by('Ada <a@x>', 'a1')] },
      { message: 'Merge two', daysAgo: 400, branch: [by('Bot <b@x>', 'b1'), by('Bot <b@x>', 'b2')] },
      { message: 'Merge three', daysAgo: 1, branch: [by('Cleo <c@x>', 'c1')] },
    ]);
    const { commits } = await historyOf(path, 90);
    expect(commits.map(({ title, authors }) => [title, authors])).toEqual([
      ['Merge three', [['Cleo <c@x>', 1]]],
      ['Merge two', [['Bot <b@x>', 2]]],
      ['Merge one', [['Ada <a@x>', 1]]],
      ['Begin', [['Ada <ada@example.com>', 1]]],
    ]);
  });

  it('keeps no merge of a shallow clone, whose side may be cut off', async () => {
    const path = repository([
      { message: 'Begin', daysAgo: 9, files: { a: 'x\n' } },
      { message: 'Plain', daysAgo: 8, files: { a: 'y\n' } },
      { message: 'Merge', daysAgo: 1, branch: [{ message: 'b', daysAgo: 2, files: { b: 'x\n' } }] },
    ]);
    const clone = temporaryDirectory();
    git(clone, 'clone', '--quiet', '--depth=3', `file://${path}`, '.');
    const saved: string[] = [];
    const cache = {
      load: async () => new Map<string, CommitFacts>(),
      save: async (facts: readonly CommitFacts[]) => void saved.push(...facts.map(({ title }) => title)),
    };
    expect((await historyOf(clone, 365, cache)).commits.map(({ title }) => title)).toContain('Merge');
    expect(saved).not.toContain('Merge');
  });

  it('reads only what the cache does not have, and gives the same', async () => {
    const path = repository([
      { message: 'One', daysAgo: 2, files: { a: '1\n' } },
      { message: 'Two', daysAgo: 1, files: { a: '2\n' } },
    ]);
    const kept = new Map<string, CommitFacts>();
    const saved: string[] = [];
    const cache = {
      load: async (ids: readonly string[]) => new Map([...kept].filter(([id]) => ids.includes(id))),
      save: async (facts: readonly CommitFacts[]) => {
        for (const each of facts) kept.set(each.commit, each);
        saved.push(...facts.map(({ title }) => title));
      },
    };
    const cold = await historyOf(path, 365, cache);
    kept.delete(cold.commits[0]!.commit);
    const warm = await historyOf(path, 365, cache);
    expect(saved).toEqual(['Two', 'One', 'Two']);
    expect(warm).toEqual(cold);
  });

  it('counts lines only since the day that is asked for, and later what was not counted', async () => {
    const path = repository([
      { message: 'Old', daysAgo: 9, files: { 'old.ts': 'a\nb\nc\nd\ne\n' } },
      { message: 'Move', daysAgo: 6, renames: { 'old.ts': 'new.ts' }, files: { 'new.ts': 'a\nb\nc\nd\nf\n' } },
      { message: 'New', daysAgo: 1, files: { 'new.ts': 'a\n' } },
    ]);
    const kept = new Map<string, CommitFacts>();
    const cache = {
      load: async () => new Map(kept),
      save: async (facts: readonly CommitFacts[]) => {
        for (const each of facts) kept.set(each.commit, each);
      },
    };
    await using view = await openView(path);
    const window = await readWindow(view, 365);
    const filesOf = ({ commits }: { commits: CommitFacts[] }) => commits.map(({ files }) => files[0]);
    const uncounted = ['new.ts', 'old.ts', null, null];
    expect(filesOf(await readHistory(view, window, cache, now - 2 * 86_400))).toEqual([
      ['new.ts', null, 0, 4],
      uncounted,
      ['old.ts', null, null, null],
    ]);
    expect(filesOf(await readHistory(view, window, cache))).toEqual([
      ['new.ts', null, 0, 4],
      ['new.ts', 'old.ts', 1, 1],
      ['old.ts', null, 5, 0],
    ]);
    // What is known with counts answers those who ask for none.
    expect(filesOf(await readHistory(view, window, cache, now))).not.toContainEqual(uncounted);
  });

  it('reads whom a message names as co-author', async () => {
    const path = repository([
      {
        message: `Add\n\nCo-authored-by: Bea Lu <b@x>\r\nco-authored-by: Cleo <c@x>\nCo-authored-by: nobody\n`,
        files: { a: 'x\n' },
      },
    ]);
    expect((await historyOf(path)).commits[0]).toMatchObject({ coAuthors: ['Bea Lu <b@x>', 'Cleo <c@x>'] });
  });

  it('knows where a shallow clone ends, and does not take its oldest commit for a change', async () => {
    const path = repository(
      Array.from({ length: 5 }, (_, n) => ({ message: `c${n}`, daysAgo: 5 - n, files: { [`f${n}`]: 'x\n' } })),
    );
    const clone = temporaryDirectory();
    git(clone, 'clone', '--quiet', '--depth=3', `file://${path}`, '.');
    const history = await historyOf(clone);
    expect(history.commits.map(({ title }) => title)).toEqual(['c4', 'c3']);
    expect(history.knownFrom).toBe(now - 3 * 86_400);
  });

  it('reads which files changed, without line counts, in a partial clone', async () => {
    const path = repository([
      { message: 'One', daysAgo: 2, files: { a: '1\n', b: '1\n' } },
      { message: 'Two', daysAgo: 1, files: { a: '2\n' } },
    ]);
    git(path, 'config', 'uploadpack.allowFilter', 'true');
    const clone = temporaryDirectory();
    git(clone, 'clone', '--quiet', '--no-checkout', '--filter=blob:none', `file://${path}`, '.');
    const history = await historyOf(clone);
    expect(history).toMatchObject({ counted: false, renamed: true });
    expect(history.commits.map(({ files }) => files)).toEqual([
      [['a', null, null, null]],
      [
        ['a', null, null, null],
        ['b', null, null, null],
      ],
    ]);
  });

  it('knows renames in a partial clone that has the contents which tell them', async () => {
    const path = repository([
      { message: 'One', daysAgo: 3, files: { old: '1\n2\n3\n4\n' } },
      { message: 'Move', daysAgo: 2, files: { old: null, new: '1\n2\n3\n4\n' } },
    ]);
    git(path, 'config', 'uploadpack.allowFilter', 'true');
    const clone = temporaryDirectory();
    git(clone, 'clone', '--quiet', '--no-checkout', '--filter=blob:none', `file://${path}`, '.');
    const moved = await historyOf(clone);
    expect(moved).toMatchObject({ counted: false, renamed: true });
    expect(moved.commits[0]!.files).toEqual([['new', 'old', null, null]]);

    addCommits(path, [{ message: 'Rewrite', daysAgo: 1, files: { new: null, newer: '1\n2\n3\nfour\n' } }]);
    git(clone, 'fetch', '--quiet', 'origin', 'main:main', '--update-head-ok');
    const rewritten = await historyOf(clone);
    expect(rewritten).toMatchObject({ counted: false, renamed: false });
  });

  it('reads a 4,000-file commit, and paths with anything in them', async () => {
    const many = Object.fromEntries(Array.from({ length: 4_000 }, (_, n) => [`d${n % 40}/f${n}.ts`, `${n}\n`]));
    const odd = ['--help', 'tab\there', 'new\nline', 'quote"d', '\\back', '\udcffbytes\udcfe', ' lead', ':100644', 'é'];
    const path = repository([
      { message: 'Many', daysAgo: 1, files: many },
      { message: 'Odd\r\n\r\nbody', files: Object.fromEntries(odd.map((name) => [name, 'x\n'])) },
    ]);
    const { commits } = await historyOf(path);
    expect(commits[1]!.files).toHaveLength(4_000);
    expect(commits[0]!.title).toBe('Odd');
    expect(commits[0]!.files.map(([name]) => name).sort()).toEqual(odd.sort());
  });
});

describe('pullOf', () => {
  it.each([
    ['Add a lexer (#12)', 12],
    ['Add a lexer (#12)\r', 12],
    ['Add a lexer that\nneeds two lines (#12)\n\nbody', 12],
    ['Add a lexer (#0)', null],
    ['Add a lexer (#99999999999999999999999)', null],
    ['Merge pull request #99999999999 from a/b', null],
    ['Merge pull request #34 from a/b\n\nTitle', 34],
    ['Merge #5: title', 5],
    ['Merged PR 77: title', 77],
    ['Auto merge of #9 - a:b, r=c', 9],
    ["Merge branch 'x' into 'main'\n\nTitle\n\nSee merge request group/project!8", 8],
    ["Merge branch 'x' into 'main'\n\nSee merge request !8", 8],
    ['Merged in feature/x (pull request #21)', 21],
    ["Merge remote-tracking branch 'upstream/pull/7331'", 7331],
    ["Merge remote-tracking branch 'origin/pr/12' into main", 12],
    ["Merge branch 'pull/12/head' of https://github.com/a/b", 12],
    ["Merge commit 'refs/pull/98/head' into integration", 98],
    ["Merge branch 'fix/pr/parser'", null],
    ["Merge branch 'spr/12'", null],
    ["Merge branch 'release/2026.08.18'", null],
    ['Fix (#12) again', null],
    ['Fixes #12', null],
    ['Merge branch main', null],
    ['Revert "Add (#12)"', null],
    ['', null],
  ])('%j → %j', (message, pull) => {
    expect(factsOfMessage(message).pull).toBe(pull);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderStatus } from '../../src/commands/status.ts';
import { pullRegistry } from '../../src/measures/index.ts';
import type { CheckRun, PullFacts } from '../../src/model.ts';
import { renderCheckRun, renderUnmeasured } from '../../src/render/check-run.ts';
import { configureMeasures, evaluatePull } from '../../src/scoring/evaluate.ts';
import { changed, file, history, proposed, pull, pullFacts, settings } from '../facts.ts';
import { brokenLimits } from '../fake-github/rest/check-run-limits.ts';
import { type Commit, repository } from '../repositories.ts';
import { editions, github, logged, newHome, startApp } from './harness.ts';
import { checkAt, openPull, openShop, pushBranch, repo } from './shop.ts';

const measures = configureMeasures(pullRegistry, {});
const about = { repo: 'acme/tools', number: 7, head: 'c'.repeat(40), definition: '0123456789ab' };

/** What acts where it is not made harmless: on GitHub, on a terminal, or on our own Markdown. */
const atoms = [
  ...['@octocat', '@acme/team', '#12', 'acme/tools#12', 'GH-12', 'gh-7', 'ada@example.com', 'https://evil.example/x'],
  ...[
    'www.evil.example',
    '<img src=x onerror=y>',
    '<!--',
    '-->',
    '<details>',
    '</details>',
    '<a href="',
    '&lt;',
    '&#64;a',
  ],
  ...[
    '|',
    '||',
    '`',
    '``',
    '```',
    '\\',
    '\\`',
    '*',
    '**',
    '_',
    '~~',
    '[a](b)',
    '![a](b)',
    '[',
    ']',
    '- [ ] ',
    '# ',
    '> ',
  ],
  ...[
    '\n',
    '\r\n',
    '\n\n# ',
    '\n- ',
    '\n```\n',
    '\u2028',
    '\u202e',
    '\u2066',
    '\u200b',
    '\0',
    '\u001b[2J',
    '\ud800',
    '\udfff',
  ],
  ...[' ', '  ', '/', '.', 'a', '💥', 'é', '"', "'", '$x$', ':+1:', '---', '    '],
];
const hostile = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...atoms) }, { weight: 1, arbitrary: fc.string() }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

/** A Markdown text without its code spans, whose content does nothing, and without what a backslash has made harmless. */
function outsideCode(markdown: string): string {
  let rest = markdown;
  let outside = '';
  while (rest !== '') {
    const ticks = /^`+/.exec(rest)?.[0];
    const end = ticks ? new RegExp(`[^\`]${ticks}(?!\`)`).exec(rest.slice(ticks.length)) : null;
    if (ticks && end) {
      outside += '¤';
      rest = rest.slice(ticks.length + end.index + 1 + ticks.length);
    } else if (/^\\[!-/:-@[-`{-~]/.test(rest)) {
      outside += '·';
      rest = rest.slice(2);
    } else {
      const length = ticks?.length ?? 1;
      outside += rest.slice(0, length);
      rest = rest.slice(length);
    }
  }
  return outside;
}

/** The lines that we write ourselves; everything from outside stands within one of them. */
const ours =
  /^(|### .*|- .*|\*\*[^*]+\*\*( .*)?|Hot files: .*|Hot files touched:|Tests changed:|Left out: .*|---|As of .*|The (last good|configuration of) .*|[A-Z][\w ]+: not measured; .*|Touchstone could not .*|… cut here.*)$/;

/** What acts outside of code. */
const acting = /[<[|]|@\w|#\d|\bgh-\d|:\/\/|\bwww\.|&(?!amp;)/i;

/** Holds a check run against all that it must never do. */
function expectHarmless(run: CheckRun): void {
  expect(run.title.length).toBeLessThanOrEqual(255);
  expect(run.title).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]|@\w|#\d/u);
  const output = { ...run, annotations: run.annotations.map((each) => ({ ...each, title: '' })) };
  expect(brokenLimits({ output })).toEqual([]);
  for (const text of [run.summary, run.text]) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_535);
  for (const { message } of run.annotations) expect(message).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e]/u);
  expect(run.summary).not.toMatch(/[^\P{Cc}\n]|[\p{Cs}\u2028-\u202e\u2066-\u2069]/u);
  for (const line of run.summary.split('\n')) {
    expect(line).toMatch(ours);
    expect(outsideCode(line)).not.toMatch(acting);
  }
}

describe('text from outside', () => {
  const facts = fc.record({ path: hostile, test: hostile, title: hostile, author: hostile, lock: hostile });

  it('does nothing in the check run of a pull, wherever it stands', () => {
    fc.assert(
      fc.property(facts, hostile, fc.boolean(), ({ path, test, title, author, lock }, message, byThisPull) => {
        const changes = history(
          ...Array.from({ length: 20 }, (_, n) => pull(n + 1, 80 - n, [changed(path)])),
          pull(30, 5, [changed(path)], { actor: 'ci-bot', author: `${author} <a@b>` }),
          { ...pull(31, 4, [changed(path)]), pull: null, title },
        );
        const known: PullFacts = pullFacts({
          changes,
          files: [file(path, { test: { path: test, rule: 'same stem' } })],
          proposed: [
            proposed(path, 3, 0, { lane: 'source' }),
            proposed(`${test}2`, 1, 0, { lane: 'test' }),
            proposed(lock, 1, 0, { lane: 'lock' }),
          ],
        });
        const card = evaluatePull(known, measures, settings, about);
        const broken = { annotations: [{ path: '.github/touchstone.yml', line: 1, message }], byThisPull };
        for (const context of [{ broken: null }, { broken }])
          expectHarmless(renderCheckRun(card, { ...context, definitions: null }));
      }),
      { numRuns: 300 },
    );
  });

  it('does nothing where it says why something was not measured', () => {
    fc.assert(
      fc.property(hostile, (why) => {
        const missing = { missing: why };
        const known = { ...pullFacts({ proposed: [proposed('a.ts')] }), files: missing, changes: missing };
        expectHarmless(
          renderCheckRun(evaluatePull(known, measures, settings, about), { broken: null, definitions: null }),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('does nothing on the terminal of the operator', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const pulls = [
          { repository: text, number: 1, title: text, state: 'open', head: 'a', scoredAt: null, failure: text },
        ];
        const repositories = [
          {
            name: text,
            state: 'active' as const,
            score: 1,
            measuredAt: null,
            commit: null,
            failure: text,
            trend: null,
            reportedAt: null,
          },
        ];
        const installations = [{ account: text, state: 'active', limitedUntil: null }];
        const status = { version: 1 as const, installations, repositories, queue: [], deliveries: {}, pulls };
        const shown = renderStatus(status, new Date(0));
        expect(shown).not.toMatch(/[^\P{Cc}\n]|[\u2028-\u202e\u2066-\u2069]/u);
        expect(shown.trimEnd().split('\n')).toHaveLength(14);
      }),
    );
  });
});

describe('what is very much', () => {
  const huge = ['@octocat ', '`', '💥', '\ud800', '<', '\n'].map((text) => text.repeat(70_000 / text.length));

  it.each(huge)('fits where it is long (%#)', (text) => {
    const known = pullFacts({
      changes: history(...Array.from({ length: 20 }, (_, n) => pull(n + 1, 80 - n, [changed(`src/${text}`)]))),
      proposed: [proposed(`src/${text}`, 3), proposed(`lock/${text}`, 1, 0, { lane: 'lock' })],
    });
    const card = evaluatePull(known, measures, settings, about);
    const run = renderCheckRun(card, {
      broken: { annotations: [{ path: '.github/touchstone.yml', line: 1, message: text }], byThisPull: false },
      definitions: null,
    });
    expectHarmless(run);
    expect(run.summary).toMatch(/\n… cut here: GitHub takes no more of it\.$/);
    const whole = renderCheckRun(card, { broken: null, definitions: null });
    expectHarmless(whole);
    expect(whole.title).toMatch(/…$/);
    expectHarmless(renderUnmeasured());
  });

  it('is counted where it is many', () => {
    const paths = Array.from({ length: 5_000 }, (_, n) => `src/hot-${n}.ts`);
    const touched = paths.map((path) => changed(path));
    const known = pullFacts({
      changes: history(...Array.from({ length: 20 }, (_, n) => pull(n + 1, 80 - n, touched))),
      proposed: paths.map((path) => proposed(path, 1)),
    });
    const annotations = Array.from({ length: 300 }, (_, n) => ({ path: 'a.yml', line: n + 1, message: `no ${n}` }));
    const card = evaluatePull(known, measures, settings, about);
    const hot = renderCheckRun(card, { broken: null, definitions: null });
    expectHarmless(hot);
    expect(hot.title).toBe('Hot file changed without its test: src/hot-0.ts (in 20 of 20 pulls) and 4,999 more');
    expect(hot.summary).toContain('\n- … and 4,990 more\n');
    const broken = renderCheckRun(card, { broken: { annotations, byThisPull: false }, definitions: null });
    expectHarmless(broken);
    expect(broken.annotations).toHaveLength(50);
    expect(broken.summary).toContain('\n- … and 290 more\n');
  });
});

it('does nothing on its whole way from a repository to a check run', { timeout: 180_000 }, async () => {
  const path = 'src/@octocat #12 <img src=x> `|` [a](b)\n\u202e💥.ts';
  const commits = Array.from({ length: 22 }, (_, n): Commit => {
    return {
      message: `@octocat <b>${n}</b> (#${n + 1})`,
      daysAgo: 40 - n,
      files: { [path]: `export const a = ${n};\n` },
    };
  });
  const measuresOff = Array.from({ length: 300 }, (_, n) => `  "@octocat|<b>${n}": off\n`).join('');
  commits.push({ message: '`@octocat` breaks it', files: { '.github/touchstone.yml': `measures:\n${measuresOff}` } });
  const fake = await github();
  const shop = await openShop(fake, repository(commits, { bare: true }));
  await startApp(fake, await newHome('PGlite'));
  await fake.client.installApp({ account: 'acme' });
  const pull = await openPull(
    shop,
    { branch: 'topic', commits: [{ [path]: 'export const b = 1;\n' }] },
    '@octocat #12 <b>',
  );
  const run = await checkAt(fake, pull.headSha, '.github/touchstone.yml of the default branch is broken, line 2');
  const { title, summary, text } = run.output;
  const annotations = run.annotations.map(({ path: at, start_line: line, message }) => ({ path: at, line, message }));
  expectHarmless({ conclusion: 'neutral', title: title!, summary: withoutLink(summary!), text: text!, annotations });
  expect(annotations).toHaveLength(50);
  expect(summary).toContain('in 22 of 22 pulls (100 %)');
});

it('does nothing on its whole way from a repository to the hot-spot issue', { timeout: 180_000 }, async () => {
  const complex = (n: number) =>
    `export class Shop {\n  '@octocat #12 <b> [a](b)'(v: number) {\n    if (v === ${n}) return 1;\n    return 0;\n  }\n}\n`;
  const paths = [
    'src/@octocat #12 <img src=x> `|` [a](b)\n### no\n\u202e💥.ts',
    'lib/</details><!-- GH-7 www.evil.example **|** &lt;.ts',
  ];
  const author = '@octocat #12 `|` [a](b) <a@x>';
  const commits = Array.from({ length: 24 }, (_, n): Commit => {
    const files = Object.fromEntries(paths.map((path) => [path, complex(n)]));
    return { message: `@octocat <b>${n}</b> (#${n + 1})`, daysAgo: 40 - n, author, files };
  });
  const many = Object.fromEntries(Array.from({ length: 31 }, (_, n) => [`docs/${n}.md`, 'x\n']));
  commits.push({ message: '@octocat | `#12` <b>\n\n- no', daysAgo: 3, files: many });
  const bot = '@octocat #12 `|` [a](b)[bot] <bot@x>';
  commits.push({ message: 'Bump', daysAgo: 2, author: bot, files: { 'package.json': '{}\n' } });
  commits.push({ message: 'Ask', daysAgo: 1, files: { '.github/touchstone.yml': 'hotspots: { issue: true }\n' } });
  const fake = await github();
  const shop = await openShop(fake, repository(commits, { bare: true }));
  const home = await newHome('PostgreSQL');
  const app = await startApp(fake, home);
  const { first, monday } = await editions(app, home);
  await fake.client.installApp({ account: 'acme' });
  expect(await first()).toMatchObject({ issue: 'created' });
  const [made] = await fake.client.issues({ repo });
  expectHarmlessIssue(made!);
  expect(sectionsOf(made!.body!)).toEqual([
    'Hot spots',
    'Most often in recent pulls',
    'Changed together across modules',
    'Known by one person',
  ]);
  expect(made!.body).toMatch(
    /^Left out: changes of more than 30 files 1 \(.*octocat.*; changes by bots 1 \(.*octocat/m,
  );

  const fresh = `src/new ${'@octocat `` | <b>'}.ts`;
  const news = [1, 2, 3].map((n) => ({ [fresh]: complex(n) }));
  const head = await pushBranch(shop, { branch: 'main', commits: [{ [paths[0]!]: null }, ...news] });
  await logged(app, 'measure-repository', { msg: 'done', commit: head.slice(0, 9) });
  expect(await monday()).toMatchObject({ issue: 'edited' });
  const [edited] = await fake.client.issues({ repo });
  expectHarmlessIssue(edited!);
  expect(edited!.body).toMatch(/^- \*\*New and untested:\*\* .*octocat/m);
  expect(edited!.body).toMatch(/^- Left the list: .*octocat/m);
});

const oursInIssue =
  /^(|\*\*\d+ hot spots?, .*|acme\/web-shop at .*|### (Since the last edition .*|Hot spots|Most often in recent pulls|Changed together across modules|Known by one person)|- .*|\| .* \||\*\*Next step of each\*\*|\d+\. .*|Against the 365 days before:|Of each of these one person alone .*|Left out: .*|---|\*\*How to read this\.\*\* .*)$/;

/** Holds the hot-spot issue against all that it must never do. */
function expectHarmlessIssue({ title, body }: { title: string; body?: string | null }): void {
  expect(title).toBe('Touchstone hot spots');
  const [marker, ...lines] = body!.trimEnd().split('\n');
  expect(marker).toBe('<!-- touchstone:hot-spots -->');
  expect(body).not.toMatch(/[^\P{Cc}\n]|[\p{Cs}\u2028-\u202e\u2066-\u2069]/u);
  for (const line of lines) {
    expect(line).toMatch(oursInIssue);
    // A bar ends a cell also within code, unless it is escaped.
    const isRow = line.startsWith('| ');
    if (isRow) expect(line.match(/(?<!\\)\|/g)).toHaveLength(11);
    expect(outsideCode(isRow ? line.replaceAll(/(?<!\\)\|/g, '') : line)).not.toMatch(acting);
  }
}

function sectionsOf(body: string): string[] {
  return [...body.matchAll(/^### (.*)$/gm)].map(([, section]) => section!);
}

/** The link to the definitions is our own. */
function withoutLink(summary: string): string {
  return summary.replace(/\[definitions\]\(\S+\)/, '');
}

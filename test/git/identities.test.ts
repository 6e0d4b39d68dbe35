import { describe, expect, it } from 'vitest';
import { type ActorPatterns, actorOf, mainAuthor, readIdentities, readMailmap } from '../../src/git/identities.ts';
import { openView } from '../../src/git/view.ts';
import { repository } from '../repositories.ts';

const nobody: ActorPatterns = {
  humans: () => false,
  bots: () => false,
  aiReviewers: () => false,
  aiAuthors: () => false,
};

describe('actorOf', () => {
  it.each([
    ['Ada Lovelace <ada@example.com>', 'human'],
    ['dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>', 'dependency-bot'],
    ['renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>', 'dependency-bot'],
    ['Renovate Bot <bot@renovateapp.com>', 'dependency-bot'],
    // As merge queues write them: by the login of the account alone.
    ['renovate <29139614+renovate@users.noreply.github.com>', 'dependency-bot'],
    ['dependabot <49699333+dependabot@users.noreply.github.com>', 'dependency-bot'],
    ['Renovate Dupont <renovate@example.com>', 'human'],
    ['github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>', 'ci-bot'],
    ['pre-commit-ci[bot] <66853113+pre-commit-ci[bot]@users.noreply.github.com>', 'ci-bot'],
    ['github-actions <action@github.com>', 'ci-bot'],
    ['GitHub Actions <ci-user@example.com>', 'ci-bot'],
    ['Release <actions@github.com>', 'ci-bot'],
    ['Weblate <noreply@weblate.org>', 'ci-bot'],
    ['Jenkins <build@example.com>', 'ci-bot'],
    ['Release automation <release@example.com>', 'ci-bot'],
    ['Team <bot@example.com>', 'ci-bot'],
    ['copilot-swe-agent[bot] <198982749+Copilot@users.noreply.github.com>', 'ai-author'],
    ['coderabbitai[bot] <136622811+coderabbitai[bot]@users.noreply.github.com>', 'ai-reviewer'],
    ['Abbot Costello <abbot@example.com>', 'human'],
    ['LaRoyBot <laroy@example.com>', 'human'],
    ['Cici Robotham <cici@example.com>', 'human'],
    ['Claude Monet <claude@example.com>', 'human'],
    ['Claude <noreply@anthropic.com>', 'ai-author'],
    ['OpenCode (claude-opus-4-8) <noreply@opencode.ai>', 'ai-author'],
    ['Copilot <175728472+Copilot@users.noreply.github.com>', 'ai-author'],
    ['Copilot <copilot@github.com>', 'ai-author'],
    ['Cursor Agent <cursoragent@cursor.com>', 'ai-author'],
    ['Copilot Fan <12345+copilotfan@users.noreply.github.com>', 'human'],
    ['', 'human'],
  ])('%s is %s', (author, actor) => {
    expect(actorOf(author, nobody)).toBe(actor);
  });

  it('asks the configuration first, so that a team can correct the rest', () => {
    const is = (name: string) => (author: string) => author.startsWith(name);
    const configured = { humans: is('Jenkins'), bots: is('Zed'), aiReviewers: is('Rev'), aiAuthors: is('Gen') };
    expect(actorOf('Jenkins <x@y>', configured)).toBe('human');
    expect(actorOf('Zed <x@y>', configured)).toBe('ci-bot');
    expect(actorOf('Rev <x@y>', configured)).toBe('ai-reviewer');
    expect(actorOf('Gen <x@y>', configured)).toBe('ai-author');
  });
});

describe('mainAuthor', () => {
  const plain = new Map<string, string>();

  it.each([
    [
      [
        ['Ada <a@x>', 1],
        ['Bea <b@x>', 2],
      ],
      'Bea <b@x>',
    ],
    [
      [
        ['Cleo <c@x>', 1],
        ['Bea <b@x>', 1],
      ],
      'Cleo <c@x>',
    ],
    [
      [
        ['Tip <t@x>', 0],
        ['Cleo <c@x>', 1],
        ['Bea <b@x>', 1],
      ],
      'Bea <b@x>',
    ],
    [[['Tip <t@x>', 0]], 'Tip <t@x>'],
  ] satisfies [[string, number][], string][])('of %j is %s', (authors, main) => {
    expect(mainAuthor(authors, plain)).toBe(main);
  });

  it('unites identities', () => {
    const identities = new Map([['A. <old@x>', 'Ada <a@x>']]);
    expect(
      mainAuthor(
        [
          ['Bea <b@x>', 2],
          ['Ada <a@x>', 2],
          ['A. <old@x>', 1],
        ],
        identities,
      ),
    ).toBe('Ada <a@x>');
  });
});

describe('readMailmap', () => {
  it('is git’s own, of the revision', async () => {
    const path = repository([{ message: 'One', files: { '.mailmap': 'Ada <ada@example.com> <old@example.com>\n' } }]);
    await using view = await openView(path);
    const authors = ['A. L. <old@example.com>', 'Bea <bea@example.com>', 'Nobody <>', ' <x@y>', 'broken'];
    expect(Object.fromEntries(await readMailmap(view, authors))).toEqual({
      'A. L. <old@example.com>': 'Ada <ada@example.com>',
      'Bea <bea@example.com>': 'Bea <bea@example.com>',
      'Nobody <>': 'Nobody <>',
      ' <x@y>': ' <x@y>',
      broken: 'broken',
    });
  });
});

describe('readIdentities', () => {
  const people = [
    'Ada Lovelace <ada@work.example>',
    'Ada Lovelace <ada@home.example>',
    'ada <ADA@work.example>',
    'ada <12345+countess@users.noreply.github.com>',
    'Countess <countess@users.noreply.github.com>',
    'ada <ada@other.example>',
  ];

  it('takes for one person who shares a full name, or by one word an address or an account', async () => {
    await using view = await openView(repository([{ message: 'Begin', files: { a: 'x\n' } }]));
    expect([...(await readIdentities(view, people, false)).values()]).toEqual([
      people[0],
      people[0],
      people[0],
      people[3],
      people[3],
      // A first name alone is no reason.
      people[5],
    ]);
  });

  it('finds the full name of who goes by one word, in whatever order it is read', async () => {
    await using view = await openView(repository([{ message: 'Begin', files: { a: 'x\n' } }]));
    const one = ['Ann Lee <ann@work>', 'annl <ann@home>', 'Ann Lee <ann@home>'];
    for (const order of [one, one.toReversed()]) {
      const identities = await readIdentities(view, order, false);
      expect(new Set(identities.values())).toEqual(new Set([order[0]]));
    }
  });

  it('keeps two full names apart that share an address, and those who share a name with either', async () => {
    await using view = await openView(repository([{ message: 'Begin', files: { a: 'x\n' } }]));
    const team = ['Ann Lee <ann@x>', 'Bea Lu <bea@x>', 'Ann Lee <bea@x>', 'Cleo Ray <noreply@x>', 'Bea Lu <noreply@x>'];
    const identities = await readIdentities(view, team, false);
    expect([...identities.values()]).toEqual([team[0], team[1], team[0], team[3], team[1]]);
  });

  it('takes for one person who writes from one account of GitHub, by its login or its id, under whatever name', async () => {
    await using view = await openView(repository([{ message: 'Begin', files: { a: 'x\n' } }]));
    const account = [
      'Ada Lovelace <12345+countess@users.noreply.github.com>',
      'Ada King <countess@users.noreply.github.com>',
      // Renamed: the id stays.
      'ada <12345+lovelace@users.noreply.github.com>',
      'A. King <Lovelace@users.noreply.github.com>',
      'Ada King <ada@home.example>',
      'countess <ada@home.example>',
      'Bea Lu <67890+bea@users.noreply.github.com>',
      // Under the address of a program it is the program.
      'Cleo Ray <49699333+dependabot[bot]@users.noreply.github.com>',
      'dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>',
    ];
    for (const order of [account, account.toReversed()]) {
      const identities = await readIdentities(view, order, false);
      const persons = Map.groupBy(account, (author) => identities.get(author)!);
      expect([...persons.values()]).toEqual([account.slice(0, 6), account.slice(6, 7), account.slice(7)]);
    }
  });

  it('knows the account of a program by its id, also where it is written without its suffix', async () => {
    await using view = await openView(repository([{ message: 'Begin', files: { a: 'x\n' } }]));
    const program = [
      'acme-docs <555+acme-docs@users.noreply.github.com>',
      'acme-docs[bot] <555+acme-docs[bot]@users.noreply.github.com>',
    ];
    for (const order of [program, program.toReversed()]) {
      const identities = await readIdentities(view, order, false);
      expect(new Set(identities.values())).toEqual(new Set([program[1]]));
    }
  });

  it('asks .mailmap first', async () => {
    const mailmap = 'Ada Lovelace <ada@work.example> <ada@other.example>\n';
    await using view = await openView(repository([{ message: 'Begin', files: { '.mailmap': mailmap } }]));
    expect((await readIdentities(view, people, true)).get(people[5]!)).toBe(people[0]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HotspotReport } from '../../src/model.ts';
import { renderHotspotsMarkdown } from '../../src/render/hotspots-markdown.ts';
import { compareHotspots } from '../../src/scoring/compare-hotspots.ts';
import { hotspotOf, hotspotReportOf } from '../hotspot-report.ts';

const hostile = '@everyone #12 <img src=x> https://a.b | `x` \n[y](z)\u202e';
const lastWeek = {
  kind: 'repository',
  repo: 'acme/web-shop',
  at: 'b'.repeat(40),
  date: '2026-05-25T12:00:00Z',
} as const;

/** The hot-spot report of a web shop. */
function shopReport(overrides: Partial<HotspotReport> = {}): HotspotReport {
  return hotspotReportOf({
    subject: { kind: 'repository', repo: 'acme/web-shop', at: 'a'.repeat(40), date: '2026-06-01T12:00:00.000Z' },
    window: { from: '2025-06-01T12:00:00.000Z', to: '2026-06-01T12:00:00.000Z', days: 365 },
    pulls: 120,
    hotspots: [
      hotspotOf(1, 'src/checkout/cart.ts', {
        changes: 61,
        previousChanges: 24,
        pullShare: 0.51,
        complexity: 188,
        codeLines: 912,
        tested: false,
        people: 9,
        missing: ['tests', 'shorter file', 'simpler functions'],
        nextStep: 'Write a first test for applyCoupons (complexity 31) before the next change to it.',
      }),
      hotspotOf(2, 'src/api/orders.ts', {
        changes: 44,
        previousChanges: 47,
        pullShare: 0.37,
        complexity: 102,
        codeLines: 455,
        missing: ['simpler functions'],
        nextStep: 'Split placeOrder (complexity 22): its branches by payment kind are functions of their own.',
      }),
      hotspotOf(3, 'src/legacy/stock.js', {
        changes: 20,
        previousChanges: 0,
        pullShare: 0.16,
        complexity: 74,
        codeLines: 310,
        tested: false,
        typed: false,
        people: 1,
        missing: ['tests', 'types'],
        nextStep: 'Write a first test for reserve, then add // @ts-check.',
      }),
      hotspotOf(4, 'src/mail/templates.ts', {
        changes: 9,
        previousChanges: 21,
        pullShare: 0.07,
        complexity: 41,
        codeLines: 198,
        tested: null,
        typed: null,
        people: 3,
      }),
    ],
    hotFiles: [{ path: 'src/checkout/cart.ts', pulls: 61, share: 0.51 }],
    coupling: [
      { a: 'src/api/orders.ts', b: 'src/mail/templates.ts', shared: 9, degree: 0.52 },
      { a: 'src/checkout/cart.ts', b: 'src/legacy/stock.js', shared: 14, degree: 0.35 },
    ],
    knowledge: [
      { area: 'src/legacy', files: 4, byOnePerson: 3 },
      { area: 'src/checkout', files: 6, byOnePerson: 0 },
    ],
    leftOut: [
      { what: 'changes of more than 30 files', count: 7, examples: ['Format everything', 'Move to TypeScript'] },
      { what: 'commits of .git-blame-ignore-revs', count: 2, examples: [] },
    ],
    ...overrides,
  });
}

/** The report a week before: one file more and one less, one with its test, one untyped, and the first not so hot. */
function aWeekBefore(): HotspotReport {
  const [cart, orders, , mail] = shopReport().hotspots;
  return shopReport({
    subject: lastWeek,
    hotspots: [
      { ...orders!, rank: 1, missing: ['types', 'simpler functions'] },
      hotspotOf(2, 'src/search/index.ts'),
      { ...mail!, rank: 3 },
      { ...cart!, rank: 7, changes: 41, missing: ['shorter file', 'simpler functions'] },
    ],
  });
}

describe('the Markdown of a hot-spot report', () => {
  it('reads like this', async () => {
    const report = shopReport();
    const text = renderHotspotsMarkdown(report, compareHotspots(aWeekBefore(), report));
    await expect(text).toMatchFileSnapshot('../golden/hotspots.md');
  });

  it('begins with the verdict, and names an untested newcomer before all that changed', () => {
    const report = shopReport();
    const lines = renderHotspotsMarkdown(report, compareHotspots(aWeekBefore(), report)).split('\n');
    expect(lines[0]).toMatch(
      /^\*\*4 hot spots, 2 of them without tests, 1 not asked for any\.\*\* Begin with `src\/checkout\/cart\.ts`: Write /,
    );
    expect(lines.find((line) => line.startsWith('- '))).toMatch(
      /^- \*\*New and untested:\*\* `src\/legacy\/stock\.js`/,
    );
  });

  it('says why nothing is compared, and that nothing changed', () => {
    const report = shopReport();
    const other = shopReport({ definition: 'ba9876543210' });
    expect(renderHotspotsMarkdown(report, compareHotspots(other, report))).toContain(
      'Not compared: the definition changed.',
    );
    expect(renderHotspotsMarkdown(report, compareHotspots(report, report))).toContain(
      'The same files are hot, and lack the same.',
    );
    expect(renderHotspotsMarkdown(report, null)).not.toContain('last edition');
  });

  it('says of a file that no grammar reads that its number is another', () => {
    const hotspots = [hotspotOf(1, 'a.dart', { complexity: 6_357, parsed: false }), hotspotOf(2, 'b.ts')];
    const text = renderHotspotsMarkdown(shopReport({ hotspots }), null);
    expect(text).toContain('| indentation 6,357 | 400 |');
    expect(text).toContain('| 120 | 400 |');
  });

  it('does not let what was not asked for a test pass for tested', () => {
    const hotspots = [
      hotspotOf(1, 'a.dart', { tested: null }),
      hotspotOf(2, 'b.ts', { tested: false, missing: ['tests'] }),
    ];
    expect(renderHotspotsMarkdown(shopReport({ hotspots }), null)).toMatch(
      /^\*\*2 hot spots, 1 of them without tests, 1 not asked for any\.\*\* Begin /,
    );
  });

  it('is glad where nothing is missing', () => {
    const report = shopReport({ hotspots: [hotspotOf(1, 'a.ts'), hotspotOf(2, 'b.ts')] });
    expect(renderHotspotsMarkdown(report, null)).toMatch(
      /^\*\*2 hot spots, lacking nothing\.\*\* Begin with `a\.ts`: /,
    );
  });

  it('says why there are none', () => {
    const none = { hotspots: [], hotFiles: [], coupling: [], knowledge: [], leftOut: [] };
    expect(renderHotspotsMarkdown(shopReport(none), null)).toMatch(
      /^\*\*No hot spots:\*\* no source file was changed often enough in 365 days\.\n/,
    );
    const shallow = renderHotspotsMarkdown(shopReport({ ...none, noData: 'a shallow clone' }), null);
    expect(shallow).toMatch(/^\*\*No hot spots to know of:\*\* a shallow clone\.\n/);
    expect(shallow).not.toMatch(/\| file \||Left out|###/);
  });

  it('folds what is beyond the twentieth row', () => {
    const hotspots = Array.from({ length: 23 }, (_, index) => hotspotOf(index + 1, `src/${index + 1}.ts`));
    const text = renderHotspotsMarkdown(shopReport({ hotspots }), null);
    const [shown, folded] = text.split('<details>');
    expect(shown).toContain('| 20 | `src/20.ts`');
    expect(shown).not.toContain('| 21 |');
    expect(folded).toMatch(/^\n<summary>3 more hot spots<\/summary>\n\n\| /);
    expect(folded).toContain('| 23 | `src/23.ts`');
    expect(folded).toContain('\n23. `src/23.ts`: ');
    expect(folded).toContain('</details>');
  });

  it('lets nothing from the repository act, and no bar break the table', () => {
    const report = shopReport({
      subject: { ...lastWeek, repo: hostile },
      hotspots: [hotspotOf(1, hostile, { nextStep: hostile })],
      hotFiles: [{ path: hostile, pulls: 3, share: 0.6 }],
      coupling: [{ a: hostile, b: hostile, shared: 5, degree: 0.4 }],
      knowledge: [{ area: hostile, files: 2, byOnePerson: 1 }],
      leftOut: [{ what: hostile, count: 2, examples: [hostile] }],
    });
    const text = renderHotspotsMarkdown(report, compareHotspots(shopReport({ noData: hostile }), report));
    const outside = text.replace(/(`+)(?!`).*?(?<!`)\1(?!`)/g, '');
    expect(outside).not.toMatch(/@everyone|#12|(?<!\\)<img|:\/\/|\u202e/);
    const [, , row] = text.split('\n').filter((line) => line.startsWith('| '));
    expect(row!.match(/(?<!\\)\|/g)).toHaveLength(11);
  });

  it('stays below what GitHub takes, whatever comes in', () => {
    const text = fc.oneof(
      fc.constant('`'.repeat(1_000)),
      fc.constant('𝒳&|'.repeat(500)),
      fc.constant('src/a.ts'),
      fc.string({ unit: 'binary', maxLength: 600 }),
    );
    const lengths = fc.constantFrom(0, 3, 50, 200);
    fc.assert(
      fc.property(text, text, lengths, lengths, (path, words, rows, others) => {
        const many = <T>(length: number, one: (index: number) => T) => Array.from({ length }, (_, index) => one(index));
        const of = (name: string) =>
          shopReport({
            subject: { ...lastWeek, repo: 'acme/web-shop' },
            hotspots: many(rows, (n) =>
              hotspotOf(n + 1, `${path}${name}${n}`, { nextStep: words, missing: n % 2 ? ['tests'] : [] }),
            ),
            hotFiles: many(others, () => ({ path, pulls: 3, share: 0.6 })),
            coupling: many(others, () => ({ a: path, b: path, shared: 5, degree: 0.4 })),
            knowledge: many(others, () => ({ area: path, files: 2, byOnePerson: 1 })),
            leftOut: many(others, () => ({ what: words, count: 2, examples: many(9, () => path) })),
          });
        const made = renderHotspotsMarkdown(of('new'), compareHotspots(of('old'), of('new')));
        expect(Buffer.byteLength(made)).toBeLessThanOrEqual(60_000);
        expect(made.endsWith('may stay as it is.\n')).toBe(true);
        expect(made.match(/<details>/g)?.length).toBe(made.match(/<\/details>/g)?.length);
      }),
      { numRuns: 12 },
    );
  });
});

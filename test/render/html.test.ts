import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Hotspot } from '../../src/model.ts';
import { renderPage } from '../../src/render/html.ts';
import { hotspotTable } from '../../src/render/page/hotspots.ts';
import { escaped } from '../../src/render/page/markup.ts';
import { showPath } from '../../src/text.ts';
import { file } from '../facts.ts';
import { hotspotOf, hotspotReportOf } from '../hotspot-report.ts';
import { pageOf } from '../page.ts';

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

/** What is read, without the markup: one line for each block. */
function textOf(page: string): string {
  return page
    .replace(/<(style|script|svg)\b.*?<\/\1>/gs, '')
    .replace(/<wbr>/g, '')
    .replace(/<\/(p|h\d|li|tr|summary|dd|title)>/g, '\n')
    .replace(/<\/(td|th)>/g, ' | ')
    .replace(/<[^>]+>/g, '')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code))
    .replace(/[ \t]*\n\s*/g, '\n');
}

function tagsOf(page: string): string[] {
  return page.match(/<\/?[a-z][^\s>]*/g)!;
}

describe('renderPage', () => {
  it('tells all of a scorecard, then the hot spots', () => {
    const page = renderPage(pageOf());
    expect([...page.matchAll(/<h([1-6])[^>]*>(.*?)<\/h\1>/g)].map(([, level, title]) => `${level} ${title}`)).toEqual([
      '1 acme/tools',
      '2 What changed',
      '2 By category',
      '2 The score over time',
      '2 Measures',
      '3 Reasons',
      '2 Start here',
      '2 Map of the code',
      '2 Hot spots',
      '2 Hot files',
      '2 What changes together',
      '2 Known by few',
      '2 What is in the tree',
      '2 Left out of the hot spots',
    ]);
    const text = textOf(page);
    expect(text).toContain('Statically typed files | types | 90 % |');
    expect(text).toContain('Scale: 100 points at 100 %, 0 at');
    expect(text).toContain('Not scored: no report of coverage');
    expect(text).toContain('src/orders/cart.ts 400 code lines');
    expect(text).toContain('src/orders/checkout.ts | src/mail/receipt.ts | 45 % | 9 |');
    expect(text).toContain('src/orders | 50 % | 1 | 2 |');
    expect(text).toContain('changes of more than 30 files: 3 e.g. Format all files');
  });

  it('tells the hot spots alone where there is no scorecard, with what to do first', () => {
    const text = textOf(renderPage(pageOf({ card: null, comparison: null, trend: null })));
    expect(text).not.toContain('of the weight measured');
    expect(text).toContain('Write a test for placeOrder, which changed last.');
    expect(text).toMatch(/^1 \| src\/orders\/checkout\.ts/m);
    expect(text).toContain(
      '| 39 | 12 ↗ | 20 % | 310 | 1,240 | 1 | no | no | tests types shorter file simpler functions',
    );
    expect(text).toContain('| 38 | – | – | 120 | 400 | 4 | yes | yes | nothing |');
  });

  it('says why there are no hot spots, and does not show noughts', () => {
    const hotspots = hotspotReportOf({ hotspots: [], noData: 'this clone is shallow' });
    const text = textOf(renderPage(pageOf({ card: null, hotspots })));
    expect(text).toContain('Not known here: this clone is shallow.');
    expect(text).not.toContain('hot spots\n0');
    expect(text).not.toContain('without a test');
  });

  it('has a column for the window before only where one is known', () => {
    const page = (previousChanges: number | null) => {
      const hotspots = hotspotReportOf({ hotspots: [hotspotOf(1, 'a.ts', { previousChanges })] });
      return textOf(renderPage(pageOf({ card: null, hotspots })));
    };
    expect(page(3)).toContain('before');
    expect(page(null)).not.toContain('before');
  });

  it('counts nothing where no hot spot is asked for a test', () => {
    const hotspots = hotspotReportOf({ hotspots: [hotspotOf(1, 'a.ts', { tested: null }), hotspotOf(2, 'b.ts')] });
    expect(textOf(renderPage(pageOf({ card: null, hotspots })))).toContain('without a test–\n');
  });

  it('says below the number of a file that no grammar reads what it is', () => {
    const hotspots = [hotspotOf(1, 'a.dart', { complexity: 6_357, parsed: false }), hotspotOf(2, 'b.ts')];
    const page = renderPage(pageOf({ card: null, hotspots: hotspotReportOf({ hotspots }) }));
    expect(page.match(/<br><span class="note">indentation<\/span>/g)).toHaveLength(1);
  });

  it('counts as known by one person what its section on knowledge counts', () => {
    const shared = hotspotOf(1, 'a.ts', { people: 3 });
    const hotspots = hotspotReportOf({
      hotspots: [shared, hotspotOf(2, 'b.ts', { people: 1, changes: 3 })],
      knowledge: [{ area: '.', files: 4, byOnePerson: 3 }],
    });
    expect(textOf(renderPage(pageOf({ card: null, hotspots })))).toContain('known by one3\n');
  });

  it('does not say of the hottest files that most pulls touch them', () => {
    const hotspots = hotspotReportOf({ hotFiles: [{ path: 'src/a.ts', pulls: 18, share: 0.075 }] });
    expect(textOf(renderPage(pageOf({ card: null, hotspots })))).not.toContain('most pulls');
  });

  it('withholds the score where a measure failed', () => {
    const { card } = pageOf();
    const results = card!.results.map((result, index) =>
      index === 0 ? { ...result, status: 'failed' as const, score: null, value: null, reason: 'it broke' } : result,
    );
    const text = textOf(renderPage(pageOf({ card: { ...card!, score: null, results }, comparison: null })));
    expect(text).toContain('No score1 measure failed, and an error is not a zero.');
  });

  it('draws the map with a name, the rank of each hot spot and a link to its row', () => {
    const page = renderPage(pageOf());
    for (const chart of ['map-wide', 'map-narrow', 'trend-wide', 'trend-narrow']) {
      expect(page).toMatch(new RegExp(`<svg class="chart ${chart}"[^>]* role="img" aria-label="[^"]{20,}"`));
    }
    const map = /<svg class="chart map-wide".*?<\/svg>/s.exec(page)![0];
    expect(map).toMatch(
      /<a href="#hotspot-1" tabindex="-1"><path [^>]*fill="url\(#heat-1\)"><title>src\/orders\/checkout\.ts: hot spot 1, 39 changes, 1,240 code lines<\/title><\/path><text class="name on-1"[^>]*>1 checkout\.ts<\/text><\/a>/,
    );
    for (const target of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(` id="${target[1]}"`);
    for (const pattern of page.matchAll(/url\(#([^)]+)\)/g)) expect(page).toContain(` id="${pattern[1]}"`);
  });

  it('marks where the definition changed, and joins no line across it or across a missing score', () => {
    const trend = /<svg class="chart trend-wide".*?<\/svg>/s.exec(renderPage(pageOf()))![0];
    expect(trend.match(/definition changed/g)).toHaveLength(1);
    const lines = trend.match(/<path d="[^"]*" fill="none"[^>]*stroke="var\(--accent\)"/g)!;
    expect(lines).toHaveLength(2);
    expect(trend).toContain('>68</text>');
  });

  it('is the same, byte for byte, for the same data: the second time, and in another time zone', () => {
    const first = renderPage(pageOf());
    expect(renderPage(pageOf())).toBe(first);
    process.env.TZ = 'Pacific/Auckland';
    expect(renderPage(pageOf())).toBe(first);
  });

  it('loads nothing, and allows itself nothing but its own style and script', () => {
    const page = renderPage(pageOf());
    expect(page).not.toMatch(/(src|href|action|data)="(?!#)|@import|https?:\/\/|url\((?!#)|<link|<img|<iframe/);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)![1]!;
    const scripts = [...page.matchAll(/<script>(.*?)<\/script>/gs)];
    expect(scripts).toHaveLength(1);
    const hash = createHash('sha256').update(scripts[0]![1]!).digest('base64');
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      "style-src 'unsafe-inline'",
      `script-src 'sha256-${hash}'`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(page).not.toMatch(/ on\w+=/);
  });

  it('is small and its map can be read where there are 10,000 files', () => {
    const files = Array.from({ length: 10_000 }, (_, index) =>
      file(`packages/p${index % 40}/src/area-${index % 7}/file-${index}.ts`, { codeLines: 20 + ((index * 37) % 400) }),
    );
    const hotspots = files.slice(0, 50).map(({ path }, index) => hotspotOf(index + 1, path));
    const page = renderPage(pageOf({ files, hotspots: hotspotReportOf({ hotspots }) }));
    expect(page.length).toBeLessThan(600_000);
    const map = /<svg class="chart map-wide".*?<\/svg>/s.exec(page)![0];
    expect(map.match(/<path/g)!.length).toBeLessThan(700);
    expect(map.match(/<a href="#hotspot-/g)).toHaveLength(50);
  });
});

describe('text from the repository', () => {
  const hostile = [
    '</title><script>alert(1)</script>.ts',
    '" onload="alert(1)',
    "it's & <b>.ts",
    'a\u2028b\u202ec\u0007d\u009be\u200f.ts',
    'url(#zr0-p0)"zr0-c0".ts',
    '$& $1 `code` ]]> --> <!--.ts',
    '\udc80\udcff.ts',
  ];

  it('acts nowhere, neither in HTML nor in SVG', () => {
    const files = hostile.map((name, index) => file(`<i>/${name}`, { codeLines: 300 + index }));
    const hotspots = files.map(({ path }, index) =>
      hotspotOf(index + 1, showPath(path), { nextStep: hostile[index]! }),
    );
    const [a, b] = hostile as [string, string];
    const data = pageOf({
      subject: { kind: 'repository', repo: a, at: 'a'.repeat(40), date: '2026-08-22T10:00:00.000Z' },
      overview: a,
      files,
      hotspots: hotspotReportOf({
        hotspots,
        hotFiles: [{ path: a, pulls: 1, share: 0.5 }],
        coupling: [{ a, b, shared: 5, degree: 0.5 }],
        knowledge: [{ area: b, files: 3, byOnePerson: 1 }],
        leftOut: [{ what: a, count: 1, examples: hostile }],
      }),
    });
    for (const result of data.card!.results) {
      result.evidence = hostile.map((name) => ({ path: name, text: name }));
      result.reason = a;
      result.leftOut = [{ what: b, count: 1, examples: [] }];
    }
    const page = renderPage(data);
    const benign = renderPage(pageOf());
    const tags = (text: string) => [...new Set(tagsOf(text))].sort();
    expect(tags(page)).toEqual(tags(benign));
    const attributes = (text: string) => {
      const inTags = text.matchAll(/<[a-z]+((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g);
      const names = [...inTags].flatMap(([, each]) =>
        [...each!.matchAll(/([\w:-]+)="[^"]*"/g)].map(([, name]) => name),
      );
      return [...new Set(names)].sort();
    };
    expect(attributes(page)).toEqual(attributes(benign));
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toMatch(/<!--|[\u2028\u202e\u0007\u009b\u200f\ud800-\udfff]/);
    expect(page.match(/[\p{Cc}\p{Cs}]/gu)!.every((character) => character === '\n')).toBe(true);
  });

  it('leaves the markup of a table as it is, whatever it is', () => {
    const withText = (text: string) => {
      const named: Partial<Hotspot> = { nextStep: text.replaceAll('`', '') };
      const hotspots = [hotspotOf(1, text.replaceAll('/', ''), named)];
      return tagsOf(hotspotTable(hotspotReportOf({ hotspots })).markup);
    };
    const plain = withText('a');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(withText(text)).toEqual(plain);
      }),
    );
  });

  it.each([
    ['a<b>&"\'', 'a&#60;b&#62;&#38;&#34;&#39;'],
    ['a\nb\u2029c', 'a\ufffdb\ufffdc'],
    ['plain, 3 %', 'plain, 3 %'],
  ])('%j', (text, expected) => {
    expect(escaped(text)).toBe(expected);
  });
});

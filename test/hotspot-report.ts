import type { Hotspot, HotspotReport } from '../src/model.ts';

/** A hot spot as it should be: what is not said is ordinary. */
export function hotspotOf(rank: number, path: string, facts: Partial<Hotspot> = {}): Hotspot {
  return {
    rank,
    path,
    changes: 40 - rank,
    previousChanges: 30,
    pullShare: 0.2,
    complexity: 60,
    codeLines: 240,
    tested: true,
    typed: true,
    people: 4,
    missing: [],
    nextStep: 'Nothing is missing: keep its test with it.',
    ...facts,
  };
}

/** The hot-spot report of a web shop, with what is said in its place. */
export function hotspotReportOf(overrides: Partial<HotspotReport> = {}): HotspotReport {
  return {
    version: 1,
    subject: { kind: 'repository', repo: 'acme/web-shop', at: 'a'.repeat(40), date: '2026-06-01T12:00:00.000Z' },
    definition: '0123456789ab',
    window: { from: '2025-06-01T12:00:00.000Z', to: '2026-06-01T12:00:00.000Z', days: 365 },
    pulls: 120,
    noData: null,
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
  };
}
